import { createRequestDeadline, PLAID, type RequestDeadline } from '../http/request-deadline';
import { createEarlyCalls } from './early-calls';
import { foldedId } from './folded-id';

/** An Item as the app's own lookup returned it. */
export interface ItemKey {
  itemId: string;
  plaidItemId: string;
  /** The hash of its access token, which identifies Plaid's Item whatever the app or the client calls it. */
  key: string;
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
  /** The next `get` of this Item makes a new call. Takes the app's id, and Plaid's, however it is spelled. */
  invalidate(itemId: string): void;
}

/** Plaid allows 15 calls a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const SHARED_MS = 4_000;

interface SharedCall<Answer> {
  /** The ids of this Item, folded: Plaid's, and the app's where it has ids of its own, such as a row for each user. */
  itemIds: Set<string>;
  startedAt: number;
  result: Promise<Answer>;
  isSettled: boolean;
  isDelivered: boolean;
}

/**
 * One call serves every request for the same Item within 4 seconds of the call's start. A request for fresh health
 * waits until these seconds are over; all that wait share the next call. An urgent one asks at once, a few times a minute.
 * The cache is in memory, one per handler: if many machines ask for one Item, Plaid's own limit answers some of them with
 * a 429.
 *
 * A failed call is shared as an answer is, so that an outage costs one call in 4 seconds. A call goes on when all its
 * clients have disconnected: it only reads, and its answer serves the next request. So a client that asks and disconnects
 * again and again causes one call in 4 seconds too.
 */
export function createItemCache<Answer extends { plaidItemId: string }>(
  timeoutMs: number,
  now = () => performance.now(),
): ItemCache<Answer> {
  // In the order of the calls' starts.
  const calls = new Map<string, SharedCall<Answer>>();
  const earlyCalls = createEarlyCalls(now);

  function start({ key }: ItemKey, ask: Question<Answer>['ask']): SharedCall<Answer> {
    const deadline = createRequestDeadline(timeoutMs, new AbortController().signal);
    const call: SharedCall<Answer> = {
      itemIds: new Set(),
      startedAt: now(),
      result: ask(deadline),
      isSettled: false,
      isDelivered: false,
    };
    const settle = (): void => {
      deadline.end();
      call.isSettled = true;
    };
    call.result.then(({ plaidItemId }) => {
      call.itemIds.add(foldedId(plaidItemId));
      settle();
    }, settle);
    calls.delete(key);
    calls.set(key, call);
    return call;
  }

  /** Some runtimes stop the work of a request whose client has left: a call that they stopped settles never. */
  function isReusable({ startedAt, isSettled }: SharedCall<Answer>): boolean {
    const ageMs = now() - startedAt;
    return ageMs < SHARED_MS || (!isSettled && ageMs < timeoutMs);
  }

  function findReusable({ key }: ItemKey): SharedCall<Answer> | null {
    const call = calls.get(key);
    return call && isReusable(call) ? call : null;
  }

  function removeOld(): void {
    for (const [key, call] of calls) {
      if (now() - call.startedAt < SHARED_MS) return;
      if (!isReusable(call)) calls.delete(key);
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
      await deadline.run(PLAID, () => passed);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async get(item, { deadline, freshness: { maxAgeMs, isUrgent }, ask }) {
      removeOld();
      const earlier = findReusable(item);
      const isNewEnough = earlier !== null && now() - earlier.startedAt < maxAgeMs;
      if (earlier && !isNewEnough && !(isUrgent && earlyCalls.take(item.key)))
        await untilPlaidMayBeAsked(earlier, deadline);
      const current = findReusable(item);
      // Of the requests that wait for a new call, the first one starts it.
      const call = current && (isNewEnough || current !== earlier) ? current : start(item, ask);
      call.itemIds.add(foldedId(item.itemId)).add(foldedId(item.plaidItemId));
      const answer = await deadline.run(PLAID, () => call.result);
      const isFirst = !call.isDelivered;
      call.isDelivered = true;
      return { answer, isFirst };
    },

    invalidate(itemId) {
      for (const [key, { itemIds }] of calls) {
        if (itemIds.has(foldedId(itemId))) calls.delete(key);
      }
    },
  };
}
