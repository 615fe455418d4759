import type { ItemHealth } from '../../../core/types';
import { HttpError, toHttpError } from '../../http/http-error';
import { logError } from '../../http/log-error';
import type { SweepClock } from './pacer';
import { Stopped, Unanswered, type PlaidCaller } from './plaid-caller';
import type { SweepItem, SweepOptions, SweepSummary, SweepVisit } from './sweep-options';
import { createWebhookComparison } from './webhook-comparison';
import { visitItem, type VisitedItem } from './visit-item';

/** Visits Items one by one, tells the app, and counts. */
export interface Visitor<Item extends SweepItem> {
  /** Never rejects. */
  visit(item: Item): Promise<void>;
  summary(): SweepSummary;
}

interface VisitorDeps {
  caller: PlaidCaller;
  clock: SweepClock;
  /** Ends the sweep. */
  giveUp(message: string, cause: unknown): void;
}

const DAY_MS = 24 * 60 * 60_000;

/** More failures of the store in a row than one short break of its connection makes. */
const MOST_STORE_FAILURES = 20;

export function createVisitor<Item extends SweepItem>(
  options: SweepOptions<Item>,
  { caller, clock: { now }, giveUp }: VisitorDeps,
): Visitor<Item> {
  const { plaid, records, olderThanMs = DAY_MS, expiringDays } = options;
  const visitOptions = { plaid, records, caller, olderThanMs, expiringDays, now };
  const counts = { checked: 0, skipped: 0, failed: 0, needingUser: 0 };
  const webhooks = { here: 0, elsewhere: 0, repaired: 0, not_compared: 0 };
  let storeFailures = 0;
  let isComplete = true;

  function report(item: Item, thrown: unknown, message: string): Promise<void> {
    const error = thrown instanceof Unanswered ? thrown.last : toHttpError(thrown, message);
    const { status, errorCode, requestId = null, log } = error.init;
    return logError(options.onError, {
      route: 'sweepItems',
      status,
      errorCode: log?.errorCode ?? errorCode,
      requestId,
      message: `Item ${item.itemId}: ${log?.message ?? error.message}`,
      cause: log?.cause,
    });
  }

  /** The app's own callbacks. They fail no visit. */
  async function tell<Event>(
    name: string,
    callback: ((event: Event) => unknown) | undefined,
    event: Event & { item: Item },
  ): Promise<void> {
    try {
      await callback?.(event);
    } catch (thrown) {
      await report(event.item, thrown, name);
    }
  }

  async function visitOnce(item: Item): Promise<VisitedItem | 'failed' | 'stopped'> {
    try {
      const visited = await visitItem(item, visitOptions);
      storeFailures = 0;
      return visited;
    } catch (thrown) {
      if (thrown instanceof Stopped) return 'stopped';
      const isOfPlaid = thrown instanceof HttpError || thrown instanceof Unanswered;
      if (!isOfPlaid) storeFailures += 1;
      await report(item, thrown, 'The store of `records`');
      if (storeFailures === MOST_STORE_FAILURES) {
        const advice = 'See the cause, and run the sweep again.';
        giveUp(`records failed for ${MOST_STORE_FAILURES} Items in a row. ${advice}`, thrown);
      }
      return 'failed';
    }
  }

  function count(outcome: SweepVisit['outcome'], health: ItemHealth | null): void {
    counts[outcome] += 1;
    if (health && health.state !== 'healthy' && health.remedy !== 'wait') counts.needingUser += 1;
  }

  const compareWebhook = createWebhookComparison(options, caller, report);

  return {
    async visit(item) {
      const visited = await visitOnce(item);
      const { itemId } = item;
      if (visited === 'stopped') {
        isComplete = false;
        return;
      }
      if (visited === 'failed' || visited.outcome === 'skipped') {
        const outcome = visited === 'failed' ? 'failed' : 'skipped';
        count(outcome, null);
        await tell('onItem', options.onItem, { itemId, item, outcome, webhook: 'not_compared' });
        return;
      }
      const { health, askedAt } = visited;
      count('checked', health);
      const webhook = await compareWebhook(item, visited.webhook);
      webhooks[webhook] += 1;
      if (health) {
        const at = new Date(askedAt);
        await tell('onHealth', options.onHealth, { itemId, item, health, at });
      }
      await tell('onItem', options.onItem, { itemId, item, outcome: 'checked', webhook });
    },
    summary: () => ({
      ...counts,
      webhooksElsewhere: webhooks.elsewhere,
      webhooksRepaired: webhooks.repaired,
      rateLimited: caller.rateLimited,
      isComplete,
    }),
  };
}
