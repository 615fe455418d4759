import { useContext, useEffect, useRef } from 'react';
import type { RelinkView } from '../core/relink';
import { RelinkContext } from '../react/context';
import { useLatest } from '../react/use-latest';

/** Tells assistive technology what becomes of an Item's session, wherever the focus is. */
export function useAnnouncement(itemId: string, view: RelinkView): void {
  const messages = useLatest(useContext(RelinkContext)?.messages);
  const before = useRef({ itemId, view });
  useEffect(() => {
    const was = before.current;
    before.current = { itemId, view };
    const isNews = was.itemId === itemId && was.view !== view;
    const isQuiet = ['idle', 'preparing', 'ready'].includes(view.status);
    if (!isNews || isQuiet) return;
    void import('./announcer').then(
      ({ announce }) => announce(view, messages()),
      // The session's own chunk will not have come either, and the button says so.
      () => {},
    );
  }, [itemId, view, messages]);
}
