/** Everything that a button needs from the first interaction on: one chunk. */
import { focused, moveFocusFrom } from '../../browser/page/focus';
import { buttonLook, type ButtonLook, type LookOptions } from './button-look';
import type { PacedView } from './paced-view';
import { elementOf } from './pressed-button';

export { announce } from './announce';
export { speak } from './live-region';
export { pacedView } from './paced-view';
export { rememberPressed as press } from './pressed-button';
export { StatusLine } from './status-line';
export { warnIfDropped } from './warnings';

/** How a button looks. The options have no names here, since each idle button would load them. */
export const look = (
  view: PacedView,
  props: LookOptions['props'],
  own: LookOptions['own'],
  context: LookOptions['context'],
  id: LookOptions['id'],
  open: LookOptions['open'],
): ButtonLook | undefined => buttonLook(view, { props, own, context, id, open });

/** The states in which a button that has the focus has been through Link: while Link is open, Link has the focus. */
const AFTER_LINK = ['open', 'confirming', 'relinked'];

/** Moves the focus to a neighbour of an element that is about to leave the page, if the element has it. */
export function handOverFocus(element: Element): void {
  const isRepaired = AFTER_LINK.includes(element.getAttribute('data-state') ?? '');
  if (element === focused()) moveFocusFrom(element, isRepaired);
}

/** A button is about to leave the page. Where it was not pressed, the browser moves the focus, as from any other. */
export function leave(button: object): void {
  const element = elementOf(button);
  if (element) handOverFocus(element);
}
