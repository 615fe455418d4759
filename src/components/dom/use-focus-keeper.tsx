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
  /** To be rendered in the root. */
  guard: ReactElement;
}

/**
 * The focus of a button that has gone goes to a place near it, not to the top of the page; of all that is in the root,
 * where that goes or is hidden, to what is beside it.
 *
 * @param giveFocus gives it to a place in the root
 * @param isHidden whether the root is in the page and not to be seen
 */
export function useFocusKeeper(
  giveFocus: (root: HTMLElement) => void,
  isHidden = false,
): FocusKeeper {
  const root = useRef<HTMLElement | null>(null);
  // React fires no blur for an element that it removes, so this still tells where the focus was.
  const isWithin = useRef(false);
  useEffect(() => {
    const holder = focused();
    const isLost = !holder || holder === document.body;
    // It went with all that is in it, or somebody else has taken the focus meanwhile: neither is undone later.
    if (!root.current || !(isLost || root.current.contains(holder))) isWithin.current = false;
    if (isWithin.current && isLost && root.current) giveFocus(root.current);
  });
  /** React has taken the root away from its ref by the time that it tells what is in it. */
  const latestRoot = useRef<HTMLElement | null>(null);
  const handlers = useMemo(
    () => ({
      ref: (element: HTMLElement | null) => {
        root.current = element;
        latestRoot.current = element ?? latestRoot.current;
      },
      // To React a dialog that is rendered in here is inside, wherever it is in the page.
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

/** In the root, since React runs the clean-up of what is in an element before it removes or hides the element. */
function LeavingGuard({ isHidden, onLeaving }: LeavingGuardProps): null {
  useInsertionEffect(() => onLeaving, [isHidden, onLeaving]);
  return null;
}
