import {
  frenchMessages,
  germanInformalMessages,
  germanMessages,
  spanishMessages,
  type RelinkMessages,
} from 'react-plaid-relink';
import { arabicMessages } from './arabic';
import { ENGLISH } from './english';
import { longest } from './pseudo';

/** A language of the toolbar. */
export interface Locale {
  title: string;
  /** Of the page, as BCP 47. */
  lang: string;
  direction: 'ltr' | 'rtl';
  messages: RelinkMessages;
  /** The constant that an app imports. Null for what it has not: the stories alone do. */
  constant: string | null;
}

export const LOCALES = {
  en: { title: 'English', lang: 'en', direction: 'ltr', messages: ENGLISH, constant: null },
  de: {
    title: 'Deutsch (Sie)',
    lang: 'de',
    direction: 'ltr',
    messages: germanMessages,
    constant: 'germanMessages',
  },
  'de-du': {
    title: 'Deutsch (du)',
    lang: 'de',
    direction: 'ltr',
    messages: germanInformalMessages,
    constant: 'germanInformalMessages',
  },
  fr: {
    title: 'Français',
    lang: 'fr',
    direction: 'ltr',
    messages: frenchMessages,
    constant: 'frenchMessages',
  },
  es: {
    title: 'Español',
    lang: 'es',
    direction: 'ltr',
    messages: spanishMessages,
    constant: 'spanishMessages',
  },
  ar: {
    title: 'العربية (sample)',
    lang: 'ar',
    direction: 'rtl',
    messages: arabicMessages,
    constant: null,
  },
  longest: {
    title: 'Longest (pseudo)',
    lang: 'en-XA',
    direction: 'ltr',
    messages: longest(ENGLISH),
    constant: null,
  },
} satisfies Record<string, Locale>;

export type LocaleName = keyof typeof LOCALES;

export const LOCALE_NAMES = Object.keys(LOCALES) as readonly LocaleName[];

/** A global also comes from the address, which may contain any text. */
export function localeNamed(name: unknown): Locale {
  return LOCALES[LOCALE_NAMES.find((known) => known === name) ?? 'en'];
}
