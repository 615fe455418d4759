import { isLinkOpen } from './link-presence';
import { isLinkFrame } from './expose-link';

/** One step up from an element: its parent, and what stood beside it there. */
interface PositionStep {
  parent: Element;
  before: Element | null;
  after: Element | null;
}

/** Where an element is in the page, innermost step first. To be noted while it is still there. */
export type DomPosition = readonly PositionStep[];

export function positionOf(element: Element): DomPosition {
  const steps: PositionStep[] = [];
  for (let at: Element | null = element; at; at = at.parentElement ?? hostOf(at)) {
    const { parentElement: parent, previousElementSibling: before, nextElementSibling: after } = at;
    if (parent) steps.push({ parent, before, after });
  }
  return steps;
}

/** Outside of a web component it is the component that has a place. */
function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Who has the focus, inside of web components too, where the document only names the component. */
export function focused(): Element | null {
  let holder = document.activeElement;
  while (holder?.shadowRoot?.activeElement) holder = holder.shadowRoot.activeElement;
  return holder;
}

/**
 * For an element that has the focus in it and is about to leave the page, or to be hidden. Whoever wants the focus
 * first, gets it.
 */
export function moveFocusFrom(leaving: Element): void {
  const place = positionOf(leaving);
  setTimeout(() => {
    // A browser takes the focus from what is hidden only when it draws the page next.
    const holder = focused();
    const isHidden = leaving.getClientRects().length === 0;
    if (isHidden && holder instanceof HTMLElement && leaving.contains(holder)) holder.blur();
    // While Link is open it has the focus, and whoever opened it sees to what comes after.
    if (isFocusFree() && !isLinkOpen()) focusNearest(place);
  }, 0);
}

/**
 * Gives the focus to the nearest neighbour of a place that takes it: what came in its stead, what followed, what was
 * before, what is around, and so on outwards. Not past the frame of the page: where everything in it is new, this is
 * another page by now, and the focus is its own affair.
 */
export function focusNearest(place: DomPosition): void {
  for (const { parent, before, after } of place) {
    if (parent === document.body) return;
    if (!parent.isConnected) continue;
    const left = before?.parentElement === parent ? before : null;
    const right = after?.parentElement === parent ? after : null;
    if (isFrame(parent) && !left && !right) return;
    const start = left ? left.nextElementSibling : (right ?? parent.firstElementChild);
    if (focusWithin(parent, start) || focusItself(parent)) return;
  }
}

/** From a child onwards, and then from before it backwards. */
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

/** A dialog, a notice: made to be focused by code where nothing in it can be. */
function focusItself(element: Element): boolean {
  return element instanceof HTMLElement && element.hasAttribute('tabindex') && tryFocus(element);
}

/** What holds one page after the other. */
function isFrame(element: Element): boolean {
  return element.parentElement === document.body || element.matches('main, [role="main"]');
}

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** What can have the focus with the keyboard, the element itself among it. */
export function focusables(within: Element): HTMLElement[] {
  const found = [...within.querySelectorAll<HTMLElement>(FOCUSABLE)];
  if (within instanceof HTMLElement && within.matches(FOCUSABLE)) found.unshift(within);
  return found.filter(({ tabIndex }) => tabIndex >= 0);
}

/**
 * Whether it took the focus: what is hidden, disabled or inert does not, and no attribute tells all of that. The page
 * is not scrolled for it.
 */
export function tryFocus(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  return focused() === element;
}

/** Nobody has the focus, or Link's iframe has it, which gives it back to nobody. */
export function isFocusFree(): boolean {
  const holder = focused();
  return !holder || holder === document.body || isLinkFrame(holder);
}
