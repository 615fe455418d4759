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
 * the default. Styles and class names add up; our state attributes stay; for the rest the child wins.
 */
export function renderAsChild(children: ReactNode, ours: object, ref: Ref<never>): ReactElement {
  if (!isValidElement<Record<string, unknown>>(children)) {
    throw new RelinkError('invalid_options', {
      message:
        '<RelinkButton asChild> needs exactly one element as its child, such as <MyButton>Reconnect</MyButton>, to give its behaviour to.',
    });
  }
  return cloneElement(children, {
    ...mergeProps(ours, children.props),
    ref: joinRefs(ref, refOf(children)),
  });
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

/** React 19 made `ref` a prop; before, it stood beside the props. */
function refOf(child: ReactElement<Record<string, unknown>>): Ref<never> | undefined {
  const holder: object = Number.parseInt(version, 10) >= 19 ? child.props : child;
  return Reflect.get(holder, 'ref') as Ref<never> | undefined;
}

export function joinRefs<Element>(
  ...refs: (Ref<Element> | undefined)[]
): (element: Element | null) => void {
  return (element) => {
    for (const ref of refs) {
      if (typeof ref === 'function') ref(element);
      else if (ref) ref.current = element;
    }
  };
}
