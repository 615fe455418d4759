import { isLinkIframe, isLinkOpen } from './link-presence';

/** Where an element is in the document. To be read while the element is still there. */
export interface DomPosition {
  /** Its parent and the siblings it has there, nearest first; then the same of the parent, and so on. */
  readonly steps: readonly {
    parent: Element;
    before: readonly Element[];
    after: readonly Element[];
  }[];
  /** Whether an element was in the page then. What comes later may take the place of what has gone: "Disconnect" that of "Reconnect". */
  wasThere(element: Element): boolean;
}

export function positionOf(element: Element): DomPosition {
  const steps: DomPosition['steps'][number][] = [];
  const there = new Set<Element>();
  for (let at: Element | null = element; at; at = at.parentElement ?? shadowHostOf(at)) {
    const { parentElement: parent } = at;
    if (!parent) continue;
    const siblings = [...parent.children];
    const place = siblings.indexOf(at);
    steps.push({
      parent,
      before: siblings.slice(0, place).reverse(),
      after: siblings.slice(place + 1),
    });
    if (!parent.parentElement) for (const one of parent.querySelectorAll(FOCUSABLE)) there.add(one);
  }
  return { steps, wasThere: (one) => there.has(one) };
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
 *
 * @param isRepaired whether it leaves because its Item is repaired: the focus goes to the next button that repairs an Item, or
 * to the text around it, but to no other button, since a second press of Enter must not do what the user has not read
 */
export function moveFocusFrom(leaving: Element, isRepaired = false): void {
  const position = positionOf(leaving);
  setTimeout(() => {
    // A browser takes the focus from a hidden element only when it next draws the page.
    const element = focused();
    const isHidden = leaving.getClientRects().length === 0;
    if (isHidden && element instanceof HTMLElement && leaving.contains(element)) element.blur();
    // An open Link has the focus, and restores it when it closes.
    if (!isFocusFree() || isLinkOpen()) return;
    if (isRepaired && (focusNearest(position, isRelinkButton) || focusText(position))) return;
    focusNearest(position);
  }, 0);
}

/**
 * Focuses the nearest neighbour of a position that can take the focus and was there before: first those after it, then those
 * before it and around it, step by step outwards. It stops at the frame of the page: if everything inside the frame is new,
 * the app shows another page, which manages its own focus.
 *
 * @param isWanted which neighbours will do. @default all
 * @returns whether one has taken the focus
 */
export function focusNearest(
  { steps, wasThere }: DomPosition,
  isWanted: (element: Element) => boolean = () => true,
): boolean {
  for (const { parent, before, after } of steps) {
    if (parent === document.body) return false;
    if (!parent.isConnected) continue;
    const isHere = (element: Element): boolean => element.parentElement === parent;
    const near = [...after.filter(isHere), ...before.filter(isHere)];
    if (isPageFrame(parent) && near.length === 0) return false;
    const isFocused = near
      .flatMap(focusables)
      .some((element) => wasThere(element) && isWanted(element) && tryFocus(element));
    if (isFocused || (isWanted(parent) && focusItself(parent))) return true;
  }
  return false;
}

/** The states in which a button that repairs an Item can be pressed. */
const PRESSABLE = ['idle', 'preparing', 'ready', 'exited', 'failed'];

function isRelinkButton(element: Element): boolean {
  return PRESSABLE.includes(element.getAttribute('data-state') ?? '') && element.matches(FOCUSABLE);
}

/** The elements that hold one thing of several, with what is said of it. */
const BOX =
  'li, tr, article, section, fieldset, dialog, [role="listitem"], [role="row"], [role="group"], [role="region"], [role="dialog"]';

/** Focuses the text around a position: screen readers read it out, and the next Tab goes on from there. */
function focusText({ steps }: DomPosition): boolean {
  const nearest = steps.find(({ parent }) => parent.isConnected)?.parent;
  const frame = steps.findIndex(({ parent }) => parent === document.body || isPageFrame(parent));
  const inside = steps.slice(0, frame).map(({ parent }) => parent);
  const box = nearest?.closest(BOX);
  const target = box && inside.includes(box) ? box : nearest;
  if (!(target instanceof HTMLElement) || !inside.includes(target)) return false;
  return target.textContent.trim() !== '' && focusForNow(target);
}

/** Focuses an element that the app has not made focusable; it is so for as long as it has the focus. */
function focusForNow(element: HTMLElement): boolean {
  if (element.hasAttribute('tabindex')) return tryFocus(element);
  element.tabIndex = -1;
  const release = (): void => element.removeAttribute('tabindex');
  const isFocused = tryFocus(element);
  if (isFocused) element.addEventListener('blur', release, { once: true });
  else release();
  return isFocused;
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
