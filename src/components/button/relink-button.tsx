import {
  Children,
  forwardRef,
  useContext,
  useInsertionEffect,
  useRef,
  type ButtonHTMLAttributes,
  type ForwardRefExoticComponent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
} from 'react';
import { ENGLISH_BUTTON } from '../../messages/button';
import type { ButtonMessages } from '../../messages/types';
import type { RelinkOptions, RelinkView } from '../../core/client/session-types';
import { clientOf, RelinkContext } from '../../react/context';
import { useSession } from '../../react/use-session';
import { buttonAttributes, partAttributes } from '../dom/dom-contract';
import { splitProps } from '../dom/props';
import { mergeProps, Slot } from '../dom/slot';
import { loadFeedback } from '../feedback/load-feedback';
import { FOCUS_MS, HOVER_MS, startIntent, stopIntent } from './intent';

/** Props of {@link RelinkButton}: the relink options, and all props of a `<button>`, which gets them with `ref`. */
export interface RelinkButtonProps
  extends
    RelinkOptions,
    Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof RelinkOptions | 'children'> {
  /** Plaid's `item_id`. */
  itemId: string;
  /** Gives the behaviour to the single child element instead of rendering a `<button>`. @default false */
  asChild?: boolean | undefined;
  /**
   * When to fetch the token and load Link: when the user rests on the button with the pointer or the keyboard, or touches it
   * (`'intent'`); also when the button mounts, or as soon as its tab is shown; or at the click. A page has one Link, so of
   * many buttons the newest is prepared.
   * @default 'intent'
   */
  prepareOn?: 'intent' | 'mount' | 'click' | undefined;
  /**
   * The label, or a function that returns it for a status and an error.
   * @default the text for the status, from the provider's `messages`
   */
  children?: ReactNode | ((state: RelinkView) => ReactNode);
}

/** The type of {@link RelinkButton}. With `asChild` it has one element as its child, or a function that returns one. */
export interface RelinkButtonComponent {
  <AsChild extends boolean | undefined>(
    props: RelinkButtonProps &
      RefAttributes<HTMLButtonElement> & { asChild?: AsChild } & ChildOf<AsChild>,
  ): ReturnType<ForwardRefExoticComponent<object>>;
  displayName?: string | undefined;
}

/** Where it is known only at run time whether there is to be a child, any children will do. */
type ChildOf<AsChild> = [AsChild] extends [true]
  ? { children: ReactElement | ((state: RelinkView) => ReactElement) }
  : unknown;

/** For a disabled child: as on a disabled button, the app's own click handlers do not run either. */
const INERT = {
  'aria-disabled': true,
  onClickCapture(event: MouseEvent): void {
    event.preventDefault();
    event.stopPropagation();
  },
} as const;

/**
 * A button that repairs an Item: it opens Link in update mode and shows the status of the session. It sends no request
 * and loads no script while idle. It works under a {@link RelinkProvider}, or without one; without, Link closes when the
 * last such button unmounts.
 *
 * DOM contract: `data-state` is the status. While a session runs, `aria-busy` and `aria-disabled` are set. After Link
 * the button has the focus again.
 *
 * @example
 * <RelinkButton itemId={item.id} onRelinked={() => refetch()} />
 */
export const RelinkButton: RelinkButtonComponent = /* @__PURE__ */ forwardRef<
  HTMLButtonElement,
  RelinkButtonProps
>(function RelinkButton(
  {
    itemId,
    asChild = false,
    prepareOn = 'intent',
    children,
    disabled,
    // A button of another type would submit the form around it.
    type = 'button',
    ...props
  },
  ref,
): ReactElement {
  const { options, elementProps } = splitProps(props);
  const context = useContext(RelinkContext);
  const client = clientOf(context);
  const { view, prepare, open } = useSession(client, itemId, {
    ...options,
    announce: (now) =>
      loadFeedback((feedback) => feedback.announce(client, itemId, now, context?.messages)),
    prepareOnMount: prepareOn === 'mount' && !disabled,
  });
  const clicked = useRef<HTMLElement | undefined>(undefined);
  // React runs the clean-up of an insertion effect before it removes the element, which still has the focus then.
  useInsertionEffect(
    () => () => {
      const { current } = clicked;
      stopIntent(clicked);
      if (current) loadFeedback(({ handOverFocus }) => handOverFocus(current));
    },
    [],
  );

  const onIntent = (): void => {
    // What was prepared at mount may be gone, or may have failed.
    if (prepareOn !== 'click' && !disabled) prepare();
  };
  const onLeave = (): void => stopIntent(clicked);
  // A design system's button may call its `onClick` without an event.
  const onClick = (event?: MouseEvent<HTMLElement>): void => {
    const element = event?.currentTarget;
    // A link would leave the page on which Link opens.
    if (element?.localName === 'a') event?.preventDefault();
    if (disabled) return;
    clicked.current = element;
    if (element) {
      // Safari focuses an ancestor instead of the clicked button; focus it here so that focus can return to it.
      if (document.activeElement?.contains(element)) element.focus({ preventScroll: true });
      loadFeedback(({ warnIfUnreachable }) => warnIfUnreachable(element));
    }
    stopIntent();
    void open();
  };

  const content = typeof children === 'function' ? children(view) : children;
  const Tag = (asChild ? Slot : 'button') as 'button';
  const native = { ...partAttributes('button'), disabled };
  const behaviour = {
    ...(asChild ? disabled && INERT : native),
    type,
    ...buttonAttributes(view.status),
    onClick,
    onPointerEnter: () => startIntent(clicked, onIntent, HOVER_MS),
    onPointerLeave: onLeave,
    onFocus: () => startIntent(clicked, onIntent, FOCUS_MS),
    onBlur: onLeave,
    onTouchStart: onIntent,
  };
  return (
    <Tag {...mergeProps(behaviour, elementProps)} ref={ref}>
      {/* A child such as `name && …` may come out empty, and a button needs a name. */}
      {Children.toArray(content).some(Boolean) ? content : textOf(view, context?.messages)}
    </Tag>
  );
});

function textOf(view: RelinkView, messages: Partial<ButtonMessages> | undefined): string {
  const texts = { ...ENGLISH_BUTTON, ...messages };
  return view.status === 'failed' ? texts.failed(view.error) : texts[view.status];
}
