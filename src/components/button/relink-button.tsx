'use client';

import {
  Children,
  createElement,
  Fragment,
  forwardRef,
  useContext,
  useInsertionEffect,
  type MouseEvent,
  type ReactElement,
} from 'react';
import { isBusy } from '../../core/client/session-types';
import { ENGLISH_BUTTON } from '../../messages/button';
import { RelinkContext } from '../../react/context';
import { clientOf } from '../../react/client-of';
import { useSession } from '../../react/use-session';
import type { RelinkButtonAttributes } from '../dom/dom-contract';
import { mergeProps, Slot, type Props } from '../dom/slot';
import { loadedFeedback, loadFeedback, shownView } from '../feedback/load-feedback';
import { FOCUS_MS, HOVER_MS, startIntent, stopIntent } from './intent';
import { ENGLISH_LABELS, labelsOf } from './button-labels';
import type { RelinkButtonComponent, SessionButtonProps } from './relink-button-props';

/** The props that are not the element's. */
const OWN_PROPS = /* @__PURE__ */ new Set(
  /* @__PURE__ */ 'itemId asChild bank children disabled presentation prepareOn label errorPlacement onSignIn onSupport tokenKind accountSelection purpose onSuccess onExit onEvent onRelinked onError onStatusChange redirectState'.split(
    ' ',
  ),
);

/** {@link RelinkButton}, with what the other components of this package may ask of it. */
export const SessionButton = /* @__PURE__ */ forwardRef<HTMLButtonElement, SessionButtonProps>(
  function RelinkButton(props, ref): ReactElement {
    const { itemId, asChild, bank, children, disabled, prepareOn, label } = props;
    const context = useContext(RelinkContext);
    const messages = context?.messages;
    const client = clientOf(context);
    const [view, { prepare, open }, component] = useSession(
      client,
      itemId,
      () => ({
        ...props,
        announce: (now) =>
          loadFeedback(({ announce }) => announce(client, itemId, now, messages, bank)),
      }),
      prepareOn === 'mount' && !disabled,
      shownView,
    );
    // React runs the clean-up of an insertion effect before it removes the element, which still has the focus then.
    useInsertionEffect(
      () => () => {
        stopIntent(component);
        // The press has loaded the chunk.
        loadedFeedback?.leave(component);
      },
      [component],
    );

    const own = typeof children === 'function' ? children(view) : children;
    // A child such as `name && …` may come out empty, and a button needs a name.
    const hasOwn = Children.toArray(own).some(Boolean);
    const look = loadedFeedback?.look(view, props, own, context, component, open);

    const onIntent = (): void => {
      // What was prepared at mount may be gone, or may have failed.
      if (prepareOn !== 'click' && !disabled) prepare();
    };
    const onLeave = (): void => stopIntent(component);
    // A design system's button may call its `onClick` without an event.
    const onClick = (event?: MouseEvent<HTMLElement>): void => {
      if (event?.defaultPrevented) return;
      // A link would leave the page on which Link opens.
      if (event?.currentTarget.localName === 'a') event.preventDefault();
      if (disabled) return;
      const element = event?.currentTarget;
      loadFeedback(({ press }) => press(component, element));
      stopIntent();
      void (look?.open ?? open)();
    };

    const idle = label || (messages?.idle ?? ENGLISH_BUTTON.idle);
    const content = hasOwn
      ? own
      : (look?.label ??
        // Where the chunk with the texts of failures has not loaded, the button says itself what went wrong.
        (view.error ? (messages?.failed?.(view.error) ?? view.error.displayMessage) : idle));
    const isRunning = isBusy(view.status);
    // Filled in place: copies of it were most of the garbage of a page of buttons.
    const element: Props & RelinkButtonAttributes = {
      'data-relink': asChild ? undefined : 'button',
      'data-variant': asChild ? undefined : 'primary',
      className: asChild ? undefined : context?.classNames?.button,
      'data-labels':
        asChild || hasOwn
          ? undefined
          : (messages ?? label)
            ? labelsOf(idle, messages)
            : ENGLISH_LABELS,
      disabled: asChild ? undefined : disabled,
      // A button of another type would submit the form around it.
      type: 'button',
      'data-state': view.status,
      'aria-busy': isRunning || undefined,
      'aria-disabled': isRunning || (asChild && disabled) ? true : undefined,
      'aria-label': bank && typeof content === 'string' ? `${content} ${bank}` : undefined,
      onClick,
      onClickCapture: asChild && disabled ? block : undefined,
      onPointerEnter: () => startIntent(component, onIntent, HOVER_MS),
      onPointerLeave: onLeave,
      onFocus: () => startIntent(component, onIntent, FOCUS_MS),
      onBlur: onLeave,
      onPointerDown: onIntent,
      children:
        !asChild && (hasOwn || look?.mark)
          ? createElement(Fragment, null, look?.mark, content)
          : content,
      ref,
    };
    mergeProps(Object.assign(element, look?.attributes), props, OWN_PROPS);
    const Tag = (asChild ? Slot : (context?.components?.Button ?? 'button')) as 'button';
    const button = createElement(Tag, element);
    return look?.aside ? createElement(Fragment, null, button, look.aside) : button;
  },
);

/** As on a disabled button, the app's own click handlers do not run either. */
function block(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

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
export const RelinkButton: RelinkButtonComponent = SessionButton;
