import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeIndex } from '../../scripts/docs-errors.ts';
import { createRelinkError, ERROR_FACTS } from '../../src/core/errors/catalogue';
import type { RelinkErrorCode } from '../../src/core/errors/code';
import type { ErrorFacts } from '../../src/core/errors/relink-error';
import {
  SERVER_CODES,
  THROWING,
  withServerPage,
  withThrownPage,
} from '../../src/server/http/error-page';
import { isBroken, REPOSITORY } from '../support/links';
import { readText, ROOT } from '../support/markdown';

const codes = (Object.entries(ERROR_FACTS) as [RelinkErrorCode, ErrorFacts][]).map(
  ([code, [retryable, text]]) => ({
    code,
    retryable,
    text,
  }),
);

/** The address at the end of a message leads to a page, and to a part of it, that exist. */
function isThere(message: string): boolean {
  const [, address = ''] = /^.+ See (https:\S+)$/.exec(message) ?? [];
  return address.startsWith(`${REPOSITORY}/`) && !isBroken(ROOT, 'README.md', address);
}

describe('docs/errors', () => {
  it.each(codes)(
    'the message of each error $code ends with the address of a page that exists',
    ({ code }) => {
      const { message } = createRelinkError(code, { message: 'It happened.' });
      expect(message).toMatch(new RegExp(`/${code}\\.md$`));
      expect(isThere(message)).toBe(true);
    },
  );

  it.each([...SERVER_CODES, 'INVALID_API_KEYS'])(
    'the log line of the server about %s ends with the address of a part of server.md that exists',
    (code) => {
      expect(isThere(withServerPage('It happened.', code))).toBe(true);
    },
  );

  it.each(THROWING)(
    'an error that %s throws ends with the address of a part of server.md that exists',
    (where) => {
      expect(isThere(withThrownPage('It happened.', where))).toBe(true);
    },
  );

  it('docs/errors/server.md has a part for each code of the server, and no other', () => {
    const parts = [...readText('docs/errors/server.md').matchAll(/^## `(\w+)`$/gm)];
    expect(parts.map(([, code]) => code).sort()).toEqual([...SERVER_CODES].sort());
  });

  it('docs/errors has a page for each error code, and no other', () => {
    const others = ['README.md', 'server.md'];
    const files = readdirSync(`${ROOT}/docs/errors`).filter((name) => !others.includes(name));
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
