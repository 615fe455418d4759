import { hearClick, warnIfUnreachable } from './warnings';

/** The page has one Link, so one button counts. Held weakly: the page that it was on may be gone. */
let last: WeakRef<HTMLElement> | undefined;

/** The element of each button that was pressed. */
const elements = new WeakMap<object, HTMLElement>();

/** The element of a button, where it was pressed. */
export const elementOf = (button: object): HTMLElement | undefined => elements.get(button);

/** The button that was pressed last. */
export const pressedButton = (): HTMLElement | undefined => last?.deref();

/**
 * A button was pressed, and will have the focus again once Link has closed.
 *
 * @param button one object for each button
 * @param element undefined where a design system's button called its `onClick` without an event
 */
export function rememberPressed(button: object, element: HTMLElement | undefined): void {
  hearClick();
  if (!element) return;
  elements.set(button, element);
  last = new WeakRef(element);
  // Safari focuses an ancestor instead of the clicked button.
  if (document.activeElement?.contains(element)) element.focus({ preventScroll: true });
  warnIfUnreachable(element);
}
