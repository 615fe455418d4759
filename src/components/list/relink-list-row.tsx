import { memo, useContext, useEffect, useId, type ReactElement, type ReactNode } from 'react';
import { ENGLISH_LIST } from '../../messages/list';
import { ENGLISH_NOTICE } from '../../messages/notice';
import type { RelinkOptions } from '../../core/client/session-types';
import { rowUpdate, type RowUpdate } from './row-update';
import { RelinkContext } from '../../react/context';
import { listItemAttributes, partAttributes } from '../dom/dom-contract';
import { noticeAction, noticeDismiss, NoticeParts } from '../notice/notice-parts';
import { canCheckAgain } from '../notice/notice-topic';
import { noticeState, useNotice, type NoticeState, type SignIn } from '../notice/use-notice';

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
  onSignIn: SignIn | undefined;
  /** For how many Items that could not be checked this row stands; 0 where another row stands for this Item. */
  uncheckedCount: number;
  /** Asks about the other Items for which this row stands. Keeps its identity. */
  onCheckOthers: (itemId: string) => void;
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
  onSignIn,
  uncheckedCount,
  onCheckOthers,
  onUpdate,
  onSkip,
  children,
}: RelinkListRowProps): ReactElement | null {
  const messages = useContext(RelinkContext)?.messages;
  // An app that renders the rows itself may know the names of their banks.
  const isAlone = children !== undefined || uncheckedCount === 0;
  const { notice, health } = useNotice(itemId, {
    options,
    newAccounts,
    onDismiss,
    onSignIn,
    sharesLogin,
    uncheckedCount: isAlone ? 1 : uncheckedCount,
  });
  const titleId = useId();
  const topic = notice?.topic ?? (health ? 'healthy' : null);
  const error = notice?.topic === 'unchecked' ? notice.error : null;
  const canConnectAgain = onConnectAgain !== undefined;
  const canRemoveDuplicate = onDuplicate !== undefined;

  useEffect(() => {
    const actions = { canConnectAgain, canRemoveDuplicate };
    if (error) {
      const { code } = error;
      onUpdate(itemId, { topic: 'unchecked', code, canCheckAgain: canCheckAgain(error) });
    } else if (topic && topic !== 'unchecked') onUpdate(itemId, rowUpdate(topic, health, actions));
  }, [itemId, topic, error, health, canConnectAgain, canRemoveDuplicate, onUpdate]);

  if (!notice || (error && !children && uncheckedCount === 0)) return null;
  const refresh = (): Promise<void> => {
    if (error) onCheckOthers(itemId);
    return notice.refresh();
  };
  const describedBy = children ? undefined : titleId;
  const action = noticeAction({
    notice: { ...notice, refresh },
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
