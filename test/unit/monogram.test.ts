import { expect, it } from 'vitest';
import { monogramLetter } from '../../src/components/logo/monogram';

it.each([
  ['tartan bank', 'en', 'T'],
  ['1st Federal', 'en', '1'],
  ['«Novo» Banco', 'pt', 'N'],
  ['école', 'fr', 'É'],
  // The mark that follows the letter belongs to it.
  ['e\u0301cole', 'fr', 'E\u0301'],
  ['işbank', 'tr', 'İ'],
  ['bank', 'no language', 'B'],
  ['', 'en', ''],
])('the monogram of %j in %s is %j', (name, locale, letter) => {
  expect(monogramLetter(name, locale)).toBe(letter);
});
