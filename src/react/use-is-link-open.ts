'use client';

import { useSyncExternalStore } from 'react';
import { isLinkOpen, subscribeToLink } from '../browser/page/link-presence';

/**
 * Whether Link is open on this page, whichever button, hook or provider opened it. Needs no provider.
 *
 * For dialogs, drawers and everything else that traps the focus or the pointer: the trap must be off while Link is
 * open, or the user cannot type in Link.
 *
 * True from just before Link shows until it closes; the session then goes on ('confirming'). Links that the app opens
 * without this package do not count.
 *
 * @example
 * const isLinkOpen = useIsLinkOpen();
 * return <Dialog disableEnforceFocus={isLinkOpen} … />;
 */
export function useIsLinkOpen(): boolean {
  return useSyncExternalStore(subscribeToLink, isLinkOpen, () => false);
}
