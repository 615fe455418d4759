import { useCallback, useState } from 'react';
import { loadFeedback } from '../feedback/load-feedback';

/** A press of "Check now". */
export interface Check {
  /** How often it was pressed for nothing since the Item has this trouble. */
  count: number;
  run: () => Promise<void>;
}

const NONE = { itemId: '', count: 0 };

/**
 * Counts how often the user has asked, so that an answer which changes nothing leaves a trace.
 *
 * @param isWaiting whether there is nothing to do but to wait and to ask
 */
export function useManualRefresh(
  itemId: string,
  isWaiting: boolean,
  refresh: () => Promise<void>,
): Check {
  const [checks, setChecks] = useState(NONE);
  const isOfNow = isWaiting && checks.itemId === itemId;
  // What comes next is another outage, or another Item's.
  if (checks !== NONE && !isOfNow) setChecks(NONE);
  const run = useCallback(async () => {
    // The region is in the page before it has a text, and an answer that comes a second time is read out again.
    loadFeedback(({ speak }) => speak(''));
    await refresh();
    setChecks((before) => ({ itemId, count: before.itemId === itemId ? before.count + 1 : 1 }));
  }, [itemId, refresh]);
  return { count: isOfNow ? checks.count : 0, run };
}
