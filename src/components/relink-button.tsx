import {
  forwardRef,
  useContext,
  useEffect,
  useMemo,
  useRef,
  type ButtonHTMLAttributes,
  type ReactElement,
  type ReactNode,
} from 'react';
import { ENGLISH, type ButtonMessages } from '../core/messages';
import type { RelinkOptions, RelinkView } from '../core/relink';
import { RelinkContext, useClient } from '../react/context';
import { useSession } from '../react/use-session';
import { buttonAttributes, part } from './dom-contract';
import { joinHandlers, joinRefs, refOfChild, renderAsChild } from './slot';
import { splitProps } from './split-props';
import { useAnnouncement } from './use-announcement';
import { useFocusReturn } from './use-focus-return';

export interface RelinkButtonProps
  extends
    RelinkOptions,
    Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof RelinkOptions | 'children'> {
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
export const RelinkButton = forwardRef<HTMLButtonElement, RelinkButtonProps>(function RelinkButton(
  { itemId, asChild = false, prepareOn = 'intent', children, disabled, ...rest },
  ref,
): ReactElement {
  const { options, elementProps: buttonProps } = splitProps(rest);
  const messages = useContext(RelinkContext)?.messages;
  const { view, prepare, open } = useSession(useClient(), itemId, options);
  useAnnouncement(itemId, view);
  const focusReturn = useFocusReturn();
  const hover = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (prepareOn === 'mount') prepare();
  }, [prepareOn, prepare]);
  useEffect(() => () => clearTimeout(hover.current), []);

  const onIntent = (): void => {
    if (prepareOn === 'intent' && !disabled) prepare();
  };
  const props = {
    ...buttonProps,
    ...buttonAttributes(view.status),
    onClick: joinHandlers(buttonProps.onClick, () => {
      if (disabled) return;
      clearTimeout(hover.current);
      focusReturn.expect();
      void open();
    }),
    onPointerEnter: joinHandlers(buttonProps.onPointerEnter, () => {
      clearTimeout(hover.current);
      hover.current = setTimeout(onIntent, HOVER_MS);
    }),
    onPointerLeave: joinHandlers(buttonProps.onPointerLeave, () => clearTimeout(hover.current)),
    onFocus: joinHandlers(buttonProps.onFocus, onIntent),
    onTouchStart: joinHandlers(buttonProps.onTouchStart, onIntent),
  };
  const content = typeof children === 'function' ? children(view) : children;
  const childRef = asChild ? refOfChild(content) : undefined;
  const joinedRef = useMemo(
    () => joinRefs<HTMLButtonElement>(ref, focusReturn.ref, childRef),
    [ref, focusReturn.ref, childRef],
  );

  if (asChild) {
    const asDisabled = disabled ? { 'aria-disabled': true } : {};
    return renderAsChild(content, { ...props, ...asDisabled }, joinedRef);
  }
  return (
    <button type="button" {...part('button')} {...props} disabled={disabled} ref={joinedRef}>
      {content ?? textOf(view, { ...ENGLISH, ...messages })}
    </button>
  );
});

function textOf(view: RelinkView, messages: ButtonMessages): string {
  return view.status === 'failed' ? messages.failed(view.error) : messages[view.status];
}
