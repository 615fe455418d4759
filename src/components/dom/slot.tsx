import {
  Children,
  cloneElement,
  forwardRef,
  isValidElement,
  useMemo,
  version,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import { createEarlyError } from '../../core/errors/early-errors';

type Props = Record<string, unknown>;
type Handler = (event: { defaultPrevented: boolean }) => void;

/** The app's single child with our behaviour merged in. */
export const Slot = /* @__PURE__ */ forwardRef<HTMLButtonElement, { children: ReactNode }>(
  function Slot({ children, ...ours }, ref): ReactElement {
    // What comes from a server component may still be on its way, and is an element only to React's own functions. A
    // fragment, whose type is a symbol, would take the behaviour and do nothing.
    const [child, other] = Children.toArray(children);
    if (!isValidElement<Props>(child) || typeof child.type === 'symbol' || other) {
      throw createEarlyError('invalid_options', {
        message: 'asChild needs one element.',
      });
    }
    const childRef = refOfChild(child);
    const joinedRef = useMemo(() => (childRef ? composeRefs(ref, childRef) : ref), [ref, childRef]);
    return cloneElement(child, { ...mergeProps(ours, child.props), ref: joinedRef });
  },
);

/**
 * Our props with theirs merged over them. Handlers: theirs first, ours unless it prevented the default. Styles and class
 * names add up; our state attributes stay; for the rest theirs win.
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

/** The app's handler first, ours unless it prevented the default. A design system's button may call it with nothing. */
export function composeEventHandlers<Event extends { defaultPrevented: boolean } | undefined>(
  theirs: ((event: Event) => void) | undefined,
  ours: (event: Event) => void,
): (event: Event) => void {
  return (event) => {
    theirs?.(event);
    if (!event?.defaultPrevented) ours(event);
  };
}

/** React 19 made it a prop; before, it stood beside the props. */
function refOfChild(child: ReactElement<Props>): Ref<never> | undefined {
  const holder = parseInt(version) >= 19 ? child.props : child;
  return (holder as { ref?: Ref<never> }).ref;
}

/** One ref for all of them. Clean-ups that callback refs return (React 19) are run, and never called with null. */
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
