import type { RelinkErrorCode } from '../core/errors/code';

/** What a text about one bank may mention. */
export interface BankSubject {
  /** The bank's name, or the `yourBank` text where the name is not known. */
  bank: string;
}

/** What the texts of a notice may mention. */
export interface NoticeSubject extends BankSubject {
  /**
   * The day on which the connection ends, in the language of `locale`, or null where no end is known. The year is left out
   * within twelve months, and the month is short in a row of a list.
   */
  until: string | null;
  /** The same end as "today", "tomorrow" or "in 3 days"; null where it is more than seven days ahead, or not known. */
  inDays: string | null;
  /** The weekday of that end, where it is two to seven days ahead; else null. */
  weekday: string | null;
  /** The text of `lastUpdated`; null where it is not known when the bank last sent something. */
  lastUpdate: string | null;
  /**
   * Why, where it is known: for `noticeRelink` Plaid's `OAUTH_USER_REVOKED` (the user ended the access at the bank),
   * `OAUTH_CONSENT_EXPIRED`, or `ADDITIONAL_CONSENT_REQUIRED` (the Item works, and a product lacks the user's consent). See `ItemHealth.reason`.
   */
  reason: string | null;
}

/** What the texts about Items that could not be checked may mention. Their banks are not known. */
export interface UncheckedSubject {
  /** Why: the `code` of the error. */
  code: RelinkErrorCode;
  /** How many Items: 1 in a notice. A list has one row for all Items whose checks failed alike. */
  count: number;
}

/** What the text about trust may mention. */
export interface TrustSubject extends BankSubject {
  /**
   * Whether the bank has a sign-in of its own (OAuth); null where that is not known. Plaid says so of a bank of which some
   * Items have it and others have not, so that it is not certain for this Item.
   */
  oauth: boolean | null;
  /** How many banks the text is about: more than one in the head of a list, where `bank` names none of them. */
  count: number;
}

/** The age of something. */
export interface AgeSubject {
  /** "2 minutes ago", in the language of `locale`; null in the first minute. */
  ago: string | null;
}

/** The texts of one notice. */
export interface NoticeWords {
  title: string;
  text: string;
  /** The label of its button. */
  action: string;
}

/** The texts of one row of a list, beside the bank's name and the label of its button. */
export interface RowWords {
  /** A few words. */
  status: string;
  /** Stands after the status; null where there is no more to say. */
  detail: string | null;
}

/** The texts of `<RelinkNotice>`, by topic; those of a list's current row too. */
export interface NoticeMessages {
  /** BCP 47 language of the texts, in which dates are written. @default 'en' */
  locale: string;
  /** Stands for a bank whose name is not known, as it is written inside of a sentence. */
  yourBank: string;
  /** The user has to log in again. */
  noticeRelink: (subject: NoticeSubject) => NoticeWords;
  /** The user does not share an account that the app needs. It may be one of several. */
  noticeAccounts: (subject: NoticeSubject) => NoticeWords;
  /** The user's consent ends soon. */
  noticeExpiring: (subject: NoticeSubject) => NoticeWords;
  /** The bank changes how it connects, and ends this connection soon. */
  noticeMigrating: (subject: NoticeSubject) => NoticeWords;
  /** Update mode cannot help: the bank has to be connected again. */
  noticeNewLink: (subject: NoticeSubject) => NoticeWords;
  /** Another Item has the same login, and the bank keeps one of the two. The button is there where the app has `onDuplicate`. */
  noticeDuplicate: (subject: NoticeSubject) => NoticeWords;
  /** The user has to do something at the bank first, and then reconnects here. */
  noticeVisitBank: (subject: NoticeSubject) => NoticeWords;
  /** The bank or Plaid is down. */
  noticeWait: (subject: NoticeSubject) => NoticeWords;
  /** Replaces the text of `noticeWait` once the user has pressed its button and the bank is still down. */
  noticeStillDown: (subject: NoticeSubject) => string;
  /** No problem: the user can share accounts that are new. Shown where the app sets `newAccounts`. */
  noticeNewAccounts: (subject: NoticeSubject) => NoticeWords;
  /** The label of the button that dismisses `noticeNewAccounts`. */
  noticeDismiss: string;
  /** The backend could not be asked how the Item is. The button asks again. */
  noticeUnchecked: (subject: UncheckedSubject) => NoticeWords;
  /** The label of the button of `noticeUnchecked` where the user is signed out and the app has `onSignIn`. */
  noticeSignIn: string;
  /** The Item had a problem and is healthy now. There is no button but `done`. */
  noticeRepaired: (subject: NoticeSubject) => Omit<NoticeWords, 'action'>;
  /** Beside a lock, above a button that opens Link. It must be true in each way that Link is presented. */
  trust: (subject: TrustSubject) => string;
  /** When the bank last sent something. A part of a row's line, so it begins in lower case. */
  lastUpdated: (subject: AgeSubject) => string;
  /** When the server was last asked, where the bank is down. */
  lastChecked: (subject: AgeSubject) => string;
  /** The label of the link to the bank's own site. */
  openBank: (subject: BankSubject) => string;
  /** The label of the button that closes a notice or a list whose work is done. */
  done: string;
}
