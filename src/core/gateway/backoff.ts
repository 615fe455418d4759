import { isRelinkError } from '../errors/relink-error';
import type { Environment } from '../clock/environment';

const BASE_MS = 1_000;
const CAP_MS = 5 * 60_000;
/** A longer `Retry-After` is cut: a timer overflows after 24 days, and would then fire at once. */
const ASKED_CAP_MS = 60 * 60_000;

/**
 * How long to wait before attempt number `failures + 1`: 1 s doubling up to 5 min, of which a random half is
 * left out so that many clients do not come back in step. A longer `Retry-After` of the backend wins.
 */
export function retryDelayMs(failures: number, error: unknown, env: Environment): number {
  const full = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(Math.max(failures - 1, 0), 20));
  const jittered = full * (0.5 + env.random() / 2);
  const asked = isRelinkError(error) ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(jittered, Math.min(asked, ASKED_CAP_MS));
}

export function isRetryable(error: unknown): boolean {
  return isRelinkError(error) && error.retryable;
}
