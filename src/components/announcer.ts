import { ENGLISH_ANNOUNCEMENTS } from '../core/announcements';
import { ENGLISH, type RelinkMessages } from '../core/messages';
import type { RelinkView } from '../core/relink';
import type { RelinkStatus } from '../core/types';
import { say } from './live-region';

/** A Link that was prepared is open sooner, and says itself that it is; a slow one would be a silence. */
const SLOW_MS = 1_000;

/** By Item id: where Link is still not open after that time. */
const slow = new Map<string, ReturnType<typeof setTimeout>>();
let last: RelinkView | undefined;

/** Before the click there is nothing to say. */
const QUIET: readonly RelinkStatus[] = ['idle', 'preparing', 'ready'];

/** Says what has become of an Item's session, through one live region for the whole page. */
export function announce(
  itemId: string,
  view: RelinkView,
  messages: Partial<RelinkMessages> | undefined,
): void {
  const isQuiet = QUIET.includes(view.status);
  // All that show the Item tell it, one right after the other. Two Items may come to the same, and that is two things.
  if (view === last && !isQuiet) return;
  last = view;
  clearTimeout(slow.get(itemId));
  slow.delete(itemId);
  if (isQuiet) return;
  const texts = { ...ENGLISH, ...ENGLISH_ANNOUNCEMENTS, ...messages };
  // The region comes at the click already: one that is added together with its text is not read out.
  say(textFor(view, texts));
  if (view.status === 'opening') {
    const timer = setTimeout(() => say(texts.announceOpening), SLOW_MS);
    slow.set(itemId, timer);
  }
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
