import { useCallback, useState } from 'react';
import type { NoticeTopic } from '../../core/types';
import { loadFeedback } from '../feedback/load-feedback';

/** The "Check now" or "Try again" button of a notice. */
export interface ManualRefresh {
  /** How often the user has pressed it without success since the notice has this topic. */
  count: number;
  run: () => Promise<void>;
}

interface Presses {
  itemId: string;
  topic: NoticeTopic | null;
  count: number;
}
const NONE: Presses = { itemId: '', topic: null, count: 0 };

/** Counts the presses of the button, so that the notice can tell the user when an answer has changed nothing. */
export function useManualRefresh(
  itemId: string,
  topic: NoticeTopic | null,
  refresh: () => Promise<void>,
): ManualRefresh {
  const [presses, setPresses] = useState(NONE);
  const canPress = topic === 'wait' || topic === 'unchecked';
  const isCurrent = canPress && presses.itemId === itemId && presses.topic === topic;
  // The next outage, another topic and another Item start at 0.
  if (presses !== NONE && !isCurrent) setPresses(NONE);
  const run = useCallback(async () => {
    // Puts the live region into the page ahead of its text, and clears it, so that an equal answer is read out again.
    loadFeedback(({ speak }) => speak(''));
    await refresh();
    setPresses((before) => {
      const isSame = before.itemId === itemId && before.topic === topic;
      return { itemId, topic, count: isSame ? before.count + 1 : 1 };
    });
  }, [itemId, topic, refresh]);
  return { count: isCurrent ? presses.count : 0, run };
}
