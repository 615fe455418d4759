import type { RelinkError } from '../core/errors/relink-error';
import type {
  BankSubject,
  NoticeMessages,
  NoticeSubject,
  RowWords,
  UncheckedSubject,
} from './notice-types';

/** What the text about a failure may mention. */
export interface FailedSubject {
  /** The Item's bank, where its name is known. */
  bank?: string | undefined;
  /** For `session_in_progress`, the bank that Link is open for, where its name is known. */
  otherBank?: string | undefined;
}

/**
 * The texts of a button. Before a click, and while Link opens, it shows `idle`, so that it keeps its width; a text for one of
 * those statuses replaces it.
 */
export interface ButtonMessages {
  idle: string;
  /** @default `idle` */
  preparing?: string | undefined;
  /** @default `idle` */
  ready?: string | undefined;
  /** @default `idle` */
  opening?: string | undefined;
  /** Link covers the button. @default `idle` */
  open?: string | undefined;
  /** The server asks Plaid about the Item. */
  confirming: string;
  /** The Item is healthy. The button cannot be pressed. */
  relinked: string;
  /** The user closed Link. @default `idle` */
  exited?: string | undefined;
  /**
   * What went wrong, by `error.code`. For `not_relinkable` and `still_broken`, `error.remedy` says what helps.
   *
   * @default `error.displayMessage`, which is English
   */
  failed: (error: RelinkError, subject?: FailedSubject) => string;
  /** The button after a failure that another try may mend. */
  tryAgain: string;
  /** The button after `not_confirmed`: it asks the server, and opens nothing. */
  checkAgain: string;
  /** The button after `unauthorized`, where the app has `onSignIn`. */
  signIn: string;
  /** The button after a failure that only support can mend, where the app has `onSupport`. */
  getHelp: string;
  /** The button after `hosted_link_offered`: it opens Plaid's own page in a new tab. */
  openHosted: string;
  /** The button after `rate_limited`, counted down. */
  retryIn: (subject: { seconds: number }) => string;
  /** Beside a button whose Link has not opened after four seconds. */
  stillOpening: string;
  /** The button that ends the wait of `stillOpening`. */
  cancel: string;
  /** While the user signs in on Plaid's own page, in another tab. */
  inOtherTab: string;
  /** For three seconds after the user closed Link. */
  nothingChanged: (subject: BankSubject) => string;
  /** Below an error that only support can mend: Plaid's `request_id`, to quote. */
  reference: (subject: { requestId: string }) => string;
  /** The button that copies the reference. */
  copy: string;
  /** The same button, once it has. */
  copied: string;
}

/** What a screen reader reads out, politely, while the user is elsewhere on the page. */
export interface Announcements {
  /** Link has not opened after a second. */
  announceOpening: (subject: BankSubject) => string;
  /** Link is done, and the server asks Plaid about the Item. */
  announceConfirming: (subject: BankSubject) => string;
  /** The server confirmed that the Item is healthy. */
  announceRelinked: (subject: BankSubject) => string;
  /** The user closed Link. */
  announceExited: (subject: BankSubject) => string;
  /** `text` is the button's `failed` text for the error. */
  announceFailed: (text: string, subject: BankSubject) => string;
}

/** What the texts of a list may mention. */
export interface ListSubject {
  /** How many Items needed the user. */
  total: number;
  /** How many of them are repaired. */
  done: number;
  /**
   * What is left to do: sign in to each bank, several kinds of things, or only wait. `wait` stands for Items of which none
   * can be helped by the user, since each of their banks is down.
   */
  task: 'sign_in' | 'mixed' | 'wait';
}

/** The texts of `<RelinkList>`. Each row has a bank's name, a status, and its detail. */
export interface ListMessages {
  /** The title while an Item is broken. `total` is 0 where the user cannot help any of them. */
  listTitle: (subject: ListSubject) => string;
  /** The text below the title while an Item waits for the user. `next` is the bank of the current row, if its name is known. */
  listText: (subject: { left: number; next: string | null }) => string;
  /** The title when the user has nothing left to do. `total` includes outages and lost connections. */
  listDone: (subject: Omit<ListSubject, 'task'>) => string;
  /** The title when every known problem is repaired and the health of other Items is not known yet. */
  listChecking: string;
  /** The title when no Item has a problem, and some have new accounts. */
  listNewAccounts: string;
  /** The title when no known problem is left, and some Items could not be checked. */
  listUnchecked: string;
  /** How many Items are repaired, once nothing is left to do. */
  listProgress: (subject: Omit<ListSubject, 'task'>) => string;
  /** Which step the user is at, while something is left to do. */
  listStep: (subject: { step: number; total: number }) => string;
  /** The heading of the rows that the user can do nothing about. */
  listNothingToDo: string;
  /** The heading of the rows that the user has left for later. */
  listLater: string;
  /** The label of the button that leaves an Item for later. */
  listSkip: string;
  /** Below `rowTwice`, on the current row. */
  listTwice: (subject: BankSubject) => string;
  /** The row of a bank to sign in to again. */
  rowRelink: (subject: NoticeSubject) => RowWords;
  /** The row of a bank where the user does not share an account that the app needs. */
  rowAccounts: (subject: NoticeSubject) => RowWords;
  /** The row of a bank whose consent ends soon. */
  rowExpiring: (subject: NoticeSubject) => RowWords;
  /** The row of a bank that ends this connection soon. */
  rowMigrating: (subject: NoticeSubject) => RowWords;
  /** The row of a bank to connect again. */
  rowNewLink: (subject: NoticeSubject) => RowWords;
  /** The row of a bank that is connected twice. */
  rowDuplicate: (subject: NoticeSubject) => RowWords;
  /** Stands after the status of a bank of which the app removes another connection (`duplicateOf`). */
  rowTwice: (subject: BankSubject) => string;
  /** The row of a bank where the user has to do something first. */
  rowVisitBank: (subject: NoticeSubject) => RowWords;
  /** The row of a bank that is down. */
  rowWait: (subject: NoticeSubject) => RowWords;
  /** The row of a bank with new accounts. */
  rowNewAccounts: (subject: NoticeSubject) => RowWords;
  /** The row of Items that could not be checked. Its title is that of `noticeUnchecked`, since the banks are not known. */
  rowUnchecked: (subject: UncheckedSubject) => RowWords;
  /** The row of a bank that is connected again. */
  rowRepaired: (subject: NoticeSubject) => RowWords;
}

/** Every text that this package shows or reads out. */
export type RelinkMessages = ButtonMessages & Announcements & NoticeMessages & ListMessages;
