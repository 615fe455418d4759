/** The clocks, the timers and the state of the page. Every rule of time gets them from here, so that tests control them. */
export interface Environment {
  /** Milliseconds since the epoch. This clock runs on while the machine sleeps, but can be set back or forward. */
  wallNow(): number;
  /** Milliseconds since some start. This clock cannot be set, but may stop while the machine sleeps. */
  monotonicNow(): number;
  /** Returns the function that cancels the timer. Cancelling twice is harmless. */
  setTimer(callback: () => void, delayMs: number): () => void;
  /** In [0, 1). */
  random(): number;
  isVisible(): boolean;
  isOnline(): boolean;
  /** Calls `listener` whenever timers may have been suspended, or the network may be back. Returns the unsubscribe. */
  onWake(listener: () => void): () => void;
}

/** A moment, on both clocks. */
export interface Mark {
  readonly wall: number;
  readonly monotonic: number;
}

export function markNow(env: Environment): Mark {
  return { wall: env.wallNow(), monotonic: env.monotonicNow() };
}

/**
 * Milliseconds since `mark`. The larger of both clocks counts: on some systems the monotonic clock stops in sleep, and
 * the wall clock can be set back.
 */
export function elapsedMs(mark: Mark, env: Environment): number {
  return Math.max(env.wallNow() - mark.wall, env.monotonicNow() - mark.monotonic, 0);
}

/** Resolves after `delayMs`, or rejects with the reason of `signal` when that aborts. */
export function sleep(env: Environment, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = env.setTimer(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** One timer for many deadlines. It fires at the earliest. */
export interface DeadlineTimer {
  /** Fires in `delayMs`, or sooner if it is set to. */
  fireWithin(delayMs: number): void;
  /** Replaces every earlier deadline. Infinity stops the timer. */
  reset(delayMs: number): void;
}

export function createDeadlineTimer(env: Environment, onDue: () => void): DeadlineTimer {
  let cancel = (): void => {};
  /** When it fires, by the monotonic clock, which stops in sleep where timers do. */
  let due = Infinity;

  function reset(delayMs: number): void {
    cancel();
    due = env.monotonicNow() + delayMs;
    cancel =
      delayMs === Infinity
        ? () => {}
        : env.setTimer(
            () => {
              due = Infinity;
              onDue();
            },
            // Rounded up: browsers drop fractions and would fire too early, again and again.
            Math.ceil(Math.max(delayMs, 0)),
          );
  }

  return {
    fireWithin(delayMs) {
      if (env.monotonicNow() + delayMs < due) reset(delayMs);
    },
    reset,
  };
}
