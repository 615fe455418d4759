import type { NoticeTopic, RelinkStatus } from '../../core/types';
import type { RelinkClassNames, RelinkPart } from '../../react/slots';

export type { RelinkPart };

/** What marks an element as a part: `data-relink`, and the app's class for it. */
export interface PartAttributes {
  'data-relink': RelinkPart;
  className?: string;
}

/** `data-relink` on an element of this package, and the class that the provider's `classNames` has for it. */
export function partAttributes(part: RelinkPart, classNames?: RelinkClassNames): PartAttributes {
  const className = classNames?.[part];
  return className ? { 'data-relink': part, className } : { 'data-relink': part };
}

/**
 * What a relink button promises to CSS, tests and assistive technology. `data-state` is the status of the session. A
 * button that is busy, or whose press does nothing, is `aria-disabled` and not `disabled`, so that it keeps the focus.
 */
export interface RelinkButtonAttributes {
  'data-state': RelinkStatus;
  'aria-busy': true | undefined;
  'aria-disabled': true | undefined;
}

/** What a notice promises: `data-topic` is its topic, `data-state` the status of its Item's session. */
export interface RelinkNoticeAttributes {
  role: 'group';
  'data-relink': 'notice';
  'data-topic': NoticeTopic;
  'data-state': RelinkStatus;
}

export function noticeAttributes(topic: NoticeTopic, status: RelinkStatus): RelinkNoticeAttributes {
  return { role: 'group', 'data-relink': 'notice', 'data-topic': topic, 'data-state': status };
}

/** What a list promises: `data-done` is present once the user has nothing left to do but skipped Items. */
export interface RelinkListAttributes {
  role: 'group';
  'data-relink': 'list';
  'data-done': '' | undefined;
}

export function listAttributes(isDone: boolean): RelinkListAttributes {
  return { role: 'group', 'data-relink': 'list', 'data-done': flag(isDone) };
}

/** With more rows than these a list has `data-long`. */
const LONG = 50;

/** What the rows of a list promise together: `data-long` says that most of them are out of sight. */
export function listItemsAttributes(rows: number): { 'data-long': '' | undefined } {
  return { 'data-long': flag(rows > LONG) };
}

/**
 * What a row of a list promises: `data-topic` and `data-state` as a notice, `data-current` on the user's next step,
 * `data-skipped` on an Item that the user left for later.
 */
export interface RelinkListItemAttributes {
  'data-relink': 'list-item';
  'data-topic': NoticeTopic;
  'data-state': RelinkStatus;
  'data-current': '' | undefined;
  'data-skipped': '' | undefined;
  'aria-current': 'step' | undefined;
}

export function listItemAttributes(
  topic: NoticeTopic,
  status: RelinkStatus,
  { isCurrent, isSkipped }: { isCurrent: boolean; isSkipped: boolean },
): RelinkListItemAttributes {
  return {
    'data-relink': 'list-item',
    'data-topic': topic,
    'data-state': status,
    'data-current': flag(isCurrent),
    'data-skipped': flag(isSkipped),
    'aria-current': isCurrent ? 'step' : undefined,
  };
}

function flag(isSet: boolean): '' | undefined {
  return isSet ? '' : undefined;
}
