import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { historyRuns } from '../support/history-runs';
import { runItemHistory } from '../support/item-history/run';
import { itemSteps } from '../support/item-history/steps';

describe('random histories of banks, webhooks, relinks, pages and stores', () => {
  afterAll(() => void vi.useRealTimers());

  it('G13: what Plaid announces by webhook is shown until it is over, on every machine, whatever order it comes in', async () => {
    const asked = historyRuns(1_000);
    // Each has four machines, with real requests and signatures: ten times the work of another history.
    const runs = { ...asked, numRuns: Math.ceil(asked.numRuns / 10) };
    const seen = { views: 0, flags: 0, over: 0 };
    await fc.assert(
      fc.asyncProperty(itemSteps, async (steps) => {
        const { views, flags, over } = await runItemHistory(steps);
        seen.views += views;
        seen.flags += flags;
        seen.over += over;
      }),
      // The same histories each time; HISTORIES_SEED=… plays others.
      { seed: 17, ...runs },
    );
    // Histories in which nothing is announced, or nothing ends, would hold every promise.
    expect(seen.flags).toBeGreaterThan(runs.numRuns);
    expect(seen.over).toBeGreaterThan(runs.numRuns);
  }, 600_000);
});
