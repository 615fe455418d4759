import {
  sweepItems,
  type SweepItem,
  type SweepSummary,
  type SweepVisit,
} from 'react-plaid-relink/server';
import { createSweepWorld, mostInAMinute, plaidRefusal, START } from './sweep-world';

const MINUTE = 60_000;
const LIMIT = plaidRefusal('RATE_LIMIT_EXCEEDED', 'ITEM_GET_LIMIT', 429);

export interface TroubledSweep {
  first: SweepSummary;
  /** Of as many sweeps as it took, until no Item had failed. */
  last: SweepSummary;
  checked: number;
  needingUser: number;
  /** How many Items `/item/get` answered about. */
  itemsAnswered: number;
  /** Calls about Items that had been checked. */
  askedAgain: number;
  mostInAMinute: number;
  /** The most Items that had been read and not yet visited. */
  mostHeld: number;
  minutes: number;
}

/**
 * Sweeps Items, of which each twentieth needs the user, with 429s in the third minute, an outage of three minutes from the
 * seventh on, and a stop; then sweeps them again until none has failed.
 */
export async function sweepThroughTrouble(
  count: number,
  { callsPerMinute, stopAfterMinutes }: { callsPerMinute: number; stopAfterMinutes: number },
): Promise<TroubledSweep> {
  const world = createSweepWorld(count, (index) =>
    index % 20 === 0 ? { errorCode: 'ITEM_LOGIN_REQUIRED' } : {},
  );
  const held = { now: 0, most: 0 };
  async function* paged(): AsyncGenerator<SweepItem> {
    for (const item of world.items) {
      held.now += 1;
      held.most = Math.max(held.most, held.now);
      await Promise.resolve();
      yield item;
    }
  }
  const checked = new Set<string>();
  let askedAgain = 0;
  const options = world.options(({ at, accessToken }) => {
    if (checked.has(accessToken)) askedAgain += 1;
    const minute = (at - START) / MINUTE;
    if (minute >= 2 && minute < 2.1) throw LIMIT;
    if (minute >= 6 && minute < 9) throw new TypeError('fetch failed');
  });
  const sweep = (signal?: AbortSignal): Promise<SweepSummary> => {
    held.now = 0;
    const onItem = ({ outcome, item }: SweepVisit): void => {
      held.now -= 1;
      if (outcome === 'checked') checked.add(item.accessToken);
    };
    return world.clock.run(
      sweepItems({ ...options, items: paged(), callsPerMinute, onItem, signal }),
    );
  };
  const stop = new AbortController();
  void world.clock.sleep(stopAfterMinutes * MINUTE).then(() => stop.abort());
  const first = await sweep(stop.signal);
  const sweeps = [first];
  for (let last = first; !last.isComplete || last.failed > 0; sweeps.push(last)) {
    // No call of a sweep knows when the sweep before it made its last one.
    await world.clock.run(world.clock.sleep(MINUTE / callsPerMinute));
    last = await sweep();
  }
  const answered = world.calls.filter((call) => call.method === 'itemGet' && call.isAnswered);
  return {
    first,
    last: sweeps.at(-1) ?? first,
    checked: sweeps.reduce((sum, { checked }) => sum + checked, 0),
    needingUser: sweeps.reduce((sum, { needingUser }) => sum + needingUser, 0),
    itemsAnswered: new Set(answered.map(({ accessToken }) => accessToken)).size,
    askedAgain,
    mostInAMinute: mostInAMinute(world.calls),
    mostHeld: held.most,
    minutes: (world.clock.now() - START) / MINUTE,
  };
}
