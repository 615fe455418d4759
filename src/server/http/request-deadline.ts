import { HttpError, invalidRequest } from './http-error';
import { isThenable } from './is-thenable';

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

/** Why a response is no longer wanted. */
type Ending = 'time-out' | 'disconnect';

export function createRequestDeadline(
  timeoutMs: number,
  clientSignal: AbortSignal,
): RequestDeadline {
  return new Deadline(timeoutMs, clientSignal);
}

/**
 * It has its own controller because Node never frees an `AbortSignal.any()` whose time-out is collected while a
 * listener is left: measured, the heap grew with every call. A class, since each request makes one: an object with
 * closures and accessors of its own takes ten times as long to make.
 */
class Deadline implements RequestDeadline {
  readonly timeoutMs: number;
  plaidMs = 0;
  readonly #clientSignal: AbortSignal;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #onDisconnect = (): void => this.#stop('disconnect');
  #ending: Ending | null = null;
  #controller: AbortController | null = null;
  /** One for each wait. To reject one that is over does nothing. */
  #rejections: ((reason: HttpError) => void)[] = [];
  #waitingFor = '';
  #plaidWaits = 0;
  #plaidSince = 0;

  constructor(timeoutMs: number, clientSignal: AbortSignal) {
    this.timeoutMs = timeoutMs;
    this.#clientSignal = clientSignal;
    this.#timer = setTimeout(() => this.#stop('time-out'), timeoutMs);
    if (clientSignal.aborted) this.#ending = 'disconnect';
    else clientSignal.addEventListener('abort', this.#onDisconnect, { once: true });
  }

  get signal(): AbortSignal {
    // A request that asks Plaid nothing needs none.
    this.#controller ??= new AbortController();
    if (this.#ending) this.#controller.abort();
    return this.#controller.signal;
  }

  error(): HttpError | null {
    if (!this.#ending) return null;
    return this.#ending === 'time-out'
      ? timedOut(this.#waitingFor, this.timeoutMs)
      : clientDisconnected();
  }

  async run<Value>(name: string, work: () => Value | PromiseLike<Value>): Promise<Value> {
    // The client may have disconnected since the last step: start no further work for it.
    const over = this.error();
    if (over) throw over;
    this.#waitingFor = name;
    const working = work();
    // An app function that returns at once does not pay for a wait.
    if (!isThenable(working)) return working;
    return name === PLAID ? this.#measured(working) : this.#untilStopped(working);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#clientSignal.removeEventListener('abort', this.#onDisconnect);
    this.#rejections = [];
  }

  #stop(by: Ending): void {
    this.#ending ??= by;
    const over = this.error();
    if (over) for (const reject of this.#rejections) reject(over);
    this.#controller?.abort();
  }

  #untilStopped<Value>(working: PromiseLike<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      working.then(resolve, reject);
      // The work itself may have noticed that the client is gone.
      const over = this.error();
      if (over) reject(over);
      else this.#rejections.push(reject);
    });
  }

  /** The Items of one request are asked for at the same time, and that time counts once. */
  async #measured<Value>(working: PromiseLike<Value>): Promise<Value> {
    if (this.#plaidWaits === 0) this.#plaidSince = performance.now();
    this.#plaidWaits += 1;
    try {
      return await this.#untilStopped(working);
    } finally {
      this.#plaidWaits -= 1;
      if (this.#plaidWaits === 0) this.plaidMs += performance.now() - this.#plaidSince;
    }
  }
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
