import { useContext, type ReactElement } from 'react';
import { bankName } from '../../core/bank-name';
import { RelinkContext } from '../../react/context';
import { ActionButton } from '../dom/action-button';
import { partAttributes } from '../dom/dom-contract';
import { Title, TrustLine, type HeadingLevel } from '../notice/notice-lines';
import { noticeTexts } from '../notice/notice-texts';
import { signsIn } from '../notice/notice-topic';
import type { DerivedList } from './state/derive-list';
import type { ListState } from './state/list-entry';
import { countsOf, isAllSet, textOf, titleOf } from './list-words';
import { listTexts } from './list-texts';

/** With more steps than these the segments would be too short to be told apart. */
const MAX_SEGMENTS = 8;

interface ListHeadProps {
  state: ListState;
  list: DerivedList;
  titleId: string;
  headingLevel: HeadingLevel | undefined;
  /** Whether the app wants the line about trust. */
  trust: boolean;
  onClose: () => void;
}

/** What a list says of all its Items, and how far the user is. */
export function ListHead({
  state,
  list,
  titleId,
  headingLevel,
  trust,
  onClose,
}: ListHeadProps): ReactElement {
  const { classNames, messages } = useContext(RelinkContext) ?? {};
  const texts = listTexts(messages);
  const { total, done, step } = countsOf(list);
  const text = textOf(list, state, texts);
  const progress = list.isDone
    ? isAllSet(list) && texts.listProgress({ total, done })
    : texts.listStep({ step, total });
  return (
    <div {...partAttributes('list-head', classNames)}>
      <Title part="list-title" id={titleId} level={headingLevel}>
        {titleOf(list, texts)}
      </Title>
      {text !== null && <p {...partAttributes('list-text', classNames)}>{text}</p>}
      {trust && <ListTrust state={state} list={list} />}
      {/* In the page from the start: a live region that appears together with its text is not read out. Off until the user
          touches the list, so that loading is not read out either. */}
      <p
        {...partAttributes('list-progress', classNames)}
        aria-live={state.pinnedOrder ? 'polite' : 'off'}
      >
        {total > 1 && progress}
      </p>
      {total > 1 && <Steps {...{ total, done, step }} hasCurrent={list.currentId !== null} />}
      {list.isDone && (
        <ActionButton part="notice-done" variant="plain" onClick={() => onClose()}>
          {texts.done}
        </ActionButton>
      )}
    </div>
  );
}

/** Once for the whole list, while a row of it leads to a sign-in. */
function ListTrust({ state, list }: Pick<ListHeadProps, 'state' | 'list'>): ReactElement | null {
  const texts = noticeTexts(useContext(RelinkContext)?.messages);
  const topics = list.counted.map((itemId) => state.entries.get(itemId)?.topic);
  const signing = list.counted.filter((_, at) => {
    const topic = topics[at];
    return topic !== undefined && signsIn(topic);
  });
  const [first] = signing;
  if (first === undefined) return null;
  const bank = bankName(state.entries.get(first)?.bank, texts);
  return <TrustLine>{texts.trust({ bank, oauth: null, count: signing.length })}</TrustLine>;
}

interface StepsProps {
  total: number;
  done: number;
  /** The step that the user is at, from 1. */
  step: number;
  /** Whether a step is the user's next one. */
  hasCurrent: boolean;
}

/** A bar. Hidden from screen readers, which would add "33 percent" to "Step 2 of 3". */
function Steps({ total, done, step, hasCurrent }: StepsProps): ReactElement {
  const classNames = useContext(RelinkContext)?.classNames;
  if (total > MAX_SEGMENTS) {
    return (
      <progress
        {...partAttributes('list-meter', classNames)}
        aria-hidden
        max={total}
        value={done}
      />
    );
  }
  return (
    <div {...partAttributes('list-steps', classNames)} aria-hidden>
      {Array.from({ length: total }, (_, at) => (
        <span
          key={at}
          {...partAttributes('list-step', classNames)}
          data-done={at < done ? '' : undefined}
          data-current={at === step - 1 && hasCurrent ? '' : undefined}
        />
      ))}
    </div>
  );
}
