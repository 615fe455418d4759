import type { RelinkView } from '../../core/client/session-types';

type Feedback = typeof import('./feedback');
/** The feedback chunk, where it has loaded. */
export let loadedFeedback: Feedback | undefined;

/**
 * Calls `onLoad` with the feedback chunk: at once where it has loaded, which matters to an element that is about to leave
 * the page.
 */
export function loadFeedback(onLoad: (feedback: Feedback) => void): void {
  if (loadedFeedback) onLoad(loadedFeedback);
  else
    import('./feedback').then(
      (feedback) => onLoad((loadedFeedback = feedback)),
      // A page that cannot load this chunk cannot load the engine either, and the button shows that failure.
      () => {},
    );
}

/**
 * The view that a button shows: the newest one, and as soon as the chunk has loaded, one that does not flicker.
 *
 * @param update lets the button ask again
 */
export function shownView(newest: RelinkView, update: () => void): RelinkView {
  if (loadedFeedback) return loadedFeedback.pacedView(newest, update);
  if (newest.status !== 'idle') loadFeedback(update);
  return newest;
}
