import {
  forwardRef,
  useContext,
  useId,
  useMemo,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { RelinkOptions } from '../../core/client/session-types';
import { noticeAttributes } from '../dom/dom-contract';
import { labelledBy, splitProps } from '../dom/props';
import { composeEventHandlers, composeRefs } from '../dom/slot';
import { useFocusKeeper } from '../dom/use-focus-keeper';
import { ENGLISH_NOTICE } from '../../messages/notice';
import { RelinkContext } from '../../react/context';
import { noticeAction, noticeDismiss, NoticeParts } from './notice-parts';
import { noticeState, useNotice, type NoticeState, type SignIn } from './use-notice';

/** Props of {@link RelinkNotice}: the relink options, and all props of a `<div>`, which gets them with `ref`. */
export interface RelinkNoticeProps
  extends RelinkOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof RelinkOptions | 'children'> {
  /** Plaid's `item_id`. */
  itemId: string;
  /**
   * Called when the user presses "Connect again", where update mode cannot help (`remedy: 'new_link'`): open your usual
   * Link for a new Item. Without this prop the notice says what is wrong and has no button.
   */
  onConnectAgain?: ((itemId: string) => void) | undefined;
  /** @deprecated Use `onConnectAgain`, which wins where both are given. */
  onNewLink?: ((itemId: string) => void) | undefined;
  /**
   * Called when the user presses "Remove one", where another Item has the same login and the bank keeps one of the two: ask
   * which one to remove, and remove it (`/item/remove`). Without this prop the notice says what is wrong and has no button.
   */
  onDuplicate?: ((itemId: string) => void) | undefined;
  /**
   * Offers to share accounts that are new at the bank, as Plaid's webhook `NEW_ACCOUNTS_AVAILABLE` tells. The backend must
   * keep records of Items. Leave it off in the UK and the EU, where only a new Item can have further accounts.
   * @default false
   */
  newAccounts?: boolean | undefined;
  /** Called when the user dismisses new accounts. The notice is gone until it mounts again: remember it, and set `newAccounts` to false. */
  onDismiss?: ((itemId: string) => void) | undefined;
  /**
   * Called when the user presses "Sign in", where the Item could not be checked because the user is signed out of your app.
   * Where it returns a promise, every Item of the page is asked about again once that resolves; else call `invalidate()` of
   * `useRelinkClient` after the sign-in. Without this prop the button says "Try again".
   */
  onSignIn?: SignIn | undefined;
  /** Renders the inside of the notice, in place of its title, text and button. */
  children?: ((notice: NoticeState) => ReactNode) | undefined;
}

/**
 * A banner for one Item: what is wrong, in the user's language, and the one button that helps. It renders nothing while
 * the Item is healthy, or the backend has not answered yet. Once the Item is repaired it says so, until you unmount it.
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
    onSignIn,
    children,
    ...props
  },
  ref,
): ReactElement | null {
  const { options, elementProps } = splitProps(props);
  const { notice } = useNotice(itemId, { options, newAccounts, onDismiss, onSignIn });
  const messages = { ...ENGLISH_NOTICE, ...useContext(RelinkContext)?.messages };
  const focus = useFocusKeeper(focusItself);
  const titleId = useId();
  const composedRef = useMemo(() => composeRefs<HTMLDivElement>(ref, focus.ref), [ref, focus.ref]);

  if (!notice) return null;
  const { topic, words, view } = notice;
  const action = noticeAction({ notice, itemId, options, onConnectAgain, onDuplicate });
  const dismiss = noticeDismiss(notice, messages.noticeDismiss);
  return (
    <div
      tabIndex={-1}
      {...(children ? { 'aria-label': words.title } : labelledBy(elementProps, titleId))}
      {...elementProps}
      {...noticeAttributes(topic, view.status)}
      onFocus={composeEventHandlers(elementProps.onFocus, focus.onFocus)}
      onBlur={composeEventHandlers(elementProps.onBlur, focus.onBlur)}
      ref={composedRef}
    >
      {focus.guard}
      {children ? (
        children(noticeState(notice, { action, dismiss }))
      ) : (
        <NoticeParts notice={notice} titleId={titleId}>
          {(action ?? dismiss) && (
            <>
              {action}
              {dismiss}
            </>
          )}
        </NoticeParts>
      )}
    </div>
  );
});

const focusItself = (root: HTMLElement): void => root.focus({ preventScroll: true });
