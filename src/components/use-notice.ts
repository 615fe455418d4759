import { useContext, useEffect, useState } from 'react';
import type { RelinkError } from '../core/error-base';
import { ENGLISH } from '../core/messages';
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
import { useCheck } from './use-check';
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
  /** Why the last try failed, to be shown in place of `words.text`; null where it did not, or is settled. */
  error: RelinkError | null;
  /** Asks the server how the Item is now. */
  check: () => Promise<void>;
}

/** Null while the Item is healthy, or not yet known. */
export function useNotice(itemId: string, options: RelinkOptions): Notice | null {
  const context = useContext(RelinkContext);
  const messages = context?.messages;
  const { health, error: healthError, refresh } = useItemHealth(itemId);
  const { view } = useSession(clientOf(context), itemId, {
    options,
    onView: (now) => withManners(({ announce }) => announce(now, messages)),
  });
  const topic = useTopic(itemId, health, view);
  const check = useCheck(itemId, topic === 'wait', refresh);
  const texts = { ...ENGLISH, ...ENGLISH_NOTICE, ...messages };
  const words = topic && health && wordsOf(topic, health, texts, check.count > 0);
  const failure = check.count > 0 ? healthError : view.status === 'failed' ? view.error : null;
  const error = topic === 'repaired' ? null : failure;

  const answer = error ? texts.failed(error) : words?.text;
  useEffect(() => {
    if (check.count > 0 && answer) withManners(({ say }) => say(answer));
  }, [check.count, answer]);

  if (!topic || !health || !words) return null;
  return { topic, words, health, session: view, error, check: check.run };
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
