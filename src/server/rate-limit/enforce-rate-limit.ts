import { isRecord } from '../../core/unknown';
import { HttpError } from '../http/http-error';
import { isThenable } from '../http/is-thenable';
import type { QuietLog } from '../http/quiet-log';
import type { RequestDeadline } from '../http/request-deadline';
import { WINDOW_MS } from './memory-rate-limiter';
import type { Counter, OnLimiterDown } from './rate-limiter';

/** A limiter that takes longer counts as broken: a Redis client may queue for ever while Redis is away. */
const LIMITER_TIMEOUT_MS = 1_000;

const LIMITER_DOWN = 'RATE_LIMIT_UNAVAILABLE';

type LimiterResult =
  | { type: 'allowed' }
  | { type: 'limited'; retryAfterMs: number }
  /** The cause is undefined where the limiter took too long. */
  | { type: 'broken'; cause: unknown };

const ALLOWED: LimiterResult = { type: 'allowed' };

export interface RateLimitedRequest {
  key: string;
  route: string;
  deadline: RequestDeadline;
  onLimiterDown: OnLimiterDown;
  quietLog: QuietLog;
}

/**
 * Counts one request. A broken limiter is told to `onError` once a minute, with a number.
 *
 * @throws HttpError 429 for a request over the limit; 503 where the limiter is broken and `onLimiterDown` says so
 */
export async function enforceRateLimit(
  limiter: Counter,
  { key, route, deadline, onLimiterDown, quietLog }: RateLimitedRequest,
): Promise<void> {
  const result = await consumeInTime(limiter, key, deadline);
  if (result.type === 'limited') throw tooManyRequests(result.retryAfterMs);
  if (result.type === 'allowed') return;
  const isRefused = onLimiterDown === 'refuse';
  quietLog.report(LIMITER_DOWN, {
    route,
    status: isRefused ? 503 : 200,
    errorCode: LIMITER_DOWN,
    requestId: null,
    message: `rateLimit ${result.cause === undefined ? 'took too long' : 'failed (see the cause)'}; the request was ${isRefused ? 'refused' : 'let through'} (onLimiterDown).`,
    cause: result.cause,
  });
  if (isRefused) throw limiterDown();
}

async function consumeInTime(
  limiter: Counter,
  key: string,
  deadline: RequestDeadline,
): Promise<LimiterResult> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const consume = (): LimiterResult | PromiseLike<LimiterResult> => {
    const consuming = limiter.consume(key);
    // A limiter in memory has answered.
    if (!isThenable(consuming)) return ALLOWED;
    const late = new Promise<LimiterResult>((resolve) => {
      // With a short `timeoutMs`, half of it stays for Plaid.
      const ms = Math.min(LIMITER_TIMEOUT_MS, deadline.timeoutMs / 2);
      timer = setTimeout(() => resolve({ type: 'broken', cause: undefined }), ms);
    });
    return Promise.race([consuming.then(() => ALLOWED, toRefusal), late]);
  };
  const consumeOrRefuse = (): LimiterResult | PromiseLike<LimiterResult> => {
    try {
      return consume();
    } catch (thrown) {
      return toRefusal(thrown);
    }
  };
  try {
    return await deadline.run('rateLimit', consumeOrRefuse);
  } finally {
    clearTimeout(timer);
  }
}

function toRefusal(thrown: unknown): LimiterResult {
  const retryAfterMs = isRecord(thrown) ? thrown.msBeforeNext : undefined;
  return typeof retryAfterMs === 'number'
    ? { type: 'limited', retryAfterMs }
    : { type: 'broken', cause: thrown };
}

function tooManyRequests(retryAfterMs: number): HttpError {
  // A limiter without an end of its own may say Infinity, and a faulty one NaN.
  const seconds = Number.isFinite(retryAfterMs)
    ? Math.max(Math.ceil(retryAfterMs / 1000), 1)
    : WINDOW_MS / 1000;
  return new HttpError({
    status: 429,
    errorType: 'RATE_LIMIT_EXCEEDED',
    errorCode: 'RATE_LIMIT',
    message: 'Too many requests. Try again after the seconds in Retry-After.',
    headers: { 'retry-after': `${seconds}` },
  });
}

/** It has no log entry: a line a minute tells of the outage. */
function limiterDown(): HttpError {
  return new HttpError({
    status: 503,
    errorType: 'API_ERROR',
    errorCode: LIMITER_DOWN,
    message:
      'Requests cannot be counted at the moment. Try again after the seconds in Retry-After.',
    headers: { 'retry-after': '5' },
  });
}
