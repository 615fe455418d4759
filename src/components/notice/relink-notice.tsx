import {
  forwardRef,
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
import { noticeAction, NoticeParts } from './notice-parts';
import { noticeState, useNotice, type NoticeState } from './use-notice';

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
  /** Renders the inside of the notice, in place of its title, text and button. */
  children?: ((notice: NoticeState) => ReactNode) | undefined;
}

/**
 * A banner for one Item: what is wrong, in the user's language, and the one button that helps. It renders nothing while
 * the Item is healthy, or its health is not known yet. Once the Item is repaired it says so, until you unmount it.
 *
 * It gets the Item's health from the backend (`getItem`), and shows no problem where the gateway has no `getItem`.
 *
 * DOM contract: `data-relink="notice"` with `data-topic` and `data-state`; its parts have `data-relink` too. When its
 * focused button disappears, the notice itself gets the focus.
 *
 * @example
 * <RelinkNotice itemId={item.id} onConnectAgain={openUsualLink} />
 */
export const RelinkNotice = forwardRef<HTMLDivElement, RelinkNoticeProps>(function RelinkNotice(
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works.
  { itemId, onNewLink, onConnectAgain = onNewLink, children, ...props },
  ref,
): ReactElement | null {
  const { options, elementProps } = splitProps(props);
  const { notice } = useNotice(itemId, options);
  const focus = useFocusKeeper(focusItself);
  const titleId = useId();
  const composedRef = useMemo(() => composeRefs<HTMLDivElement>(ref, focus.ref), [ref, focus.ref]);

  if (!notice) return null;
  const { topic, words, view } = notice;
  const action = noticeAction({ notice, itemId, options, onConnectAgain });
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
        children(noticeState(notice, action))
      ) : (
        <NoticeParts notice={notice} titleId={titleId}>
          {action}
        </NoticeParts>
      )}
    </div>
  );
});

const focusItself = (root: HTMLElement): void => root.focus({ preventScroll: true });
