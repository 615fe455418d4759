import { isRecord } from '../core/wire';
import { Failure } from './failure';
import { callPlaid, isAboutItem } from './plaid-call';
import type { PlaidPort } from './plaid-port';
import { createRequestScope, type RequestScope } from './request-scope';

type Answer = Record<string, unknown>;

/** Asks Plaid how Items are, and no more often than Plaid allows. */
export interface ItemInquiry {
  /**
   * @returns Plaid's `/item/get` body, also for an Item of which Plaid refuses to speak, since that says how it is; and
   * the `accounts` of `/accounts/get` where that was asked
   */
  ask(accessToken: string, scope: RequestScope): Promise<Answer>;
}

/** Plaid allows 15 calls a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const SHARED_MS = 4_000;

interface Shared {
  startedAt: number;
  answer: Promise<Answer>;
  stop: AbortController;
  askers: number;
  isOver: boolean;
}

/**
 * One call serves whoever asks for the same Item within 4 seconds of its start. In memory, per handler: where many
 * machines ask for one Item, Plaid's own limit answers some of them with a 429.
 *
 * Failures are not shared with later askers, who try again; but for Plaid's 429, which another call would prolong.
 */
export function createItemInquiry(
  plaid: PlaidPort,
  timeoutMs: number,
  now = () => performance.now(),
): ItemInquiry {
  // By access token, which the handler has from findItem: what is shared belongs to the same Item at Plaid. In the
  // order of their starts.
  const calls = new Map<string, Shared>();

  function start(accessToken: string): Shared {
    const stop = new AbortController();
    const scope = createRequestScope(timeoutMs, stop.signal);
    const answer = askItem(plaid, accessToken, scope);
    const shared: Shared = { startedAt: now(), answer, stop, askers: 0, isOver: false };
    const settle = (isKept: boolean): void => {
      scope.end();
      shared.isOver = true;
      if (!isKept && calls.get(accessToken) === shared) calls.delete(accessToken);
    };
    answer.then(
      () => settle(true),
      (failure: unknown) => settle(failure instanceof Failure && failure.init.status === 429),
    );
    calls.delete(accessToken);
    calls.set(accessToken, shared);
    return shared;
  }

  function forgetOld(): void {
    for (const [accessToken, { startedAt, isOver }] of calls) {
      if (now() - startedAt < SHARED_MS) return;
      if (isOver) calls.delete(accessToken);
    }
  }

  return {
    async ask(accessToken, scope) {
      forgetOld();
      const known = calls.get(accessToken);
      const isShared = known && (now() - known.startedAt < SHARED_MS || !known.isOver);
      const call = isShared ? known : start(accessToken);
      call.askers += 1;
      try {
        return await scope.within('Plaid', () => call.answer);
      } finally {
        call.askers -= 1;
        // Nobody waits for it any more.
        if (call.askers === 0 && !call.isOver) {
          calls.delete(accessToken);
          call.stop.abort();
        }
      }
    },
  };
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
  return failure instanceof Failure ? failure.init.errorCode : null;
}

/** Plaid refuses to speak of an Item that is gone or revoked: an answer about its health, not a failure to ask. */
function answerOfRefusal(failure: unknown): Answer {
  if (!(failure instanceof Failure) || !isAboutItem(failure.init)) throw failure;
  const { errorType, errorCode, requestId } = failure.init;
  return {
    item: { error: { error_type: errorType, error_code: errorCode } },
    request_id: requestId,
  };
}
