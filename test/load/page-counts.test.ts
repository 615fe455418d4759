import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const COUNTS = fileURLToPath(new URL('../../bench/counts.mjs', import.meta.url));
const exec = promisify(execFile);

interface Counts {
  idle: Record<'commits' | 'iframes' | 'scripts' | 'timers', number> & { requests: string[] };
  clicked: { iframes: number; scripts: number; requests: string[] };
  hooks: Record<
    'count' | 'hours' | 'ready' | 'first' | 'renewals' | 'mostInASecond' | 'timers',
    number
  >;
  banks: { shown: number; requests: string[] };
}

/** In Chromium, over the built package. No time is measured, so the counts are the same on any machine. */
describe('what a page of this package does, counted', () => {
  let counts: Counts;
  beforeAll(async () => {
    const { stdout } = await exec(process.execPath, ['--import', 'tsx', COUNTS]);
    counts = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Counts;
  });

  it('G6: a hundred idle buttons make one commit, and no iframe, script, request or timer', () => {
    expect(counts.idle).toEqual({ commits: 1, iframes: 0, scripts: 0, timers: 0, requests: [] });
  });

  it('G6: a click on one of a hundred buttons makes one token request, one script and one iframe', () => {
    expect(counts.clicked).toEqual({
      iframes: 1,
      scripts: 1,
      requests: ['/api/plaid/link/token/create'],
    });
  });

  it('three hundred token hooks renew each token less than three times an hour, spread out, with one timer', () => {
    const { count, hours, ready, first, renewals, mostInASecond, timers } = counts.hooks;
    expect(first).toBe(count);
    expect(ready).toBe(count);
    expect(timers).toBe(1);
    expect(renewals / count / hours).toBeGreaterThanOrEqual(2);
    expect(renewals / count / hours).toBeLessThan(3);
    expect(mostInASecond).toBeLessThan(30);
  });

  it('a list of a thousand broken Items asks for all of them with ten requests', () => {
    const { shown, requests } = counts.banks;
    expect(shown).toBe(1_000);
    expect(requests).toEqual(Array.from({ length: 10 }, () => '/api/plaid/items/get'));
  });
});
