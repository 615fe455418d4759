import { elapsedMs, type Environment, type Mark } from '../clock/environment';
import type { RelinkError } from '../errors/relink-error';
import { isSpent, spend } from './spent-tokens';
import { LOADING, NOTHING, type TokenReader, type TokenSnapshot } from './snapshot';
import { expiresAt, isUsable, renewInMs, type ItemToken, type TokenKey } from './token';

/** Everything known about one key. */
export interface TokenEntry {
  readonly key: TokenKey;
  readonly readers: Map<() => void, TokenReader>;
  /** Since when there has been a reader without a break. */
  readSince: Mark | null;
  token: ItemToken | null;
  flight: Promise<ItemToken> | null;
  /** A reader whose Link has closed wants another token now, and not at the pace of background renewals. */
  isUrgent: boolean;
  /** The last attempt's start; renewals and retries are paced from here. */
  attempted: Mark | null;
  /** The last attempt's failure, until one succeeds; `waitMs` is how long to leave the backend alone. */
  error: RelinkError | null;
  failures: number;
  waitMs: number;
  snapshot: TokenSnapshot;
  /** What the readers were last told. */
  published: TokenSnapshot;
}

/** The least time between two requests that nobody asked for, by the clock that cannot be set. */
const PACE_MS = 10_000;
/** SWR makes the first request. Where its surroundings keep it from doing so, the store steps in after this long. */
const FIRST_REQUEST_GRACE_MS = 1_000;

export function createSlot(key: TokenKey): TokenEntry {
  return {
    key,
    readers: new Map(),
    readSince: null,
    token: null,
    flight: null,
    isUrgent: false,
    attempted: null,
    error: null,
    failures: 0,
    waitMs: 0,
    snapshot: LOADING,
    published: LOADING,
  };
}

/** Brings a slot up to date with time; returns the same snapshot object while nothing changed. */
export function refreshSnapshot(slot: TokenEntry, env: Environment): TokenSnapshot {
  if (slot.token && !isUsable(slot.token, env)) {
    // Remembered, so that a backend which cached it cannot bring it back to life.
    spend(slot.token);
    slot.token = null;
  }
  if (slot.token && isSpent(slot.token.value)) slot.token = null;
  const { token, error, snapshot } = slot;
  if (token) {
    if (snapshot.token !== token.value) {
      slot.snapshot = {
        status: 'ready',
        token: token.value,
        expiresAt: expiresAt(token),
        error: null,
      };
    }
  } else if (error) {
    if (snapshot.error !== error) slot.snapshot = { status: 'error', ...NOTHING, error };
  } else {
    slot.snapshot = LOADING;
  }
  return slot.snapshot;
}

/** Whether the store may not ask on its own yet, because the backend failed a moment ago. */
export function isBackingOff(slot: TokenEntry, env: Environment): boolean {
  return (
    slot.error !== null &&
    (!slot.error.retryable ||
      (slot.attempted !== null && elapsedMs(slot.attempted, env) < slot.waitMs))
  );
}

/** Milliseconds until the store should ask for a token on its own, given that somebody wants one. */
export function requestInMs(slot: TokenEntry, env: Environment): number {
  const { token, error, attempted, readSince, waitMs } = slot;
  if (slot.flight) return Infinity;
  if (error) {
    const waited = attempted ? elapsedMs(attempted, env) : 0;
    return error.retryable ? Math.max(waitMs - waited, 0) : Infinity;
  }
  const last = attempted ?? readSince;
  const least = attempted ? PACE_MS : FIRST_REQUEST_GRACE_MS;
  const pace = slot.isUrgent ? 0 : last ? least - (env.monotonicNow() - last.monotonic) : least;
  return Math.max(pace, token ? renewInMs(token, env) : 0, 0);
}
