import {
  Children,
  cloneElement,
  forwardRef,
  isValidElement,
  useEffect,
  useMemo,
  useRef,
  version,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import { createEarlyError } from '../../core/errors/early-errors';
import { loadFeedback } from '../feedback/load-feedback';

type Props = Record<string, unknown>;
type Handler = (event: { defaultPrevented: boolean }) => void;

/** Renders the app's single child with our props merged into its own. */
export const Slot = /* @__PURE__ */ forwardRef<HTMLButtonElement, { children: ReactNode }>(
  function Slot({ children, ...ours }, ref): ReactElement {
    // `Children` also unwraps an element from a server component that is still streaming. A fragment, whose type is a
    // symbol, would swallow the props.
    const [child, other] = Children.toArray(children);
    if (!isValidElement<Props>(child) || typeof child.type === 'symbol' || other) {
      throw createEarlyError('invalid_options', {
        message: 'asChild needs one element.',
      });
    }
    const element = useRef<HTMLElement>(null);
    const hasHeard = useRef(false);
    const childRef = refOfChild(child);
    const composedRef = useMemo(() => composeRefs(ref, childRef, element), [ref, childRef]);
    // A child may render another element at any time.
    useEffect(() => {
      const { current } = element;
      // A ref may also hold an object of the child's own.
      if (!(current instanceof Element)) return;
      const check = (): void => {
        hasHeard.current = false;
        setTimeout(() => {
          if (!hasHeard.current) loadFeedback(({ warnIfDropped }) => warnIfDropped(current));
        });
      };
      current.addEventListener('click', check);
      return () => current.removeEventListener('click', check);
    });
    const merged = mergeProps(ours, child.props);
    const { onClick } = merged as { onClick: (event?: unknown) => void };
    const hear = (event?: unknown): void => {
      hasHeard.current = true;
      onClick(event);
    };
    return cloneElement(child, { ...merged, onClick: hear, ref: composedRef });
  },
);

/**
 * Merges the child's props over ours. Event handlers are composed, styles and class names are joined, `data-state` and
 * our `aria-*` stay; for all other props the child wins.
 */
export function mergeProps(ours: Props, theirs: Props): Props {
  const merged: Props = { ...ours, ...theirs };
  for (const [name, own] of Object.entries(ours)) {
    const their = theirs[name];
    if (/^on[A-Z]/.test(name) && own) {
      merged[name] = composeEventHandlers(their as Handler | undefined, own as Handler);
    } else if (name === 'style') {
      merged.style = { ...(own as object), ...(their as object) };
    } else if (name === 'className') {
      merged.className = [own, their].filter(Boolean).join(' ');
    } else if (/^(data-state|aria-)/.test(name)) {
      merged[name] = own ?? their;
    }
  }
  return merged;
}

/**
 * Calls the app's handler, then ours unless the app's prevented the default. A design system's button may call the
 * handler without an event.
 */
export function composeEventHandlers<Event extends { defaultPrevented: boolean } | undefined>(
  theirs: ((event: Event) => void) | undefined,
  ours: (event: Event) => void,
): (event: Event) => void {
  return (event) => {
    theirs?.(event);
    if (!event?.defaultPrevented) ours(event);
  };
}

/** In React 19 `ref` is a prop; before, it was a property of the element. */
function refOfChild(child: ReactElement<Props>): Ref<never> | undefined {
  const owner = parseInt(version) >= 19 ? child.props : child;
  return (owner as { ref?: Ref<never> }).ref;
}

/**
 * One callback ref for all of `refs`. A callback ref that returned a clean-up (React 19) gets the clean-up called, and is
 * not called with null.
 */
export function composeRefs<Element>(
  ...refs: (Ref<Element> | undefined)[]
): (element: Element | null) => void {
  let cleanUps: (() => void)[] = [];
  return (element) => {
    if (element === null) {
      for (const cleanUp of cleanUps) cleanUp();
      cleanUps = [];
      return;
    }
    cleanUps = refs.map((ref) => attach(ref, element));
  };
}

function attach<Element>(ref: Ref<Element> | undefined, element: Element): () => void {
  if (typeof ref === 'function') {
    const cleanUp = ref(element);
    return cleanUp ?? (() => void ref(null));
  }
  if (!ref) return () => {};
  ref.current = element;
  return () => {
    ref.current = null;
  };
}
