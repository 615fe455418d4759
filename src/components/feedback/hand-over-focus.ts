import { focused, moveFocusFrom } from '../../browser/page/focus';

/** Moves the focus to a neighbour of an element that is about to leave the page, if the element has it. */
export function handOverFocus(element: Element): void {
  if (element === focused()) moveFocusFrom(element);
}
