import { elapsedMs, type Environment, type Mark } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import type { RelinkError } from '../errors/relink-error';
import { retryDelayMs } from '../gateway/backoff';
import {
  expiresAt,
  isSpent,
  isUsable,
  renewInMs,
  spend,
  usableForMs,
  type ItemToken,
  type TokenKey,
} from './token';

/** What a reader sees of one key: immutable, for `useSyncExternalStore`. `token` is set only while it may be used. */
export type TokenSnapshot =
  | { status: 'idle' | 'loading'; token: null; expiresAt: null; error: null }
  | { status: 'ready'; token: string; expiresAt: Date; error: null }
  | { status: 'error'; token: null; expiresAt: null; error: RelinkError };

export const NOTHING = { token: null, expiresAt: null, error: null } as const;
export const IDLE: TokenSnapshot = { status: 'idle', ...NOTHING };
export const LOADING: TokenSnapshot = { status: 'loading', ...NOTHING };

/** What the token store knows about one key. */
export interface TokenEntry {
  readonly key: TokenKey;
  /** The readers of this key, each with its listener. */
  readonly readers: Map<object, () => void>;
  /** Since when there has always been a reader. */
  readSince: Mark | null;
  token: ItemToken | null;
  /** The request under way. */
  request: Promise<ItemToken> | null;
  /** When the last request started: renewals and retries are paced from here. */
  requestedAt: Mark | null;
  /** A reader whose Link has closed needs another token now, not at the pace of background renewals. */
  isUrgent: boolean;
  /**
   * Why the last request failed, until one succeeds: how many have failed in a row, and how long after the start of the
   * last the next may start.
   */
  failure: { error: RelinkError; count: number; waitMs: number } | null;
  snapshot: TokenSnapshot;
  /** The snapshot of which the readers were last notified. */
  published: TokenSnapshot;
}

/** The least time between two background requests, by the monotonic clock, which nothing can set. */
const PACE_MS = 10_000;
/** SWR makes the first request. Where an app's `SWRConfig` prevents that, the store makes it after this long. */
const FIRST_REQUEST_GRACE_MS = 1_000;

export function createEntry(key: TokenKey): TokenEntry {
  return {
    key,
    readers: new Map(),
    readSince: null,
    token: null,
    request: null,
    requestedAt: null,
    isUrgent: false,
    failure: null,
    snapshot: LOADING,
    published: LOADING,
  };
}

export function recordToken(entry: TokenEntry, token: ItemToken): void {
  Object.assign(entry, { request: null, token, failure: null } satisfies Partial<TokenEntry>);
}

export function recordFailure(entry: TokenEntry, error: RelinkError, env: Environment): void {
  const count = (entry.failure?.count ?? 0) + 1;
  entry.request = null;
  entry.failure = { error, count, waitMs: retryDelayMs(count, error, env) };
}

/**
 * Records the failure `offline` where that is why there is no token: offline there is no request that could fail.
 * Returns whether it did.
 */
export function failIfOffline(entry: TokenEntry, env: Environment): boolean {
  if (env.isOnline() || entry.token || entry.failure || entry.request) return false;
  const error = createRelinkError('offline', {
    itemId: entry.key.itemId,
    message: 'The browser is offline. The token is requested as soon as it is online.',
  });
  entry.failure = { error, count: 0, waitMs: 0 };
  return true;
}

/** Brings an entry up to date with the clock. Returns the same snapshot object while nothing has changed. */
export function refreshSnapshot(entry: TokenEntry, env: Environment): TokenSnapshot {
  if (entry.token && !isUsable(entry.token, env)) {
    // An expired token is remembered as spent, so that a backend that cached it cannot send it with a new life.
    spend(entry.token);
    entry.token = null;
  }
  if (entry.token && isSpent(entry.token.value)) entry.token = null;
  const { token, failure, snapshot } = entry;
  if (token) {
    if (snapshot.token !== token.value) {
      entry.snapshot = {
        status: 'ready',
        token: token.value,
        expiresAt: expiresAt(token),
        error: null,
      };
    }
  } else if (failure) {
    const { error } = failure;
    if (snapshot.error !== error) entry.snapshot = { status: 'error', ...NOTHING, error };
  } else {
    entry.snapshot = LOADING;
  }
  return entry.snapshot;
}

/** Milliseconds until the store may make a background request after a failure; Infinity where a retry cannot help. */
export function backOffMs({ failure, requestedAt }: TokenEntry, env: Environment): number {
  if (!failure) return 0;
  if (!failure.error.retryable) return Infinity;
  return Math.max(failure.waitMs - (requestedAt ? elapsedMs(requestedAt, env) : 0), 0);
}

/** Milliseconds until the store should make a background request, given that a reader needs a token. */
export function requestInMs(entry: TokenEntry, env: Environment): number {
  const { token, requestedAt, readSince } = entry;
  if (entry.request) return Infinity;
  if (entry.failure) return backOffMs(entry, env);
  const last = requestedAt ?? readSince;
  const least = requestedAt ? PACE_MS : FIRST_REQUEST_GRACE_MS;
  const pace = entry.isUrgent ? 0 : last ? least - (env.monotonicNow() - last.monotonic) : least;
  return Math.max(pace, token ? renewInMs(token, env) : 0, 0);
}

/**
 * Milliseconds until the entry must be checked again: its token expires, or a background request is due.
 *
 * @param mayRequest whether a background request is wanted and allowed now
 */
export function checkInMs(entry: TokenEntry, mayRequest: boolean, env: Environment): number {
  if (entry.readers.size === 0) return Infinity;
  const expiryMs = entry.token ? usableForMs(entry.token, env) : Infinity;
  return mayRequest ? Math.min(expiryMs, requestInMs(entry, env)) : expiryMs;
}

/** Whether an entry may be dropped: a later reader would be no worse off. */
export function isDisposable(entry: TokenEntry, env: Environment): boolean {
  if (entry.readers.size > 0 || entry.request) return false;
  refreshSnapshot(entry, env);
  // A token that nothing has used yet is kept; and a failure, which a remount must not turn into a burst of requests.
  const waitMs = backOffMs(entry, env);
  return !entry.token && (waitMs === 0 || waitMs === Infinity);
}
