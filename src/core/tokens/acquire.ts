import { elapsedMs, markNow, sleep, type Environment } from '../clock/environment';
import { isRetryable, retryDelayMs } from '../gateway/backoff';
import { renewInMs, type ItemToken } from './token';

export interface AcquireOptions {
  /** How many requests may be made. @default 1 */
  attempts?: number;
  /** Ends the pause before the next attempt. */
  signal?: AbortSignal;
}

/** No attempt begins later than this after the first. */
const PATIENCE_MS = 15_000;

/**
 * A token for a user who waits: requested at once, whatever the pace of background requests.
 *
 * @param current the token that is usable now, if any
 * @param request requests a token, or joins the request under way
 * @throws RelinkError of the last attempt
 */
export async function acquireToken(
  current: () => ItemToken | null,
  request: () => Promise<ItemToken>,
  { attempts = 1, signal }: AcquireOptions,
  env: Environment,
): Promise<ItemToken> {
  const since = markNow(env);
  for (let attempt = 1; ; attempt += 1) {
    const token = current();
    if (token && renewInMs(token, env) > 0) return token;
    try {
      return await request();
    } catch (error) {
      // The old token is due for renewal but usable, and the request for a new one failed.
      const old = current();
      if (old) return old;
      const delayMs = retryDelayMs(attempt, error, env);
      const isPatient = attempt < attempts && elapsedMs(since, env) + delayMs < PATIENCE_MS;
      if (!isPatient || !isRetryable(error) || !env.isOnline()) throw error;
      await sleep(env, delayMs, signal);
    }
  }
}
