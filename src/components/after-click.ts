import { rescueFocus } from '../react/focus-place';

/** What a button needs once it was clicked, and an idle one does not pay for. */
export interface AfterClick {
  /** The button is about to leave the page, with the focus on it. */
  leaving(element: Element): void;
}

export function afterClick(element: Element): AfterClick {
  warnWhereKeysDoNothing(element);
  return { leaving: rescueFocus };
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
