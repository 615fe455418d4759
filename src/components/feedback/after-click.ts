import { focused, moveFocusFrom } from '../../browser/page/focus-place';

/** A button was clicked. */
export function warnIfUnreachable(element: Element | undefined): void {
  // A design system's button may keep its events, and with them its element, to itself.
  if (element) warnWhereKeysDoNothing(element);
}

/** An element that may have the focus is about to leave the page. */
export function handOverFocus(element: Element): void {
  if (element === focused()) moveFocusFrom(element);
}

const NATIVE = 'button, a[href], area[href], input, summary';
let hasWarned = false;

/** `asChild` on a `<div>`: the mouse presses it, the keyboard does not. Said once; the page may have many of them. */
function warnWhereKeysDoNothing(element: Element): void {
  const { localName } = element;
  // A custom element may be anything inside; who gives a role and a place in the tab order, may see to the keys too.
  const isOwnAffair =
    localName.includes('-') || (element.hasAttribute('role') && element.hasAttribute('tabindex'));
  if (hasWarned || element.matches(NATIVE) || isOwnAffair) return;
  hasWarned = true;
  console.warn(
    `react-plaid-relink: <RelinkButton asChild> gave its behaviour to a <${localName}>, which nobody can reach or press with the keyboard, and which no screen reader calls a button. Give it a <button> or an <a href> instead.`,
  );
}
