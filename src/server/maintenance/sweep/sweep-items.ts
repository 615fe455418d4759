import { isRecord } from '../../../core/unknown';
import { assertOption } from '../../options/assert/assert-option';
import { assertSweepOptions } from './assert-sweep-options';
import { createPacing } from './pacing';
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
  const { concurrency = 10 } = options;
  const pacing = createPacing(options);
  const visitor = createVisitor(options, pacing);
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
      isCut = pacing.stop.aborted;
      if (isCut) break;
      running.set(
        key,
        visitor.visit(item).finally(() => running.delete(key)),
      );
    }
  } finally {
    await Promise.all(running.values());
    pacing.end();
  }
  const summary = visitor.summary();
  if (isCut) summary.isComplete = false;
  const reason = pacing.hopeless();
  if (reason) throw new SweepError(reason.message, { ...summary, isComplete: false }, reason.cause);
  return summary;
}

function keyOf({ itemId, plaidItemId }: SweepItem): string {
  return plaidItemId ?? itemId;
}
