import { useContext, type ReactElement } from 'react';
import { browserEnvironment as env } from '../../browser/environment';
import type { NoticeTopic } from '../../core/types';
import { bankName } from '../../core/bank-name';
import { RelinkContext } from '../../react/context';
import { useIsHydrated } from '../../react/use-is-hydrated';
import { partAttributes } from '../dom/dom-contract';
import { ErrorReference } from '../feedback/error-reference';
import { SessionStatus } from '../feedback/session-status';
import { toneOf } from '../logo/tone';
import { hasErrorLine } from '../notice/notice-body';
import { rowCopy } from '../notice/notice-copy';
import { ErrorLine, Title, type HeadingLevel } from '../notice/notice-lines';
import { canCheckAgain } from '../notice/notice-topic';
import { failedText, type Notice } from '../notice/use-notice';
import { listTexts } from './list-texts';

/** The topics of which the text of the notice says more than the status of a row. */
const EXPLAINED: readonly NoticeTopic[] = [
  'accounts',
  'migrating',
  'new_link',
  'duplicate',
  'visit_bank',
];

interface RowBodyProps {
  notice: Notice;
  itemId: string;
  isCurrent: boolean;
  isSkipped: boolean;
  /** For how many Items the row stands. */
  uncheckedCount: number;
  /** Whether the app removes another connection that has the same login. */
  losesTwin: boolean;
  titleId: string;
  statusId: string;
  errorId: string;
  headingLevel: HeadingLevel | undefined;
}

/** What a row says: the bank's name and one line about it; on the current row what to do where that is not plain. */
export function RowBody({
  notice,
  itemId,
  isCurrent,
  isSkipped,
  uncheckedCount,
  losesTwin,
  titleId,
  statusId,
  errorId,
  headingLevel,
}: RowBodyProps): ReactElement {
  const { classNames, messages } = useContext(RelinkContext) ?? {};
  const texts = listTexts(messages);
  const now = useIsHydrated() ? env.wallNow() : null;
  const { topic, words, health, error, view } = notice;
  const code = error?.code ?? 'backend_error';
  const bank = bankName(notice.bank, texts);
  const { status, detail } =
    topic === 'unchecked' || !health
      ? texts.rowUnchecked({ code, count: uncheckedCount })
      : rowCopy(topic, health, texts, now);
  const isTwice = losesTwin && topic !== 'unchecked';
  const shown = isSkipped
    ? { status: texts.listLater, detail: status }
    : { status, detail: isTwice ? texts.rowTwice({ bank }) : detail };
  const explanation = [
    isExplained() && words.text,
    isCurrent && isTwice && texts.listTwice({ bank }),
  ];
  const text = explanation.filter(Boolean).join(' ');
  return (
    <div {...partAttributes('notice-body', classNames)}>
      <Title part="notice-title" id={titleId} level={headingLevel}>
        {topic === 'unchecked'
          ? words.title
          : (health?.institutionName ?? capitalised(texts.yourBank))}
      </Title>
      <SessionStatus itemId={itemId} view={view} bank={notice.bank ?? undefined}>
        <p {...partAttributes('row-status', classNames)} id={statusId}>
          <span data-tone={isSkipped ? 'neutral' : toneOf(topic)}>{shown.status}</span>
          {shown.detail !== null && ` · ${shown.detail}`}
        </p>
      </SessionStatus>
      {text !== '' && <p {...partAttributes('notice-text', classNames)}>{text}</p>}
      {hasErrorLine(notice) && (
        <ErrorLine id={errorId}>{failedText(notice.error, notice)}</ErrorLine>
      )}
      {error && <ErrorReference error={error} />}
    </div>
  );

  function isExplained(): boolean {
    if (topic === 'unchecked') return error !== null && !canCheckAgain(error);
    return isCurrent && EXPLAINED.includes(topic);
  }
}

/** At the start of a line; the text is written for the inside of a sentence. */
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
