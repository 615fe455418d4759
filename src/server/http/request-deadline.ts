import { isRecord } from '../../core/unknown';
import { HttpError, invalidRequest } from './http-error';

/** How long one request may still take, and whether its client still waits for the response. */
export interface RequestDeadline {
  /** Aborts when the client has disconnected or the time is over. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** How long this request has waited for {@link PLAID} so far, its pauses for Plaid's limit included. */
  readonly plaidMs: number;
  /**
   * Starts `work` and waits for it, until the deadline at most.
   *
   * @param name what is waited for, for the log
   * @throws HttpError 504 when the time is over, 499 when the client has disconnected
   */
  run<Value>(name: string, work: () => Value | PromiseLike<Value>): Promise<Value>;
  /** Why the response is no longer wanted; null while it is. */
  error(): HttpError | null;
  /** Call it when the request is answered: it releases the timer and the listener. */
  end(): void;
}

/** The name of a wait for Plaid. */
export const PLAID = 'Plaid';

const TIMEOUT = 'time-out';

/**
 * It has its own controller because Node never frees an `AbortSignal.any()` whose time-out is collected while a
 * listener is left: measured, the heap grew with every call.
 */
export function createRequestDeadline(
  timeoutMs: number,
  clientSignal: AbortSignal,
): RequestDeadline {
  const controller = new AbortController();
  const { signal } = controller;
  let waitingFor = '';
  let plaidMs = 0;
  let plaidWaits = 0;
  let plaidSince = 0;
  const timer = setTimeout(() => controller.abort(TIMEOUT), timeoutMs);
  const onDisconnect = (): void => controller.abort();
  if (clientSignal.aborted) onDisconnect();
  else clientSignal.addEventListener('abort', onDisconnect, { once: true });

  /** The Items of one request are asked for at the same time, and that time counts once. */
  async function measured<Value>(waiting: Promise<Value>): Promise<Value> {
    if (plaidWaits === 0) plaidSince = performance.now();
    plaidWaits += 1;
    try {
      return await waiting;
    } finally {
      plaidWaits -= 1;
      if (plaidWaits === 0) plaidMs += performance.now() - plaidSince;
    }
  }

  function error(): HttpError | null {
    if (!signal.aborted) return null;
    return signal.reason === TIMEOUT ? timedOut(waitingFor, timeoutMs) : clientDisconnected();
  }

  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(error() ?? clientDisconnected()), { once: true });
  });
  // It may abort while nothing is waited for. Then the next run() throws.
  aborted.catch(() => {});

  return {
    signal,
    timeoutMs,
    get plaidMs() {
      return plaidMs;
    },
    error,
    async run(name, work) {
      // The client may have disconnected since the last step: start no further work for it.
      const over = error();
      if (over) throw over;
      waitingFor = name;
      const working = work();
      // An app function that returns at once does not pay for a race.
      if (!isThenable(working)) return working;
      const waiting = Promise.race([working, aborted]);
      return name === PLAID ? measured(waiting) : waiting;
    },
    end() {
      clearTimeout(timer);
      clientSignal.removeEventListener('abort', onDisconnect);
    },
  };
}

function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return isRecord(value) && typeof value.then === 'function';
}

/** It has no log entry: the server did nothing wrong. */
function clientDisconnected(): HttpError {
  return invalidRequest(499, 'CLIENT_CLOSED_REQUEST', 'The client closed the request.');
}

function timedOut(name: string, timeoutMs: number): HttpError {
  return new HttpError({
    status: 504,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'The server did not answer in time.',
    log: {
      errorCode: 'TIMEOUT',
      message: `The request took longer than ${timeoutMs} ms (timeoutMs), while waiting for ${name}.`,
    },
  });
}
