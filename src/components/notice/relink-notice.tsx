'use client';

import {
  forwardRef,
  useContext,
  useId,
  useMemo,
  useRef,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { SignIn } from '../../core/client/config';
import type { RelinkOptions } from '../../core/client/session-types';
import type { RelinkError } from '../../core/errors/relink-error';
import { RelinkContext } from '../../react/context';
import { useItemHealth } from '../../react/use-item-health';
import { langOf } from '../dom/lang';
import { noticeAttributes, partAttributes } from '../dom/dom-contract';
import { joinClasses, labelledBy, splitProps } from '../dom/props';
import { composeEventHandlers, composeRefs } from '../dom/slot';
import { useFocusKeeper } from '../dom/use-focus-keeper';
import { Logo } from '../logo/logo';
import { noticeAction } from './notice-action';
import { hasErrorLine, NoticeBody } from './notice-body';
import { noticeDismiss } from './notice-dismiss';
import type { HeadingLevel } from './notice-lines';
import { noticeState, type NoticeState } from './notice-state';
import { DISMISS_AFTER_MS, useAutoDismiss } from './use-auto-dismiss';
import { useNotice } from './use-notice';
import { useShown } from './use-shown';

/** Props of {@link RelinkNotice}: the relink options, and all props of a `<div>`, which gets them with `ref`. */
export interface RelinkNoticeProps
  extends RelinkOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof RelinkOptions | 'children'> {
  /** Plaid's `item_id`. */
  itemId: string;
  /**
   * Called when the user presses "Set up again", where update mode cannot help (`remedy: 'new_link'`): open your usual
   * Link for a new Item. Without this prop the notice says what is wrong and has no button.
   */
  onConnectAgain?: ((itemId: string) => void) | undefined;
  /** @deprecated Use `onConnectAgain`, which wins where both are given. */
  onNewLink?: ((itemId: string) => void) | undefined;
  /**
   * Called when the user presses "Remove one", where another Item has the same login and the bank keeps one of the two: ask
   * which one to remove, and remove it (`/item/remove`). The second id is that of the Item to keep, where the backend says it
   * (`duplicateOf`). Without this prop the notice says what is wrong and has no button.
   */
  onDuplicate?: ((itemId: string, otherItemId: string | null) => void) | undefined;
  /**
   * Offers to share accounts that are new at the bank, as Plaid's webhook `NEW_ACCOUNTS_AVAILABLE` tells. The backend must
   * keep records of Items. Leave it off in the UK and the EU, where only a new Item can have further accounts.
   * @default false
   */
  newAccounts?: boolean | undefined;
  /**
   * Called when the notice is gone: the user has dismissed new accounts, or pressed "Done" after a repair, or `dismissAfter` is
   * over. New accounts are offered again when the notice mounts again: remember it, and set `newAccounts` to false.
   */
  onDismiss?: ((itemId: string) => void) | undefined;
  /**
   * How long the notice says that the Item is repaired, in milliseconds. It stays while the user points at it, has the focus in
   * it, or is in another tab, and for as long again after that. A notice whose button the user has pressed has the focus after
   * Link, so its time begins where the user goes on. With false it stays until the user presses "Done".
   * @default 8000
   */
  dismissAfter?: number | false | undefined;
  /**
   * Called when the user presses "Sign in", where the backend says that they are signed out of your app. Where it returns a
   * promise, every Item of the page is asked about again once that resolves; else call `invalidate()` of `useRelinkClient`
   * after the sign-in. Without it the button says "Try again".
   * @default `onSignIn` of the provider
   */
  onSignIn?: SignIn | undefined;
  /**
   * Called when the user presses "Get help", where another try cannot help. Send your support `error.requestId`, which the
   * notice shows as a reference to copy, or `error.code` and `error.itemId` where it is null. Without it there is no such
   * button.
   * @default `onSupport` of the provider
   */
  onSupport?: ((error: RelinkError) => void) | undefined;
  /**
   * Whether the notice says that the user signs in through Plaid, and that your app never sees the password.
   * @default `trust` of the provider, which is true by default
   */
  trust?: boolean | undefined;
  /** The level of the title as a heading. @default none: the title is a paragraph */
  headingLevel?: HeadingLevel | undefined;
  /** Renders the inside of the notice, in place of its title, text and button. */
  children?: ((notice: NoticeState) => ReactNode) | undefined;
}

/**
 * A banner for one Item: what is wrong, in the user's language, and the one button that helps. It renders nothing while
 * the Item is healthy, or the backend has not answered yet. Once the Item is repaired it says so, until the user presses
 * "Done", or `dismissAfter` is over.
 *
 * It gets the Item's health from the backend (`getItem`). Where that fails, and nothing is known of the Item yet, it says
 * that the Item could not be checked (topic `unchecked`), and offers to try again or to sign in. The provider's `onError`
 * hears of the failure. What is known stays when a later check fails.
 *
 * Where the app gives no `purpose`, the relink is for what the notice is about: 'renew' for an end that is ahead, 'accounts'
 * for accounts, 'consent' where a product lacks the user's, else 'repair'.
 *
 * DOM contract: `data-relink="notice"` with `data-topic` and `data-state`; its parts have `data-relink` too. When its
 * focused button disappears, the notice itself gets the focus.
 *
 * @example
 * <RelinkNotice itemId={item.id} onConnectAgain={openUsualLink} />
 */
export const RelinkNotice = forwardRef<HTMLDivElement, RelinkNoticeProps>(function RelinkNotice(
  {
    itemId,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works.
    onNewLink,
    onConnectAgain = onNewLink,
    onDuplicate,
    newAccounts = false,
    onDismiss,
    dismissAfter = DISMISS_AFTER_MS,
    onSignIn,
    onSupport,
    trust,
    headingLevel,
    children,
    ...props
  },
  ref,
): ReactElement | null {
  const { options, elementProps } = splitProps(props);
  const conditions = { options, newAccounts, onDismiss, onSignIn, onSupport };
  const notice = useNotice(itemId, useItemHealth(itemId), conditions);
  const context = useContext(RelinkContext);
  const focus = useFocusKeeper(focusItself);
  const root = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const errorId = useId();
  const composedRef = useMemo(
    () => composeRefs<HTMLDivElement>(ref, focus.ref, root),
    [ref, focus.ref],
  );
  useShown(root, itemId, notice, options);
  useAutoDismiss(root, notice?.topic === 'repaired', dismissAfter, () => notice?.dismiss());

  if (!notice) return null;
  const { topic, words, health, view } = notice;
  const describedBy = !children && hasErrorLine(notice) ? errorId : undefined;
  const actions = { onConnectAgain, onDuplicate, onSignIn, onSupport };
  const action = noticeAction({ notice, itemId, options, describedBy, ...actions });
  const dismiss = noticeDismiss(notice);
  return (
    <div
      tabIndex={-1}
      lang={langOf(context?.messages)}
      {...(children ? { 'aria-label': words.title } : labelledBy(elementProps, titleId))}
      {...elementProps}
      {...noticeAttributes(topic, view.status)}
      className={joinClasses(context?.classNames?.notice, elementProps.className)}
      onFocus={composeEventHandlers(elementProps.onFocus, focus.onFocus)}
      onBlur={composeEventHandlers(elementProps.onBlur, focus.onBlur)}
      ref={composedRef}
    >
      {focus.guard}
      {children ? (
        children(noticeState(notice, { action, dismiss }))
      ) : (
        <>
          <Logo topic={topic} health={health} />
          <NoticeBody
            {...{ notice, itemId, titleId, errorId, headingLevel }}
            trust={action !== null && (trust ?? context?.trust ?? true)}
          />
          {(action ?? dismiss) && (
            <div {...partAttributes('notice-action', context?.classNames)}>
              {action}
              {dismiss}
            </div>
          )}
        </>
      )}
    </div>
  );
});

const focusItself = (root: HTMLElement): void => root.focus({ preventScroll: true });
