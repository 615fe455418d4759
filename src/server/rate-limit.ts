import { isRecord } from '../core/unknown';
import { HttpError } from './http/failure';
import type { RequestScope } from './http/request-scope';

/**
 * Counts calls by key. The limiters of `rate-limiter-flexible` fit as they are: in memory, on Redis, Postgres and
 * others, so that all machines count together.
 */
export interface RateLimiter {
  /**
   * Counts one call. Rejects with `{ msBeforeNext }`, in milliseconds, where it is one too many; whatever else it
   * rejects with means that the limiter itself is out of order.
   */
  consume(key: string): Promise<unknown>;
}

/** Of one user for one Item. A relink makes about ten requests; a token is renewed every 25 minutes. */
const DEFAULT_CALLS = 60;
const WINDOW_MS = 60_000;
/** Some 10 MB; the oldest windows go first, and those are over soonest. */
const MAX_KEYS = 50_000;
/** A limiter that takes longer is out of order: a client of Redis may queue for ever while Redis is away. */
const LIMITER_TIMEOUT_MS = 1_000;

interface Window {
  endsAt: number;
  calls: number;
}

/** A fixed window per key, for one process. No timers, and no Node modules: it runs in Workers too. */
export function createMemoryRateLimiter(now = () => performance.now()): RateLimiter {
  // In the order in which they end, since all are equally long.
  const windows = new Map<string, Window>();

  function forgetOver(at: number): void {
    for (const [key, { endsAt }] of windows) {
      if (endsAt > at && windows.size < MAX_KEYS) return;
      windows.delete(key);
    }
  }

  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- The port is asynchronous; what it throws must reject.
    async consume(key) {
      const at = now();
      forgetOver(at);
      const window = windows.get(key) ?? { endsAt: at + WINDOW_MS, calls: 0 };
      window.calls += 1;
      windows.set(key, window);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- As rate-limiter-flexible says it.
      if (window.calls > DEFAULT_CALLS) throw { msBeforeNext: window.endsAt - at };
    },
  };
}

/** What a limiter said of one call. */
export type RateVerdict = { is: 'allowed' } | { is: 'limited'; forMs: number } | { is: 'broken' };

export async function askLimiter(
  limiter: RateLimiter,
  key: string,
  scope: RequestScope,
): Promise<RateVerdict> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<RateVerdict>((resolve) => {
    // Half of it leaves time for Plaid, where a request may take no longer than a limiter.
    const ms = Math.min(LIMITER_TIMEOUT_MS, scope.timeoutMs / 2);
    timer = setTimeout(() => resolve({ is: 'broken' }), ms);
  });
  try {
    const verdict = () => Promise.race([consume(limiter, key), late]);
    return await scope.within('rateLimit', verdict);
  } finally {
    clearTimeout(timer);
  }
}

async function consume(limiter: RateLimiter, key: string): Promise<RateVerdict> {
  try {
    await limiter.consume(key);
    return { is: 'allowed' };
  } catch (thrown) {
    const forMs = isRecord(thrown) ? thrown.msBeforeNext : undefined;
    return typeof forMs === 'number' ? { is: 'limited', forMs } : { is: 'broken' };
  }
}

/** One key per user and Item; no part of either can be taken for the other. */
export function rateKey(clientUserId: string, itemId: string): string {
  return `${encodeURIComponent(clientUserId)}:${encodeURIComponent(itemId)}`;
}

export function tooManyCalls(forMs: number): HttpError {
  // A limiter that knows no end of its own says Infinity, and one with a mistake in it NaN.
  const seconds = Number.isFinite(forMs) ? Math.max(Math.ceil(forMs / 1000), 1) : WINDOW_MS / 1000;
  return new HttpError({
    status: 429,
    errorType: 'RATE_LIMIT_EXCEEDED',
    errorCode: 'RATE_LIMIT',
    message: 'Too many requests for this Item. Try again after the seconds in Retry-After.',
    headers: { 'retry-after': `${seconds}` },
  });
}
