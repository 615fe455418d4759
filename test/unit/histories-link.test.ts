// @vitest-environment jsdom
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CAUGHT_BY_BOUNDARY, collectConsoleErrors } from '../support/console-errors';
import { historyRuns } from '../support/history-runs';
import { createRealLinkPort, settleReact } from '../support/real-link-port';
import { runSessionHistory } from '../support/session-history/run';
import { sessionSteps } from '../support/session-history/steps';

// These roots render by themselves, as they do in an app.
beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false));

describe('random histories through real react-plaid-link', () => {
  it('G1 G2 G3 G4 G5 G10 G11 G12: random histories through real react-plaid-link keep every promise of a session', async () => {
    const runs = historyRuns(1_000);
    const errors = collectConsoleErrors();
    let relinked = 0;
    await fc.assert(
      fc.asyncProperty(sessionSteps, async (steps) => {
        errors.length = 0;
        const port = createRealLinkPort();
        try {
          relinked += (await runSessionHistory(steps, { port, settle: settleReact })).relinked;
        } finally {
          port.uninstall();
        }
        expect(errors.filter((line) => !CAUGHT_BY_BOUNDARY.test(line))).toEqual([]);
      }),
      runs,
    );
    // Beyond the two of each history's end: histories in which nothing happens would hold every promise.
    expect(relinked).toBeGreaterThan(runs.numRuns * 2);
  }, 600_000);
});
