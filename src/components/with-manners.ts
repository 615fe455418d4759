import type { RelinkMessages } from '../core/messages';
import type { RelinkView } from '../core/relink';

type Manners = typeof import('./manners');

let loaded: Manners | undefined;

/** At once where they are here, which matters to an element that is about to leave the page. */
export function withManners(tell: (manners: Manners) => void): void {
  if (loaded) tell(loaded);
  else
    import('./manners').then(
      (manners) => tell((loaded = manners)),
      // The session's own chunk will not have come either, and the button says so.
      () => {},
    );
}

/** Tells assistive technology what becomes of an Item's session, wherever the focus is. */
export function announcerFor(
  messages: Partial<RelinkMessages> | undefined,
): (view: RelinkView) => void {
  return (view) => withManners(({ announce }) => announce(view, messages));
}
