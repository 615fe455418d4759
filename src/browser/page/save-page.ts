import { focused, focusNearest, isFocusFree, positionOf, tryFocus } from './focus';
import { isLinkIframe, linkIframes, noteLinkOpen } from './link-presence';

/** The page as it was before Link opened. */
export interface SavedPage {
  /** Link has closed: puts back what Link changed. Later calls change nothing. */
  restore(): void;
  /** Runs `remove`, which takes Link out of the page, and undoes what that changes. */
  restoreAround(remove: () => void): void;
}

/** A dialog that was closed for Link may need this many frames until its elements can take the focus again. */
const FRAMES = 30;

/**
 * Saves what Link changes of the page, and brings Link within the user's reach. Call it just before Link opens.
 *
 * Link hides the page's scroll bar while it is open, and was seen leaving it hidden. Removing its iframe was seen to
 * scroll the page (react-plaid-link issues 177 and 167). Link takes the focus and does not give it back.
 */
export function savePage(): SavedPage {
  const { body } = document;
  const scroll = scrollPosition();
  const { href } = window.location;
  const wantedOverflow = watchOverflow(body);
  const restoreFocus = saveFocus();
  // Before Link shows and takes the focus: a dialog around the button has then released its focus trap.
  const noteLinkClosed = noteLinkOpen();
  exposeLink();
  let isLinkOpen = true;

  function restore(): void {
    if (!isLinkOpen) return;
    isLinkOpen = false;
    const wanted = wantedOverflow();
    // Only what Link set: the app may have changed its own styles meanwhile.
    if (body.style.overflow === 'hidden' && wanted !== 'hidden') body.style.overflow = wanted;
    // The app may have gone to another of its pages meanwhile, which has a position of its own.
    if (window.location.href === href) scrollTo(scroll);
    noteLinkClosed();
    restoreFocus();
  }
  return {
    restore,
    restoreAround(remove) {
      restore();
      // The user may have scrolled and the app may have changed the page since, so only the removal is undone.
      const before = { ...scrollPosition(), overflow: body.style.overflow };
      const hadFocus = isLinkIframe(focused());
      remove();
      if (body.style.overflow !== before.overflow) body.style.overflow = before.overflow;
      scrollTo(before);
      // Only then: the focus is free too where the user has clicked into the text, to read or to scroll.
      if (hadFocus) restoreFocus();
    },
  };
}

/** Saves which element has the focus. The returned function gives the focus back unless another element has it. */
function saveFocus(): () => void {
  const origin = focused();
  if (!(origin instanceof HTMLElement) || isFocusFree()) return () => {};
  const position = positionOf(origin);
  // A menu that closes at the click passes the focus to the element that opened the menu, maybe a moment later.
  let heir: HTMLElement | null = null;
  const onFocusIn = (event: FocusEvent): void => {
    const [target] = event.composedPath();
    if (target instanceof HTMLElement && target.tagName !== 'IFRAME') heir = target;
  };
  document.addEventListener('focusin', onFocusIn);
  let frame = 0;

  const attempt = (framesLeft: number): void => {
    if (!isFocusFree() || tryFocus(origin)) return;
    if (origin.isConnected && framesLeft > 0) {
      frame = requestAnimationFrame(() => attempt(framesLeft - 1));
    } else if (!heir?.isConnected || !tryFocus(heir)) focusNearest(position);
  };
  return () => {
    document.removeEventListener('focusin', onFocusIn);
    cancelAnimationFrame(frame);
    attempt(FRAMES);
  };
}

/**
 * Brings Link in front of a modal dialog of the app. The dialog hides from assistive technology (`aria-hidden`,
 * `inert`) what was in the page when it opened, which may include a prepared Link; and from the pointer everything,
 * since `pointer-events` is inherited from the body.
 */
function exposeLink(): void {
  for (const iframe of linkIframes()) {
    iframe.removeAttribute('aria-hidden');
    iframe.inert = false;
    iframe.style.pointerEvents = 'auto';
  }
}

/**
 * Watches the `overflow` that the app wants. A dialog that closes as Link opens removes its own 'hidden'; Link, which
 * found that 'hidden', puts it back at the end, and the page would never scroll again. The returned function stops
 * watching and tells the value.
 */
function watchOverflow(body: HTMLElement): () => string {
  const { style } = body;
  let wanted = style.overflow;
  const observer = new MutationObserver(() => {
    if (style.overflow !== 'hidden') wanted = style.overflow;
  });
  observer.observe(body, { attributeFilter: ['style'] });
  return () => {
    observer.disconnect();
    return wanted;
  };
}

function scrollPosition(): { x: number; y: number } {
  return { x: window.scrollX, y: window.scrollY };
}

function scrollTo({ x, y }: { x: number; y: number }): void {
  if (window.scrollX === x && window.scrollY === y) return;
  // Instant even on a page with smooth scrolling, where the user would see the page move.
  window.scrollTo({ left: x, top: y, behavior: 'instant' });
}
