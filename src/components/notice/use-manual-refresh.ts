import { useCallback, useState } from 'react';
import { loadFeedback } from '../feedback/load-feedback';

/** The "Check now" button of a notice. */
export interface ManualRefresh {
  /** How often the user has pressed it without success since the Item has this problem. */
  count: number;
  run: () => Promise<void>;
}

const NONE = { itemId: '', count: 0 };

/**
 * Counts the presses of "Check now", so that the notice can tell the user when an answer has changed nothing.
 *
 * @param isWaiting whether the user can only wait and check
 */
export function useManualRefresh(
  itemId: string,
  isWaiting: boolean,
  refresh: () => Promise<void>,
): ManualRefresh {
  const [presses, setPresses] = useState(NONE);
  const isCurrent = isWaiting && presses.itemId === itemId;
  // The next outage, and another Item, start at 0.
  if (presses !== NONE && !isCurrent) setPresses(NONE);
  const run = useCallback(async () => {
    // Puts the live region into the page ahead of its text, and clears it, so that an equal answer is read out again.
    loadFeedback(({ speak }) => speak(''));
    await refresh();
    setPresses((before) => ({ itemId, count: before.itemId === itemId ? before.count + 1 : 1 }));
  }, [itemId, refresh]);
  return { count: isCurrent ? presses.count : 0, run };
}
