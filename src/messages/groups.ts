import type { BankSubject, NoticeMessages } from './notice-types';
import type { Announcements, ButtonMessages, ListMessages, RelinkMessages } from './types';

/** The texts of `<RelinkNotice>` as a group: `messages={{ notice: { … } }}`. */
export interface NoticeTexts {
  /** BCP 47 language of the texts, in which dates are written. @default 'en' */
  locale: NoticeMessages['locale'];
  /** Stands for a bank whose name is not known, as it is written inside of a sentence. */
  yourBank: NoticeMessages['yourBank'];
  /** The user has to log in again. */
  relink: NoticeMessages['noticeRelink'];
  /** The user does not share an account that the app needs. It may be one of several. */
  accounts: NoticeMessages['noticeAccounts'];
  /** The user's consent ends soon. */
  expiring: NoticeMessages['noticeExpiring'];
  /** The bank changes how it connects, and ends this connection soon. */
  migrating: NoticeMessages['noticeMigrating'];
  /** Update mode cannot help: the bank has to be connected again. */
  newLink: NoticeMessages['noticeNewLink'];
  /** Another Item has the same login, and the bank keeps one of the two. The button is there where the app has `onDuplicate`. */
  duplicate: NoticeMessages['noticeDuplicate'];
  /** The user has to do something at the bank first. The button says that it is done, and that Link opens. */
  visitBank: NoticeMessages['noticeVisitBank'];
  /** The bank or Plaid is down. */
  wait: NoticeMessages['noticeWait'];
  /** Replaces the text of `wait` once the user has pressed its button and the bank is still down. */
  stillDown: NoticeMessages['noticeStillDown'];
  /** No problem: the user can share accounts that are new. Shown where the app sets `newAccounts`. */
  newAccounts: NoticeMessages['noticeNewAccounts'];
  /** The label of the button that dismisses `newAccounts`. */
  dismiss: NoticeMessages['noticeDismiss'];
  /** The backend could not be asked how the Item is. The button asks again. */
  unchecked: NoticeMessages['noticeUnchecked'];
  /** The label of the button of `unchecked` where the user is signed out and the app has `onSignIn`. */
  signIn: NoticeMessages['noticeSignIn'];
  /** The Item had a problem and is healthy now. There is no button but `done`. */
  repaired: NoticeMessages['noticeRepaired'];
  /** Beside a lock, above a button that opens Link. It must be true in each way that Link is presented. */
  trust: NoticeMessages['trust'];
  /** When the bank last sent something. A part of a row's line, so it begins in lower case. */
  lastUpdated: NoticeMessages['lastUpdated'];
  /** When the server was last asked, where the bank is down. */
  lastChecked: NoticeMessages['lastChecked'];
  /** The label of the link to the bank's own site. */
  openBank: NoticeMessages['openBank'];
  /** The label of the button that closes a notice or a list whose work is done. */
  done: NoticeMessages['done'];
}

/** The texts of `<RelinkList>` as a group: `messages={{ list: { … } }}`. */
export interface ListTexts {
  /** The title while an Item is broken. `total` is 0 where the user cannot help any of them. */
  title: ListMessages['listTitle'];
  /** The text below the title while an Item waits for the user. `next` is the bank of the current row, if its name is known. */
  text: ListMessages['listText'];
  /** The title when the user has nothing left to do. `total` includes outages and lost connections. */
  done: ListMessages['listDone'];
  /** The title when every known problem is repaired and the health of other Items is not known yet. */
  checking: ListMessages['listChecking'];
  /** The title when no Item has a problem, and some have new accounts. */
  newAccounts: ListMessages['listNewAccounts'];
  /** The title when no known problem is left, and some Items could not be checked. */
  unchecked: ListMessages['listUnchecked'];
  /** How many Items are repaired, once nothing is left to do. Read out when it changes. */
  progress: ListMessages['listProgress'];
  /** Which step the user is at, while something is left to do. */
  step: ListMessages['listStep'];
  /** The heading of the rows that the user can do nothing about. */
  nothingToDo: ListMessages['listNothingToDo'];
  /** The heading of the rows that the user has left for later. */
  later: ListMessages['listLater'];
  /** The label of the button that leaves an Item for later. */
  skip: ListMessages['listSkip'];
  /** Below `rowTwice`, on the current row. */
  twice: ListMessages['listTwice'];
  /** The row of a bank to sign in to again. */
  rowRelink: ListMessages['rowRelink'];
  /** The row of a bank where the user does not share an account that the app needs. */
  rowAccounts: ListMessages['rowAccounts'];
  /** The row of a bank whose consent ends soon. */
  rowExpiring: ListMessages['rowExpiring'];
  /** The row of a bank that ends this connection soon. */
  rowMigrating: ListMessages['rowMigrating'];
  /** The row of a bank to connect again. */
  rowNewLink: ListMessages['rowNewLink'];
  /** The row of a bank that is connected twice. */
  rowDuplicate: ListMessages['rowDuplicate'];
  /** Stands after the status of a bank of which the app removes another connection (`duplicateOf`). */
  rowTwice: ListMessages['rowTwice'];
  /** The row of a bank where the user has to do something first. */
  rowVisitBank: ListMessages['rowVisitBank'];
  /** The row of a bank that is down. */
  rowWait: ListMessages['rowWait'];
  /** The row of a bank with new accounts. */
  rowNewAccounts: ListMessages['rowNewAccounts'];
  /** The row of Items that could not be checked. Its title is that of `noticeUnchecked`, since the banks are not known. */
  rowUnchecked: ListMessages['rowUnchecked'];
  /** The row of a bank that is connected again. */
  rowRepaired: ListMessages['rowRepaired'];
}

/** A text about a bank, or one that is the same for every bank. */
type BankText = ((subject: BankSubject) => string) | string;

/** What a screen reader reads out, as a group: `messages={{ announcements: { … } }}`. */
export interface AnnouncementTexts {
  /** Link has not opened after a second. */
  opening: BankText;
  /** Link is done, and the server asks Plaid about the Item. */
  confirming: BankText;
  /** The server confirmed that the Item is healthy. */
  relinked: BankText;
  /** The user closed Link. */
  exited: BankText;
  /** `text` is the button's `failed` text for the error. */
  failed: Announcements['announceFailed'];
}

/**
 * Texts grouped by component. Each group has short names; it also accepts a set of flat texts, such as
 * `germanMessages`, and takes those of its component.
 */
export interface MessageGroups {
  /** `<RelinkButton>`: the label for each status, and the texts beside it. */
  button?: Partial<ButtonMessages> | undefined;
  /** `<RelinkNotice>`, and the rows of `<RelinkList>`, by topic. */
  notice?: Partial<NoticeTexts> | Partial<NoticeMessages> | undefined;
  /** The head of `<RelinkList>`, its headings, its "Later" button, and the status of each row. */
  list?: Partial<ListTexts> | Partial<ListMessages> | undefined;
  /** What a screen reader reads out. */
  announcements?: Partial<AnnouncementTexts> | Partial<Announcements> | undefined;
}

type TextOfBank = Exclude<keyof Announcements, 'announceFailed'>;

/**
 * Texts to replace, flat or grouped by component; both may be given, and a group's text wins over the flat one. What is
 * left out stays English.
 *
 * @example
 * <RelinkProvider messages={{ ...germanMessages, button: { idle: 'Konto erneuern' }, list: { skip: 'Nicht jetzt' } }}>
 */
export interface MessageOverrides
  extends
    Partial<Omit<RelinkMessages, TextOfBank>>,
    Partial<Record<TextOfBank, BankText>>,
    MessageGroups {}
