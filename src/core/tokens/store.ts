import { elapsedMs, markNow, sleep, type Environment } from '../clock/environment';
import type { RelinkError } from '../errors/relink-error';
import { createRelinkError } from '../errors/catalogue';
import { isSpent, spend } from './spent-tokens';
import { isRetryable, retryDelayMs } from '../gateway/backoff';
import { createDeadlineTimer } from '../clock/deadline-timer';
import { isUsable, renewInMs, sameKey, usableForMs, type ItemToken, type TokenKey } from './token';
import { createTokenPins } from './pins';
import { acceptToken } from './accept-token';
import { isBackingOff, requestInMs, refreshSnapshot, type TokenEntry } from './entry';
import { createTokenEntries } from './entries';
import { LOADING, type TokenReader, type TokenSnapshot } from './snapshot';

/**
 * Keeps at most one unspent token per key fresh while somebody reads it.
 *
 * Its promises: a reader never sees a token that is expired, spent or another key's; one request at a time per key;
 * no request of its own while the page is hidden, offline or without readers; a bounded number of requests in any
 * span of time, whatever the clocks say.
 */
export interface TokenStore {
  /** Registers interest: while there is any, the key's token is renewed in time. */
  subscribe(key: TokenKey, reader: TokenReader, listener: () => void): () => void;
  snapshot(key: TokenKey, reader: TokenReader): TokenSnapshot;
  /** Asks for a token where one is wanted, due, and allowed; resolves when that is done, well or not. */
  load(key: TokenKey): Promise<void>;
  /**
   * A usable token for a user who waits: asks at once, up to `attempts` times but for no longer than one answer may
   * take, and rejects with the last failure.
   */
  acquire(key: TokenKey, options?: { attempts?: number; signal?: AbortSignal }): Promise<ItemToken>;
  /** Makes a token the caller's own and nobody else's. False when it is expired, or was claimed before. */
  claim(token: ItemToken): boolean;
  /** The same for a token that was minted outside the store; false also for one that a key of the store holds. */
  claimUnstored(token: ItemToken): boolean;
  /** Drops the key's token and mints another. */
  refresh(key: TokenKey): Promise<string>;
  /** Makes what the reader sees its own until it lets go; where it sees none yet, the next one that comes. */
  pin(key: TokenKey, reader: TokenReader): void;
  unpin(reader: TokenReader): void;
  /** Unpins in a moment, unless the reader pins again: React unmounts and mounts again in one go. */
  unpinSoon(reader: TokenReader): void;
}

/** More readers than this do not wait for a token of their own at the same time. */
const MAX_REFRESHES = 5;
/** How long a user who clicked is kept waiting; one answer that times out takes as long. */
const PATIENCE_MS = 15_000;

