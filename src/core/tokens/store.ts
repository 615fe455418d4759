import { createDeadlineTimer, markNow, type Environment } from '../clock';
import type { RelinkError } from '../errors/relink-error';
import {
  backOffMs,
  checkInMs,
  createEntry,
  failIfOffline,
  isDisposable,
  LOADING,
  recordFailure,
  recordToken,
  refreshSnapshot,
  requestInMs,
  type TokenEntry,
  type TokenSnapshot,
} from './entry';
import { acceptToken, acquireToken, type AcquireOptions } from './mint';
import { createTokenPins } from './pins';
import {
  isSpent,
  isUsable,
  renewInMs,
  sameKey,
  spend,
  tokenKeyId,
  type ItemToken,
  type TokenKey,
} from './token';

/**
 * Keeps at most one unspent token per key, and keeps it fresh while the key has a reader. A reader is any object whose
 * identity stands for one component.
 *
 * A reader never sees a token that is expired, spent or another key's. There is one request at a time per key. There
 * is no background request while the page is hidden or offline, or while no reader needs a token; and in any span of
 * time their number is bounded, whatever the clocks say.
 */
export interface TokenStore {
  /** Registers a reader: while a key has one, its token is renewed in time. */
  subscribe(key: TokenKey, reader: object, listener: () => void): () => void;
  snapshot(key: TokenKey, reader: object): TokenSnapshot;
  /** Requests a token if one is needed, due and allowed. Resolves when the request is over, also when it failed. */
  load(key: TokenKey): Promise<void>;
  /** A usable token for a user who waits; see {@link acquireToken}. */
  acquire(key: TokenKey, options?: AcquireOptions): Promise<ItemToken>;
  /** Spends a token, so that it belongs to the caller alone. False when it has expired or is spent already. */
  claim(token: ItemToken): boolean;
  /** Does the same with a token that was minted outside the store. False also when an entry holds this very token. */
  claimUnstored(token: ItemToken): boolean;
  /** Drops the key's token and mints another. */
  refresh(key: TokenKey): Promise<string>;
  /** Makes the token that the reader sees its own until it is unpinned. Without one, the reader gets the next token. */
  pin(key: TokenKey, reader: object): void;
  unpin(reader: object): void;
  /** Unpins in the next task, unless the reader pins again: React unmounts and remounts in one go. */
  unpinSoon(reader: object): void;
}

/** More readers than this do not wait for a token of their own at the same time. */
const MAX_REFRESHES = 5;
/** So few entries are not worth pruning. */
const FEW = 16;

