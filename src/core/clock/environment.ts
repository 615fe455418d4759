/** What must be known of the page before any chunk is here; the rest is in `environment`. */
export interface PageEnvironment {
  /** Returns its own cancel function; cancelling twice is harmless. */
  setTimer(callback: () => void, delayMs: number): () => void;
  isOnline(): boolean;
}

/** Clocks, timers and page state: everything that time rules depend on, injectable so that tests own them. */
export interface Environment extends PageEnvironment {
  /** Milliseconds since the epoch. Goes on in sleep, but can be set back or forward. */
  wallNow(): number;
  /** Milliseconds since some start. Never set back, but may stop in sleep. */
  monotonicNow(): number;
  /** In [0, 1). */
  random(): number;
  isVisible(): boolean;
  /** Calls `listener` whenever timers may have been asleep or the network may be back. */
  onWake(listener: () => void): () => void;
}

/** A point in time on both clocks. */
export interface Mark {
  readonly wall: number;
  readonly monotonic: number;
}

export function markNow(env: Environment): Mark {
  return { wall: env.wallNow(), monotonic: env.monotonicNow() };
}

/**
 * Milliseconds passed since `mark`: the larger of both clocks, since the monotonic one stops in sleep on some
 * systems and the wall clock can be set back.
 */
export function elapsedMs(mark: Mark, env: Environment): number {
  return Math.max(env.wallNow() - mark.wall, env.monotonicNow() - mark.monotonic, 0);
}

/** Resolves after `delayMs`, or rejects with the signal's reason as soon as it aborts. */
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
