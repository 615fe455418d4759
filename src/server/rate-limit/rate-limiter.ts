/**
 * Counts calls by key. The limiters of `rate-limiter-flexible` fit as they are: in memory, or on Redis, Postgres and
 * other stores that all machines share.
 */
export interface RateLimiter {
  /**
   * Counts one call. Rejects with `{ msBeforeNext }`, in milliseconds, if the call is over the limit. Any other
   * rejection means that the limiter itself is broken.
   */
  consume(key: string): Promise<unknown>;
}

/** A limiter as requests use it: the one in memory answers at once, or throws. */
export interface Counter {
  consume(key: string): unknown;
}

/** Whether requests pass while the limiter fails. */
export type OnLimiterDown = 'allow' | 'refuse';
