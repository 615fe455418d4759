import type { RelinkClient } from '../../core/client/client';
import { sessionStoreOf } from '../../core/client/session-store';
import type { RelinkView } from '../../core/client/session-types';
import { ENGLISH_ANNOUNCEMENTS } from '../../messages/announcements';
import { ENGLISH_ASIDE } from '../../messages/aside';
import type { RelinkMessages } from '../../messages/types';
import { langOf } from '../dom/lang';
import { dropRegion, speak } from './live-region';
import { failedSubjectOf, subjectOf } from './subject';

/** Delay before the opening is announced: a prepared Link opens sooner and speaks for itself. */
const SLOW_MS = 1_000;
/** A status that another one follows within this time is not announced: the second would cut it off, or say the same. */
const BRIEF_MS = 700;

/**
 * Announces a new view of an Item's session to screen readers.
 *
 * @param bank the bank's name, where the app gives it. @default the one in the Item's known health
 */
export function announce(
  client: RelinkClient,
  itemId: string,
  view: RelinkView,
  messages: Partial<RelinkMessages> | undefined,
  bank?: string | null,
): void {
  const texts = { ...ENGLISH_ASIDE, ...ENGLISH_ANNOUNCEMENTS, ...messages };
  const subject = subjectOf(client, itemId, messages, bank);
  const say = (text: string): void => {
    dropRegionWithLast(client);
    speak(text, langOf(messages));
  };
  const sayAfter = (delayMs: number, text: string): void => {
    setTimeout(() => {
      if (sessionStoreOf(client).view(itemId) === view) say(text);
    }, delayMs);
  };
  switch (view.status) {
    case 'opening':
      // The region is in the page before its first text: one that is added together with its text is not read out.
      say('');
      return sayAfter(SLOW_MS, texts.announceOpening(subject));
    case 'open':
      // Link speaks for itself, and so does Plaid's own page where its tab is in front.
      say('');
      return view.isInOtherTab && sayAfter(BRIEF_MS, texts.inOtherTab);
    case 'confirming':
      return sayAfter(BRIEF_MS, texts.announceConfirming(subject));
    case 'relinked':
      return say(texts.announceRelinked(subject));
    case 'exited':
      // The server is asked after an exit, and its answer may make the session a failure.
      return sayAfter(BRIEF_MS, texts.announceExited(subject));
    case 'failed': {
      const why = texts.failed(view.error, failedSubjectOf(client, view.error, messages, subject));
      return say(texts.announceFailed(why, subject));
    }
    default: // before a click there is nothing to say
  }
}

/** The clients whose sessions were announced. */
const speaking = new Set<RelinkClient>();
const watched = new WeakSet<RelinkClient>();

/** Once the last client has closed, the page is as it was before the first. */
function dropRegionWithLast(client: RelinkClient): void {
  speaking.add(client);
  if (watched.has(client)) return;
  watched.add(client);
  client.onClose(() => {
    speaking.delete(client);
    if (speaking.size === 0) dropRegion();
  });
}
