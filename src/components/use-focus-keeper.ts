import { useEffect, useInsertionEffect, useMemo, useRef, type FocusEvent } from 'react';
import { focused, rescueFocus } from '../react/focus-place';

interface FocusKeeper {
  ref(element: HTMLElement | null): void;
  onFocus(): void;
  onBlur(event: FocusEvent): void;
}

/**
 * The focus of a button that has gone goes to a place near it, not to the top of the page.
 *
 * @param state whatever makes buttons come and go
 * @param giveFocus gives it to a place in the root
 */
export function useFocusKeeper(
  state: unknown,
  giveFocus: (root: HTMLElement) => void,
): FocusKeeper {
  const root = useRef<HTMLElement | null>(null);
  // React fires no blur for an element that it removes, so this still tells where the focus was.
  const isWithin = useRef(false);
  useEffect(() => {
    // It went with all that is in it: what comes in its stead later has no claim to the focus.
    if (!root.current) isWithin.current = false;
    const isLost = document.activeElement === document.body || !document.activeElement;
    if (isWithin.current && isLost && root.current) giveFocus(root.current);
  }, [state, giveFocus]);
  // The app takes it all away, maybe as an answer to what has just moved the focus here. Before React removes it.
  useInsertionEffect(
    () => () => {
      const leaving = root.current;
      if (leaving?.contains(focused())) rescueFocus(leaving);
    },
    [],
  );
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
