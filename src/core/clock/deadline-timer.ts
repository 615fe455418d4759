import type { Environment } from './environment';

/** One timer for many who each want to be looked at in time. */
export interface DeadlineTimer {
  /** Fires within `delayMs`; sooner where it was going to. */
  fireWithin(delayMs: number): void;
  /** Fires in `delayMs`, whatever was wanted before; never, where that is Infinity. */
  reset(delayMs: number): void;
}

export function createDeadlineTimer(env: Environment, onTime: () => void): DeadlineTimer {
  let cancel = (): void => {};
  /** By the monotonic clock, which stops in sleep where timers do. */
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
              onTime();
            },
            // A browser cuts fractions off, and would fire too soon, again and again.
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
