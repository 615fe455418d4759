const DAY_MS = 24 * 60 * 60_000;

/** The locales that were reported: a notice renders often, and each is reported once. */
const reportedLocales = new Set<string>();

/** Formats in `locale`, or in the browser's language where `locale` is no language tag. */
function inLocale<Result>(locale: string, format: (locale: string | undefined) => Result): Result {
  try {
    return format(locale);
  } catch {
    if (!reportedLocales.has(locale)) {
      reportedLocales.add(locale);
      console.error(
        `react-plaid-relink: messages.locale is ${JSON.stringify(locale)}, which is not a BCP 47 language tag. Dates are written in the browser's language instead. Use a tag such as "de" or "en-GB".`,
      );
    }
    return format(undefined);
  }
}

/** A day, as the texts may mention it. */
export interface DayWords {
  until: string;
  inDays: string | null;
  weekday: string | null;
}

/**
 * A day as people say it: without the year within twelve months, and within a week as "in 3 days" too.
 *
 * @param now milliseconds since the epoch; null until the page is hydrated, since the server knows neither the user's time
 * zone nor the moment at which its HTML is read
 */
export function dayWords(
  date: Date,
  now: number | null,
  { locale, month }: { locale: string; month: 'long' | 'short' },
): DayWords {
  const isNear = now !== null && isWithinYear(date, new Date(now));
  const format: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month,
    ...(isNear ? {} : { year: 'numeric' }),
    ...(now === null && { timeZone: 'UTC' }),
  };
  const days = now === null ? Infinity : dayNumber(date) - dayNumber(new Date(now));
  const isSoon = days >= 0 && days <= 7;
  return inLocale(locale, (tag) => ({
    until: new Intl.DateTimeFormat(tag, format).format(date),
    inDays: isSoon ? relative(tag, days, 'day') : null,
    weekday:
      isSoon && days > 1 ? new Intl.DateTimeFormat(tag, { weekday: 'long' }).format(date) : null,
  }));
}

/** "12 days ago"; null in the first minute, and for a time ahead of a clock that is wrong. */
export function agoWords(date: Date, now: number, locale: string): string | null {
  const ageMs = now - date.getTime();
  if (ageMs < 60_000) return null;
  return inLocale(locale, (tag) => {
    const minutes = Math.floor(ageMs / 60_000);
    if (minutes < 60) return relative(tag, -minutes, 'minute');
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return relative(tag, -hours, 'hour');
    const days = Math.floor(ageMs / DAY_MS);
    if (days < 60) return relative(tag, -days, 'day');
    return days < 730
      ? relative(tag, -Math.floor(days / 30.44), 'month')
      : relative(tag, -Math.floor(days / 365.25), 'year');
  });
}

const relative = (locale: string | undefined, count: number, unit: Intl.RelativeTimeFormatUnit) =>
  new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(count, unit);

function isWithinYear(date: Date, now: Date): boolean {
  const inAYear = new Date(now);
  inAYear.setFullYear(now.getFullYear() + 1);
  return date >= new Date(now.getTime() - DAY_MS) && date < inAYear;
}

/** The number of a calendar day in the user's time zone: a change of the clocks makes some days shorter than 24 hours. */
function dayNumber(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}
