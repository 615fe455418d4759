import { assertOption, isNonEmptyString } from '../assert/assert-option';

/** `language` of `/link/token/create` (plaid.com/docs/api/link). Plaid tells upper from lower case. */
export const LANGUAGES: readonly string[] =
  'da nl en et fr de hi it lv lt no pl pt ro es sv vi'.split(' ');

/** @throws RelinkError `invalid_options` for a language that Link does not have */
export function assertLanguage(language: unknown): void {
  const text = isNonEmptyString(language) ? language : '';
  const meant = LANGUAGES.find((known) => known === text.slice(0, 2).toLowerCase());
  assertOption(
    LANGUAGES.includes(text),
    'linkToken.language',
    'is required by Plaid, and must be a language that Link has',
    `${meant ? `Did you mean '${meant}'? ` : ''}Known are ${LANGUAGES.join(', ')}.`,
  );
}
