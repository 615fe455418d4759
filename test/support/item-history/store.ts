import type { ItemRecord, ItemRecords } from 'react-plaid-relink/server';
import type { StoreAnswer } from './steps';

/** A request gives a store up after a second. */
const GIVEN_UP_MS = 990;

const STEADY: StoreAnswer = { delayMs: 0, fails: 'no', isRetried: false };

/** A store that is slow, fails, retries, and keeps JSON. It is atomic per Item, as the port demands. */
export interface UnsteadyRecords extends ItemRecords {
  /** What it does with its next calls. After them it is steady. */
  setAnswers(answers: readonly StoreAnswer[]): void;
  /** How often it has failed for an Item, or taken too long. */
  failuresOf(itemId: string): number;
  /** Resolves when it is called next. */
  nextCall(): Promise<void>;
}

export function createUnsteadyRecords(): UnsteadyRecords {
  const stored = new Map<string, string>();
  const locks = new Map<string, Promise<void>>();
  const failures = new Map<string, number>();
  let answers: StoreAnswer[] = [];
  let onCall = (): void => {};

  const countFailure = (itemId: string): void =>
    void failures.set(itemId, (failures.get(itemId) ?? 0) + 1);

  async function timed<Value>(itemId: string, work: () => Promise<Value>): Promise<Value> {
    onCall();
    const timer = setTimeout(() => countFailure(itemId), GIVEN_UP_MS);
    try {
      return await work();
    } catch (thrown) {
      countFailure(itemId);
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  const read = (itemId: string): ItemRecord | null =>
    JSON.parse(stored.get(itemId) ?? 'null') as ItemRecord | null;

  async function update(
    itemId: string,
    change: Parameters<ItemRecords['update']>[1],
    { delayMs, fails, isRetried }: StoreAnswer,
  ): Promise<void> {
    await sleep(delayMs / 2);
    if (fails === 'before') throw new Error('The store failed before it wrote.');
    if (isRetried) change(read(itemId));
    const next = change(read(itemId));
    if (next) stored.set(itemId, JSON.stringify(next));
    else stored.delete(itemId);
    await sleep(delayMs / 2);
    if (fails === 'after') throw new Error('The store failed after it wrote.');
  }

  return {
    read(itemId) {
      const { delayMs, fails } = answers.shift() ?? STEADY;
      return timed(itemId, async () => {
        await sleep(delayMs);
        if (fails !== 'no') throw new Error('The store failed to read.');
        return read(itemId);
      });
    },
    update(itemId, change) {
      const answer = answers.shift() ?? STEADY;
      return timed(itemId, async () => {
        const before = locks.get(itemId) ?? Promise.resolve();
        const work = before.then(() => update(itemId, change, answer));
        locks.set(
          itemId,
          work.catch(() => {}),
        );
        await work;
      });
    },
    setAnswers: (next) => (answers = [...next]),
    failuresOf: (itemId) => failures.get(itemId) ?? 0,
    nextCall: () => new Promise((resolve) => (onCall = resolve)),
  };
}

function sleep(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
