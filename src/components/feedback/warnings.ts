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

let hasWarnedOfDropped = false;

/** How often a button has heard of a click. */
let heard = 0;

/** A button has heard of a click. */
export function hearClick(): void {
  heard += 1;
}

/**
 * Warns about `asChild` around a component that does not call the `onClick` that it was given, such as react-native-web's
 * `Pressable`: its click opens nothing. A disabled or busy child ignores clicks on purpose, and the app may prevent one. Warns
 * once.
 *
 * @param element the one that was clicked, and whose button hears of the click after this call
 */
export function warnIfDropped(element: EventTarget | null, click: Event): void {
  const before = heard;
  setTimeout(() => {
    if (hasWarnedOfDropped || heard !== before || click.defaultPrevented) return;
    if (!(element instanceof Element) || element.matches('[aria-disabled="true"]')) return;
    hasWarnedOfDropped = true;
    console.warn(
      `react-plaid-relink: The child of <RelinkButton asChild>, a <${element.localName}>, was clicked and did not call its onClick, so Link does not open. A component that takes onPress in place of onClick, such as Pressable of React Native, drops it: use useRelink() and pass its open() to onPress.`,
    );
  });
}

/** A custom element may contain a button. An app that sets a role and a tabindex may handle the keys too. */
function mayHandleKeys(element: Element): boolean {
  return (
    element.localName.includes('-') ||
    (element.hasAttribute('role') && element.hasAttribute('tabindex'))
  );
}
