import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_FACTS } from '../../src/core/error-codes';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the documentation', () => {
  it('explains every error code, and no other', () => {
    const explained = [...read('docs/errors.md').matchAll(/^\| `([a-z_]+)` \|/gm)].map(
      ([, code]) => code,
    );
    expect(explained.sort()).toEqual(Object.keys(ERROR_FACTS).sort());
  });

  it('keeps the quick start under 15 lines each', () => {
    const [client, server] = [...read('README.md').matchAll(/```tsx?\n([\s\S]*?)```/g)].map(
      ([, code]) => code?.trim().split('\n').length ?? 0,
    );
    expect(client).toBeLessThan(15);
    expect(server).toBeLessThan(15);
  });
});
