import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runTokenHistory, tokenSteps } from '../support/token-world';

/**
 * How many histories, and how to repeat one: HISTORIES=200000 npm test, or HISTORIES_SEED and HISTORIES_PATH as a
 * failure printed them.
 */
const runs = {
  numRuns: Number(process.env.HISTORIES ?? 10_000),
  ...(process.env.HISTORIES_SEED ? { seed: Number(process.env.HISTORIES_SEED) } : {}),
  ...(process.env.HISTORIES_PATH ? { path: process.env.HISTORIES_PATH } : {}),
};

describe('random histories of components, clocks, networks and sessions', () => {
  it('G1 G2 G4: whatever happens, no token is shown or opened that is expired, spent or another Item’s; requests stay bounded', async () => {
    let shown = 0;
    let opened = 0;
    await fc.assert(
      fc.asyncProperty(tokenSteps, async (steps) => {
        const seen = await runTokenHistory(steps);
        shown += seen.shown;
        opened += seen.opened;
      }),
      runs,
    );
    // Histories in which nothing happens would hold every promise.
    expect(shown).toBeGreaterThan(runs.numRuns);
    expect(opened).toBeGreaterThan(runs.numRuns / 10);
  }, 600_000);
});
