import {
  RelinkButton,
  RelinkList,
  RelinkNotice,
  type NoticeTopic,
  type RelinkErrorCode,
  type RelinkNoticeProps,
  type RelinkStatus,
} from 'react-plaid-relink';
import { bodyOf, type AnsweredTopic, type ShownBank } from '../shown/bodies';
import { Shown, type ShownItem } from '../shown/shown';
import { viewOf } from '../shown/views';
import type { MatrixRow } from './matrix';

const BANK = 'Tartan Bank';
const nothing = (): void => {};

interface ButtonState {
  name: string;
  when: string;
  story: string;
  status?: RelinkStatus;
  isInOtherTab?: true;
  code?: RelinkErrorCode;
  isDisabled?: boolean;
}

const BUTTONS: readonly ButtonState[] = [
  { name: 'At rest', when: 'Nothing is loaded yet', story: 'idle' },
  {
    name: 'Getting ready',
    when: 'Hover or keyboard focus',
    story: 'preparing',
    status: 'preparing',
  },
  { name: 'Ready', when: 'A click opens Link at once', story: 'ready', status: 'ready' },
  { name: 'Opening', when: 'Waits for your server', story: 'opening', status: 'opening' },
  { name: 'Open', when: 'Link is in front of the page', story: 'open', status: 'open' },
  {
    name: 'In another tab',
    when: 'Plaid’s own page is open there',
    story: '-failures--hosted-link-offered',
    status: 'open',
    isInOtherTab: true,
  },
  { name: 'Checking', when: 'Your server asks Plaid', story: 'confirming', status: 'confirming' },
  {
    name: 'Connected',
    when: 'Your server has confirmed it',
    story: 'relinked',
    status: 'relinked',
  },
  { name: 'Closed', when: 'The user closed Link', story: 'exited', status: 'exited' },
  { name: 'Failed', when: 'An ad blocker, no network…', story: 'failed', status: 'failed' },
  {
    name: 'Not confirmed',
    when: 'Done at the bank, not checked yet',
    story: '-failures--not-confirmed',
    status: 'failed',
    code: 'not_confirmed',
  },
  {
    name: 'Too many tries',
    when: 'Your server asks to wait',
    story: '-failures--too-many-attempts',
    status: 'failed',
    code: 'rate_limited',
  },
  {
    name: 'Signed out',
    when: 'The session in your app has ended',
    story: '-failures--signed-out',
    status: 'failed',
    code: 'unauthorized',
  },
  {
    name: 'Needs support',
    when: 'Another try cannot help',
    story: '-failures--unknown-connection',
    status: 'failed',
    code: 'item_not_found',
  },
  { name: 'Disabled', when: 'Your app says so', story: 'disabled', isDisabled: true },
];

export const BUTTON_ROWS: readonly MatrixRow[] = BUTTONS.map(
  ({ name, when, story, status = 'idle', code, isInOtherTab, isDisabled = false }) => ({
    name,
    when,
    story: story.startsWith('-') ? `relinkbutton${story}` : `relinkbutton--${story}`,
    show({ messages }) {
      const item = {
        body: bodyOf('relink', { bank: BANK }),
        view: viewOf(status, code, isInOtherTab),
      };
      return (
        <Shown items={[item]} messages={messages}>
          <RelinkButton itemId={item.body.item_id} disabled={isDisabled} />
        </Shown>
      );
    },
  }),
);

interface NoticeState extends Omit<ButtonState, 'isDisabled'> {
  topic: NoticeTopic;
}

const NOTICES: readonly NoticeState[] = [
  {
    name: 'Sign in again',
    when: 'A new password, a new device…',
    story: 'login-required',
    topic: 'relink',
  },
  {
    name: 'Opening',
    when: 'After the click',
    story: 'opening',
    topic: 'relink',
    status: 'opening',
  },
  {
    name: 'In another tab',
    when: 'Plaid’s own page is open there',
    story: 'in-other-tab',
    topic: 'relink',
    status: 'open',
    isInOtherTab: true,
  },
  {
    name: 'Checking',
    when: 'Your server asks Plaid',
    story: 'confirming',
    topic: 'relink',
    status: 'confirming',
  },
  {
    name: 'Failed',
    when: 'The action offers a way on',
    story: 'failed',
    topic: 'relink',
    status: 'failed',
  },
  {
    name: 'Account not shared',
    when: 'Link lets the user choose',
    story: 'no-accounts',
    topic: 'accounts',
  },
  { name: 'Access ends', when: 'The consent runs out', story: 'expiring', topic: 'expiring' },
  {
    name: 'Bank moves',
    when: 'To another login, on a date',
    story: 'migrating',
    topic: 'migrating',
  },
  {
    name: 'At the bank first',
    when: 'Locked, or a new password',
    story: 'visit-bank',
    topic: 'visit_bank',
  },
  { name: 'Bank is down', when: 'Nothing for the user to do', story: 'unavailable', topic: 'wait' },
  {
    name: 'Connect again',
    when: 'This connection is lost',
    story: 'new-link-needed',
    topic: 'new_link',
  },
  {
    name: 'Connected twice',
    when: 'Two connections, one login',
    story: 'duplicate',
    topic: 'duplicate',
  },
  {
    name: 'New accounts',
    when: 'An offer, no problem',
    story: 'new-accounts',
    topic: 'new_accounts',
  },
  {
    name: 'Not checked',
    when: 'Your server did not answer',
    story: 'unchecked',
    topic: 'unchecked',
  },
  { name: 'Repaired', when: 'Until Done, or 8 seconds', story: 'repaired', topic: 'repaired' },
];

