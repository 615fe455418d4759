import { HEALTH_STATES, REMEDIES } from '../../core/types';
import { assertKnownOptions } from '../options/assert/assert-known-keys';
import {
  assertOption,
  isFields,
  isNonEmptyString,
  isStringArray,
} from '../options/assert/assert-option';
import { assertValues } from '../options/assert/assert-values';
import { englishMailTexts } from './english';
import type { RelinkMailItem, RelinkMailOptions } from './mail-options';
import { oneLine } from './one-line';

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
  assertItem(item);
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
    typeof appName === 'string' && oneLine(appName) !== '',
    'appName',
    'must be a text that can be seen',
    "Such as 'Acme', as your users know it.",
    WHERE,
  );
  if (texts !== undefined) assertTexts(texts);
  assertOption(
    timeZone === undefined || isTimeZone(timeZone),
    'timeZone',
    'must be the name of a time zone',
    "Such as 'Europe/Berlin'.",
    WHERE,
  );
}

/** Its fields that are a text, or null, where they are given. */
const ITEM_TEXTS = [
  'error_code',
  'consent_expiration_time',
  'institution_name',
  'reason',
  'duplicate_of',
] as const satisfies readonly (keyof RelinkMailItem)[];

function assertItem(item: unknown): void {
  const advice = 'Pass the body of getItem, or what createHostedLink resolves to.';
  assertOption(
    isFields(item) && item.health !== undefined && item.remedy !== undefined,
    'item',
    'must say how the Item is: { health, remedy, … }',
    advice,
    WHERE,
  );
  assertValues([item.health], HEALTH_STATES, 'item.health', 'is not known', WHERE);
  assertValues([item.remedy], REMEDIES, 'item.remedy', 'is not known', WHERE);
  for (const name of ITEM_TEXTS) {
    const value = item[name] ?? null;
    assertOption(
      value === null || typeof value === 'string',
      `item.${name}`,
      'must be a text, or null',
      advice,
      WHERE,
    );
  }
  // A kind that this version does not know is passed by, as everywhere.
  assertOption(
    item.flags === undefined || isStringArray(item.flags),
    'item.flags',
    'must be a list of texts',
    advice,
    WHERE,
  );
}

function assertTexts(texts: unknown): void {
  const advice = 'Such as germanMailTexts, or { ...englishMailTexts, … }.';
  assertOption(
    isFields(texts) && isLocale(texts.locale),
    'texts',
    'must be a set of texts with its locale',
    advice,
    WHERE,
  );
  for (const [name, text] of Object.entries(englishMailTexts)) {
    const kind = typeof text;
    const rule = `must be a ${kind === 'string' ? 'text' : kind}`;
    assertOption(typeof texts[name] === kind, `texts.${name}`, rule, advice, WHERE);
  }
}

/**
 * Every text that the functions of `texts` returned.
 *
 * @throws RelinkError `invalid_options`
 */
export function assertSaid(said: Readonly<Record<string, unknown>>): void {
  for (const [name, text] of Object.entries(said)) {
    assertOption(
      typeof text === 'string',
      'texts',
      `gives no ${name}`,
      'Its functions return a text, or { title, text, action }.',
      WHERE,
    );
  }
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
