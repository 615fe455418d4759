import {
  Children,
  cloneElement,
  forwardRef,
  useMemo,
  version,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import { invalidOptions } from '../../core/errors/early-errors';
import { loadFeedback } from '../feedback/load-feedback';

export type Props = Record<string, unknown>;
type Handler = (event: { defaultPrevented: boolean }) => void;

/** Renders the app's single child with our props merged into its own. */
export const Slot = /* @__PURE__ */ forwardRef<HTMLButtonElement, { children: ReactNode }>(
  function Slot({ children, ...ours }, ref): ReactElement {
    // `Children` also unwraps an element from a server component that is still streaming. A fragment, whose type is a
    // symbol, would swallow the props.
    const [child, other] = Children.toArray(children) as [ReactElement<Props>?, ...ReactNode[]];
    if (!child?.type || typeof child.type === 'symbol' || other) {
      throw invalidOptions({ message: 'asChild needs one element.' });
    }
    // In React 19 `ref` is a prop; before, it was a property of the element.
    const childRef = ((parseInt(version) >= 19 ? child.props : child) as { ref?: Ref<never> }).ref;
    const composedRef = useMemo(() => composeRefs(ref, childRef, watchClicks), [ref, childRef]);
    return cloneElement(child, { ...mergeProps(ours, child.props), ref: composedRef });
  },
);

/**
 * Lets the feedback chunk see each click that the element gets, since a child may drop our `onClick`. The listener goes with
 * the element. A ref may also hold an object of the child's own.
 */
function watchClicks(element: Partial<EventTarget> | null): void {
  element?.addEventListener?.('click', tellClick);
}

function tellClick(event: Event): void {
  const { currentTarget } = event;
  loadFeedback(({ warnIfDropped }) => warnIfDropped(currentTarget, event));
}

/**
 * Merges the app's props over ours, in place: a copy for each of a thousand buttons was most of their garbage. Event handlers
 * are composed, styles and class names are joined, `data-state` and our `aria-*` stay; for all other props the app's wins.
 *
 * @param leftOut the names of props that are not merged
 */
export function mergeProps(ours: Props, theirs: object, leftOut?: ReadonlySet<string>): Props {
  for (const name in theirs) {
    if (leftOut?.has(name)) continue;
    const own = ours[name];
    const their: unknown = (theirs as Props)[name];
    ours[name] =
      own === undefined
        ? their
        : typeof own === 'function'
          ? composeEventHandlers(their as Handler | undefined, own as Handler)
          : name === 'style'
            ? { ...(own as object), ...(their as object) }
            : name === 'className'
              ? `${own as string}${their ? ` ${their as string}` : ''}`
              : /^data-s|^aria-[^l]/.test(name)
                ? (own ?? their)
                : (their ?? own);
  }
  return ours;
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

/**
 * One callback ref for all of `refs`. A callback ref that returned a clean-up (React 19) gets the clean-up called, and is
 * not called with null. React calls it with null between two elements.
 */
export function composeRefs<Element>(
  ...refs: (Ref<Element> | undefined)[]
): (element: Element | null) => void {
  let cleanUps: unknown[] = [];
  return (element) => {
    cleanUps = refs.map((ref, index) => {
      const cleanUp = cleanUps[index];
      if (typeof cleanUp === 'function') return (cleanUp as () => void)();
      if (typeof ref === 'function') return ref(element);
      if (ref) ref.current = element;
    });
  };
}
