import type { RelinkErrorCode } from '../core/errors/code';
import type { RelinkError } from '../core/errors/relink-error';
import type { RelinkStatus } from '../core/types';

/** The texts of a button, by status. The text for `failed` gets the error, and should offer another try. */
export type ButtonMessages = Record<Exclude<RelinkStatus, 'failed'>, string> & {
  /**
   * By `error.code`. For `not_relinkable` and `still_broken`, `error.remedy` says what helps.
   *
   * @default `error.displayMessage`, which is English
   */
  failed: (error: RelinkError) => string;
};

/** What a screen reader reads out, politely, while the user is elsewhere on the page. */
export interface Announcements {
  /** Link has not opened after a second. */
  announceOpening: string;
  /** Link is done, and the server asks Plaid about the Item. */
  announceConfirming: string;
  /** The server confirmed that the Item is healthy. */
  announceRelinked: string;
  /** The user closed Link. */
  announceExited: string;
  /** `text` is the button's `failed` text for the error. */
  announceFailed: (text: string) => string;
}

/** What the texts of a notice may mention. */
export interface NoticeSubject {
  /** The bank's name, or the `yourBank` text where Plaid does not name the bank. */
  bank: string;
  /** The day on which the connection ends, in the language of `locale`, or null where no end is known. */
  until: string | null;
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

/** The texts of one notice. */
export interface NoticeWords {
  title: string;
  text: string;
  /** The label of its button. */
  action: string;
}

/** The texts of `<RelinkNotice>`, and of each row of `<RelinkList>`, by topic. */
export interface NoticeMessages {
  /** BCP 47 language of the texts, in which dates are written. @default 'en' */
  locale: string;
  /** Stands for a bank that Plaid does not name. */
  yourBank: string;
  /** The user has to log in again. */
  noticeRelink: (subject: NoticeSubject) => NoticeWords;
  /** The user no longer shares any account. */
  noticeAccounts: (subject: NoticeSubject) => NoticeWords;
  /** The user's consent ends soon. */
  noticeExpiring: (subject: NoticeSubject) => NoticeWords;
  /** The bank changes how it connects, and ends this connection soon. */
  noticeMigrating: (subject: NoticeSubject) => NoticeWords;
  /** Update mode cannot help: the bank has to be connected again. */
  noticeNewLink: (subject: NoticeSubject) => NoticeWords;
  /** Another Item has the same login, and the bank keeps one of the two. The button is there where the app has `onDuplicate`. */
  noticeDuplicate: (subject: NoticeSubject) => NoticeWords;
  /** The user has to do something at the bank first. */
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
  /** The Item had a problem and is healthy now. There is no button. */
  noticeRepaired: (subject: NoticeSubject) => Omit<NoticeWords, 'action'>;
}

/** What the texts of a list may mention. */
export interface ListSubject {
  /** How many Items needed the user. */
  total: number;
  /** How many of them are repaired. */
  done: number;
}

/** The texts of `<RelinkList>`. */
export interface ListMessages {
  /** The title while an Item is broken. `total` is 0 where the user cannot help any of them. */
  listTitle: (subject: ListSubject) => string;
  /** The title when the user has nothing left to do. `total` includes outages and lost connections. */
  listDone: (subject: ListSubject) => string;
  /** The title when every known problem is repaired and the health of other Items is not known yet. */
  listChecking: string;
  /** The title when no Item has a problem, and some have new accounts. */
  listNewAccounts: string;
  /** The title when no known problem is left, and some Items could not be checked. */
  listUnchecked: string;
  /** How many Items are repaired. Shown beside the title, and read out when it changes. */
  listProgress: (subject: ListSubject) => string;
  /** The label of the button that leaves an Item for later. */
  listSkip: string;
}

/** Every text that this package shows or reads out. */
export type RelinkMessages = ButtonMessages & Announcements & NoticeMessages & ListMessages;

/** The texts of `<RelinkNotice>` as a group: `messages={{ notice: { … } }}`. */
export interface NoticeTexts {
  /** BCP 47 language of the texts, in which dates are written. @default 'en' */
  locale: NoticeMessages['locale'];
  /** Stands for a bank that Plaid does not name. */
  yourBank: NoticeMessages['yourBank'];
  /** The user has to log in again. */
  relink: NoticeMessages['noticeRelink'];
  /** The user no longer shares any account. */
  accounts: NoticeMessages['noticeAccounts'];
  /** The user's consent ends soon. */
  expiring: NoticeMessages['noticeExpiring'];
  /** The bank changes how it connects, and ends this connection soon. */
  migrating: NoticeMessages['noticeMigrating'];
  /** Update mode cannot help: the bank has to be connected again. */
  newLink: NoticeMessages['noticeNewLink'];
  /** Another Item has the same login, and the bank keeps one of the two. The button is there where the app has `onDuplicate`. */
  duplicate: NoticeMessages['noticeDuplicate'];
  /** The user has to do something at the bank first. */
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
  /** The Item had a problem and is healthy now. There is no button. */
  repaired: NoticeMessages['noticeRepaired'];
}

/** The texts of `<RelinkList>` as a group: `messages={{ list: { … } }}`. */
export interface ListTexts {
  /** The title while an Item is broken. `total` is 0 where the user cannot help any of them. */
  title: ListMessages['listTitle'];
  /** The title when the user has nothing left to do. `total` includes outages and lost connections. */
  done: ListMessages['listDone'];
  /** The title when every known problem is repaired and the health of other Items is not known yet. */
  checking: ListMessages['listChecking'];
  /** The title when no Item has a problem, and some have new accounts. */
  newAccounts: ListMessages['listNewAccounts'];
  /** The title when no known problem is left, and some Items could not be checked. */
  unchecked: ListMessages['listUnchecked'];
  /** How many Items are repaired. Shown beside the title, and read out when it changes. */
  progress: ListMessages['listProgress'];
  /** The label of the button that leaves an Item for later. */
  skip: ListMessages['listSkip'];
}

/** What a screen reader reads out, as a group: `messages={{ announcements: { … } }}`. */
export interface AnnouncementTexts {
  /** Link has not opened after a second. */
  opening: Announcements['announceOpening'];
  /** Link is done, and the server asks Plaid about the Item. */
  confirming: Announcements['announceConfirming'];
  /** The server confirmed that the Item is healthy. */
  relinked: Announcements['announceRelinked'];
  /** The user closed Link. */
  exited: Announcements['announceExited'];
  /** `text` is the button's `failed` text for the error. */
  failed: Announcements['announceFailed'];
}

/**
 * Texts grouped by component. Each group has short names; it also accepts a set of flat texts, such as
 * `germanMessages`, and takes those of its component.
 */
export interface MessageGroups {
  /** `<RelinkButton>`, by status. */
  button?: Partial<ButtonMessages> | undefined;
  /** `<RelinkNotice>` and the rows of `<RelinkList>`, by topic. */
  notice?: Partial<NoticeTexts> | Partial<NoticeMessages> | undefined;
  /** The head of `<RelinkList>`, and its "Skip" button. */
  list?: Partial<ListTexts> | Partial<ListMessages> | undefined;
  /** What a screen reader reads out. */
  announcements?: Partial<AnnouncementTexts> | Partial<Announcements> | undefined;
}

/**
 * Texts to replace, flat or grouped by component; both may be given, and a group's text wins over the flat one. What is
 * left out stays English.
 *
 * @example
 * <RelinkProvider messages={{ ...germanMessages, button: { idle: 'Konto erneuern' }, list: { skip: 'Nicht jetzt' } }}>
 */
export interface MessageOverrides extends Partial<RelinkMessages>, MessageGroups {}
