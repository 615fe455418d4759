/** Puts back what Link changed of the page around it. */
export interface PageGuard {
  /** Link has closed: the page is the user's again. */
  closed(): void;
  /** Runs what removes Link from the page, without moving what the user looks at. */
  removing(remove: () => void): void;
}

/**
 * Link hides the page's scroll bar while it is open, and was seen leaving it hidden; removing its iframe was seen to
 * move the page (react-plaid-link issues 177 and 167). Remembers how the page is before Link opens.
 */
export function guardPage(): PageGuard {
  const { body } = document;
  const { overflow } = body.style;
  const opened = scrollPosition();
  let isOpen = true;

  function closed(): void {
    if (!isOpen) return;
    isOpen = false;
    // Only what Link set: the app may have changed its own styles meanwhile.
    if (body.style.overflow === 'hidden' && overflow !== 'hidden') body.style.overflow = overflow;
    scrollTo(opened);
  }
  return {
    closed,
    removing(remove) {
      closed();
      // From now on the page is the app's and the user's, so only what the removal itself does is undone.
      const before = { ...scrollPosition(), overflow: body.style.overflow };
      remove();
      if (body.style.overflow !== before.overflow) body.style.overflow = before.overflow;
      scrollTo(before);
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
