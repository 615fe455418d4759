import type { NoticeTopic } from '../notice/notice-topic';
import { isBusy } from '../../core/client/session-types';
import type { RelinkStatus } from '../../core/types';

/**
 * The value of `data-relink`, which styles select: `react-plaid-relink/styles.css` and the app's own. Elements that the
 * app renders itself (`asChild`, a render function) do not have it.
 */
export type RelinkPart =
  | 'button'
  | 'notice'
  | 'notice-body'
  | 'notice-title'
  | 'notice-text'
  | 'notice-error'
  | 'notice-action'
  | 'notice-dismiss'
  | 'list'
  | 'list-head'
  | 'list-title'
  | 'list-progress'
  | 'list-meter'
  | 'list-items'
  | 'list-item'
  | 'list-skip'
  | 'announcer';

/** `data-relink` on an element of this package. */
export function partAttributes(part: RelinkPart): { 'data-relink': RelinkPart } {
  return { 'data-relink': part };
}

/**
 * What a relink button promises to CSS, tests and assistive technology. `data-state` is the status of the session. A
 * busy button is `aria-disabled` and not `disabled`, so that it keeps the focus.
 */
export interface RelinkButtonAttributes {
  'data-state': RelinkStatus;
  'aria-busy'?: true;
  'aria-disabled'?: true;
}

export function buttonAttributes(status: RelinkStatus): RelinkButtonAttributes {
  return {
    'data-state': status,
    ...(isBusy(status) && { 'aria-busy': true, 'aria-disabled': true }),
  };
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
