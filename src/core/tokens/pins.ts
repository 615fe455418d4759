import type { Environment } from '../clock';
import { refreshSnapshot, type TokenEntry, type TokenSnapshot } from './entry';
import { spend, sameKey, type TokenKey } from './token';

/**
 * The readers whose Link is open, or is about to open, each with its own token. A pinned token is spent: its reader
 * sees it until the pin is removed, and no other reader ever does.
 */
export interface TokenPins {
  /** Adds a pin for this key: the reader gets the next token of the key as its own. A reader has one pin at a time. */
  add(reader: object, key: TokenKey): void;
  /** Removes the reader's pin. Returns the key of the token that the reader had as its own, or null. */
  remove(reader: object): TokenKey | null;
  /** Calls `remove` in the next task unless `add` comes first: React unmounts and remounts in one go. */
  removeSoon(reader: object, remove: () => void): void;
  /** Gives an entry's token to the first of its readers that has a pin and no token. Returns whether one got it. */
  give(entry: TokenEntry): boolean;
  /** The key of the reader's pin, or null. */
  keyOf(reader: object): TokenKey | null;
  /** The snapshot with the reader's own token for this key, or null. */
  own(reader: object, key: TokenKey): TokenSnapshot | null;
  /** Whether an entry has a reader without a token of its own. */
  isWanted(entry: TokenEntry): boolean;
}

export function createTokenPins(env: Environment): TokenPins {
  const pins = new Map<
    object,
    { key: TokenKey; own: TokenSnapshot | null; cancelRemoval: () => void }
  >();
  return {
    add(reader, key) {
      const known = pins.get(reader);
      if (known) known.cancelRemoval();
      else pins.set(reader, { key, own: null, cancelRemoval: () => {} });
    },
    remove(reader) {
      const pin = pins.get(reader);
      pin?.cancelRemoval();
      pins.delete(reader);
      return pin?.own ? pin.key : null;
    },
    removeSoon(reader, remove) {
      const pin = pins.get(reader);
      if (!pin) return;
      pin.cancelRemoval();
      pin.cancelRemoval = env.setTimer(remove, 0);
    },
    give(entry) {
      for (const reader of entry.readers.keys()) {
        const pin = pins.get(reader);
        if (!pin || pin.own || !sameKey(pin.key, entry.key)) continue;
        const snapshot = refreshSnapshot(entry, env);
        if (!entry.token || !spend(entry.token)) return false;
        pin.own = snapshot;
        return true;
      }
      return false;
    },
    keyOf: (reader) => pins.get(reader)?.key ?? null,
    own(reader, key) {
      const pin = pins.get(reader);
      return pin && sameKey(pin.key, key) ? pin.own : null;
    },
    isWanted(entry) {
      for (const reader of entry.readers.keys()) if (!pins.get(reader)?.own) return true;
      return false;
    },
  };
}
