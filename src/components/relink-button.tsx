import {
  forwardRef,
  useContext,
  useEffect,
  useMemo,
  useRef,
  type ButtonHTMLAttributes,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { ENGLISH, type ButtonMessages } from '../core/messages';
import type { RelinkOptions, RelinkView } from '../core/relink';
import { RelinkContext, useClient } from '../react/context';
import { useSession } from '../react/use-session';
import { buttonAttributes, part } from './dom-contract';
import { joinRefs, mergeProps, refOfChild, renderAsChild } from './slot';
import { splitProps } from './split-props';
import { useAfterClick } from './use-after-click';
import { useAnnouncement } from './use-announcement';

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

/** A pointer that only crosses a list of buttons means none of them. */
const HOVER_MS = 50;

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
    { itemId, asChild = false, prepareOn = 'intent', children, disabled, ...rest },
    ref,
  ): ReactElement {
    const { options, elementProps } = splitProps(rest);
    const messages = useContext(RelinkContext)?.messages;
    const { view, prepare, open } = useSession(useClient(), itemId, options);
    useAnnouncement(itemId, view, messages);
    const afterClick = useAfterClick();
    const hover = useRef<ReturnType<typeof setTimeout>>(undefined);
    const stopHover = (): void => clearTimeout(hover.current);

    useEffect(() => {
      if (prepareOn === 'mount') prepare();
      return () => clearTimeout(hover.current);
    }, [prepareOn, prepare]);

    const onIntent = (): void => {
      if (prepareOn === 'intent' && !disabled) prepare();
    };
    const props = {
      ...mergeProps(
        {
          onClick({ currentTarget }: MouseEvent<HTMLElement>) {
            if (disabled) return;
            stopHover();
            afterClick(currentTarget);
            void open();
          },
          onPointerEnter() {
            stopHover();
            hover.current = setTimeout(onIntent, HOVER_MS);
          },
          onPointerLeave: stopHover,
          onFocus: onIntent,
          onTouchStart: onIntent,
        },
        elementProps,
      ),
      ...buttonAttributes(view.status),
    };
    const content = typeof children === 'function' ? children(view) : children;
    const childRef = asChild ? refOfChild(content) : undefined;
    const joinedRef = useMemo(
      () => (childRef ? joinRefs<HTMLButtonElement>(ref, childRef) : ref),
      [ref, childRef],
    );

    if (asChild) {
      const ours = { ...props, ...(disabled && { 'aria-disabled': true }) };
      return renderAsChild(content, ours, joinedRef);
    }
    return (
      <button type="button" {...part('button')} {...props} disabled={disabled} ref={joinedRef}>
        {content ?? textOf(view, { ...ENGLISH, ...messages })}
      </button>
    );
  },
);

function textOf(view: RelinkView, messages: ButtonMessages): string {
  return view.status === 'failed' ? messages.failed(view.error) : messages[view.status];
}
