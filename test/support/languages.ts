import {
  frenchMessages,
  germanInformalMessages,
  germanMessages,
  spanishMessages,
  type RelinkMessages,
} from 'react-plaid-relink';
import { ENGLISH_ANNOUNCEMENTS } from '../../src/messages/announcements';
import { ENGLISH_ASIDE } from '../../src/messages/aside';
import { ENGLISH_BUTTON } from '../../src/messages/button';
import { ENGLISH_LIST } from '../../src/messages/list';
import { ENGLISH_NOTICE } from '../../src/messages/notice';

/** English is in parts, so that a page loads those of its components alone. */
const ENGLISH: RelinkMessages = {
  ...ENGLISH_BUTTON,
  ...ENGLISH_ASIDE,
  ...ENGLISH_ANNOUNCEMENTS,
  ...ENGLISH_NOTICE,
  ...ENGLISH_LIST,
};

/** Every set of texts, by its language. */
export const LANGUAGES = {
  en: ENGLISH,
  de: germanMessages,
  'de-du': germanInformalMessages,
  fr: frenchMessages,
  es: spanishMessages,
} as const;
