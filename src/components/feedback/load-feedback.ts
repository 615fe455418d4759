type Manners = typeof import('./feedback');

let loaded: Manners | undefined;

/** At once where they are here, which matters to an element that is about to leave the page. */
export function withManners(tell: (manners: Manners) => void): void {
  if (loaded) tell(loaded);
  else
    import('./feedback').then(
      (manners) => tell((loaded = manners)),
      // The session's own chunk will not have come either, and the button says so.
      () => {},
    );
}
