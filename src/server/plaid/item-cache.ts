import { HttpError } from '../http/http-error';
import { createRequestDeadline, type RequestDeadline } from '../http/request-deadline';
import { createEarlyCalls } from './early-calls';

/** An Item as the app's own lookup returned it. */
export interface ItemKey {
  itemId: string;
  plaidItemId: string;
  accessToken: string;
}

/** How new an answer must be. */
export interface Freshness {
  /** Accept a call that started at most this long ago, and one that starts from now on. */
  maxAgeMs: number;
  /** Something is known to have happened to the Item: a new call need not wait for the usual 4 seconds. */
  isUrgent: boolean;
}

/** Any answer of the last 4 seconds. */
export const RECENT: Freshness = { maxAgeMs: Number.POSITIVE_INFINITY, isUrgent: false };
/** Only a call that starts from now on. It waits until Plaid may be asked again. */
export const FRESH: Freshness = { maxAgeMs: 0, isUrgent: false };
/** Only a call that starts from now on, at once: the Item was relinked a moment ago. */
export const URGENT: Freshness = { maxAgeMs: 0, isUrgent: true };

interface Question<Answer> {
  deadline: RequestDeadline;
  freshness: Freshness;
  /** Asks Plaid. It is called where no call can be shared, with a deadline of its own. */
  ask(deadline: RequestDeadline): Promise<Answer>;
}

/** Shares calls of `/item/get`, so that Plaid is asked no more often than it allows. */
export interface ItemCache<Answer> {
  /** `isFirst` is true for one of the requests that share an answer, and false for the others. */
  get(item: ItemKey, question: Question<Answer>): Promise<{ answer: Answer; isFirst: boolean }>;
  /** The next `get` of this Item makes a new call. Takes the app's id, and Plaid's. */
  invalidate(itemId: string): void;
}

/** Plaid allows 15 calls a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const SHARED_MS = 4_000;

interface SharedCall<Answer> {
  /** The ids of this Item: Plaid's, and the app's where it has ids of its own, such as a row for each user. */
  itemIds: Set<string>;
  startedAt: number;
  result: Promise<Answer>;
  controller: AbortController;
  waiters: number;
  isSettled: boolean;
  isDelivered: boolean;
}

/**
 * One call serves every request for the same Item within 4 seconds of the call's start. A request for fresh health
 * waits until these seconds are over; all that wait share the next call. An urgent one asks at once, a few times a minute.
 * The cache is in memory, one per handler: if many machines ask for one Item, Plaid's own limit answers some of them with
 * a 429.
 *
 * A failed call is not reused, so the next request tries again. Plaid's 429 is reused: another call would prolong it.
 */
export function createItemCache<Answer>(
  timeoutMs: number,
  now = () => performance.now(),
): ItemCache<Answer> {
  // Keyed by access token, which identifies Plaid's Item whatever the app calls it. In the order of the calls' starts.
  const calls = new Map<string, SharedCall<Answer>>();
  const earlyCalls = createEarlyCalls(now);

  function start({ accessToken }: ItemKey, ask: Question<Answer>['ask']): SharedCall<Answer> {
    const controller = new AbortController();
    const deadline = createRequestDeadline(timeoutMs, controller.signal);
    const call: SharedCall<Answer> = {
      itemIds: new Set(),
      startedAt: now(),
      result: ask(deadline),
      controller,
      waiters: 0,
      isSettled: false,
      isDelivered: false,
    };
    const settle = (isReusable: boolean): void => {
      deadline.end();
      call.isSettled = true;
      if (!isReusable) remove(accessToken, call);
    };
    call.result.then(
      () => settle(true),
      (error: unknown) => settle(error instanceof HttpError && error.init.status === 429),
    );
    calls.delete(accessToken);
    calls.set(accessToken, call);
    return call;
  }

  function remove(accessToken: string, call: SharedCall<Answer>): void {
    if (calls.get(accessToken) === call) calls.delete(accessToken);
  }

  function findReusable({ accessToken }: ItemKey): SharedCall<Answer> | null {
    const call = calls.get(accessToken);
    return call && (!call.isSettled || now() - call.startedAt < SHARED_MS) ? call : null;
  }

  function removeOld(): void {
    for (const [accessToken, { startedAt, isSettled }] of calls) {
      if (now() - startedAt < SHARED_MS) return;
      if (isSettled) calls.delete(accessToken);
    }
  }

  async function untilPlaidMayBeAsked(
    { startedAt }: SharedCall<Answer>,
    deadline: RequestDeadline,
  ): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const passed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, startedAt + SHARED_MS - now());
    });
    try {
      await deadline.run('Plaid', () => passed);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async get(item, { deadline, freshness: { maxAgeMs, isUrgent }, ask }) {
      removeOld();
      const earlier = findReusable(item);
      const isNewEnough = earlier !== null && now() - earlier.startedAt < maxAgeMs;
      if (earlier && !isNewEnough && !(isUrgent && earlyCalls.take(item.accessToken)))
        await untilPlaidMayBeAsked(earlier, deadline);
      const current = findReusable(item);
      // Of the requests that wait for a new call, the first one starts it.
      const call = current && (isNewEnough || current !== earlier) ? current : start(item, ask);
      call.itemIds.add(item.itemId).add(item.plaidItemId);
      call.waiters += 1;
      try {
        const answer = await deadline.run('Plaid', () => call.result);
        const isFirst = !call.isDelivered;
        call.isDelivered = true;
        return { answer, isFirst };
      } finally {
        call.waiters -= 1;
        // No request waits for this call any more: abort it.
        if (call.waiters === 0 && !call.isSettled) {
          remove(item.accessToken, call);
          call.controller.abort();
        }
      }
    },

    invalidate(itemId) {
      for (const [accessToken, { itemIds }] of calls) {
        if (itemIds.has(itemId)) calls.delete(accessToken);
      }
    },
  };
}