export function createTokenStore(
  mint: (key: TokenKey) => Promise<ItemToken>,
  env: Environment,
): TokenStore {
  const slots = createTokenEntries(env);
  const pins = createTokenPins(env);
  const timer = createDeadlineTimer(env, tick);
  let stopListening: (() => void) | null = null;
  let subscriptions = 0;

  const mayAsk = (): boolean => env.isVisible() && env.isOnline();

  function publish(slot: TokenEntry): void {
    const isGiven = pins.give(slot);
    const snapshot = refreshSnapshot(slot, env);
    if (snapshot === slot.published && !isGiven) return;
    slot.published = snapshot;
    notify(slot);
  }

  /** Nothing is asked while offline, so nothing else would tell the reader why there is no token. */
  function noteOffline(slot: TokenEntry): void {
    if (env.isOnline() || slot.token || slot.error || slot.flight) return;
    slot.error = createRelinkError('offline', {
      itemId: slot.key.itemId,
      message: 'The browser is offline. It is asked for as soon as it is back.',
    });
    publish(slot);
  }

  function notify(slot: TokenEntry): void {
    for (const listener of [...slot.readers.keys()]) listener();
  }

  /** A reader with a token of its own has what it needs. */
  function isWanted(slot: TokenEntry): boolean {
    for (const reader of slot.readers.values()) if (!pins.isServed(reader)) return true;
    return false;
  }

  function start(slot: TokenEntry): Promise<ItemToken> {
    if (slot.flight) return slot.flight;
    slot.attempted = markNow(env);
    slot.isUrgent = false;
    slot.flight = mint(slot.key)
      .then((token) => acceptToken(token, slots.holdsToken, env))
      .then(
        (token) => {
          Object.assign(slot, { flight: null, token, error: null, failures: 0, waitMs: 0 });
          publish(slot);
          schedule(slot);
          return token;
        },
        (thrown: unknown) => {
          // Minting rejects with nothing else; see mintToken.
          const error = thrown as RelinkError;
          const failures = slot.failures + 1;
          const waitMs = retryDelayMs(failures, error, env);
          Object.assign(slot, { flight: null, error, failures, waitMs });
          publish(slot);
          schedule(slot);
          throw error;
        },
      );
    schedule(slot);
    return slot.flight;
  }

  /** For where nobody waits: a failure is kept in the slot, shown to its readers, and tried again. */
  function startUnattended(slot: TokenEntry): Promise<unknown> {
    return start(slot).catch(() => {});
  }

  function tick(): void {
    for (const slot of slots.all()) {
      publish(slot);
      if (isWanted(slot)) noteOffline(slot);
      if (isWanted(slot) && mayAsk() && requestInMs(slot, env) <= 0) void startUnattended(slot);
    }
    scheduleAll();
  }

  /** Until the slot has to be looked at again: its token expires, or one may be asked for. */
  function lookInMs(slot: TokenEntry, isAllowed: boolean): number {
    if (slot.readers.size === 0) return Infinity;
    const expiryMs = slot.token ? usableForMs(slot.token, env) : Infinity;
    if (!isAllowed || !isWanted(slot)) return expiryMs;
    return Math.min(expiryMs, requestInMs(slot, env));
  }

  /** Looks at this slot alone: a thousand hooks mount and unmount in one go. A timer that is too early does no harm. */
  function schedule(slot: TokenEntry): void {
    timer.fireWithin(lookInMs(slot, mayAsk()));
  }

  function scheduleAll(): void {
    const isAllowed = mayAsk();
    let nextMs = Infinity;
    for (const slot of slots.all()) nextMs = Math.min(nextMs, lookInMs(slot, isAllowed));
    timer.reset(nextMs);
  }

  function unpin(reader: TokenReader): void {
    const key = pins.remove(reader);
    if (!key) return;
    const slot = slots.of(key);
    // Asked for in the next task, by when it is known whether this reader still reads this key.
    slot.isUrgent = true;
    notify(slot);
    slots.forgetIfEmpty(slot);
    schedule(slot);
  }

  return {
    subscribe(key, reader, listener) {
      const slot = slots.of(key);
      if (slot.readers.size === 0) slot.readSince = markNow(env);
      if (!slot.readers.has(listener)) subscriptions += 1;
      slot.readers.set(listener, reader);
      stopListening ??= env.onWake(tick);
      schedule(slot);
      return () => {
        if (!slot.readers.delete(listener)) return;
        slots.forgetIfEmpty(slot);
        subscriptions -= 1;
        if (subscriptions > 0) return;
        timer.reset(Infinity);
        stopListening?.();
        stopListening = null;
      };
    },

    snapshot(key, reader) {
      const own = pins.held(reader, key);
      if (own) return own;
      const slot = slots.find(key);
      return slot ? refreshSnapshot(slot, env) : LOADING;
    },

    async load(key) {
      const slot = slots.of(key);
      publish(slot);
      const isFresh = slot.token !== null && renewInMs(slot.token, env) > 0;
      // A component asks for its first token a moment before it is registered as a reader.
      const isPinnedOnly = slot.readers.size > 0 && !isWanted(slot);
      // After a failure the back-off decides: a focus or a remount must not hammer the backend.
      const isAllowed = mayAsk() && !isPinnedOnly && !isBackingOff(slot, env);
      if (!isPinnedOnly) noteOffline(slot);
      if (!isFresh && isAllowed) await startUnattended(slot);
    },

    async acquire(key, { attempts = 1, signal } = {}) {
      const since = markNow(env);
      for (let attempt = 1; ; attempt += 1) {
        // Each time anew: a slot that nobody reads may have been forgotten during the pause.
        const slot = slots.of(key);
        refreshSnapshot(slot, env);
        if (slot.token && renewInMs(slot.token, env) > 0) return slot.token;
        try {
          return await start(slot);
        } catch (error) {
          refreshSnapshot(slot, env);
          // In its last minutes, but good, and no other can be had.
          if (slot.token) return slot.token;
          const delayMs = retryDelayMs(attempt, error, env);
          const isPatient = attempt < attempts && elapsedMs(since, env) + delayMs < PATIENCE_MS;
          if (!isPatient || !isRetryable(error) || !env.isOnline()) throw error;
          await sleep(env, delayMs, signal);
        }
      }
    },

    claim(token) {
      if (!isUsable(token, env) || !spend(token)) return false;
      const slot = slots.find(token.key);
      if (slot) {
        publish(slot);
        schedule(slot);
      }
      return true;
    },

    claimUnstored: (token) =>
      isUsable(token, env) && !slots.holdsToken(token.value) && spend(token),

    async refresh(key) {
      const slot = slots.of(key);
      if (slot.token) spend(slot.token);
      publish(slot);
      for (let attempt = 1; ; attempt += 1) {
        const { value } = await start(slot);
        // It may have gone to a reader that was waiting for one of its own.
        if (!isSpent(value) || attempt === MAX_REFRESHES) return value;
      }
    },

    pin(key, reader) {
      const before = pins.keyOf(reader);
      if (before && !sameKey(before, key)) unpin(reader);
      pins.add(key, reader);
      const slot = slots.find(key);
      if (!slot) return;
      publish(slot);
      schedule(slot);
    },

    unpin,
    unpinSoon: (reader) => pins.removeSoon(reader, () => unpin(reader)),
  };
}
