import { HEALTH_STATES, REMEDIES } from '../../core/types';
import { assertKnownOptions } from '../options/assert/assert-known-keys';
import { assertOption, isFields, isNonEmptyString } from '../options/assert/assert-option';
import type { RelinkMailOptions } from './mail-options';

const WHERE = 'relinkMail';
const OPTIONS: Readonly<Record<keyof RelinkMailOptions, true>> = {
  item: true,
  url: true,
  expiresAt: true,
  appName: true,
  texts: true,
  timeZone: true,
};

/** @throws RelinkError `invalid_options`. No message repeats the address, which is a secret. */
export function assertMailOptions(options: unknown): void {
  assertOption(isFields(options), 'options', 'is missing', 'Pass { item, url, appName }.', WHERE);
  assertKnownOptions(options, OPTIONS, WHERE);
  const { item, url, expiresAt, appName, texts, timeZone } = options;
  assertOption(
    isFields(item) && isOneOf(HEALTH_STATES, item.health) && isOneOf(REMEDIES, item.remedy),
    'item',
    'must say how the Item is: { health, remedy, … }',
    'Pass the body of getItem, or what createHostedLink resolves to.',
    WHERE,
  );
  assertOption(
    typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
    'url',
    'must be an absolute http or https address',
    'Pass that of createHostedLink, or of a page of your app.',
    WHERE,
  );
  assertOption(
    expiresAt === undefined ||
      expiresAt === null ||
      (expiresAt instanceof Date && !Number.isNaN(expiresAt.getTime())),
    'expiresAt',
    'must be a Date',
    'Leave it out for an address without an end.',
    WHERE,
  );
  assertOption(
    isNonEmptyString(appName),
    'appName',
    'is missing',
    "Such as 'Acme', as your users know it.",
    WHERE,
  );
  assertOption(
    texts === undefined || (isFields(texts) && isLocale(texts.locale)),
    'texts',
    'must be a set of texts with its locale',
    'Such as germanMailTexts.',
    WHERE,
  );
  assertOption(
    timeZone === undefined || isTimeZone(timeZone),
    'timeZone',
    'must be the name of a time zone',
    "Such as 'Europe/Berlin'.",
    WHERE,
  );
}

function isOneOf(known: readonly unknown[], value: unknown): boolean {
  return known.includes(value);
}

function isLocale(locale: unknown): boolean {
  return isNonEmptyString(locale) && isFormat(locale, undefined);
}

function isTimeZone(timeZone: unknown): boolean {
  return isNonEmptyString(timeZone) && isFormat('en', timeZone);
}

/** `Intl` throws for what it does not know. */
function isFormat(locale: string, timeZone: string | undefined): boolean {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
