import { createPacer, type SweepClock } from './pacer';
import { createPlaidCaller, type PlaidCaller } from './plaid-caller';

/** What a job needs to call Plaid at a pace. */
export interface Pacing {
  caller: PlaidCaller;
  clock: SweepClock;
  /** Aborts when the app stops the job, or when the job gives up. */
  stop: AbortSignal;
  /** Why the job gave up; null where it did not. */
  hopeless(): Hopeless | null;
  giveUp(message: string, cause: unknown): void;
  /** The job is over: it no longer listens to the app's signal. */
  end(): void;
}

/** Why no further call makes sense. */
export interface Hopeless {
  message: string;
  cause: unknown;
}

export interface PacingOptions {
  callsPerMinute?: number | undefined;
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  now?: (() => number) | undefined;
  sleep?: SweepClock['sleep'] | undefined;
}

export function createPacing(options: PacingOptions): Pacing {
  const { signal, callsPerMinute = 1_000, timeoutMs = 10_000 } = options;
  const clock: SweepClock = { now: options.now ?? Date.now, sleep: options.sleep ?? sleep };
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  let reason: Hopeless | null = null;
  const giveUp = (message: string, cause: unknown): void => {
    reason ??= { message, cause };
    stop.abort();
  };
  return {
    caller: createPlaidCaller({
      pacer: createPacer(callsPerMinute, clock, stop.signal),
      clock,
      stop: stop.signal,
      timeoutMs,
      onHopeless: giveUp,
    }),
    clock,
    stop: stop.signal,
    hopeless: () => reason,
    giveUp,
    end: () => signal?.removeEventListener('abort', onAbort),
  };
}

/** Resolves early when the signal aborts. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal?.aborted) done();
    else signal?.addEventListener('abort', done);
  });
}
