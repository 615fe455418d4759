import { memo, useContext, useEffect, useId, type ReactElement, type ReactNode } from 'react';
import { ENGLISH_LIST } from '../../messages/list';
import type { RelinkOptions } from '../../core/client/session-types';
import type { RowUpdate } from './list-state';
import { RelinkContext } from '../../react/context';
import { listItemAttributes, part } from '../dom/dom-contract';
import { noticeAction, NoticeParts } from '../notice/notice-parts';
import type { NoticeState } from '../notice/relink-notice';
import { useNotice } from '../notice/use-notice';

/** What a row of your own look is made of. */
export interface RelinkListRowState extends NoticeState {
  itemId: string;
  /** It is the user's next step. */
  isCurrent: boolean;
  isSkipped: boolean;
  /** The button that leaves this Item for later; on the current row only. */
  skip: ReactElement | null;
}

interface RelinkListRowProps {
  itemId: string;
  isCurrent: boolean;
  isSkipped: boolean;
  options: RelinkOptions;
  onNewLink: ((itemId: string) => void) | undefined;
  /** Stable: told what there is to say about the Item, as soon as it is known. */
  onNews: (itemId: string, news: RowUpdate | 'healthy') => void;
  onSkip: (itemId: string) => void;
  children: ((row: RelinkListRowState) => ReactNode) | undefined;
}

/**
 * One Item of a list; nothing while it is healthy, but it is asked for all the same. What one row tells the list does
 * not render the others.
 */
export const RelinkListRow = memo(function RelinkListRow({
  itemId,
  isCurrent,
  isSkipped,
  options,
  onNewLink,
  onNews,
  onSkip,
  children,
}: RelinkListRowProps): ReactElement | null {
  const messages = useContext(RelinkContext)?.messages;
  const { notice, isKnown } = useNotice(itemId, options);
  const titleId = useId();
  const topic = notice?.topic ?? null;
  const untilMs = notice?.health.consentExpiresAt?.getTime() ?? null;
  const isActionable =
    topic !== 'repaired' && topic !== 'wait' && (topic !== 'new_link' || onNewLink !== undefined);

  useEffect(() => {
    if (topic) onNews(itemId, { topic, untilMs, isActionable });
    else if (isKnown) onNews(itemId, 'healthy');
  }, [itemId, topic, isKnown, untilMs, isActionable, onNews]);

  if (!notice) return null;
  const { check: _, ...shown } = notice;
  const action = noticeAction({
    notice,
    itemId,
    options,
    onNewLink,
    ...(!children && { describedBy: titleId }),
  });
  const skip = isCurrent ? (
    <button
      type="button"
      {...part('list-skip')}
      {...(!children && { 'aria-describedby': titleId })}
      onClick={() => onSkip(itemId)}
    >
      {messages?.listSkip ?? ENGLISH_LIST.listSkip}
    </button>
  ) : null;
  return (
    <li {...listItemAttributes(notice.topic, notice.session.status, { isCurrent, isSkipped })}>
      {children ? (
        children({ ...shown, itemId, action, isCurrent, isSkipped, skip })
      ) : (
        <NoticeParts notice={notice} titleId={titleId}>
          {(action ?? skip) && (
            <>
              {action}
              {skip}
            </>
          )}
        </NoticeParts>
      )}
    </li>
  );
});
