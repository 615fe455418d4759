import type { Environment } from '../clock/environment';
import { spend } from './spent-tokens';
import { sameKey, type TokenKey } from './token';
import { refreshSnapshot, type TokenEntry } from './entry';
import type { TokenReader, TokenSnapshot } from './snapshot';

/**
 * Which readers have opened Link, or are about to, and with which token. A token that is held here is spent: it is
 * shown to its reader for as long as its Link is open, and to nobody else.
 */
export interface TokenPins {
  /** The reader's own token for this key, or null. */
  held(reader: TokenReader, key: TokenKey): TokenSnapshot | null;
  /** Whether the reader has a token of its own, so that it needs no other. */
  isServed(reader: TokenReader): boolean;
  /** Gives a slot's token to the first of its readers that waits for one. Returns whether it did. */
  give(slot: TokenEntry): boolean;
  /** From now on the reader waits for a token of its own, for one key at a time. */
  add(key: TokenKey, reader: TokenReader): void;
  /** Lets go; returns the key of the token that was held, or null. */
  remove(reader: TokenReader): TokenKey | null;
  /** Calls `remove` in a moment, unless the reader is added again: React unmounts and mounts again in one go. */
  removeSoon(reader: TokenReader, remove: () => void): void;
  keyOf(reader: TokenReader): TokenKey | null;
}

interface Pin {
  readonly key: TokenKey;
  held: TokenSnapshot | null;
  cancelRemoval: () => void;
}

export function createTokenPins(env: Environment): TokenPins {
  const pins = new Map<TokenReader, Pin>();
  return {
    held(reader, key) {
      const pin = pins.get(reader);
      return pin && sameKey(pin.key, key) ? pin.held : null;
    },
    isServed: (reader) => (pins.get(reader)?.held ?? null) !== null,
    give(slot) {
      for (const reader of slot.readers.values()) {
        const pin = pins.get(reader);
        if (!pin || pin.held || !sameKey(pin.key, slot.key)) continue;
        const snapshot = refreshSnapshot(slot, env);
        if (!slot.token || !spend(slot.token)) return false;
        pin.held = snapshot;
        return true;
      }
      return false;
    },
    add(key, reader) {
      const known = pins.get(reader);
      known?.cancelRemoval();
      if (!known) pins.set(reader, { key, held: null, cancelRemoval: () => {} });
    },
    remove(reader) {
      const pin = pins.get(reader);
      pin?.cancelRemoval();
      pins.delete(reader);
      return pin?.held ? pin.key : null;
    },
    removeSoon(reader, remove) {
      const pin = pins.get(reader);
      if (pin) pin.cancelRemoval = env.setTimer(remove, 0);
    },
    keyOf: (reader) => pins.get(reader)?.key ?? null,
  };
}
