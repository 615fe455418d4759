import { useCallback, useInsertionEffect, useRef } from 'react';
import { withManners } from './with-manners';

/**
 * Sees to it that the button has the focus when Link opens, which gives it back to who had it (`page-guard`), and that
 * the focus is not lost where the button goes away later, as in a list of what is broken.
 *
 * @returns to be called with the element that was clicked
 */
export function useAfterClick(): (element: HTMLElement) => void {
  const clicked = useRef<HTMLElement>(null);
  // The clean-up of such an effect runs before React takes the element out of the page.
  useInsertionEffect(
    () => () => {
      const element = clicked.current;
      if (element) withManners(({ leaving }) => leaving(element));
    },
    [],
  );
  return useCallback((element) => {
    clicked.current = element;
    // Safari gives the focus of a click to what is around the button.
    if (document.activeElement?.contains(element)) element.focus({ preventScroll: true });
    withManners(({ afterClick }) => afterClick(element));
  }, []);
}
