import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/markdown';

const out = mkdtempSync(join(tmpdir(), 'relink-api-'));
const pagesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));

beforeAll(() => {
  // Fails where TSDoc is missing or links to nothing.
  execFileSync(process.execPath, ['node_modules/typedoc/bin/typedoc', '--out', out], {
    cwd: ROOT,
    stdio: 'pipe',
  });
}, 120_000);
afterAll(() => {
  rmSync(out, { recursive: true });
});

describe('the API reference', () => {
  it('the API reference has exactly the pages that `npm run docs:api` makes', () => {
    expect(pagesIn(join(ROOT, 'docs/api')).sort()).toEqual(pagesIn(out).sort());
  });

  it.each(pagesIn(join(ROOT, 'docs/api')))(
    'the page %s of the API reference is what the source gives',
    (page) => {
      const written = readFileSync(join(ROOT, 'docs/api', page), 'utf8');
      expect(written).toBe(readFileSync(join(out, page), 'utf8'));
    },
  );
});
