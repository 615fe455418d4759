/** The clock of a sweep. */
export interface SweepClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves early when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Spreads calls evenly, so that no minute has more of them than allowed. */
export interface Pacer {
  /**
   * Resolves when a call may begin.
   *
   * @param isBegun whether the Item has been asked for already: then only a pause ends when the sweep is stopped, so that
   * the answer that is there is not lost
   * @returns false where the sweep was stopped first
   */
  next(isBegun: boolean): Promise<boolean>;
  /**
   * Plaid answered that a call was over its limit: no call begins for some seconds, and half as many for a minute after
   * that.
   *
   * @param startedAt when that call began
   */
  slowDown(startedAt: number): void;
}

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 15_000;
/** Plaid's limits are per minute (plaid.com/docs/errors/rate-limit-exceeded), so a longer pause helps no more. */
const LONGEST_PAUSE_MS = MINUTE_MS;
/** A sixteenth of the pace. */
const SLOWEST = 4;

export function createPacer(
  callsPerMinute: number,
  { now, sleep }: SweepClock,
  stop: AbortSignal,
): Pacer {
  let queue = Promise.resolve(true);
  let lastStart = -Infinity;
  /** How many times the pace is halved. */
  let slowness = 0;
  let slowedAt = -Infinity;
  let pausedUntil = -Infinity;

  /** A clock that is set back must not make a wait longer than it can be, hence the limits. */
  function leftOfPause(): number {
    return Math.min(pausedUntil - now(), LONGEST_PAUSE_MS);
  }

  function leftOfInterval(): number {
    while (slowness > 0 && now() - pausedUntil >= MINUTE_MS) {
      slowness -= 1;
      pausedUntil += MINUTE_MS;
    }
    const intervalMs = (MINUTE_MS / callsPerMinute) * 2 ** slowness;
    return Math.min(lastStart + intervalMs - now(), intervalMs);
  }

  async function wait(isBegun: boolean): Promise<boolean> {
    // A timer may fire a little early, and a pause may begin while this waits.
    for (;;) {
      const pauseMs = leftOfPause();
      const mayStop = !isBegun || pauseMs > 0;
      if (mayStop && stop.aborted) return false;
      const leftMs = Math.max(pauseMs, leftOfInterval());
      if (leftMs <= 0) break;
      await sleep(Math.ceil(leftMs), mayStop ? stop : undefined);
    }
    lastStart = now();
    return true;
  }

  return {
    next(isBegun) {
      queue = queue.then(() => wait(isBegun));
      return queue;
    },
    slowDown(startedAt) {
      // Calls that began before the sweep slowed down tell nothing new.
      if (startedAt < slowedAt) return;
      slowness = Math.min(slowness + 1, SLOWEST);
      slowedAt = now();
      pausedUntil = slowedAt + Math.min(FIRST_PAUSE_MS * 2 ** (slowness - 1), LONGEST_PAUSE_MS);
    },
  };
}
