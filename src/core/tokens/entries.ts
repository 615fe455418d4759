import type { Environment } from '../clock/environment';
import { tokenKeyId, type TokenKey } from './token';
import { createSlot, isBackingOff, refreshSnapshot, type TokenEntry } from './entry';

/** The slots of a store, one per key. */
export interface TokenEntries {
  of(key: TokenKey): TokenEntry;
  find(key: TokenKey): TokenEntry | undefined;
  all(): Iterable<TokenEntry>;
  holdsToken(value: string): boolean;
  forgetIfEmpty(slot: TokenEntry): void;
}

/** So few are not worth looking through. */
const FEW = 16;

export function createTokenEntries(env: Environment): TokenEntries {
  const slots = new Map<string, TokenEntry>();
  let pruneAt = FEW;

  function forgetIfEmpty(slot: TokenEntry): void {
    if (slot.readers.size > 0 || slot.flight) return;
    refreshSnapshot(slot, env);
    // Kept: a token that nobody used yet, and a failure that a remount must not turn into a burst of requests.
    const isBusy = slot.error?.retryable && isBackingOff(slot, env);
    if (!slot.token && !isBusy) slots.delete(tokenKeyId(slot.key));
  }

  /** A page that sees many Items does not grow for ever, nor look through all of them each time one goes. */
  function prune(): void {
    for (const slot of slots.values()) forgetIfEmpty(slot);
    pruneAt = Math.max(2 * slots.size, FEW);
  }

  return {
    of(key) {
      const id = tokenKeyId(key);
      let slot = slots.get(id);
      if (!slot) {
        if (slots.size >= pruneAt) prune();
        slots.set(id, (slot = createSlot(key)));
      }
      return slot;
    },
    find: (key) => slots.get(tokenKeyId(key)),
    all: () => slots.values(),
    holdsToken(value) {
      for (const slot of slots.values()) if (slot.token?.value === value) return true;
      return false;
    },
    forgetIfEmpty,
  };
}
