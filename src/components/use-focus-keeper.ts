import { useEffect, useMemo, useRef, type FocusEvent } from 'react';

interface FocusKeeper {
  ref(element: HTMLElement | null): void;
  onFocus(): void;
  onBlur(event: FocusEvent): void;
}

/**
 * The focus of a button that has gone goes to a place near it, not to the top of the page.
 *
 * @param state whatever makes buttons come and go
 * @param placeIn where in the root the focus is to go then
 */
export function useFocusKeeper(
  state: unknown,
  placeIn: (root: HTMLElement) => HTMLElement | null,
): FocusKeeper {
  const root = useRef<HTMLElement | null>(null);
  // React fires no blur for an element that it removes, so this still tells where the focus was.
  const isWithin = useRef(false);
  useEffect(() => {
    const isLost = document.activeElement === document.body || !document.activeElement;
    if (isWithin.current && isLost && root.current) {
      placeIn(root.current)?.focus({ preventScroll: true });
    }
  }, [state, placeIn]);
  return useMemo(
    () => ({
      ref: (element) => {
        root.current = element;
      },
      onFocus: () => {
        isWithin.current = true;
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        isWithin.current = currentTarget.contains(relatedTarget);
      },
    }),
    [],
  );
}
