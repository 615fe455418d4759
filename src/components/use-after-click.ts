import { useCallback, useInsertionEffect, useRef } from 'react';
import type { AfterClick } from './manners';

/**
 * Sees to it that the button has the focus when Link opens, which gives it back to who had it (`page-guard`), and that
 * the focus is not lost where the button goes away later, as in a list of what is broken.
 *
 * @returns to be called with the element that was clicked
 */
export function useAfterClick(): (element: HTMLElement) => void {
  const clicked = useRef<{ element: HTMLElement; care: AfterClick | null }>(undefined);
  // The clean-up of such an effect runs before React takes the element out of the page.
  useInsertionEffect(
    () => () => {
      const { element, care } = clicked.current ?? {};
      if (element && element === document.activeElement) care?.leaving(element);
    },
    [],
  );
  return useCallback((element) => {
    // Safari gives the focus of a click to what is around the button.
    if (document.activeElement?.contains(element)) element.focus({ preventScroll: true });
    const now = { element, care: clicked.current?.care ?? null };
    clicked.current = now;
    if (now.care) return;
    void import('./manners').then(
      ({ afterClick }) => {
        now.care = afterClick(element);
      },
      // The session's own chunk will not have come either, and the button says so.
      () => {},
    );
  }, []);
}
