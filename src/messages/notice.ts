import type { ItemHealth } from '../core/types';

/** What a notice is about, and so which words and which action it has. */
export type NoticeTopic =
  | 'relink' // the login has to be renewed
  | 'accounts' // no account is shared any more
  | 'expiring' // the consent ends soon
  | 'new_link' // update mode cannot help: the bank has to be connected anew
  | 'visit_bank' // something has to be done at the bank first
  | 'wait' // the bank or Plaid is down
  | 'repaired'; // it was one of these, and is healthy now

/** What the words of a notice may speak of. */
export interface NoticeSubject {
  /** The bank's name, or the `yourBank` text where Plaid does not give it. */
  bank: string;
  /** The day on which the consent ends, in the user's language, or null where it does not end. */
  until: string | null;
}

/** The words of one notice. */
export interface NoticeWords {
  title: string;
  text: string;
  /** What its button says. */
  action: string;
}

/** The texts of `<RelinkNotice>`, by what they are about. */
export interface NoticeMessages {
  /** BCP 47 language of the texts, in which dates are written. @default 'en' */
  locale: string;
  /** Stands for a bank that Plaid does not name. */
  yourBank: string;
  /** The login has to be renewed. */
  noticeRelink: (subject: NoticeSubject) => NoticeWords;
  /** No account is shared any more. */
  noticeAccounts: (subject: NoticeSubject) => NoticeWords;
  /** The consent ends soon. */
  noticeExpiring: (subject: NoticeSubject) => NoticeWords;
  /** Update mode cannot help: the bank has to be connected anew. */
  noticeNewLink: (subject: NoticeSubject) => NoticeWords;
  /** Something has to be done at the bank first. */
  noticeVisitBank: (subject: NoticeSubject) => NoticeWords;
  /** The bank or Plaid is down. */
  noticeWait: (subject: NoticeSubject) => NoticeWords;
  /** In place of the text of `noticeWait`: the user has pressed its button, and the bank is still down. */
  noticeStillDown: (subject: NoticeSubject) => string;
  /** It was one of these, and is healthy now. There is nothing to press. */
  noticeRepaired: (subject: NoticeSubject) => Omit<NoticeWords, 'action'>;
}

/** What there is to tell a user about an Item, or null where it is healthy. */
export function topicOf({ state, remedy }: ItemHealth): Exclude<NoticeTopic, 'repaired'> | null {
  switch (remedy) {
    case 'none':
      return null;
    case 'relink':
      return state === 'expiring' ? 'expiring' : 'relink';
    case 'relink_with_accounts':
      return 'accounts';
    default:
      return remedy;
  }
}

/**
 * The words for a topic.
 *
 * @param isChecked whether the user has just asked, where there is nothing but to wait
 */
export function noticeCopy(
  topic: NoticeTopic,
  { institutionName, consentExpiresAt }: ItemHealth,
  messages: NoticeMessages,
  isChecked = false,
): NoticeWords {
  const subject: NoticeSubject = {
    bank: institutionName ?? messages.yourBank,
    until: consentExpiresAt && dayOf(consentExpiresAt, messages.locale),
  };
  switch (topic) {
    case 'relink':
      return messages.noticeRelink(subject);
    case 'accounts':
      return messages.noticeAccounts(subject);
    case 'expiring':
      return messages.noticeExpiring(subject);
    case 'new_link':
      return messages.noticeNewLink(subject);
    case 'visit_bank':
      return messages.noticeVisitBank(subject);
    case 'wait':
      return {
        ...messages.noticeWait(subject),
        ...(isChecked && { text: messages.noticeStillDown(subject) }),
      };
    case 'repaired':
      return { ...messages.noticeRepaired(subject), action: '' };
  }
}

const LONG = { dateStyle: 'long' } as const;
/** Said once each: a notice renders often. */
const unknownLocales = new Set<string>();

function dayOf(date: Date, locale: string): string {
  try {
    return new Intl.DateTimeFormat(locale, LONG).format(date);
  } catch {
    if (!unknownLocales.has(locale)) {
      unknownLocales.add(locale);
      console.error(
        `react-plaid-relink: messages.locale is ${JSON.stringify(locale)}, which is no BCP 47 language tag. Dates are written in the browser's language instead. Give a tag such as "de" or "en-GB".`,
      );
    }
    return new Intl.DateTimeFormat(undefined, LONG).format(date);
  }
}

export const ENGLISH_NOTICE: NoticeMessages = {
  locale: 'en',
  yourBank: 'Your bank',
  noticeRelink: ({ bank }) => ({
    title: `${bank} needs you to log in again`,
    text: 'Until then, nothing new arrives from this bank. It takes about a minute.',
    action: 'Reconnect',
  }),
  noticeAccounts: ({ bank }) => ({
    title: `${bank} shares no account with us`,
    text: 'Log in and choose the accounts that you want to see here.',
    action: 'Choose accounts',
  }),
  noticeExpiring: ({ bank, until }) => ({
    title: `${bank} will disconnect ${until ? `on ${until}` : 'soon'}`,
    text: 'Banks ask for your consent again from time to time. Renew it now and nothing is interrupted.',
    action: 'Renew now',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `${bank} is no longer connected`,
    text: 'This connection cannot be repaired. Connect the bank again to see it here.',
    action: 'Connect again',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `${bank} wants you to sign in on its own site first`,
    text: 'Your bank has locked the login or asks for a new password. Settle that there, then come back.',
    action: 'I have done that',
  }),
  noticeWait: ({ bank }) => ({
    title: `${bank} cannot be reached at the moment`,
    text: 'You don’t need to do anything. We keep trying.',
    action: 'Check now',
  }),
  noticeStillDown: () => 'We have just checked: it still cannot be reached. We keep trying.',
  noticeRepaired: ({ bank }) => ({
    title: `${bank} is connected`,
    text: 'Everything will be up to date again shortly.',
  }),
};
