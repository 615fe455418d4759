import type { Environment } from '../clock';
import { createItemListeners } from './item-listeners';

/** Asks about Items again and again while only time helps them. One timer for all, so that they share requests. */
export interface ItemPoll {
  /** Calls `ask` about once a minute, while the page is visible and online. Returns the function that ends it. */
  start(itemId: string, ask: () => void): () => void;
}

/** Plaid allows 15 `/item/get` calls a minute per Item; the server half believes an outage for one minute. */
const POLL_MS = 60_000;
/** Pages that were opened at the same moment, such as by a mail about an outage, do not ask at the same moment. */
const SPREAD_MS = 15_000;

/** @param jitter in [0, 1), the same for the whole page */
export function createItemPoll(
  env: Pick<Environment, 'setTimer' | 'isVisible' | 'isOnline'>,
  jitter: () => number,
): ItemPoll {
  const asked = createItemListeners();
  let cancelTimer: (() => void) | null = null;

  function onTimer(): void {
    cancelTimer = null;
    // A hook asks by itself when its page is shown, or is online again.
    if (env.isVisible() && env.isOnline()) asked.tell();
    schedule();
  }

  function schedule(): void {
    if (!asked.isEmpty()) cancelTimer ??= env.setTimer(onTimer, POLL_MS + jitter() * SPREAD_MS);
  }

  return {
    start(itemId, ask) {
      const stop = asked.add(itemId, ask);
      schedule();
      return () => {
        stop();
        if (!asked.isEmpty()) return;
        cancelTimer?.();
        cancelTimer = null;
      };
    },
  };
}
