import { isRelinkError } from '../errors/relink-error';
import type { Environment } from '../clock';

const BASE_MS = 1_000;
const CAP_MS = 5 * 60_000;
/** The most of a `Retry-After` that counts. A timer of more than 24 days overflows, and would fire at once. */
const ASKED_CAP_MS = 60 * 60_000;

/**
 * Milliseconds to wait after `failures` failed requests in a row: 1 s, doubled each time up to 5 min, and shortened at
 * random by up to half, so that many clients do not retry in step. A longer `Retry-After` of the backend wins.
 */
export function retryDelayMs(
  failures: number,
  error: unknown,
  env: Pick<Environment, 'random'>,
): number {
  const full = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(Math.max(failures - 1, 0), 20));
  const jittered = full * (0.5 + env.random() / 2);
  const asked = isRelinkError(error) ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(jittered, Math.min(asked, ASKED_CAP_MS));
}

export function isRetryable(error: unknown): boolean {
  return isRelinkError(error) && error.retryable;
}
