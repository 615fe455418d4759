import { useEffect, useMemo, useRef } from 'react';
import { holdsLink, isBusy } from '../core/session-table';
import type { RelinkStatus } from '../core/types';

interface FocusReturn {
  ref(element: HTMLElement | null): void;
  /** The user clicked: the focus is to come back here after Link. */
  expect(): void;
}

/** Brings the focus back to the button once Link has closed, where nobody else has taken it meanwhile. */
export function useFocusReturn(itemId: string, status: RelinkStatus): FocusReturn {
  const element = useRef<HTMLElement | null>(null);
  const isExpected = useRef(false);
  const before = useRef({ itemId, status });

  useEffect(() => {
    const was = before.current;
    before.current = { itemId, status };
    // Another Item's status says nothing about Link, which may still be open for the one before.
    const hasClosed = was.itemId === itemId && holdsLink(was.status) && !holdsLink(status);
    if (was.itemId !== itemId) isExpected.current = false;
    if (hasClosed && isExpected.current) {
      const holder = document.activeElement;
      // Link's iframe gives the focus back to nobody.
      const isFree = !holder || holder === document.body || holder.tagName === 'IFRAME';
      if (isFree) element.current?.focus({ preventScroll: true });
    }
    // A click that only joined a session must not claim the focus of a later one.
    if (!isBusy(status)) isExpected.current = false;
  }, [itemId, status]);

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
