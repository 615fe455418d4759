import { isRecord } from '../../../core/unknown';
import { assertOption } from '../../options/assert/assert-option';
import { assertSweepOptions } from './assert-sweep-options';
import { createPacer, type SweepClock } from './pacer';
import { createPlaidCaller } from './plaid-caller';
import { SweepError } from './sweep-error';
import type { SweepItem, SweepOptions, SweepSummary } from './sweep-options';
import { createVisitor } from './visitor';

/**
 * Asks Plaid for every Item that was not checked lately, and writes the answers into the records. Run it once when you
 * install this package, after an outage of your webhook endpoint, or every night: it finds what no page view and no
 * webhook has told.
 *
 * It keeps to `callsPerMinute`. After a 429 of Plaid's it slows down and asks again; an outage is waited for with growing
 * pauses. One Item that fails never ends the sweep.
 *
 * @returns what it has done, also where the signal has stopped it
 * @throws RelinkError `invalid_options`
 * @throws SweepError where nothing was answered for 10 minutes, where Plaid refuses the app's keys, or where the records
 * fail again and again. It has the summary so far.
 * @throws what your `items` throw
 *
 * @example
 * const { failed, webhooksElsewhere } = await sweepItems({ plaid, records, items: allItems() });
 */
export async function sweepItems<Item extends SweepItem>(
  options: SweepOptions<Item>,
): Promise<SweepSummary> {
  assertSweepOptions(options);
  const { signal, concurrency = 10, callsPerMinute = 1_000, timeoutMs = 10_000 } = options;
  const clock: SweepClock = { now: options.now ?? Date.now, sleep: options.sleep ?? sleep };
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  const hopeless: { message: string; cause: unknown }[] = [];
  const giveUp = (message: string, cause: unknown): void => {
    hopeless.push({ message, cause });
    stop.abort();
  };
  const caller = createPlaidCaller({
    pacer: createPacer(callsPerMinute, clock, stop.signal),
    clock,
    stop: stop.signal,
    timeoutMs,
    onHopeless: giveUp,
  });
  const visitor = createVisitor(options, { caller, clock, giveUp });
  const running = new Map<string, Promise<void>>();
  let isCut = false;
  try {
    for await (const item of options.items) {
      assertOption(
        isRecord(item),
        'items',
        'has an entry that is no object',
        'Yield { itemId, accessToken }.',
        'sweepItems',
      );
      const key = keyOf(item);
      // An Item may come twice, where two users share it: the second time it is skipped.
      await running.get(key);
      while (running.size >= concurrency) await Promise.race(running.values());
      isCut = stop.signal.aborted;
      if (isCut) break;
      running.set(
        key,
        visitor.visit(item).finally(() => running.delete(key)),
      );
    }
  } finally {
    await Promise.all(running.values());
    signal?.removeEventListener('abort', onAbort);
  }
  const summary = visitor.summary();
  if (isCut) summary.isComplete = false;
  const [reason] = hopeless;
  if (reason) throw new SweepError(reason.message, { ...summary, isComplete: false }, reason.cause);
  return summary;
}

function keyOf({ itemId, plaidItemId }: SweepItem): string {
  return plaidItemId ?? itemId;
}

/** Resolves early when the signal aborts. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal?.aborted) done();
    else signal?.addEventListener('abort', done);
  });
}
