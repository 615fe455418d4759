/**
 * Which Items may be asked for before the usual 4 seconds are over, because something is known to have happened to them.
 * Plaid allows 15 calls a minute per Item, and 4 seconds apart are 15 a minute only where an Item is asked for without a
 * pause: so a few early calls fit.
 */
export interface EarlyCalls {
  /** Counts an early call. @returns false where the Item has had enough of them */
  take(itemKey: string): boolean;
}

const WINDOW_MS = 60_000;
const CALLS_PER_WINDOW = 3;

export function createEarlyCalls(now: () => number): EarlyCalls {
  // In the order of the newest early call.
  const calls = new Map<string, number[]>();

  function removeOld(): void {
    for (const [itemKey, times] of calls) {
      if (now() - (times.at(-1) ?? 0) < WINDOW_MS) return;
      calls.delete(itemKey);
    }
  }

  return {
    take(itemKey) {
      removeOld();
      const recent = (calls.get(itemKey) ?? []).filter((at) => now() - at < WINDOW_MS);
      if (recent.length >= CALLS_PER_WINDOW) return false;
      calls.delete(itemKey);
      calls.set(itemKey, [...recent, now()]);
      return true;
    },
  };
}