/** What the server says where a topic is not from its answer alone. */
const answered = (topic: NoticeTopic): AnsweredTopic =>
  topic === 'repaired' || topic === 'unchecked' ? 'relink' : topic;

/** An Item for a notice of this topic. */
export function itemOf(
  topic: NoticeTopic,
  bank: ShownBank,
  view: ShownItem['view'] = viewOf('idle'),
): ShownItem {
  return {
    body: bodyOf(answered(topic), bank),
    view: topic === 'repaired' ? viewOf('relinked') : view,
    ...(topic === 'unchecked' && { refusedWith: 500 }),
  };
}

/** With these, each topic has its button. */
export const CALLBACKS = {
  newAccounts: true,
  onConnectAgain: nothing,
  onDuplicate: nothing,
} satisfies Partial<RelinkNoticeProps>;

export const NOTICE_ROWS: readonly MatrixRow[] = NOTICES.map(
  ({ name, when, story, topic, status = 'idle', code, isInOtherTab }) => ({
    name,
    when,
    story: `relinknotice--${story}`,
    show({ messages }) {
      const view = viewOf(status, code, isInOtherTab);
      const item = itemOf(topic, { bank: BANK }, view);
      return (
        <Shown items={[item]} messages={messages}>
          <RelinkNotice itemId={item.body.item_id} {...CALLBACKS} />
        </Shown>
      );
    },
  }),
);

interface ListState {
  name: string;
  when: string;
  story: string;
  items(): ShownItem[];
}

const rest = (): ShownItem[] => [
  itemOf('expiring', { bank: 'Bank of Elms', endsInDays: 5 }),
  itemOf('visit_bank', { bank: 'Tattersall Credit Union' }),
  itemOf('wait', { bank: 'First Gingham' }),
];

/** Two connections of one login, of which one is to go. */
function twice(): ShownItem[] {
  const [kept, extra] = [itemOf('relink', { bank: BANK }), itemOf('relink', { bank: BANK })];
  return [kept, { ...extra, body: { ...extra.body, duplicate_of: kept.body.item_id } }];
}

const LISTS: readonly ListState[] = [
  {
    name: 'At rest',
    when: 'The worst first',
    story: 'worst-first',
    items: () => [itemOf('relink', { bank: BANK }), ...rest()],
  },
  {
    name: 'One is done',
    when: 'The next is the current one',
    story: 'one-done',
    items: () => [itemOf('repaired', { bank: BANK }), ...rest()],
  },
  {
    name: 'Failed',
    when: 'The row says what failed',
    story: 'failed',
    items: () => [itemOf('relink', { bank: BANK }, viewOf('failed')), ...rest().slice(0, 1)],
  },
  {
    name: 'Connected twice',
    when: 'Two connections of one login are one row',
    story: 'connected-twice',
    items: () => [...twice(), ...rest().slice(0, 1)],
  },
  {
    name: 'All done',
    when: 'Nothing is left to do',
    story: 'all-done',
    items: () => [itemOf('repaired', { bank: BANK }), itemOf('repaired', { bank: 'Bank of Elms' })],
  },
];

export const LIST_ROWS: readonly MatrixRow[] = LISTS.map(({ name, when, story, items }) => ({
  name,
  when,
  story: `relinklist--${story}`,
  show({ messages }) {
    const shown = items();
    return (
      <Shown items={shown} messages={messages}>
        <RelinkList itemIds={shown.map(({ body }) => body.item_id)} onConnectAgain={nothing} />
      </Shown>
    );
  },
}));
