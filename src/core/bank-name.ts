/** The texts of a language that say how a bank is called. */
interface BankMessages {
  yourBank: string;
  /** BCP 47. */
  locale: string;
}

export const ENGLISH_BANK: BankMessages = { yourBank: 'your bank', locale: 'en' };

const RTL_LANGUAGE = /^(ar|arc|ckb|dv|fa|he|iw|ks|nqo|ps|sd|syr|ug|ur|yi)\b/i;
/** Hebrew, Arabic, Syriac, Thaana, NKo and their presentation forms. */
const RTL_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Whether a language is written from right to left. @param locale BCP 47 */
export const isRightToLeft = (locale: string): boolean => RTL_LANGUAGE.test(locale);

/**
 * A bank's name as the texts mention it. Where directions can mix, in a right-to-left language or with a name in right-to-left
 * letters, it is isolated (U+2068, U+2069): else the bracket of "E*TRADE (Morgan Stanley)" would turn round. Elsewhere the
 * name stays as it is, so that a search of the page finds it.
 *
 * @param name null where it is not known
 */
export function bankName(
  name: string | null | undefined,
  messages: Partial<BankMessages> | undefined,
): string {
  if (!name) return messages?.yourBank ?? ENGLISH_BANK.yourBank;
  const locale = messages?.locale ?? ENGLISH_BANK.locale;
  return isRightToLeft(locale) || RTL_LETTER.test(name) ? `\u2068${name}\u2069` : name;
}
