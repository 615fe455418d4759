import { useCallback, useEffect, useRef } from 'react';
import type { ItemHealth, NoticeTopic } from '../../core/types';
import { loadFeedback } from '../feedback/load-feedback';

interface Checked {
  topic: NoticeTopic | null;
  health: ItemHealth | null;
  /** The text to read out where all is well. */
  works: string;
  run: () => Promise<void>;
}

/** Says that all is well where the user has tried again and the notice goes, of which a screen reader says nothing. */
export function useAnnouncedCheck(
  itemId: string,
  { topic, health, works, run }: Checked,
): () => Promise<void> {
  const checkedId = useRef<string | null>(null);
  useEffect(() => {
    const isWell = checkedId.current === itemId && health !== null && topic === null;
    if (isWell) loadFeedback(({ speak }) => speak(works));
    if (topic !== 'unchecked') checkedId.current = null;
  }, [itemId, topic, health, works]);
  return useCallback(() => {
    checkedId.current = itemId;
    return run();
  }, [itemId, run]);
}
