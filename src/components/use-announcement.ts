import { useEffect, useRef } from 'react';
import type { RelinkMessages } from '../core/messages';
import type { RelinkView } from '../core/relink';
import { withManners } from './with-manners';

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
    const isNews = was.itemId === itemId && was.view !== view;
    if (isNews) withManners(({ announce }) => announce(view, messages));
  }, [itemId, view, messages]);
}
