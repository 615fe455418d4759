import { describe, expect, it } from 'vitest';
import { makeWordsPage } from '../../scripts/docs-words.ts';
import { readText } from '../support/markdown';
import { LANGUAGES } from '../support/languages';
import { MAIL_LANGUAGES } from '../support/mail-languages';

describe('docs/words.md', () => {
  it('docs/words.md has the texts of the code (npm run docs:words)', () => {
    expect(readText('docs/words.md')).toBe(makeWordsPage());
  });

  it('docs/words.md has each text of the mail', () => {
    const [, mail = ''] = readText('docs/words.md').split('\n## The mail\n');
    const names = [...mail.matchAll(/^### `(\w+)`$/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual(Object.keys(MAIL_LANGUAGES.en).sort());
  });

  it('docs/words.md has each text of the components', () => {
    const page = readText('docs/words.md');
    const names = [...page.matchAll(/^### `\w+\.(\w+)`(?: \(`(\w+)`\))?$/gm)];
    const flat = names.map(([, short, flat]) => flat ?? short);
    expect(flat.sort()).toEqual(Object.keys(LANGUAGES.en).sort());
  });
});
