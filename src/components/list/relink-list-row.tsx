import { memo, useContext, useEffect, useId, type ReactElement, type ReactNode } from 'react';
import { ENGLISH_LIST } from '../../messages/list';
import { ENGLISH_NOTICE } from '../../messages/notice';
import type { RelinkOptions } from '../../core/client/session-types';
import { rowUpdate, type RowUpdate } from './row-update';
import { RelinkContext } from '../../react/context';
import { listItemAttributes, partAttributes } from '../dom/dom-contract';
import { noticeAction, noticeDismiss, NoticeParts } from '../notice/notice-parts';
import { noticeState, useNotice, type NoticeState } from '../notice/use-notice';

/** What the render function of a list gets for each row. */
export interface RelinkListRowState extends NoticeState {
  itemId: string;
  /** Whether this Item is the user's next step. */
  isCurrent: boolean;
  /** Whether the user has left this Item for later. */
  isSkipped: boolean;
  /** The button that leaves this Item for later; null except on the current row. */
  skip: ReactElement | null;
}

interface RelinkListRowProps {
  itemId: string;
  isCurrent: boolean;
  isSkipped: boolean;
  /** Whether a relink of another Item has broken this one. */
  sharesLogin: boolean;
  options: RelinkOptions;
  newAccounts: boolean;
  onConnectAgain: ((itemId: string) => void) | undefined;
  onDuplicate: ((itemId: string) => void) | undefined;
  onDismiss: ((itemId: string) => void) | undefined;
  /** Called with each change that concerns the list, once the Item's health is known. Keeps its identity. */
  onUpdate: (itemId: string, update: RowUpdate) => void;
  onSkip: (itemId: string) => void;
  children: ((row: RelinkListRowState) => ReactNode) | undefined;
}

/**
 * One Item of a list. It renders nothing while the Item is healthy, and still asks for its health. Memoised, so that an
 * update of one row does not render the others.
 */
export const RelinkListRow = memo(function RelinkListRow({
  itemId,
  isCurrent,
  isSkipped,
  sharesLogin,
  options,
  newAccounts,
  onConnectAgain,
  onDuplicate,
  onDismiss,
  onUpdate,
  onSkip,
  children,
}: RelinkListRowProps): ReactElement | null {
  const messages = useContext(RelinkContext)?.messages;
  const conditions = { options, newAccounts, onDismiss, sharesLogin };
  const { notice, isKnown, health } = useNotice(itemId, conditions);
  const titleId = useId();
  const topic = notice?.topic ?? (isKnown ? 'healthy' : null);
  const canConnectAgain = onConnectAgain !== undefined;
  const canRemoveDuplicate = onDuplicate !== undefined;

  useEffect(() => {
    const actions = { canConnectAgain, canRemoveDuplicate };
    if (topic) onUpdate(itemId, rowUpdate(topic, health, actions));
  }, [itemId, topic, health, canConnectAgain, canRemoveDuplicate, onUpdate]);

  if (!notice) return null;
  const describedBy = children ? undefined : titleId;
  const action = noticeAction({
    notice,
    itemId,
    options,
    onConnectAgain,
    onDuplicate,
    describedBy,
  });
  const dismissLabel = messages?.noticeDismiss ?? ENGLISH_NOTICE.noticeDismiss;
  const dismiss = noticeDismiss(notice, dismissLabel, describedBy);
  const skip = isCurrent ? (
    <button
      type="button"
      {...partAttributes('list-skip')}
      aria-describedby={describedBy}
      onClick={() => onSkip(itemId)}
    >
      {messages?.listSkip ?? ENGLISH_LIST.listSkip}
    </button>
  ) : null;
  return (
    <li {...listItemAttributes(notice.topic, notice.view.status, { isCurrent, isSkipped })}>
      {children ? (
        children({
          ...noticeState(notice, { action, dismiss }),
          itemId,
          isCurrent,
          isSkipped,
          skip,
        })
      ) : (
        <NoticeParts notice={notice} titleId={titleId}>
          {(action ?? skip) && (
            <>
              {action}
              {skip}
              {dismiss}
            </>
          )}
        </NoticeParts>
      )}
    </li>
  );
});
