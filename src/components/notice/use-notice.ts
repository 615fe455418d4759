import { useCallback, useContext, useEffect, useRef, useState, type ReactElement } from 'react';
import { healthSourceOf } from '../../browser/health-source';
import type { RelinkError } from '../../core/errors/relink-error';
import { ENGLISH_ANNOUNCEMENTS } from '../../messages/announcements';
import { ENGLISH_BUTTON } from '../../messages/button';
import { ENGLISH_NOTICE } from '../../messages/notice';
import type { NoticeWords } from '../../messages/types';
import { type RelinkOptions, type RelinkView, isBusy } from '../../core/client/session-types';
import type { ItemHealth } from '../../core/types';
import { clientOf, RelinkContext } from '../../react/context';
import { useIsHydrated } from '../../react/use-is-hydrated';
import { useItemHealth } from '../../react/use-item-health';
import { useSession } from '../../react/use-session';
import { loadFeedback } from '../feedback/load-feedback';
import { noticeCopy, uncheckedCopy } from './notice-copy';
import { topicOf, type KnownTopic, type NoticeTopic } from './notice-topic';
import { useManualRefresh } from './use-manual-refresh';

/** What a notice shows of an Item. */
export interface Notice {
  /** What the notice is about; also its `data-topic`. */
  topic: NoticeTopic;
  /** The texts, in the user's language: from the provider's `messages`. */
  words: NoticeWords;
  /** What the server says about the Item; null while the topic is 'unchecked'. */
  health: ItemHealth | null;
  /** Status and error of the Item's session. */
  view: RelinkView;
  /**
   * Why the last try failed; shown in place of `words.text`. Null where no try failed, or the Item is repaired. While the
   * topic is 'unchecked', why the Item could not be checked: `words` say it.
   */
  error: RelinkError | null;
  /** Asks the server for the Item's health. */
  refresh: () => Promise<void>;
  /** Lets the app sign the user in. Null where the user is not signed out, or the app has no `onSignIn`. */
  signIn: (() => Promise<void>) | null;
  /** Takes the notice away, where it is no problem. */
  dismiss: () => void;
}

/** The app's sign-in. Every Item is asked about again once a promise that it returns resolves. */
export type SignIn = (itemId: string) => void | Promise<void>;

/** What the render function of a notice gets. */
export interface NoticeState extends Omit<Notice, 'refresh' | 'signIn' | 'dismiss'> {
  /** The button that helps, or null where there is nothing to press. */
  action: ReactElement | null;
  /** The button that takes the notice away; null except for new accounts. */
  dismiss: ReactElement | null;
  /** @deprecated Use `view`. */
  session: RelinkView;
}

export function noticeState(
  { refresh: _refresh, signIn: _signIn, ...notice }: Notice,
  buttons: Pick<NoticeState, 'action' | 'dismiss'>,
): NoticeState {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works.
  return { ...notice, ...buttons, session: notice.view };
}

export interface UseNoticeReturn {
  /** Null while the Item is healthy, or has not been asked for yet. */
  notice: Notice | null;
  health: ItemHealth | null;
}

interface NoticeConditions {
  options: RelinkOptions;
  /** Whether new accounts are offered. */
  newAccounts: boolean;
  /** Called when the user has dismissed the offer of new accounts. */
  onDismiss: ((itemId: string) => void) | undefined;
  onSignIn: SignIn | undefined;
  /** Whether the page has found out that another Item has the same login. */
  sharesLogin?: boolean;
  /** For how many Items the notice stands while its topic is 'unchecked'. @default 1 */
  uncheckedCount?: number;
}

