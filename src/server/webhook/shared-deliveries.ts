import { attemptStore, type Awaitable } from './keys/attempt-store';
import type { ReportProblem } from './keys/report-problem';

/**
 * What has been handled, shared by all machines: a key in Redis, or a row with a unique id. It makes `onWebhook` and
 * `onEvent` run once for each delivery, on whichever machine it arrives first.
 */
export interface WebhookDeliveries {
  /**
   * Notes an id, unless it is noted already. It must be atomic: of two calls at once, one gets true.
   *
   * @param until when the note ends
   * @returns true the first time, and again after the note has ended or was forgotten
   */
  once(id: string, until: Date): Awaitable<boolean>;
  /** Ends a note. It is called after a failure, so that Plaid's next delivery is handled. */
  forget(id: string): Awaitable<void>;
}

export interface SharedDeliveries {
  /** Runs `handle`, unless another machine has, or is about to. A store that is down or slow keeps nothing from running. */
  run(id: string, until: number, handle: () => Promise<void>): Promise<void>;
}

/**
 * A machine that stops in the middle of its work must not lose the webhook. So until the work is done, the note ends once
 * Plaid has given up, after 10 seconds. Plaid sends the webhook again 30 seconds later (plaid.com/docs/api/webhooks).
 */
const WORKING_MS = 10_000;

export function createSharedDeliveries(
  store: WebhookDeliveries,
  report: ReportProblem,
  now: () => number,
): SharedDeliveries {
  const attempt = <Value>(name: string, work: () => Awaitable<Value>): Promise<Value | null> =>
    attemptStore(work, (cause) =>
      report({
        errorCode: 'WEBHOOK_DELIVERIES_FAILED',
        message: `deliveries.${name}() failed. See the cause. The webhook is handled all the same, so another machine may handle it too.`,
        cause,
      }),
    );
  const note = (id: string, until: number): Promise<boolean | null> =>
    attempt('once', async () => {
      const isFirst: unknown = await store.once(id, new Date(until));
      // What Redis gives for SET NX is neither, and would be taken for the first time each time.
      if (typeof isFirst === 'boolean') return isFirst;
      throw new TypeError(
        'once() gave no boolean. Return true the first time, and false afterwards.',
      );
    });
  const forget = async (id: string): Promise<void> => {
    await attempt('forget', () => store.forget(id));
  };

  return {
    async run(id, until, handle) {
      if ((await note(id, now() + WORKING_MS)) === false) return;
      try {
        await handle();
      } catch (thrown) {
        await forget(id);
        throw thrown;
      }
      // A note cannot be prolonged. A delivery that comes in between is handled twice, and none is lost.
      await forget(id);
      await note(id, until);
    },
  };
}
