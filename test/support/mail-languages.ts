import {
  englishMailTexts,
  frenchMailTexts,
  germanInformalMailTexts,
  germanMailTexts,
  spanishMailTexts,
} from 'react-plaid-relink/server';

/** Every set of a mail's texts, by its language. */
export const MAIL_LANGUAGES = {
  en: englishMailTexts,
  de: germanMailTexts,
  'de-du': germanInformalMailTexts,
  fr: frenchMailTexts,
  es: spanishMailTexts,
} as const;
