import { isRecord } from '../../core/unknown';
import { badRequest, HttpError } from './failure';

/** The time of one request: how long it may still take, and whether anybody waits for its answer. */
export interface RequestScope {
  /** Aborts when the client has left or the time is over. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /**
   * Does `work` and waits for it, for as long as the request may take.
   *
   * @param what who is waited for, for the log
   * @throws Failure 504 where the time is over, 499 where the client has left
   */
  within<Value>(what: string, work: () => Value | PromiseLike<Value>): Promise<Value>;
  /** Why nobody waits any more; null while somebody does. */
  failure(): HttpError | null;
  /** To be called once the answer is there. */
  end(): void;
}

const TIMEOUT = 'time-out';

/**
 * A controller of our own, and not `AbortSignal.any()`: Node keeps such a signal for ever once its time-out is
 * collected and a listener is left (found by a heap that grew with every call).
 */
export function createRequestScope(timeoutMs: number, clientSignal: AbortSignal): RequestScope {
  const controller = new AbortController();
  const { signal } = controller;
  let waitingFor = '';
  const timer = setTimeout(() => controller.abort(TIMEOUT), timeoutMs);
  const onClientGone = (): void => controller.abort();
  if (clientSignal.aborted) onClientGone();
  else clientSignal.addEventListener('abort', onClientGone, { once: true });

  function failure(): HttpError | null {
    if (!signal.aborted) return null;
    return signal.reason === TIMEOUT ? timedOut(waitingFor, timeoutMs) : clientGone();
  }

  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(failure() ?? clientGone()), { once: true });
  });
  // Where nothing is waited for when it happens, the next wait says so.
  aborted.catch(() => {});

  return {
    signal,
    timeoutMs,
    failure,
    async within(what, work) {
      // Nothing is begun for a client that has left meanwhile.
      const over = failure();
      if (over) throw over;
      waitingFor = what;
      const working = work();
      // An app that looks something up in memory need not pay for a race.
      return isThenable(working) ? Promise.race([working, aborted]) : working;
    },
    end() {
      clearTimeout(timer);
      clientSignal.removeEventListener('abort', onClientGone);
    },
  };
}

function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return isRecord(value) && typeof value.then === 'function';
}

/** Nobody would read the answer, and it is no problem of the server's. */
function clientGone(): HttpError {
  return badRequest(499, 'CLIENT_CLOSED_REQUEST', 'The client closed the request.');
}

function timedOut(what: string, timeoutMs: number): HttpError {
  return new HttpError({
    status: 504,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'The server did not answer in time.',
    problem: {
      errorCode: 'TIMEOUT',
      message: `The request took longer than ${timeoutMs} ms (timeoutMs), while waiting for ${what}.`,
    },
  });
}
