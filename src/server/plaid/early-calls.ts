/**
 * Which Items may be asked for before the usual 4 seconds are over, because something is known to have happened to them.
 * Plaid allows 15 calls a minute per Item, and 4 seconds apart are 15 a minute only where an Item is asked for without a
 * pause: so a few early calls fit.
 */
export interface EarlyCalls {
  /** Counts an early call. @returns false where the Item has had enough of them */
  take(accessToken: string): boolean;
}

const WINDOW_MS = 60_000;
const CALLS_PER_WINDOW = 3;

export function createEarlyCalls(now: () => number): EarlyCalls {
  // In the order of the newest early call.
  const calls = new Map<string, number[]>();

  function removeOld(): void {
    for (const [accessToken, times] of calls) {
      if (now() - (times.at(-1) ?? 0) < WINDOW_MS) return;
      calls.delete(accessToken);
    }
  }

  return {
    take(accessToken) {
      removeOld();
      const recent = (calls.get(accessToken) ?? []).filter((at) => now() - at < WINDOW_MS);
      if (recent.length >= CALLS_PER_WINDOW) return false;
      calls.delete(accessToken);
      calls.set(accessToken, [...recent, now()]);
      return true;
    },
  };
}
