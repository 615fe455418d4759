import type { Counter } from './rate-limiter';

/** Per user and Item, and per user for all others. A relink makes about ten requests; a token is renewed every 25 minutes. */
const CALLS_PER_WINDOW = 60;
export const WINDOW_MS = 60_000;
/**
 * 10 MB with short ids of users, and 14 MB with the longest keys (97 characters), measured. No client can lengthen a key. The
 * oldest windows are dropped first: they end first.
 */
const MAX_KEYS = 50_000;

interface Window {
  endsAt: number;
  calls: number;
}

/** A fixed window per key, for one process. It has no timers and imports nothing of Node, so it runs in Workers too. */
export function createMemoryRateLimiter(now = () => performance.now()): Counter {
  // In the order in which they end, since all are equally long.
  const windows = new Map<string, Window>();

  function removeEnded(at: number): void {
    for (const [key, { endsAt }] of windows) {
      if (endsAt > at && windows.size < MAX_KEYS) return;
      windows.delete(key);
    }
  }

  return {
    consume(key) {
      const at = now();
      removeEnded(at);
      const window = windows.get(key) ?? { endsAt: at + WINDOW_MS, calls: 0 };
      window.calls += 1;
      windows.set(key, window);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- As rate-limiter-flexible does it.
      if (window.calls > CALLS_PER_WINDOW) throw { msBeforeNext: window.endsAt - at };
    },
  };
}
