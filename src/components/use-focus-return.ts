import { useMemo, useRef } from 'react';
import type { AfterClick } from './after-click';

interface FocusReturn {
  ref(element: HTMLElement | null): void;
  /** The user clicked: the focus is to come back here after Link. */
  expect(): void;
}

/**
 * Sees to it that the button has the focus when Link opens, which gives it back to who had it (`page-guard`), and that
 * the focus is not lost where the button goes away later, as in a list of what is broken.
 */
export function useFocusReturn(): FocusReturn {
  const element = useRef<HTMLElement | null>(null);
  const clicked = useRef<AfterClick | null>(null);
  return useMemo(
    () => ({
      ref(next) {
        const before = element.current;
        element.current = next;
        // React takes the element out of the page only after this.
        if (!next && before && before === document.activeElement) clicked.current?.leaving(before);
      },
      expect() {
        const button = element.current;
        if (!button) return;
        // Safari gives the focus of a click to what is around the button.
        if (document.activeElement?.contains(button)) button.focus({ preventScroll: true });
        void import('./after-click').then(
          ({ afterClick }) => {
            clicked.current ??= afterClick(button);
          },
          // The session's own chunk will not have come either, and the button says so.
          () => {},
        );
      },
    }),
    [],
  );
}
