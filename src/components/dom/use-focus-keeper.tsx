import {
  useEffect,
  useInsertionEffect,
  useMemo,
  useRef,
  type FocusEvent,
  type ReactElement,
} from 'react';
import { focused, moveFocusFrom } from '../../browser/page/focus';

interface FocusKeeper {
  ref(element: HTMLElement | null): void;
  onFocus(event: FocusEvent): void;
  onBlur(event: FocusEvent): void;
  /** Must be rendered inside the root. */
  guard: ReactElement;
}

/**
 * Keeps the focus near where it was, where a browser would move it to the top of the page. When the focused button
 * disappears, focus moves within the root; when the root is removed or hidden, to its nearest neighbour.
 *
 * @param focusWithin focuses an element of the root, or the root itself
 * @param isHidden whether the root is mounted and hidden
 */
export function useFocusKeeper(
  focusWithin: (root: HTMLElement) => void,
  isHidden = false,
): FocusKeeper {
  const root = useRef<HTMLElement | null>(null);
  // React fires no blur for an element that it removes, so this still says where the focus was.
  const isWithin = useRef(false);
  useEffect(() => {
    const element = focused();
    const isLost = !element || element === document.body;
    // The root was removed, or another element has taken the focus: this component no longer owns it.
    if (!root.current || !(isLost || root.current.contains(element))) isWithin.current = false;
    if (isWithin.current && isLost && root.current) focusWithin(root.current);
  });
  /** React clears the root's ref before it runs the clean-ups of the components in the root. */
  const latestRoot = useRef<HTMLElement | null>(null);
  const handlers = useMemo(
    () => ({
      ref: (element: HTMLElement | null) => {
        root.current = element;
        latestRoot.current = element ?? latestRoot.current;
      },
      // React's events also come from a portal that is rendered in here, which is elsewhere in the page.
      onFocus: ({ currentTarget, target }: FocusEvent) => {
        isWithin.current = currentTarget.contains(target);
      },
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        isWithin.current = currentTarget.contains(relatedTarget);
      },
      onLeaving: () => {
        const { current: leaving } = latestRoot;
        if (leaving?.contains(focused())) moveFocusFrom(leaving);
        isWithin.current = false;
      },
    }),
    [],
  );
  const { onLeaving, ...onRoot } = handlers;
  return { ...onRoot, guard: <LeavingGuard isHidden={isHidden} onLeaving={onLeaving} /> };
}

interface LeavingGuardProps {
  isHidden: boolean;
  onLeaving: () => void;
}

/** A child of the root: React runs the clean-ups in an element before it removes or hides the element. */
function LeavingGuard({ isHidden, onLeaving }: LeavingGuardProps): null {
  useInsertionEffect(() => onLeaving, [isHidden, onLeaving]);
  return null;
}
