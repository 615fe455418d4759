import { ENGLISH, ENGLISH_ANNOUNCEMENTS, type RelinkMessages } from '../core/messages';
import type { RelinkView } from '../core/relink';

/** Out of sight, and out of the layout, but not of the accessibility tree. */
const HIDDEN =
  'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';

let region: HTMLElement | null = null;

/**
 * Says what has become of a session, through one live region for the whole page. It has no role of its own: a test of
 * the app's that asks for the role `status` is to find the app's.
 */
export function announce(view: RelinkView, messages: Partial<RelinkMessages> | undefined): void {
  // A region that is added together with its text is not read out, so it comes at the click already.
  region ??= document.createElement('div');
  region.setAttribute('aria-live', 'polite');
  region.style.cssText = HIDDEN;
  region.dataset.relink = 'announcer';
  if (!region.isConnected) document.body.append(region);
  const text = textFor(view, { ...ENGLISH, ...ENGLISH_ANNOUNCEMENTS, ...messages });
  // Two buttons of one Item say the same; it is read out once.
  if (region.textContent !== text) region.textContent = text;
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
