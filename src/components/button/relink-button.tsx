import {
  Children,
  forwardRef,
  useContext,
  useInsertionEffect,
  useRef,
  type ButtonHTMLAttributes,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { ENGLISH, type ButtonMessages } from '../../messages/button';
import type { RelinkOptions, RelinkView } from '../../core/client/session-types';
import { clientOf, RelinkContext } from '../../react/context';
import { useSession } from '../../react/use-session';
import { buttonAttributes, type RelinkPart } from '../dom/dom-contract';
import { mergeProps, Slot } from '../dom/slot';
import { omitRelinkOptions } from '../dom/without-options';
import { loadFeedback } from '../feedback/load-feedback';

/** Props of {@link RelinkButton}: those of a relink, and all of a `<button>`, which are passed on with `ref`. */
export interface RelinkButtonProps
  extends
    RelinkOptions,
    Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof RelinkOptions | 'children'> {
  /** Plaid's `item_id`. */
  itemId: string;
  /** Give the behaviour to the single child element instead of rendering a `<button>`. @default false */
  asChild?: boolean | undefined;
  /**
   * When to get token and Link ready: as soon as the user points at the button or focuses it, when it mounts, or only
   * at the click.
   * @default 'intent'
   */
  prepareOn?: 'intent' | 'mount' | 'click' | undefined;
  /** What it says; a function gets the status and the error. Default texts come from the provider's `messages`. */
  children?: ReactNode | ((state: RelinkView) => ReactNode);
}

/** As a disabled button is in a browser: what the app does at a click is not done either. */
const INERT = {
  'aria-disabled': true,
  onClickCapture(event: MouseEvent): void {
    event.preventDefault();
    event.stopPropagation();
  },
} as const;

/** A pointer that only crosses a list of buttons means none of them. */
const HOVER_MS = 50;

/** For the whole page, which has one pointer. */
let hover: ReturnType<typeof setTimeout> | undefined;
/** Whose it is. */
let hovered: object | undefined;
const stopHover = (): void => clearTimeout(hover);

/**
 * A button that repairs an Item: opens Link in update mode, and says how that goes. Costs nothing while idle. Works
 * under a {@link RelinkProvider} or without one; without, Link closes when the last such button goes away.
 *
 * DOM contract: `data-state` is the status, `aria-busy` and `aria-disabled` are set while a session runs, and the
 * focus returns here after Link.
 *
 * @example
 * <RelinkButton itemId={item.id} onRelinked={() => refetch()} />
 */
export const RelinkButton = /* @__PURE__ */ forwardRef<HTMLButtonElement, RelinkButtonProps>(
  function RelinkButton(
    {
      itemId,
      asChild = false,
      prepareOn = 'intent',
      children,
      disabled,
      // In a form any other submits it.
      type = 'button',
      ...options
    },
    ref,
  ): ReactElement {
    const elementProps = omitRelinkOptions(options);
    const context = useContext(RelinkContext);
    const client = clientOf(context);
    const { view, prepare, open } = useSession(client, itemId, {
      ...options,
      announce: (now) =>
        loadFeedback((feedback) => feedback.announce(client, itemId, now, context?.messages)),
      prepareOnMount: prepareOn === 'mount' && !disabled,
    });
    const clicked = useRef<HTMLElement | undefined>(undefined);
    // The clean-up of such an effect runs before React takes the element out of the page, with its focus.
    useInsertionEffect(
      () => () => {
        const { current } = clicked;
        if (hovered === clicked) stopHover();
        if (current) loadFeedback(({ handOverFocus }) => handOverFocus(current));
      },
      [],
    );

    const onIntent = (): void => {
      if (prepareOn === 'intent' && !disabled) prepare();
    };
    // Without an event where a design system's button keeps that to itself.
    const onClick = (event?: MouseEvent<HTMLElement>): void => {
      const element = event?.currentTarget;
      // A link would leave the page from under Link.
      if (element?.localName === 'a') event?.preventDefault();
      if (disabled) return;
      stopHover();
      clicked.current = element;
      if (element) {
        // Safari focuses an ancestor instead of the clicked button; focus it here so that focus can return to it.
        if (document.activeElement?.contains(element)) element.focus({ preventScroll: true });
        loadFeedback(({ warnIfUnreachable }) => warnIfUnreachable(element));
      }
      void open();
    };
    const onPointerEnter = (): void => {
      stopHover();
      hovered = clicked;
      hover = setTimeout(onIntent, HOVER_MS);
    };

    const content = typeof children === 'function' ? children(view) : children;
    const Tag = (asChild ? Slot : 'button') as 'button';
    const native = { 'data-relink': 'button' satisfies RelinkPart, disabled } as const;
    const behaviour = {
      ...(asChild ? disabled && INERT : native),
      type,
      ...buttonAttributes(view.status),
      onClick,
      onPointerEnter,
      onPointerLeave: stopHover,
      onFocus: onIntent,
      onTouchStart: onIntent,
    };
    return (
      <Tag {...mergeProps(behaviour, elementProps)} ref={ref}>
        {/* Nothing is also what `name && …` leaves behind, alone or beside others: a button without a name is none. */}
        {Children.toArray(content).some(Boolean) ? content : textOf(view, context?.messages)}
      </Tag>
    );
  },
);

function textOf(view: RelinkView, messages: Partial<ButtonMessages> | undefined): string {
  const texts = { ...ENGLISH, ...messages };
  return view.status === 'failed' ? texts.failed(view.error) : texts[view.status];
}
