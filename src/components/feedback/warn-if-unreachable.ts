const NATIVE = 'button, a[href], area[href], input, summary';
let hasWarned = false;

/**
 * Warns about `asChild` on an element such as a `<div>`, which the mouse can press and the keyboard cannot. Warns once,
 * since a page may have many of them.
 */
export function warnIfUnreachable(element: Element): void {
  if (hasWarned || element.matches(NATIVE) || mayHandleKeys(element)) return;
  hasWarned = true;
  console.warn(
    `react-plaid-relink: <RelinkButton asChild> gave its behaviour to a <${element.localName}>. The keyboard cannot reach or press it, and screen readers do not call it a button. Give it a <button> or an <a href> instead.`,
  );
}

/** A custom element may contain a button. An app that sets a role and a tabindex may handle the keys too. */
function mayHandleKeys(element: Element): boolean {
  return (
    element.localName.includes('-') ||
    (element.hasAttribute('role') && element.hasAttribute('tabindex'))
  );
}
