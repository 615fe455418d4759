import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the documentation', () => {
  it('keeps the quick start under 15 lines each', () => {
    const [client, server] = [...read('README.md').matchAll(/```tsx?\n([\s\S]*?)```/g)].map(
      ([, code]) => code?.trim().split('\n').length ?? 0,
    );
    expect(client).toBeLessThan(15);
    expect(server).toBeLessThan(15);
  });
});
