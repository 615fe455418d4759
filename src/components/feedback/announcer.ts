import { ENGLISH_ANNOUNCEMENTS } from '../../messages/announcements';
import type { RelinkClient } from '../../core/client/client';
import { ENGLISH_BUTTON } from '../../messages/button';
import type { RelinkMessages } from '../../messages/types';
import type { RelinkView } from '../../core/client/session-types';
import { sessionStoreOf } from '../../core/client/session-store';
import { speak } from './live-region';

/** Delay before the opening is announced: a prepared Link opens sooner and speaks for itself. */
const SLOW_MS = 1_000;

/** Announces a new view of an Item's session to screen readers. */
export function announce(
  client: RelinkClient,
  itemId: string,
  view: RelinkView,
  messages: Partial<RelinkMessages> | undefined,
): void {
  const texts = { ...ENGLISH_BUTTON, ...ENGLISH_ANNOUNCEMENTS, ...messages };
  switch (view.status) {
    case 'opening':
      // The region is in the page before its first text: one that is added together with its text is not read out.
      speak('');
      setTimeout(() => {
        if (sessionStoreOf(client).view(itemId) === view) speak(texts.announceOpening);
      }, SLOW_MS);
      return;
    case 'open':
      // Link speaks for itself.
      return speak('');
    case 'confirming':
      return speak(texts.announceConfirming);
    case 'relinked':
      return speak(texts.announceRelinked);
    case 'exited':
      return speak(texts.announceExited);
    case 'failed':
      return speak(texts.announceFailed(texts.failed(view.error)));
    default: // before a click there is nothing to say
  }
}
