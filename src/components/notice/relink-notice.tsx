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
import { noticeAction, NoticeParts } from './notice-parts';
import { labelledBy } from '../dom/named';
import { composeEventHandlers, composeRefs } from '../dom/slot';
import { pickRelinkOptions } from '../dom/options-of';
import { useFocusKeeper } from '../dom/use-focus-keeper';
import { useNotice, type Notice } from './use-notice';
import { omitRelinkOptions } from '../dom/without-options';

/** What a notice of your own look is made of. */
export interface NoticeState extends Omit<Notice, 'check'> {
  /** The button that helps, or null where there is nothing to press. */
  action: ReactElement | null;
}

/** Props of {@link RelinkNotice}: those of a relink, and all of a `<div>`, which are passed on with `ref`. */
export interface RelinkNoticeProps
  extends RelinkOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof RelinkOptions | 'children'> {
  /** Plaid's `item_id`. */
  itemId: string;
  /**
   * Connects the bank anew, where update mode cannot help (`remedy: 'new_link'`): open your usual Link there. Without
   * it the notice says what is wrong, and has no button.
   */
  onNewLink?: ((itemId: string) => void) | undefined;
  /** The inside of the notice, in place of the title, the text and the button. */
  children?: ((notice: NoticeState) => ReactNode) | undefined;
}

/**
 * A banner for one Item: what is wrong with it, in the user's words, and the one button that helps. Nothing while the
 * Item is healthy, or not yet known. Once repaired it says so, and stays until you take it away or the page goes.
 *
 * It asks the backend how the Item is (`getItem`), and sees no problem where that is not there.
 *
 * DOM contract: `data-relink="notice"` with `data-topic` and `data-state`; its parts have `data-relink` too. The focus
 * goes to the notice itself when its button has done its work and is gone.
 *
 * @example
 * <RelinkNotice itemId={item.id} onNewLink={openUsualLink} />
 */
export const RelinkNotice = forwardRef<HTMLDivElement, RelinkNoticeProps>(function RelinkNotice(
  { itemId, onNewLink, children, ...props },
  ref,
): ReactElement | null {
  const options = pickRelinkOptions(props);
  const elementProps = omitRelinkOptions(props);
  const { notice } = useNotice(itemId, options);
  const focus = useFocusKeeper(focusItself);
  const titleId = useId();
  const joinedRef = useMemo(() => composeRefs<HTMLDivElement>(ref, focus.ref), [ref, focus.ref]);

  if (!notice) return null;
  const { check: _, ...shown } = notice;
  const { topic, words, session } = shown;
  const action = noticeAction({ notice, itemId, options, onNewLink });
  return (
    <div
      tabIndex={-1}
      {...(children ? { 'aria-label': words.title } : labelledBy(elementProps, titleId))}
      {...elementProps}
      {...noticeAttributes(topic, session.status)}
      onFocus={composeEventHandlers(elementProps.onFocus, focus.onFocus)}
      onBlur={composeEventHandlers(elementProps.onBlur, focus.onBlur)}
      ref={joinedRef}
    >
      {focus.guard}
      {children ? (
        children({ ...shown, action })
      ) : (
        <NoticeParts notice={notice} titleId={titleId}>
          {action}
        </NoticeParts>
      )}
    </div>
  );
});

const focusItself = (root: HTMLElement): void => root.focus({ preventScroll: true });
