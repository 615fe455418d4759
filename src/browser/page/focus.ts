import { isLinkIframe, isLinkOpen } from './link-presence';

/**
 * Where an element is in the document: its parent and the siblings it has there, then the same of the parent, and so on.
 * To be read while the element is still there.
 */
export type DomPosition = readonly {
  parent: Element;
  before: Element | null;
  after: Element | null;
}[];

export function positionOf(element: Element): DomPosition {
  const steps: DomPosition[number][] = [];
  for (let at: Element | null = element; at; at = at.parentElement ?? shadowHostOf(at)) {
    const { parentElement: parent, previousElementSibling: before, nextElementSibling: after } = at;
    if (parent) steps.push({ parent, before, after });
  }
  return steps;
}

/** From the root of a web component the way up leads to the component itself. */
function shadowHostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The element that has the focus, also inside web components, where the document names only the component. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/**
 * Moves the focus out of an element that is about to leave the page, or to be hidden, to its nearest neighbour. An
 * element that takes the focus first keeps it.
 */
export function moveFocusFrom(leaving: Element): void {
  const position = positionOf(leaving);
  setTimeout(() => {
    // A browser takes the focus from a hidden element only when it next draws the page.
    const element = focused();
    const isHidden = leaving.getClientRects().length === 0;
    if (isHidden && element instanceof HTMLElement && leaving.contains(element)) element.blur();
    // An open Link has the focus, and restores it when it closes.
    if (isFocusFree() && !isLinkOpen()) focusNearest(position);
  }, 0);
}

/**
 * Focuses the nearest neighbour of a position that can take the focus: first the elements in its place, then those
 * after it, before it and around it, step by step outwards. It stops at the frame of the page: if everything inside
 * the frame is new, the app shows another page, which manages its own focus.
 */
export function focusNearest(position: DomPosition): void {
  for (const { parent, before, after } of position) {
    if (parent === document.body) return;
    if (!parent.isConnected) continue;
    const left = before?.parentElement === parent ? before : null;
    const right = after?.parentElement === parent ? after : null;
    if (isPageFrame(parent) && !left && !right) return;
    const start = left ? left.nextElementSibling : (right ?? parent.firstElementChild);
    if (focusWithin(parent, start) || focusItself(parent)) return;
  }
}

/** Tries the children from `start` onwards, and then those before it, backwards. */
function focusWithin(parent: Element, start: Element | null): boolean {
  for (let at = start; at; at = at.nextElementSibling) {
    if (focusables(at).some((element) => tryFocus(element))) return true;
  }
  const last = start ? start.previousElementSibling : parent.lastElementChild;
  for (let at = last; at; at = at.previousElementSibling) {
    if (focusables(at).some((element) => tryFocus(element))) return true;
  }
  return false;
}

/** A dialog or a notice has a `tabindex` so that code can focus it where no element inside can take the focus. */
function focusItself(element: Element): boolean {
  return element instanceof HTMLElement && element.hasAttribute('tabindex') && tryFocus(element);
}

/** Whether the element holds one page of the app after the other. */
function isPageFrame(element: Element): boolean {
  return element.parentElement === document.body || element.matches('main, [role="main"]');
}

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** The elements that the keyboard can reach, `within` itself included. */
export function focusables(within: Element): HTMLElement[] {
  const found = [...within.querySelectorAll<HTMLElement>(FOCUSABLE)];
  if (within instanceof HTMLElement && within.matches(FOCUSABLE)) found.unshift(within);
  return found.filter(({ tabIndex }) => tabIndex >= 0);
}

/**
 * Focuses an element without scrolling the page. Returns whether the element took the focus: hidden, disabled and
 * inert elements do not, and no attribute shows all of that.
 */
export function tryFocus(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  return focused() === element;
}

/** Whether no element has the focus, or Link's iframe has it, which does not give it back. */
export function isFocusFree(): boolean {
  const element = focused();
  return !element || element === document.body || isLinkIframe(element);
}
