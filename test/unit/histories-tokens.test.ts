import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyRuns } from '../support/history-runs';
import { tokenSteps } from '../support/token-history/steps';
import { runTokenHistory } from '../support/token-history/run';

describe('random histories of components, clocks, networks and sessions', () => {
  it('G1 G2 G4: no token is shown or opened in random histories that is expired, spent or another Item’s, and requests stay bounded', async () => {
    const runs = historyRuns(10_000);
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
    expect(opened).toBeGreaterThan(runs.numRuns / 25);
  }, 600_000);
});
