/** What the texts of a mail may mention. */
export interface RelinkMailSubject {
  /** The bank, as it is written inside of a sentence: its name, or `yourBank`. */
  bank: string;
  /** The app. */
  appName: string;
  /**
   * Why, where it is known: for `relink` Plaid's `OAUTH_USER_REVOKED` (the user ended the access at the bank),
   * `OAUTH_CONSENT_EXPIRED`, or `ADDITIONAL_CONSENT_REQUIRED` (the Item works, and a product lacks the user's consent).
   */
  reason: string | null;
  /** The day on which access ends, without its year: "December 1". Null where it is not known. */
  ends: string | null;
}

/** What a mail says of one problem. */
export interface RelinkMailWords {
  /** The mail's subject, and its heading. */
  title: string;
  text: string;
  /** The label of the link. */
  action: string;
}

/**
 * Every text of a mail, in one language. To change one, spread a set of the package's. For another language, write an
 * object of this type.
 *
 * @example
 * const texts = { ...englishMailTexts, why: ({ appName }) => `You have an account with ${appName}.` };
 */
export interface RelinkMailTexts {
  /** BCP 47 language of the texts. Dates are written in it, and it says in which direction the mail is read. */
  locale: string;
  /** Stands for a bank whose name is not known, as it is written inside of a sentence. */
  yourBank: string;
  /** The user has to log in again. */
  relink: (subject: RelinkMailSubject) => RelinkMailWords;
  /** The user does not share an account that the app needs. It may be one of several. */
  accounts: (subject: RelinkMailSubject) => RelinkMailWords;
  /** The user's consent ends soon. */
  expiring: (subject: RelinkMailSubject) => RelinkMailWords;
  /** The bank changes how it connects, and ends this connection soon. */
  migrating: (subject: RelinkMailSubject) => RelinkMailWords;
  /** Update mode cannot help: the bank has to be connected again. The address leads into the app. */
  newLink: (subject: RelinkMailSubject) => RelinkMailWords;
  /** The user has to do something at the bank first. */
  visitBank: (subject: RelinkMailSubject) => RelinkMailWords;
  /** Until when the address opens, and that it is for the user alone. `date` has no year, `time` has the time zone. */
  linkEnds: (subject: { date: string; time: string }) => string;
  /** The same where the address has no end. */
  linkIsYours: string;
  /** Stands before the address, written out. */
  address: string;
  /** Who sees the password. It must be true in each way that Link is presented. */
  trust: (subject: { appName: string }) => string;
  /** The way for a reader who follows no link in a mail. It must be true of your app: a notice waits there. */
  byYourself: (subject: { appName: string }) => string;
  /** Why the user gets this mail. */
  why: (subject: { bank: string; appName: string }) => string;
}
