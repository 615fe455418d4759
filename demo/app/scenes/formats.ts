/** Money, as a bank statement writes it: `Intl` puts a hyphen where a minus sign belongs. */
export function formatMoney(amount: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
  });
  return format.format(amount).replace('-', '−');
}

/** A day without its year. */
export function formatDay(date: Date | string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(date));
}
