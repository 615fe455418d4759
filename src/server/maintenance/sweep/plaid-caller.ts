import { HttpError } from '../../http/http-error';
import { createRequestDeadline } from '../../http/request-deadline';
import type { PlaidCallOptions, PlaidResponse } from '../../plaid/plaid-client';
import { describesItem, toPlaidError } from '../../plaid/plaid-error';
import type { Pacer, SweepClock } from './pacer';

/** Calls Plaid at the pace of a sweep, and again where Plaid could not answer. */
export interface PlaidCaller {
  /**
   * @param isBegun whether the Item has been asked for already
   * @throws what the client threw, where Plaid refused; {@link Unanswered} or {@link Stopped} where there is no answer
   */
  call(work: (options: PlaidCallOptions) => PlaidResponse, isBegun: boolean): PlaidResponse;
  /** Calls that were over Plaid's limit. */
  readonly rateLimited: number;
}

/** Plaid gave no answer about this Item, try after try. */
export class Unanswered extends Error {
  readonly last: HttpError;
  constructor(last: HttpError) {
    super(last.message);
    this.last = last;
  }
}

/** The sweep was stopped before there was an answer. */
export class Stopped extends Error {}

interface PlaidCallerOptions {
  pacer: Pacer;
  clock: SweepClock;
  stop: AbortSignal;
  timeoutMs: number;
  /** Nothing was answered for too long, or Plaid refuses the app itself: the sweep must end. */
  onHopeless(message: string, error: HttpError): void;
}

/** With the pauses of `pauseMs` an Item that alone gets no answer costs about 8 seconds, and one over its limit about 3 minutes. */
const TRIES = 5;
const OUTAGE_MS = 10 * 60_000;
const LONGEST_PAUSE_MS = 60_000;

/** These are about the app's keys, so that no other Item is answered either (plaid.com/docs/errors/invalid-input). */
const REFUSES_APP = /^(INVALID_API_KEYS|UNAUTHORIZED_ENVIRONMENT|UNAUTHORIZED_ROUTE_ACCESS)$/;

export function createPlaidCaller({
  pacer,
  clock: { now, sleep },
  stop,
  timeoutMs,
  onHopeless,
}: PlaidCallerOptions): PlaidCaller {
  /** When the first call began that was not answered, since the last answer. */
  let unansweredSince: number | null = null;
  let rateLimited = 0;

  /** Each pause is as long as the outage so far, so that pauses grow. */
  function pauseMs(): number {
    const elapsedMs = now() - (unansweredSince ?? now());
    return Math.min(Math.max(elapsedMs, 1_000), LONGEST_PAUSE_MS);
  }

  async function callOnce(
    work: (options: PlaidCallOptions) => PlaidResponse,
  ): Promise<{ data: unknown } | HttpError> {
    // The stop signal does not end a call: what Plaid answers is stored.
    const deadline = createRequestDeadline(timeoutMs, new AbortController().signal);
    try {
      const answer = await deadline.run('Plaid', () => work({ signal: deadline.signal }));
      unansweredSince = null;
      return answer;
    } catch (thrown) {
      const error = deadline.error() ?? toPlaidError(thrown);
      if (isUnanswered(error)) return error;
      unansweredSince = null;
      const code = error.init.log?.errorCode ?? error.init.errorCode;
      if (REFUSES_APP.test(code)) {
        onHopeless(
          `Plaid refuses the app: ${code}. Check the client id, secret and environment.`,
          error,
        );
      }
      throw thrown;
    } finally {
      deadline.end();
    }
  }

  return {
    get rateLimited() {
      return rateLimited;
    },
    async call(work, isBegun) {
      for (let tries = 1; ; tries += 1) {
        if (!(await pacer.next(isBegun && tries === 1))) throw new Stopped();
        const startedAt = now();
        const result = await callOnce(work);
        if (!(result instanceof HttpError)) return result;
        unansweredSince ??= startedAt;
        const isLimit = result.init.status === 429;
        if (isLimit) {
          rateLimited += 1;
          pacer.slowDown(startedAt);
        }
        if (now() - unansweredSince >= OUTAGE_MS) {
          onHopeless(
            `Plaid has not answered for ${OUTAGE_MS / 60_000} minutes (${result.init.errorCode}). Run the sweep again later.`,
            result,
          );
        }
        if (tries === TRIES) throw new Unanswered(result);
        // After a 429 the pacer makes the pause, for every call.
        if (!isLimit) await sleep(pauseMs(), stop);
        if (stop.aborted) throw new Stopped();
      }
    },
  };
}

/** An outage, a time-out or a limit, as against an answer about the Item or about the request. */
function isUnanswered({ init }: HttpError): boolean {
  return [429, 502, 503, 504].includes(init.status) && !describesItem(init);
}
