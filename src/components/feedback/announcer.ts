import { ENGLISH_ANNOUNCEMENTS } from '../../messages/announcements';
import { callSafely } from '../../core/errors/safe-callback';
import type { RelinkClient } from '../../core/client/client';
import { ENGLISH, type RelinkMessages } from '../../messages/button';
import type { RelinkView } from '../../core/client/session-types';
import { isBusy } from '../../core/client/session-status';
import { sessionStoreOf } from '../../core/client/session-store';
import type { RelinkStatus } from '../../core/types';
import { say } from './live-region';

/** A Link that was prepared is open sooner, and says itself that it is; a slow one would be a silence. */
const SLOW_MS = 1_000;

/** By Item id: where Link is still not open after that time. */
const slow = new Map<string, ReturnType<typeof setTimeout>>();
let last: RelinkView | undefined;

/** Before the click there is nothing to say. */
const QUIET: readonly RelinkStatus[] = ['preparing', 'ready'];

/** Says what has become of an Item's session, through one live region for the whole page. */
export function announce(
  itemId: string,
  view: RelinkView,
  messages: Partial<RelinkMessages> | undefined,
): void {
  // All that show the Item tell it, one right after the other. Two Items may come to the same, and that is two things.
  if (QUIET.includes(view.status) || view === last) return;
  last = view;
  clearTimeout(slow.get(itemId));
  slow.delete(itemId);
  if (view.status === 'idle') return;
  const texts = { ...ENGLISH, ...ENGLISH_ANNOUNCEMENTS, ...messages };
  // The region comes at the click already: one that is added together with its text is not read out.
  say(textFor(view, texts));
  if (view.status === 'opening') {
    const timer = setTimeout(() => say(texts.announceOpening), SLOW_MS);
    slow.set(itemId, timer);
  }
}

/** By client and Item. */
const followed = new Map<string, () => void>();

/**
 * The user has clicked, and waits for what comes of it: it is said also where the button has gone by then, as in a menu
 * that closes at the click, or with a row that the app takes away.
 */
export function follow(
  client: RelinkClient,
  itemId: string,
  messages: Partial<RelinkMessages> | undefined,
): void {
  const key = `${client.id} ${itemId}`;
  followed.get(key)?.();
  let isOver = false;
  const stopHearing = sessionStoreOf(client).subscribe(itemId, (view) => {
    // Somebody else's click.
    if (isOver && isBusy(view.status)) {
      stop();
      return;
    }
    isOver = !isBusy(view.status);
    // After the buttons that are there: one may have come since, with the language of now.
    queueMicrotask(() => queueMicrotask(() => callSafely(announce, itemId, view, messages)));
    // After an exit the server is asked, and may know better.
    if (isOver && view.status !== 'exited') stop();
  });
  const stop = (): void => {
    stopHearing();
    followed.delete(key);
  };
  followed.set(key, stop);
}

function textFor(
  view: RelinkView,
  messages: typeof ENGLISH & typeof ENGLISH_ANNOUNCEMENTS,
): string {
  switch (view.status) {
    case 'confirming':
      return messages.announceConfirming;
    case 'relinked':
      return messages.announceRelinked;
    case 'exited':
      return messages.announceExited;
    case 'failed':
      return messages.announceFailed(messages.failed(view.error));
    default:
      return '';
  }
}
