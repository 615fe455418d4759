import { useContext, useEffect, useMemo, useState } from 'react';
import { browserEnvironment as env } from '../../browser/environment';
import { healthSourceOf } from '../../core/client/health-source-of';
import type { SignIn } from '../../core/client/config';
import type { RelinkOptions, RelinkView, SessionOptions } from '../../core/client/session-types';
import type { RelinkError } from '../../core/errors/relink-error';
import type { ItemHealth, NoticeTopic } from '../../core/types';
import { bankOf } from '../../core/client/known-health';
import { bankName } from '../../core/bank-name';
import type { NoticeWords } from '../../messages/notice-types';
import { RelinkContext } from '../../react/context';
import { clientOf } from '../../react/client-of';
import { useIsHydrated } from '../../react/use-is-hydrated';
import type { UseItemHealthReturn } from '../../react/use-health-for-item';
import { showNewest, useSession } from '../../react/use-session';
import { loadFeedback } from '../feedback/load-feedback';
import { noticeCopy, uncheckedCopy } from './notice-copy';
import { noticeTexts, type NoticeCopy } from './notice-texts';
import { useAnnouncedCheck } from './use-announced-check';
import { useManualRefresh } from './use-manual-refresh';
import { useErrorOfTopic, useTopic } from './use-topic';

/** What a notice shows of an Item. */
export interface Notice {
  /** What the notice is about; also its `data-topic`. */
  topic: NoticeTopic;
  /** The texts, in the user's language: from the provider's `messages`. */
  words: NoticeWords;
  /** The provider's other texts, complete. */
  texts: NoticeCopy;
  /** What the server says about the Item; null while the topic is 'unchecked'. */
  health: ItemHealth | null;
  /** The bank's name; null where it is not known. Texts mention it as `bankName` writes it. */
  bank: string | null;
  /** The name of the bank that Link is open for, where `error` is `session_in_progress`; null where it is not known. */
  otherBank: string | null;
  /** Status and error of the Item's session. */
  view: RelinkView;
  /**
   * Why the last try failed. Null where no try failed, or the Item is repaired. While the topic is 'unchecked', why the Item
   * could not be checked: `words` say it.
   */
  error: RelinkError | null;
  /** Whether the user has pressed "Check now" without success: `words` say so. */
  isRechecked: boolean;
  /** Asks the server for the Item's health. */
  refresh: () => Promise<void>;
  /** Lets the app sign the user in. Null where the user is not signed out, or the app has no `onSignIn`. */
  signIn: (() => Promise<void>) | null;
  /** Lets the app help the user. Null where the app has no `onSupport`. */
  support: ((error: RelinkError) => void) | null;
  /** Takes the notice away, where it is no problem. */
  dismiss: () => void;
}

export interface NoticeConditions {
  options: RelinkOptions;
  /** Whether new accounts are offered. */
  newAccounts: boolean;
  /** Called when the notice has been dismissed. */
  onDismiss: ((itemId: string) => void) | undefined;
  /** @default the provider's */
  onSignIn: SignIn | undefined;
  /** @default the provider's */
  onSupport: ((error: RelinkError) => void) | undefined;
  /**
   * In a list that has several Items of one login: whether this one is one too many, or the one to keep.
   * @default what the Item's health says
   */
  isDuplicate?: boolean | null;
  /** For how many Items the notice stands while its topic is 'unchecked'. @default 1 */
  uncheckedCount?: number;
}

/**
 * What to show of an Item.
 *
 * @param asked what `useItemHealth` returned
 * @returns null while the Item is healthy, or has not been asked for yet
 */
export function useNotice(
  itemId: string,
  { health: answer, error: healthError, refresh }: UseItemHealthReturn,
  {
    options,
    newAccounts,
    onDismiss,
    onSignIn,
    onSupport,
    isDuplicate = null,
    uncheckedCount = 1,
  }: NoticeConditions,
): Notice | null {
  const context = useContext(RelinkContext);
  const messages = context?.messages;
  const isKept = isDuplicate === false;
  const health = useMemo(
    () => (isKept && answer?.duplicateOf ? { ...answer, duplicateOf: null } : answer),
    [isKept, answer],
  );
  const texts = noticeTexts(messages);
  const client = clientOf(context);
  const sessionOptions = (): SessionOptions => ({
    ...options,
    announce: (now) =>
      loadFeedback((feedback) =>
        feedback.announce(client, itemId, now, messages, health?.institutionName),
      ),
  });
  const [view] = useSession(client, itemId, sessionOptions, false, showNewest);
  const [dismissedId, setDismissedId] = useState<string | null>(null);
  const offers = newAccounts && dismissedId !== itemId;
  const [known, dismissRepair] = useTopic(itemId, health, view, offers);
  const topicOfHealth = known === 'relink' && isDuplicate ? 'duplicate' : known;
  // A failed check takes nothing back: what was known of the Item stays.
  const failedCheck = health ? null : healthError;
  const topic = failedCheck ? 'unchecked' : topicOfHealth;
  const sessionError = useErrorOfTopic(itemId, topic, view, health);
  const manual = useManualRefresh(itemId, topic, refresh);
  const hasChecked = manual.count > 0;
  const now = useIsHydrated() ? env.wallNow() : null;
  const signIn = signInOf(failedCheck);
  const words = failedCheck
    ? uncheckedCopy(failedCheck, uncheckedCount, texts, signIn !== null)
    : topicOfHealth &&
      health &&
      noticeCopy(topicOfHealth, health, texts, { isStillDown: hasChecked, now });
  const failure = hasChecked ? healthError : sessionError;
  const error = failedCheck ?? (topic === 'repaired' ? null : failure);
  const bank = health?.institutionName ?? null;

  const other = error?.otherItemId ? bankOf(client, error.otherItemId) : null;
  const otherBank = other ? bankName(other, texts) : null;
  const said = error && !failedCheck ? failedText(error, { texts, bank, otherBank }) : words?.text;
  useEffect(() => {
    if (manual.count > 0 && said) loadFeedback(({ speak }) => speak(said));
  }, [manual.count, said]);
  const works = texts.announceRelinked({ bank: bankName(bank, texts) });
  const check = useAnnouncedCheck(itemId, { topic, health, works, run: manual.run });

  if (!topic || !words) return null;
  const dismiss = (): void => {
    if (topic === 'repaired') dismissRepair();
    else setDismissedId(itemId);
    onDismiss?.(itemId);
  };
  return {
    topic,
    words,
    texts,
    health,
    bank,
    otherBank,
    view,
    error,
    isRechecked: hasChecked,
    refresh: check,
    signIn,
    support: onSupport ?? client.config().onSupport ?? null,
    dismiss,
  };

  function signInOf(failure: RelinkError | null): Notice['signIn'] {
    const appSignIn = onSignIn ?? client.config().onSignIn;
    if (!appSignIn || failure?.code !== 'unauthorized') return null;
    return async () => {
      const signingIn = appSignIn(itemId);
      if (!signingIn) return;
      await signingIn;
      healthSourceOf(client, env).reload();
    };
  }
}

/** The text of an error for the user, with the bank's name where it is known. */
export function failedText(
  error: RelinkError,
  { texts, bank, otherBank }: Pick<Notice, 'texts' | 'bank' | 'otherBank'>,
): string {
  return texts.failed(error, {
    bank: bankName(bank, texts),
    otherBank: otherBank ?? undefined,
  });
}
