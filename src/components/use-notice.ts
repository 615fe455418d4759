import { useContext, useState } from 'react';
import {
  ENGLISH_NOTICE,
  topicOf,
  wordsOf,
  type NoticeTopic,
  type NoticeWords,
} from '../core/notice';
import type { RelinkOptions, RelinkView } from '../core/relink';
import type { ItemHealth } from '../core/types';
import { clientOf, RelinkContext } from '../react/context';
import { useItemHealth } from '../react/use-item-health';
import { useSession } from '../react/use-session';
import { withManners } from './with-manners';

/** What there is to tell about an Item. */
export interface Notice {
  /** What it is about; also `data-topic`. */
  topic: NoticeTopic;
  /** In the user's language, from the provider's `messages`. */
  words: NoticeWords;
  /** What the server says about the Item. */
  health: ItemHealth;
  /** The Item's session. */
  session: RelinkView;
  /** Asks the server how the Item is now. */
  check: () => Promise<void>;
}

/** Null while the Item is healthy, or not yet known. */
export function useNotice(itemId: string, options: RelinkOptions): Notice | null {
  const context = useContext(RelinkContext);
  const messages = context?.messages;
  const { health, refresh } = useItemHealth(itemId);
  const { view } = useSession(clientOf(context), itemId, {
    options,
    onView: (now) => withManners(({ announce }) => announce(now, messages)),
  });
  const topic = useTopic(itemId, health, view);
  if (!topic || !health) return null;
  const words = wordsOf(topic, health, { ...ENGLISH_NOTICE, ...messages });
  return { topic, words, health, session: view, check: refresh };
}

/** What to show. A problem that was shown and is gone is told too: a banner that just vanishes leaves a doubt. */
function useTopic(
  itemId: string,
  health: ItemHealth | null,
  { status }: RelinkView,
): NoticeTopic | null {
  const [before, setBefore] = useState({ itemId, health });
  const problem = health && topicOf(health);
  // The session hears of the repair before the next answer about the Item is here: this one is of before.
  const isOfBefore = before.itemId === itemId && before.health === health;
  const isRelinked = status === 'relinked';
  const hadProblem = before.itemId === itemId && before.health && topicOf(before.health);
  const isNews = !isOfBefore && !isRelinked && (problem || !hadProblem);
  if (isNews) setBefore({ itemId, health });
  if (problem && !(isRelinked && isOfBefore)) return problem;
  return hadProblem ? 'repaired' : null;
}
