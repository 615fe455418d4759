let loaded: typeof import('./feedback') | undefined;

/**
 * Calls `onLoad` with the feedback chunk: at once where it has loaded, which matters to an element that is about to leave
 * the page.
 */
export function loadFeedback(onLoad: (feedback: NonNullable<typeof loaded>) => void): void {
  if (loaded) onLoad(loaded);
  else
    import('./feedback').then(
      (feedback) => onLoad((loaded = feedback)),
      // A page that cannot load this chunk cannot load the engine either, and the button shows that failure.
      () => {},
    );
}