export function useNotice(
  itemId: string,
  {
    options,
    newAccounts,
    onDismiss,
    onSignIn,
    sharesLogin = false,
    uncheckedCount = 1,
  }: NoticeConditions,
): UseNoticeReturn {
  const context = useContext(RelinkContext);
  const messages = context?.messages;
  const { health, error: healthError, refresh } = useItemHealth(itemId);
  const client = clientOf(context);
  const { view } = useSession(client, itemId, {
    ...options,
    announce: (now) => loadFeedback((feedback) => feedback.announce(client, itemId, now, messages)),
  });
  const [dismissedId, setDismissedId] = useState<string | null>(null);
  const known = useTopic(itemId, health, view, newAccounts && dismissedId !== itemId);
  const topicOfHealth = known === 'relink' && sharesLogin ? 'duplicate' : known;
  // A failed check takes nothing back: what was known of the Item stays.
  const failedCheck = health ? null : healthError;
  const topic = failedCheck ? 'unchecked' : topicOfHealth;
  const sessionError = useErrorOfTopic(topic, view);
  const manual = useManualRefresh(itemId, topic, refresh);
  const hasChecked = manual.count > 0;
  const texts = { ...ENGLISH_BUTTON, ...ENGLISH_NOTICE, ...messages };
  const isHydrated = useIsHydrated();
  const isSignedOut = failedCheck?.code === 'unauthorized';
  const signIn =
    isSignedOut && onSignIn
      ? async (): Promise<void> => {
          const signingIn = onSignIn(itemId);
          if (!signingIn) return;
          await signingIn;
          healthSourceOf(client).reload();
        }
      : null;
  const circumstances = { isStillDown: hasChecked, isHydrated };
  const words = failedCheck
    ? uncheckedCopy(failedCheck, uncheckedCount, texts, signIn !== null)
    : topicOfHealth && health && noticeCopy(topicOfHealth, health, texts, circumstances);
  const failure = hasChecked ? healthError : sessionError;
  const error = failedCheck ?? (topic === 'repaired' ? null : failure);

  const answer = error && !failedCheck ? texts.failed(error) : words?.text;
  useEffect(() => {
    if (manual.count > 0 && answer) loadFeedback(({ speak }) => speak(answer));
  }, [manual.count, answer]);
  const check = useAnnouncedCheck(itemId, { topic, health, run: manual.run });

  if (!topic || !words) return { notice: null, health };
  const dismiss = (): void => {
    setDismissedId(itemId);
    onDismiss?.(itemId);
  };
  return { notice: { topic, words, health, view, error, refresh: check, signIn, dismiss }, health };
}

/** Says that all is well where the user has tried again and the notice goes, of which a screen reader says nothing. */
function useAnnouncedCheck(
  itemId: string,
  {
    topic,
    health,
    run,
  }: { topic: NoticeTopic | null; health: ItemHealth | null; run: () => Promise<void> },
): () => Promise<void> {
  const works =
    useContext(RelinkContext)?.messages?.announceRelinked ?? ENGLISH_ANNOUNCEMENTS.announceRelinked;
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

/** The topic to show. A problem that disappears becomes 'repaired': a banner that only vanished would leave a doubt. */
function useTopic(
  itemId: string,
  health: ItemHealth | null,
  { status }: RelinkView,
  offersNewAccounts: boolean,
): KnownTopic | null {
  const [before, setBefore] = useState({ itemId, health });
  const isSameItem = before.itemId === itemId;
  const hadTopic = isSameItem && before.health ? topicOf(before.health, offersNewAccounts) : null;
  // A repair is told until the notice unmounts: new accounts are offered after that.
  const offers = offersNewAccounts && (hadTopic === null || hadTopic === 'new_accounts');
  const topic = health && topicOf(health, offers);
  // The session learns of a repair before the next health arrives: until then the known health is out of date.
  const isSameHealth = isSameItem && before.health === health;
  const isRelinked = status === 'relinked';
  const isNews = !isSameHealth && !isRelinked && (topic || !hadTopic);
  if (isNews || !isSameItem) setBefore({ itemId, health });
  // While the user is in Link the topic stays: the session will tell how it ended.
  if (hadTopic && !topic && isBusy(status)) return hadTopic;
  if (topic && !(isRelinked && isSameHealth)) return topic;
  return hadTopic ? 'repaired' : null;
}

/** The session's error, for as long as the topic is the one that the error was about. */
function useErrorOfTopic(topic: NoticeTopic | null, { error }: RelinkView): RelinkError | null {
  const [past, setPast] = useState({ topic, error });
  if (past.topic !== topic) setPast({ topic, error });
  return error === past.error ? null : error;
}
