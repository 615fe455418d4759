/**
 * Link hides the page's scroll bar while it is open, and was seen leaving it hidden; removing its iframe was seen to
 * move the page (react-plaid-link issues 177 and 167). Remembers how the page was, and returns what puts it back.
 */
export function guardPage(): () => void {
  const { body } = document;
  const { overflow } = body.style;
  const { scrollX, scrollY } = window;
  return () => {
    // Only what Link set: the app may have changed its own styles meanwhile.
    if (body.style.overflow === 'hidden' && overflow !== 'hidden') body.style.overflow = overflow;
    if (window.scrollX !== scrollX || window.scrollY !== scrollY) window.scrollTo(scrollX, scrollY);
  };
}
