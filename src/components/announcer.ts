import { ENGLISH_ANNOUNCEMENTS } from '../core/announcements';
import { ENGLISH, type RelinkMessages } from '../core/messages';
import type { RelinkView } from '../core/relink';
import type { RelinkStatus } from '../core/types';
import { liveRegion } from './live-region';

/** A Link that was prepared is open sooner, and says itself that it is; a slow one would be a silence. */
const SLOW_MS = 1_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let isHushed = false;

/** Before the click there is nothing to say. */
const QUIET: readonly RelinkStatus[] = ['idle', 'preparing', 'ready'];

/** Says what has become of a session, through one live region for the whole page. */
export function announce(view: RelinkView, messages: Partial<RelinkMessages> | undefined): void {
  if (QUIET.includes(view.status)) return;
  const texts = { ...ENGLISH, ...ENGLISH_ANNOUNCEMENTS, ...messages };
  clearTimeout(timer);
  // The region comes at the click already: one that is added together with its text is not read out.
  liveRegion.say(textFor(view, texts));
  if (view.status === 'opening' && !isHushed)
    timer = setTimeout(() => liveRegion.say(texts.announceOpening), SLOW_MS);
}

/**
 * A button is gone that would have noticed when "opening" has become untrue: it is not said any more, also where the
 * button went in the very click, before its status was told.
 */
export function hush(): void {
  clearTimeout(timer);
  isHushed = true;
  setTimeout(() => (isHushed = false), 0);
}

/** Says it, through the same region. */
export function say(text: string): void {
  clearTimeout(timer);
  liveRegion.say(text);
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
