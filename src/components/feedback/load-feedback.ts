type Feedback = typeof import('./feedback');

let loaded: Feedback | undefined;

/** At once where they are here, which matters to an element that is about to leave the page. */
export function loadFeedback(tell: (manners: Feedback) => void): void {
  if (loaded) tell(loaded);
  else
    import('./feedback').then(
      (manners) => tell((loaded = manners)),
      // The session's own chunk will not have come either, and the button says so.
      () => {},
    );
}
