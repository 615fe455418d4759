import { isRecord } from '../../core/unknown';
import { HttpError } from '../http/failure';
import { callPlaid, isAboutItem } from './plaid-call';
import type { PlaidPort } from './plaid-port';
import { createRequestScope, type RequestScope } from '../http/request-scope';

type Answer = Record<string, unknown>;

/** An Item by the app's own lookup. */
export interface AskedItem {
  itemId: string;
  accessToken: string;
}

/** Asks Plaid how Items are, and no more often than Plaid allows. */
export interface ItemInquiry {
  /**
   * @returns Plaid's `/item/get` body, also for an Item of which Plaid refuses to speak, since that says how it is; and
   * the `accounts` of `/accounts/get` where that was asked
   * @param isFresh whether only a call that starts from now on will do; it waits until Plaid may be asked again
   */
  ask(item: AskedItem, scope: RequestScope, isFresh: boolean): Promise<Answer>;
  /** What was heard of this Item is out of date. */
  forget(itemId: string): void;
}

/** Plaid allows 15 calls a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const SHARED_MS = 4_000;

interface Shared {
  /** What the app calls this Item: one name, unless it has a row for each user who shares it. */
  itemIds: Set<string>;
  startedAt: number;
  answer: Promise<Answer>;
  stop: AbortController;
  askers: number;
  isOver: boolean;
}

/**
 * One call serves whoever asks for the same Item within 4 seconds of its start, but for those who need to know how it
 * is now: they wait until these seconds are over, and share the next one. In memory, per handler: where many
 * machines ask for one Item, Plaid's own limit answers some of them with a 429.
 *
 * Failures are not shared with later askers, who try again; but for Plaid's 429, which another call would prolong.
 */
export function createItemInquiry(
  plaid: PlaidPort,
  timeoutMs: number,
  now = () => performance.now(),
): ItemInquiry {
  // By access token, which is Plaid's Item whatever the app calls it, in the order of their starts.
  const calls = new Map<string, Shared>();

  function start({ itemId, accessToken }: AskedItem): Shared {
    const stop = new AbortController();
    const scope = createRequestScope(timeoutMs, stop.signal);
    const answer = askItem(plaid, accessToken, scope);
    const shared: Shared = {
      itemIds: new Set([itemId]),
      startedAt: now(),
      answer,
      stop,
      askers: 0,
      isOver: false,
    };
    const settle = (isKept: boolean): void => {
      scope.end();
      shared.isOver = true;
      if (!isKept) drop(accessToken, shared);
    };
    answer.then(
      () => settle(true),
      (failure: unknown) => settle(failure instanceof HttpError && failure.init.status === 429),
    );
    calls.delete(accessToken);
    calls.set(accessToken, shared);
    return shared;
  }

  function drop(accessToken: string, shared: Shared): void {
    if (calls.get(accessToken) === shared) calls.delete(accessToken);
  }

  /** The answer that serves this asker too: of the same Item, and young. */
  function find({ accessToken }: AskedItem): Shared | null {
    const known = calls.get(accessToken);
    return known && (!known.isOver || now() - known.startedAt < SHARED_MS) ? known : null;
  }

  function forgetOld(): void {
    for (const [accessToken, { startedAt, isOver }] of calls) {
      if (now() - startedAt < SHARED_MS) return;
      if (isOver) calls.delete(accessToken);
    }
  }

  function untilOver({ startedAt }: Shared, scope: RequestScope): Promise<void> {
    return scope.within('Plaid', () => sleep(startedAt + SHARED_MS - now(), scope.signal));
  }

  return {
    async ask(item, scope, isFresh) {
      forgetOld();
      const known = find(item);
      if (known && isFresh) await untilOver(known, scope);
      const current = find(item);
      // Among those who wait for a new call, the first one starts it.
      const call = current && !(isFresh && current === known) ? current : start(item);
      call.itemIds.add(item.itemId);
      call.askers += 1;
      try {
        return await scope.within('Plaid', () => call.answer);
      } finally {
        call.askers -= 1;
        // Nobody waits for it any more.
        if (call.askers === 0 && !call.isOver) {
          drop(item.accessToken, call);
          call.stop.abort();
        }
      }
    },

    forget(itemId) {
      for (const [accessToken, { itemIds }] of calls) {
        if (itemIds.has(itemId)) calls.delete(accessToken);
      }
    },
  };
}

/** Ends early where nobody waits any more. */
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

async function askItem(
  plaid: PlaidPort,
  accessToken: string,
  scope: RequestScope,
): Promise<Answer> {
  const request = { access_token: accessToken };
  const answer = await callPlaid((options) => plaid.itemGet(request, options), scope).catch(
    answerOfRefusal,
  );
  const isWell = isRecord(answer.item) && answer.item.error === null;
  const { accountsGet } = plaid;
  if (!isWell || !accountsGet) return answer;
  const accounts = await callPlaid((options) => accountsGet.call(plaid, request, options), scope)
    .then((body) => body.accounts)
    // Not every product has this endpoint, so that only this one refusal says anything of the Item.
    .catch((failure: unknown) => (codeOf(failure) === 'NO_ACCOUNTS' ? [] : undefined));
  return { ...answer, accounts };
}

function codeOf(failure: unknown): string | null {
  return failure instanceof HttpError ? failure.init.errorCode : null;
}

/** Plaid refuses to speak of an Item that is gone or revoked: an answer about its health, not a failure to ask. */
function answerOfRefusal(failure: unknown): Answer {
  if (!(failure instanceof HttpError) || !isAboutItem(failure.init)) throw failure;
  const { errorType, errorCode, requestId } = failure.init;
  return {
    item: { error: { error_type: errorType, error_code: errorCode } },
    request_id: requestId,
  };
}
