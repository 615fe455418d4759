import { expect, it } from 'vitest';
import { sweepThroughTrouble } from '../support/troubled-sweep';

it('10,000 Items are each asked once through limits, an outage and a stop, and no minute has more than 1,000 calls', async () => {
  const sweep = await sweepThroughTrouble(10_000, { callsPerMinute: 1_000, stopAfterMinutes: 14 });
  expect(sweep.first).toMatchObject({ isComplete: false, skipped: 0 });
  expect(sweep.first.rateLimited).toBeGreaterThan(0);
  expect(sweep.last).toMatchObject({ isComplete: true, failed: 0 });
  expect(sweep).toMatchObject({
    checked: 10_000,
    needingUser: 500,
    itemsAnswered: 10_000,
    askedAgain: 0,
  });
  expect(sweep.mostInAMinute).toBeLessThanOrEqual(1_000);
  expect(sweep.mostHeld).toBeLessThanOrEqual(12);
  // 19,500 calls at 1,000 a minute, 3 minutes of outage, and the pause after the 429s.
  expect(sweep.minutes).toBeLessThan(26);
});
