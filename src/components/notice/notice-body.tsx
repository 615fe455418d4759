import { useContext, type ReactElement } from 'react';
import type { RelinkError } from '../../core/errors/relink-error';
import { bankName } from '../../core/bank-name';
import { RelinkContext } from '../../react/context';
import { partAttributes } from '../dom/dom-contract';
import { ErrorReference } from '../feedback/error-reference';
import { SessionStatus } from '../feedback/session-status';
import { LastChecked } from './last-checked';
import { ErrorLine, Title, TrustLine, type HeadingLevel } from './notice-lines';
import { signsIn } from './notice-topic';
import { failedText, type Notice } from './use-notice';

interface NoticeBodyProps {
  notice: Notice;
  itemId: string;
  titleId: string;
  errorId: string;
  headingLevel: HeadingLevel | undefined;
  /** Whether the app wants the line about trust. */
  trust: boolean;
}

/** What a notice says: title, text, and below it why the last try failed, or else why the sign-in can be trusted. */
export function NoticeBody({
  notice,
  itemId,
  titleId,
  errorId,
  headingLevel,
  trust,
}: NoticeBodyProps): ReactElement {
  const classNames = useContext(RelinkContext)?.classNames;
  const { topic, words, texts, health, view } = notice;
  const oauth = health?.institution?.oauth ?? null;
  return (
    <div {...partAttributes('notice-body', classNames)}>
      <Title part="notice-title" id={titleId} level={headingLevel}>
        {words.title}
      </Title>
      <p {...partAttributes('notice-text', classNames)}>
        {words.text}
        {topic === 'wait' && !notice.isRechecked && <LastChecked itemId={itemId} />}
      </p>
      <SessionStatus itemId={itemId} view={view} bank={notice.bank ?? undefined}>
        {hasErrorLine(notice) ? (
          <ErrorLine id={errorId}>{failedText(notice.error, notice)}</ErrorLine>
        ) : (
          trust &&
          signsIn(topic) && (
            <TrustLine>
              {texts.trust({ bank: bankName(notice.bank, texts), oauth, count: 1 })}
            </TrustLine>
          )
        )}
      </SessionStatus>
      {notice.error && <ErrorReference error={notice.error} />}
    </div>
  );
}

/** Whether a notice shows its error: what could not be checked says why in its words. */
export function hasErrorLine(notice: Notice): notice is Notice & { error: RelinkError } {
  return notice.error !== null && notice.topic !== 'unchecked';
}
