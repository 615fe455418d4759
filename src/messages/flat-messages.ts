import type {
  AnnouncementTexts,
  ButtonMessages,
  ListTexts,
  MessageOverrides,
  NoticeTexts,
  RelinkMessages,
} from './types';

/** The flat name of each text of a group, by its short name. */
type FlatNames<Texts> = Readonly<Record<keyof Texts, keyof RelinkMessages>>;

const BUTTON: FlatNames<ButtonMessages> = {
  idle: 'idle',
  preparing: 'preparing',
  ready: 'ready',
  opening: 'opening',
  open: 'open',
  confirming: 'confirming',
  relinked: 'relinked',
  exited: 'exited',
  failed: 'failed',
};
const NOTICE: FlatNames<NoticeTexts> = {
  locale: 'locale',
  yourBank: 'yourBank',
  relink: 'noticeRelink',
  accounts: 'noticeAccounts',
  expiring: 'noticeExpiring',
  migrating: 'noticeMigrating',
  newLink: 'noticeNewLink',
  duplicate: 'noticeDuplicate',
  visitBank: 'noticeVisitBank',
  wait: 'noticeWait',
  stillDown: 'noticeStillDown',
  newAccounts: 'noticeNewAccounts',
  dismiss: 'noticeDismiss',
  unchecked: 'noticeUnchecked',
  signIn: 'noticeSignIn',
  repaired: 'noticeRepaired',
};
const LIST: FlatNames<ListTexts> = {
  title: 'listTitle',
  done: 'listDone',
  checking: 'listChecking',
  newAccounts: 'listNewAccounts',
  unchecked: 'listUnchecked',
  progress: 'listProgress',
  skip: 'listSkip',
};
const ANNOUNCEMENTS: FlatNames<AnnouncementTexts> = {
  opening: 'announceOpening',
  confirming: 'announceConfirming',
  relinked: 'announceRelinked',
  exited: 'announceExited',
  failed: 'announceFailed',
};

/**
 * The one shape that the components read: flat names, each with a text. A text that is undefined, which TypeScript
 * allows by default, counts as left out.
 */
export function flatMessages(
  messages: MessageOverrides | undefined,
): Partial<RelinkMessages> | undefined {
  if (!messages) return undefined;
  const { button, notice, list, announcements, ...flat } = messages;
  const entries = [
    ...Object.entries(flat),
    ...textsOf(button, BUTTON),
    ...textsOf(notice, NOTICE),
    ...textsOf(list, LIST),
    ...textsOf(announcements, ANNOUNCEMENTS),
  ];
  return Object.fromEntries(entries.filter(([, text]) => text !== undefined));
}

/** The texts of one group, which has them under their short names or, as `germanMessages` does, under the flat ones. */
function textsOf(
  group: object | undefined,
  names: Readonly<Record<string, string>>,
): [name: string, text: unknown][] {
  const texts: Readonly<Record<string, unknown>> = { ...group };
  return Object.entries(names).map(([short, flat]) => [flat, texts[flat] ?? texts[short]]);
}
