import { browserEnvironment as env } from '../environment';

const waiting = new WeakMap<Element, () => void>();
/** One for the page: a list may have a thousand rows. */
let observer: IntersectionObserver | undefined;

/**
 * Calls `onSeen` once, when a part of the element has come into the window. In a tab in the background, in a list that is hidden
 * and below the edge of the window it has not. Where the browser cannot tell, it counts as seen once it is in the page.
 *
 * Never at once: an effect that StrictMode runs twice, and a notice that goes before it is painted, tell nothing.
 *
 * @returns the function that stops waiting
 */
export function whenSeen(element: Element, onSeen: () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') return env.setTimer(onSeen, 0);
  observer ??= new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const seen = waiting.get(target);
      if (!isIntersecting || !seen) continue;
      stop(target);
      seen();
    }
  });
  waiting.set(element, onSeen);
  observer.observe(element);
  return () => stop(element);
}

function stop(element: Element): void {
  waiting.delete(element);
  observer?.unobserve(element);
}
