// @vitest-environment jsdom
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { historyRuns } from '../support/history-runs';
import { createReactReaders } from '../support/token-history/react-readers';
import { settleReact } from '../support/real-link-port';
import { tokenSteps } from '../support/token-history/steps';
import { runTokenHistory } from '../support/token-history/run';

// These roots render by themselves, as they do in an app.
beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false));

describe('random histories of components with the hooks, under StrictMode and SWR', () => {
  it('G1 G2 G4: no component shows an expired, spent or foreign token in random histories in which the page notices each change of its clock', async () => {
    const runs = historyRuns(300);
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(tokenSteps, async (steps) => {
        const seen = await runTokenHistory(steps, {
          createReaders: createReactReaders,
          settle: settleReact,
          // A component shows what it last rendered; see ARCHITECTURE.md on clocks that are set unheard.
          isClockHeard: true,
        });
        shown += seen.shown;
      }),
      runs,
    );
    expect(shown).toBeGreaterThan(runs.numRuns);
  }, 600_000);
});
