import { useSyncExternalStore } from 'react';
import { isLinkOpen, subscribeToLink } from '../browser/page/link-presence';

/**
 * Whether Link covers the page, whichever button, hook or provider opened it. For dialogs, drawers and everything else
 * that keeps the focus or the pointer to itself: it has to let go meanwhile, or nobody can type in Link.
 *
 * True from just before Link shows until it is closed; the session then goes on ('confirming'). Links that the app
 * opens without this package are not seen.
 *
 * @example
 * const isLinkOpen = useIsLinkOpen();
 * return <Dialog disableEnforceFocus={isLinkOpen} … />;
 */
export function useIsLinkOpen(): boolean {
  return useSyncExternalStore(subscribeToLink, isLinkOpen, () => false);
}
