import {
  memo,
  useContext,
  useEffect,
  useId,
  useRef,
  type ReactElement,
  type ReactNode,
} from 'react';
import { isReturn } from '../../browser/is-return';
import type { RelinkOptions } from '../../core/client/session-types';
import { RelinkContext } from '../../react/context';
import type { UseItemHealthReturn } from '../../react/use-health-for-item';
import { useItemHealth } from '../../react/use-item-health';
import { ActionButton } from '../dom/action-button';
import { listItemAttributes, partAttributes } from '../dom/dom-contract';
import { Logo } from '../logo/logo';
import { buttonName } from '../notice/button-name';
import { noticeAction, type AppActions } from '../notice/notice-action';
import { hasErrorLine } from '../notice/notice-body';
import { noticeDismiss } from '../notice/notice-dismiss';
import type { HeadingLevel } from '../notice/notice-lines';
import { noticeState, type NoticeState } from '../notice/notice-state';
import { canCheckAgain, topicOf } from '../notice/notice-topic';
import { useNotice } from '../notice/use-notice';
import { useShown } from '../notice/use-shown';
import { listTexts } from './list-texts';
import { RowBody } from './row-body';
import type { LoginGroup } from './state/login-groups';
import { rowUpdate, type RowUpdate } from './state/row-update';

/** What the render function of a list gets for each row. */
export interface RelinkListRowState extends NoticeState {
  itemId: string;
  /** Whether this Item is the user's next step. */
  isCurrent: boolean;
  /** Whether the user has left this Item for later. */
  isSkipped: boolean;
  /** The other Items with the same login: this row stands for them too. */
  sameLogin: readonly string[];
  /** The button that leaves this Item for later; null except on the current row. */
  skip: ReactElement | null;
}

/** What all rows of a list have in common: one prop, since React compares each prop of each row where the list renders. */
export interface SharedByRows extends AppActions {
  options: RelinkOptions;
  newAccounts: boolean;
  onDismiss: ((itemId: string) => void) | undefined;
  headingLevel: HeadingLevel | undefined;
  /** Asks about the other Items for which a row stands. */
  onCheckOthers: (itemId: string) => void;
  /** Called with each change that concerns the list, once the Item's health is known. */
  onUpdate: (itemId: string, update: RowUpdate) => void;
  /** Whether `onUpdate` has ever heard anything but that the Item is healthy. */
  hadNotice: (itemId: string) => boolean;
  onSkip: (itemId: string) => void;
  children: ((row: RelinkListRowState) => ReactNode) | undefined;
}

interface RelinkListRowProps {
  itemId: string;
  isCurrent: boolean;
  isSkipped: boolean;
  /** The Items of its login, where there are several. */
  login: LoginGroup | null;
  /** Whether the row of another Item stands for this one. */
  isBehind: boolean;
  /** For how many Items that could not be checked this row stands; 0 where another row stands for this Item. */
  uncheckedCount: number;
  /** Keeps its identity while nothing in it changes. */
  shared: SharedByRows;
}

/** A healthy Item needs none. */
const NO_ACTIONS = { canConnectAgain: false, canRemoveDuplicate: false };

/**
 * One Item of a list. Memoised, so that an update of one row does not render the others. A healthy Item has no more than its
 * question: most of a long list are, and the rest of a row costs as much again.
 */
export const RelinkListRow = memo(function RelinkListRow(
  props: RelinkListRowProps,
): ReactElement | null {
  const { itemId, shared } = props;
  const { newAccounts, onUpdate, hadNotice } = shared;
  const asked = useItemHealth(itemId);
  const { health, error } = asked;
  const hasNotice = health ? topicOf(health, newAccounts) !== null : error !== null;
  // From its first notice on the row remembers what it said, also once the Item is healthy again. No state says so, since
  // React would run the row again to set it.
  // A user who is back from Plaid's own page may have repaired the Item there: the row's session tells.
  const isNoted = hasNotice || hadNotice(itemId) || isReturn(itemId);
  useEffect(() => {
    if (health && !isNoted) onUpdate(itemId, rowUpdate('healthy', health, NO_ACTIONS));
  }, [itemId, health, isNoted, onUpdate]);
  return isNoted ? <RowWithNotice {...props} asked={asked} /> : null;
});

