import { noteLinkOpen } from './link-presence';
import { exposeLink, isLinkFrame } from './expose-link';
import { guardFocus } from './focus-guard';
import { focused } from './focus-place';

/** Puts back what Link changed of the page around it. */
export interface PageGuard {
  /** Link has closed: the page is the user's again. */
  closed(): void;
  /** Runs what removes Link from the page, without moving what the user looks at. */
  removing(remove: () => void): void;
}

/**
 * Link hides the page's scroll bar while it is open, and was seen leaving it hidden; removing its iframe was seen to
 * move the page (react-plaid-link issues 177 and 167); and it keeps the focus, or loses it. Remembers how the page is
 * before Link opens.
 */
export function guardPage(): PageGuard {
  const { body } = document;
  const opened = scrollPosition();
  const overflow = watchOverflow(body);
  const focus = guardFocus();
  // Before Link shows and takes the focus, so that a dialog around the button has let go of it by then.
  const noteClosed = noteLinkOpen();
  exposeLink();
  let isOpen = true;

  function closed(): void {
    if (!isOpen) return;
    isOpen = false;
    const wanted = overflow.stop();
    // Only what Link set: the app may have changed its own styles meanwhile.
    if (body.style.overflow === 'hidden' && wanted !== 'hidden') body.style.overflow = wanted;
    scrollTo(opened);
    noteClosed();
    focus.giveBack();
  }
  return {
    closed,
    removing(remove) {
      closed();
      // From now on the page is the app's and the user's, so only what the removal itself does is undone.
      const before = { ...scrollPosition(), overflow: body.style.overflow };
      const hadFocus = isLinkFrame(focused());
      remove();
      if (body.style.overflow !== before.overflow) body.style.overflow = before.overflow;
      scrollTo(before);
      // Nobody has it also where the user has clicked into the text, to read or to scroll: it stays there.
      if (hadFocus) focus.giveBack();
    },
  };
}

/**
 * What the app wants `overflow` to be. A dialog that closes as Link opens takes its own 'hidden' away, and Link, which
 * found it there, puts it back at the end: the page would not scroll again.
 */
function watchOverflow({ style }: HTMLElement): { stop(): string } {
  let wanted = style.overflow;
  const observer = new MutationObserver(() => {
    if (style.overflow !== 'hidden') wanted = style.overflow;
  });
  observer.observe(document.body, { attributeFilter: ['style'] });
  return {
    stop() {
      observer.disconnect();
      return wanted;
    },
  };
}

interface Position {
  x: number;
  y: number;
}

function scrollPosition(): Position {
  return { x: window.scrollX, y: window.scrollY };
}

function scrollTo({ x, y }: Position): void {
  // Always instant: a page with smooth scrolling would be seen moving.
  if (window.scrollX !== x || window.scrollY !== y)
    window.scrollTo({ left: x, top: y, behavior: 'instant' });
}
