import { HttpError } from '../http/http-error';
import { createRequestDeadline, type RequestDeadline } from '../http/request-deadline';
import { fetchItem, type FetchedItem } from './fetch-item';
import type { PlaidClient } from './plaid-client';

/** An Item as the app's own lookup returned it. */
export interface ItemKey {
  itemId: string;
  accessToken: string;
}

/** Shares calls of `/item/get`, so that Plaid is asked no more often than it allows. */
export interface ItemCache {
  /** @param isFresh accept only a call that starts from now on; this waits until Plaid may be asked again */
  get(item: ItemKey, deadline: RequestDeadline, isFresh: boolean): Promise<FetchedItem>;
  /** The next `get` of this Item makes a new call. */
  invalidate(itemId: string): void;
}

/** Plaid allows 15 calls a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const SHARED_MS = 4_000;

interface SharedCall {
  /** The app's ids of this Item: one, unless the app has a row for each user who shares the Item. */
  itemIds: Set<string>;
  startedAt: number;
  result: Promise<FetchedItem>;
  controller: AbortController;
  waiters: number;
  isSettled: boolean;
}

/**
 * One call serves every request for the same Item within 4 seconds of the call's start. A request for fresh health
 * waits until these seconds are over; all that wait share the next call. The cache is in memory, one per handler: if
 * many machines ask for one Item, Plaid's own limit answers some of them with a 429.
 *
 * A failed call is not reused, so the next request tries again. Plaid's 429 is reused: another call would prolong it.
 */
export function createItemCache(
  plaid: PlaidClient,
  timeoutMs: number,
  now = () => performance.now(),
): ItemCache {
  // Keyed by access token, which identifies Plaid's Item whatever the app calls it. In the order of the calls' starts.
  const calls = new Map<string, SharedCall>();

  function start({ itemId, accessToken }: ItemKey): SharedCall {
    const controller = new AbortController();
    const deadline = createRequestDeadline(timeoutMs, controller.signal);
    const call: SharedCall = {
      itemIds: new Set([itemId]),
      startedAt: now(),
      result: fetchItem(plaid, accessToken, deadline),
      controller,
      waiters: 0,
      isSettled: false,
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

  function remove(accessToken: string, call: SharedCall): void {
    if (calls.get(accessToken) === call) calls.delete(accessToken);
  }

  function findReusable({ accessToken }: ItemKey): SharedCall | null {
    const call = calls.get(accessToken);
    return call && (!call.isSettled || now() - call.startedAt < SHARED_MS) ? call : null;
  }

  function removeOld(): void {
    for (const [accessToken, { startedAt, isSettled }] of calls) {
      if (now() - startedAt < SHARED_MS) return;
      if (isSettled) calls.delete(accessToken);
    }
  }

  function untilPlaidMayBeAsked(
    { startedAt }: SharedCall,
    deadline: RequestDeadline,
  ): Promise<void> {
    return deadline.run('Plaid', () => sleep(startedAt + SHARED_MS - now(), deadline.signal));
  }

  return {
    async get(item, deadline, isFresh) {
      removeOld();
      const earlier = findReusable(item);
      if (earlier && isFresh) await untilPlaidMayBeAsked(earlier, deadline);
      const current = findReusable(item);
      // Of the requests that wait for a new call, the first one starts it.
      const call = current && !(isFresh && current === earlier) ? current : start(item);
      call.itemIds.add(item.itemId);
      call.waiters += 1;
      try {
        return await deadline.run('Plaid', () => call.result);
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

/** Resolves early when the signal aborts. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
