/** Screen-reader announcements, focus hand-over and a warning: one chunk, loaded at the first interaction. */
import { focused, moveFocusFrom } from '../../browser/page/focus';
import type { RelinkClient } from '../../core/client/client';
import { sessionStoreOf } from '../../core/client/session-store';
import type { RelinkView } from '../../core/client/session-types';
import { ENGLISH_ANNOUNCEMENTS } from '../../messages/announcements';
import { ENGLISH_BUTTON } from '../../messages/button';
import type { RelinkMessages } from '../../messages/types';
import { speak } from './live-region';

export { speak };

/** Delay before the opening is announced: a prepared Link opens sooner and speaks for itself. */
const SLOW_MS = 1_000;

/** Announces a new view of an Item's session to screen readers. */
export function announce(
  client: RelinkClient,
  itemId: string,
  view: RelinkView,
  messages: Partial<RelinkMessages> | undefined,
): void {
  const texts = { ...ENGLISH_BUTTON, ...ENGLISH_ANNOUNCEMENTS, ...messages };
  switch (view.status) {
    case 'opening':
      // The region is in the page before its first text: one that is added together with its text is not read out.
      speak('');
      setTimeout(() => {
        if (sessionStoreOf(client).view(itemId) === view) speak(texts.announceOpening);
      }, SLOW_MS);
      return;
    case 'open':
      // Link speaks for itself.
      return speak('');
    case 'confirming':
      return speak(texts.announceConfirming);
    case 'relinked':
      return speak(texts.announceRelinked);
    case 'exited':
      return speak(texts.announceExited);
    case 'failed':
      return speak(texts.announceFailed(texts.failed(view.error)));
    default: // before a click there is nothing to say
  }
}

/** Moves the focus to a neighbour of an element that is about to leave the page, if the element has it. */
export function handOverFocus(element: Element): void {
  if (element === focused()) moveFocusFrom(element);
}

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

/**
 * Warns about `asChild` around a component that does not call the `onClick` that it was given, such as react-native-web's
 * `Pressable`: its click opens nothing. A disabled or busy child ignores clicks on purpose. Warns once.
 */
export function warnIfDropped(element: Element): void {
  if (hasWarnedOfDropped || element.matches('[aria-disabled="true"]')) return;
  hasWarnedOfDropped = true;
  console.warn(
    `react-plaid-relink: The child of <RelinkButton asChild>, a <${element.localName}>, was clicked and did not call its onClick, so Link does not open. A component that takes onPress in place of onClick, such as Pressable of React Native, drops it: use useRelink() and pass its open() to onPress.`,
  );
}

/** A custom element may contain a button. An app that sets a role and a tabindex may handle the keys too. */
function mayHandleKeys(element: Element): boolean {
  return (
    element.localName.includes('-') ||
    (element.hasAttribute('role') && element.hasAttribute('tabindex'))
  );
}
