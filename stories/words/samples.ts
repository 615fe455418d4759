import type { NoticeSubject, RelinkMessages } from 'react-plaid-relink';
import { viewOf } from '../shown/views';

/** One or more texts, by their place. */
type Words = string | Readonly<Record<string, string | null>>;

type TextName = keyof {
  [Name in keyof RelinkMessages as RelinkMessages[Name] extends string ? Name : never]: true;
};
type SubjectName = keyof {
  [
    Name in keyof RelinkMessages as RelinkMessages[Name] extends (...args: never) => unknown
      ? Name
      : never
  ]: true;
};

const bank = 'Tartan Bank';
const subject: NoticeSubject = {
  bank,
  until: 'December 2',
  inDays: null,
  weekday: null,
  lastUpdate: null,
  reason: null,
};
const { error } = viewOf('failed', 'link_blocked');
const list = { total: 3, done: 1, task: 'sign_in' } as const;
const unchecked = { code: 'backend_error', count: 1 } as const;
const ago = { ago: '2 min' };

/** What a text is told, for each that is a function. A text that is missing here does not compile. */
const SAMPLES: Readonly<Record<SubjectName, (messages: RelinkMessages) => Words>> = {
  failed: (m) => (error ? m.failed(error, { bank }) : ''),
  retryIn: (m) => m.retryIn({ seconds: 42 }),
  nothingChanged: (m) => m.nothingChanged({ bank }),
  reference: (m) => m.reference({ requestId: 'HNTDNrA8F1shFEW' }),
  announceOpening: (m) => m.announceOpening({ bank }),
  announceConfirming: (m) => m.announceConfirming({ bank }),
  announceRelinked: (m) => m.announceRelinked({ bank }),
  announceExited: (m) => m.announceExited({ bank }),
  announceFailed: (m) => m.announceFailed('…', { bank }),
  noticeRelink: (m) => ({ ...m.noticeRelink(subject) }),
  noticeAccounts: (m) => ({ ...m.noticeAccounts(subject) }),
  noticeExpiring: (m) => ({ ...m.noticeExpiring(subject) }),
  noticeMigrating: (m) => ({ ...m.noticeMigrating(subject) }),
  noticeNewLink: (m) => ({ ...m.noticeNewLink(subject) }),
  noticeDuplicate: (m) => ({ ...m.noticeDuplicate(subject) }),
  noticeVisitBank: (m) => ({ ...m.noticeVisitBank(subject) }),
  noticeWait: (m) => ({ ...m.noticeWait(subject) }),
  noticeStillDown: (m) => m.noticeStillDown(subject),
  noticeNewAccounts: (m) => ({ ...m.noticeNewAccounts(subject) }),
  noticeUnchecked: (m) => ({ ...m.noticeUnchecked(unchecked) }),
  noticeRepaired: (m) => ({ ...m.noticeRepaired(subject) }),
  trust: (m) => m.trust({ bank, oauth: false, count: 1 }),
  lastUpdated: (m) => m.lastUpdated(ago),
  lastChecked: (m) => m.lastChecked(ago),
  openBank: (m) => m.openBank({ bank }),
  listTitle: (m) => m.listTitle(list),
  listText: (m) => m.listText({ left: 2, next: bank }),
  listDone: (m) => m.listDone({ total: 3, done: 3 }),
  listProgress: (m) => m.listProgress(list),
  listStep: (m) => m.listStep({ step: 1, total: 3 }),
  rowRelink: (m) => ({ ...m.rowRelink(subject) }),
  rowAccounts: (m) => ({ ...m.rowAccounts(subject) }),
  rowExpiring: (m) => ({ ...m.rowExpiring(subject) }),
  rowMigrating: (m) => ({ ...m.rowMigrating(subject) }),
  rowNewLink: (m) => ({ ...m.rowNewLink(subject) }),
  rowDuplicate: (m) => ({ ...m.rowDuplicate(subject) }),
  rowTwice: (m) => m.rowTwice(subject),
  listTwice: (m) => m.listTwice(subject),
  rowVisitBank: (m) => ({ ...m.rowVisitBank(subject) }),
  rowWait: (m) => ({ ...m.rowWait(subject) }),
  rowNewAccounts: (m) => ({ ...m.rowNewAccounts(subject) }),
  rowUnchecked: (m) => ({ ...m.rowUnchecked(unchecked) }),
  rowRepaired: (m) => ({ ...m.rowRepaired(subject) }),
};

const isFunctionName = (name: string): name is SubjectName => name in SAMPLES;

/** The texts under one name, as a user may see them. */
export function wordsOf(messages: RelinkMessages, name: string): string[] {
  if (isFunctionName(name)) {
    const words = SAMPLES[name](messages);
    return typeof words === 'string'
      ? [words]
      : Object.values(words).flatMap((text) => (text === null ? [] : [text]));
  }
  return [messages[name as TextName]];
}
