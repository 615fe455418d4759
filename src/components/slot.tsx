import {
  cloneElement,
  isValidElement,
  version,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import { RelinkError } from '../core/errors';

type Handler = (event: { defaultPrevented: boolean }) => void;

/**
 * Renders the app's single child with our behaviour merged in. Handlers: the child's first, ours unless it prevented
 * the default. Styles and class names add up; our state attributes stay; for the rest the child wins. `ref` replaces
 * the child's own: join it with {@link refOfChild} where the joined one can be kept between renders.
 */
export function renderAsChild(children: ReactNode, ours: object, ref: Ref<never>): ReactElement {
  if (!isValidElement<Record<string, unknown>>(children)) {
    throw new RelinkError('invalid_options', {
      message:
        '<RelinkButton asChild> needs exactly one element as its child, such as <MyButton>Reconnect</MyButton>, to give its behaviour to.',
    });
  }
  return cloneElement(children, { ...mergeProps(ours, children.props), ref });
}

function mergeProps(ours: object, theirs: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...ours, ...theirs };
  for (const [name, own] of Object.entries<unknown>({ ...ours })) {
    const their = theirs[name];
    if (/^on[A-Z]/.test(name) && isHandler(own)) {
      merged[name] = isHandler(their) ? joinHandlers(their, own) : own;
    } else if (name === 'style') {
      merged.style = Object.assign({}, own, their);
    } else if (name === 'className') {
      merged.className = [own, their].filter(Boolean).join(' ');
    } else if (name === 'data-state' || name.startsWith('aria-')) {
      merged[name] = own ?? their;
    }
  }
  return merged;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

/** The app's handler first, ours unless it prevented the default. */
export function joinHandlers<Event extends { defaultPrevented: boolean }>(
  theirs: ((event: Event) => void) | undefined,
  ours: (event: Event) => void,
): (event: Event) => void {
  return (event) => {
    theirs?.(event);
    if (!event.defaultPrevented) ours(event);
  };
}

/** The ref of the single child, or undefined. React 19 made it a prop; before, it stood beside the props. */
export function refOfChild(child: ReactNode): Ref<never> | undefined {
  if (!isValidElement<Record<string, unknown>>(child)) return undefined;
  const holder: object = Number.parseInt(version, 10) >= 19 ? child.props : child;
  return Reflect.get(holder, 'ref') as Ref<never> | undefined;
}

/** One ref for all of them. Clean-ups that callback refs return (React 19) are run, and never called with null. */
export function joinRefs<Element>(
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
