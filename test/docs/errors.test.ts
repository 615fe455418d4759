import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeIndex } from '../../scripts/docs-errors.ts';
import { ERROR_FACTS } from '../../src/core/errors/catalogue';
import { readText, ROOT } from '../support/markdown';

const codes = Object.entries(ERROR_FACTS).map(([code, [retryable, text]]) => ({
  code,
  retryable,
  text,
}));

describe('docs/errors', () => {
  it('docs/errors has a page for each error code, and no other', () => {
    const files = readdirSync(`${ROOT}/docs/errors`).filter((name) => name !== 'README.md');
    expect(files.sort()).toEqual(codes.map(({ code }) => `${code}.md`).sort());
  });

  it.each(codes)(
    'the page of the error $code shows its text and whether it is retryable',
    ({ code, retryable, text }) => {
      const page = readText(`docs/errors/${code}.md`);
      expect(page).toMatch(new RegExp(`^# \`${code}\`\n`));
      expect(page).toContain(`| The user sees | ${text} |`);
      expect(page).toContain(`| Retryable | ${retryable ? 'yes' : 'no'} |`);
      expect(page).toMatch(/\n## Why it happens\n\n- .+/);
      expect(page).toMatch(/\n## What to do\n\n- .+/);
    },
  );

  it('the index of docs/errors is the one of its pages (npm run docs:errors)', () => {
    expect(readText('docs/errors/README.md')).toBe(makeIndex());
  });
});