export function createTokenStore(
  mint: (key: TokenKey) => Promise<ItemToken>,
  env: Environment,
): TokenStore {
  const entries = new Map<string, TokenEntry>();
  const pins = createTokenPins(env);
  const timer = createDeadlineTimer(env, tick);
  let pruneAt = FEW;
  let subscriptions = 0;
  let stopListening: (() => void) | null = null;

  const mayRequest = (): boolean => env.isVisible() && env.isOnline();

  function entryOf(key: TokenKey): TokenEntry {
    const id = tokenKeyId(key);
    const known = entries.get(id);
    if (known) return known;
    if (entries.size >= pruneAt) {
      // Bounds the memory of a page that sees many Items. Doubling the limit keeps the cost per new entry constant.
      for (const entry of entries.values()) dropIfUnused(entry);
      pruneAt = Math.max(2 * entries.size, FEW);
    }
    const entry = createEntry(key);
    entries.set(id, entry);
    return entry;
  }

  function dropIfUnused(entry: TokenEntry): void {
    if (isDisposable(entry, env)) entries.delete(tokenKeyId(entry.key));
  }

  const isHeld = (value: string): boolean =>
    [...entries.values()].some(({ token }) => token?.value === value);

  /** Tells the readers what has changed for them, and schedules the next check. */
  function update(entry: TokenEntry): void {
    const isGiven = pins.give(entry);
    const snapshot = refreshSnapshot(entry, env);
    if (snapshot !== entry.published || isGiven) {
      entry.published = snapshot;
      notify(entry);
    }
    schedule(entry);
  }

  function notify(entry: TokenEntry): void {
    for (const listener of [...entry.readers.values()]) listener();
  }

  function start(entry: TokenEntry): Promise<ItemToken> {
    if (entry.request) return entry.request;
    entry.requestedAt = markNow(env);
    entry.isUrgent = false;
    entry.request = mint(entry.key)
      .then((token) => acceptToken(token, isHeld, env))
      .then(
        (token) => {
          recordToken(entry, token);
          update(entry);
          return token;
        },
        (thrown: unknown) => {
          // `mint` and `acceptToken` reject with nothing else.
          const error = thrown as RelinkError;
          recordFailure(entry, error, env);
          update(entry);
          throw error;
        },
      );
    schedule(entry);
    return entry.request;
  }

  /** For requests that no caller waits for: the entry keeps the failure, shows it to the readers, and retries. */
  function startInBackground(entry: TokenEntry): Promise<unknown> {
    return start(entry).catch(() => {});
  }

  function tick(): void {
    for (const entry of entries.values()) {
      update(entry);
      if (!pins.isWanted(entry)) continue;
      if (failIfOffline(entry, env)) update(entry);
      if (mayRequest() && requestInMs(entry, env) <= 0) void startInBackground(entry);
    }
    timer.reset(Infinity);
    for (const entry of entries.values()) schedule(entry);
  }

  /** Looks at this entry alone, since a thousand hooks may mount in one go. A timer that fires too early does no harm. */
  function schedule(entry: TokenEntry): void {
    timer.fireWithin(checkInMs(entry, mayRequest() && pins.isWanted(entry), env));
  }

  function unpin(reader: object): void {
    const key = pins.remove(reader);
    if (!key) return;
    const entry = entryOf(key);
    // Requested in the next task, when it is known whether this reader still reads this key.
    entry.isUrgent = true;
    notify(entry);
    dropIfUnused(entry);
    schedule(entry);
  }

  return {
    subscribe(key, reader, listener) {
      const entry = entryOf(key);
      if (entry.readers.size === 0) entry.readSince = markNow(env);
      if (!entry.readers.has(reader)) subscriptions += 1;
      entry.readers.set(reader, listener);
      stopListening ??= env.onWake(tick);
      schedule(entry);
      return () => {
        if (entry.readers.get(reader) !== listener) return;
        entry.readers.delete(reader);
        dropIfUnused(entry);
        subscriptions -= 1;
        if (subscriptions > 0) return;
        timer.reset(Infinity);
        stopListening?.();
        stopListening = null;
      };
    },

    snapshot(key, reader) {
      const own = pins.own(reader, key);
      if (own) return own;
      const entry = entries.get(tokenKeyId(key));
      return entry ? refreshSnapshot(entry, env) : LOADING;
    },

    async load(key) {
      const entry = entryOf(key);
      update(entry);
      // A component loads its first token a moment before it subscribes: that an entry has no reader is no reason.
      if (entry.readers.size > 0 && !pins.isWanted(entry)) return;
      if (failIfOffline(entry, env)) update(entry);
      const isFresh = entry.token !== null && renewInMs(entry.token, env) > 0;
      // After a failure the back-off decides: a focus or a remount must not cause a burst of requests.
      const isAllowed = mayRequest() && backOffMs(entry, env) === 0;
      if (!isFresh && isAllowed) await startInBackground(entry);
    },

    acquire(key, options = {}) {
      // Looked up each time: an entry without readers may be dropped during a pause.
      const current = (): ItemToken | null => {
        const entry = entryOf(key);
        refreshSnapshot(entry, env);
        return entry.token;
      };
      return acquireToken(current, () => start(entryOf(key)), options, env);
    },

    claim(token) {
      if (!isUsable(token, env) || !spend(token)) return false;
      const entry = entries.get(tokenKeyId(token.key));
      if (entry) update(entry);
      return true;
    },

    claimUnstored: (token) => isUsable(token, env) && !isHeld(token.value) && spend(token),

    async refresh(key) {
      const entry = entryOf(key);
      if (entry.token) spend(entry.token);
      update(entry);
      for (let attempt = 1; ; attempt += 1) {
        const { value } = await start(entry);
        // A reader with a pin may have got this token as its own.
        if (!isSpent(value) || attempt === MAX_REFRESHES) return value;
      }
    },

    pin(key, reader) {
      const before = pins.keyOf(reader);
      if (before && !sameKey(before, key)) unpin(reader);
      pins.add(reader, key);
      const entry = entries.get(tokenKeyId(key));
      if (entry) update(entry);
    },

    unpin,
    unpinSoon: (reader) => pins.removeSoon(reader, () => unpin(reader)),
  };
}