/** It renders nothing once the Item is healthy and the notice is gone. */
function RowWithNotice({
  itemId,
  asked,
  isCurrent,
  isSkipped,
  login,
  isBehind,
  uncheckedCount,
  shared,
}: RelinkListRowProps & { asked: UseItemHealthReturn }): ReactElement | null {
  const { options, newAccounts, headingLevel, onCheckOthers, onUpdate, onSkip, children } = shared;
  const { onConnectAgain, onDuplicate, onDismiss, onSignIn, onSupport } = shared;
  const { health } = asked;
  const { classNames, messages } = useContext(RelinkContext) ?? {};
  // An app that renders the rows itself may know the names of their banks.
  const isAlone = children !== undefined || uncheckedCount === 0;
  const notice = useNotice(itemId, asked, {
    options,
    newAccounts,
    onDismiss,
    onSignIn,
    onSupport,
    isDuplicate: login && login.keptId !== itemId,
    uncheckedCount: isAlone ? 1 : uncheckedCount,
  });
  const root = useRef<HTMLLIElement>(null);
  useShown(root, itemId, isBehind ? null : notice, options);
  const id = useId();
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

  if (!notice || isBehind || (error && !children && uncheckedCount === 0)) return null;
  const refresh = (): Promise<void> => {
    if (error) onCheckOthers(itemId);
    return notice.refresh();
  };
  const [titleId, statusId, errorId] = [`${id}title`, `${id}status`, `${id}error`];
  const describedBy = hasErrorLine(notice) ? `${statusId} ${errorId}` : statusId;
  const action = noticeAction({
    notice: { ...notice, refresh },
    itemId,
    options,
    isRow: true,
    onConnectAgain,
    onDuplicate,
    onSignIn,
    onSupport,
    variant: isCurrent ? 'primary' : 'secondary',
    describedBy: children ? undefined : describedBy,
  });
  // A repair is told for as long as the list is there.
  const dismiss = notice.topic === 'repaired' ? null : noticeDismiss(notice);
  const { listSkip } = listTexts(messages);
  const skip = isCurrent ? (
    <ActionButton
      part="list-skip"
      variant="plain"
      {...buttonName(listSkip, notice.bank)}
      onClick={(event) => {
        // The next row has its button in the same place, and a double click is meant for one row.
        if (event.detail < 2) onSkip(itemId);
      }}
    >
      {listSkip}
    </ActionButton>
  ) : null;
  return (
    <li
      ref={root}
      {...partAttributes('list-item', classNames)}
      {...listItemAttributes(notice.topic, notice.view.status, { isCurrent, isSkipped })}
      aria-labelledby={children ? undefined : titleId}
    >
      {children ? (
        children({
          ...noticeState(notice, { action, dismiss }),
          itemId,
          isCurrent,
          isSkipped,
          sameLogin: login ? [login.keptId, ...login.otherIds].filter((id) => id !== itemId) : [],
          skip,
        })
      ) : (
        <>
          <Logo topic={notice.topic} health={notice.health} />
          <RowBody
            {...{ notice, itemId, isCurrent, isSkipped, uncheckedCount }}
            losesTwin={login?.isDeclared === true && login.keptId === itemId}
            {...{ titleId, statusId, errorId, headingLevel }}
          />
          {(action ?? skip ?? dismiss) && (
            <div {...partAttributes('notice-action', classNames)}>
              {action}
              {skip}
              {dismiss}
            </div>
          )}
        </>
      )}
    </li>
  );
}
