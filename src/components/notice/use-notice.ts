import { useContext, useEffect, useState } from 'react';
import type { RelinkError } from '../../core/errors/relink-error';
import { ENGLISH } from '../../messages/button';
import {
  ENGLISH_NOTICE,
  topicOf,
  noticeCopy,
  type NoticeTopic,
  type NoticeWords,
} from '../../messages/notice';
import type { RelinkOptions, RelinkView } from '../../core/client/session-types';
import { isRetryable } from '../../core/gateway/backoff';
import { isBusy } from '../../core/client/session-status';
import type { ItemHealth } from '../../core/types';
import { clientOf, RelinkContext } from '../../react/context';
import { useItemHealth } from '../../react/use-item-health';
import { useSession } from '../../react/use-session';
import { useManualRefresh } from './use-manual-refresh';
import { loadFeedback } from '../feedback/load-feedback';

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

export interface UseNoticeReturn {
  /** Null while the Item is healthy, or not yet known. */
  notice: Notice | null;
  /** The server has said how the Item is, or never will. */
  isKnown: boolean;
}

export function useNotice(itemId: string, options: RelinkOptions): UseNoticeReturn {
  const context = useContext(RelinkContext);
  const messages = context?.messages;
  const { health, error: healthError, refresh } = useItemHealth(itemId);
  const client = clientOf(context);
  const { view } = useSession(client, itemId, {
    ...options,
    announce: (now) => loadFeedback((feedback) => feedback.announce(client, itemId, now, messages)),
  });
  const topic = useTopic(itemId, health, view);
  const sessionError = useErrorOfTopic(topic, view);
  const check = useManualRefresh(itemId, topic === 'wait', refresh);
  const texts = { ...ENGLISH, ...ENGLISH_NOTICE, ...messages };
  const words = topic && health && noticeCopy(topic, health, texts, check.count > 0);
  const failure = check.count > 0 ? healthError : sessionError;
  const error = topic === 'repaired' ? null : failure;

  const answer = error ? texts.failed(error) : words?.text;
  useEffect(() => {
    if (check.count > 0 && answer) loadFeedback(({ speak }) => speak(answer));
  }, [check.count, answer]);

  const isKnown = health !== null || (healthError !== null && !isRetryable(healthError));
  if (!topic || !health || !words) return { notice: null, isKnown };
  const notice = { topic, words, health, session: view, error, check: check.run };
  return { notice, isKnown };
}

/** What to show. A problem that was shown and is gone is told too: a banner that just vanishes leaves a doubt. */
function useTopic(
  itemId: string,
  health: ItemHealth | null,
  { status }: RelinkView,
): NoticeTopic | null {
  const [before, setBefore] = useState({ itemId, health });
  const problem = health && topicOf(health);
  const isOfItem = before.itemId === itemId;
  // The session hears of the repair before the next answer about the Item is here: this one is of before.
  const isOfBefore = isOfItem && before.health === health;
  const isRelinked = status === 'relinked';
  const hadProblem = isOfItem && before.health ? topicOf(before.health) : null;
  const isNews = !isOfBefore && !isRelinked && (problem || !hadProblem);
  if (isNews || !isOfItem) setBefore({ itemId, health });
  // The user is at it, and the session will tell: what it is about does not go from under Link.
  if (hadProblem && !problem && isBusy(status)) return hadProblem;
  if (problem && !(isRelinked && isOfBefore)) return problem;
  return hadProblem ? 'repaired' : null;
}

/** The error of the session, as long as the Item's trouble is the one that it was about. */
function useErrorOfTopic(topic: NoticeTopic | null, { error }: RelinkView): RelinkError | null {
  const [past, setPast] = useState({ topic, error });
  if (past.topic !== topic) setPast({ topic, error });
  return error === past.error ? null : error;
}
