import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyRuns } from '../support/history-runs';
import { runSessionHistory } from '../support/session-history/run';
import { sessionSteps } from '../support/session-history/steps';

describe('random histories of clicks, Links, backends and clocks', () => {
  it('G1 G2 G3 G4 G5 G10 G11 G12: random histories have one Link, one outcome per click, no dead button, and a next click that works', async () => {
    const runs = historyRuns(3_000);
    let relinked = 0;
    await fc.assert(
      fc.asyncProperty(sessionSteps, async (steps) => {
        relinked += (await runSessionHistory(steps)).relinked;
      }),
      runs,
    );
    // Beyond the two of each history's end: histories in which nothing happens would hold every promise.
    expect(relinked).toBeGreaterThan(runs.numRuns * 2.02);
  }, 600_000);
});
