import { useEffect, useMemo, useRef } from 'react';
import type { RelinkStatus } from '../core/types';

interface FocusReturn {
  ref(element: HTMLElement | null): void;
  /** The user clicked: the focus is to come back here after Link. */
  expect(): void;
}

/** Brings the focus back to the button once Link has closed, where nobody else has taken it meanwhile. */
export function useFocusReturn(status: RelinkStatus): FocusReturn {
  const element = useRef<HTMLElement | null>(null);
  const isExpected = useRef(false);
  const before = useRef(status);

  useEffect(() => {
    const wasOpen = before.current === 'open' || before.current === 'opening';
    before.current = status;
    const isOpen = status === 'open' || status === 'opening';
    if (!wasOpen || isOpen || !isExpected.current) return;
    isExpected.current = false;
    const holder = document.activeElement;
    // Link's iframe gives the focus back to nobody.
    const isFree = !holder || holder === document.body || holder.tagName === 'IFRAME';
    if (isFree) element.current?.focus({ preventScroll: true });
  }, [status]);

  return useMemo(
    () => ({
      ref: (next) => {
        element.current = next;
      },
      expect: () => {
        isExpected.current = true;
      },
    }),
    [],
  );
}
