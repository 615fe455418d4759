import type { Environment } from './environment';

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
