import { useEffect, useRef } from 'react';
import type { RelinkMessages } from '../core/messages';
import type { RelinkView } from '../core/relink';

/** Tells assistive technology what becomes of an Item's session, wherever the focus is. */
export function useAnnouncement(
  itemId: string,
  view: RelinkView,
  messages: Partial<RelinkMessages> | undefined,
): void {
  const before = useRef({ itemId, view });
  useEffect(() => {
    const was = before.current;
    before.current = { itemId, view };
    if (was.itemId !== itemId || was.view === view) return;
    void import('./manners').then(
      ({ announce }) => announce(view, messages),
      // The session's own chunk will not have come either, and the button says so.
      () => {},
    );
  }, [itemId, view, messages]);
}
