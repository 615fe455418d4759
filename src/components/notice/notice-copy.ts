import type { ItemHealth } from '../../core/types';
import type { NoticeMessages, NoticeSubject, NoticeWords } from '../../messages/types';
import type { NoticeTopic } from './notice-topic';

/**
 * The texts of a notice.
 *
 * @param isStillDown whether the user has pressed "Check now" and the bank is still down
 */
export function noticeCopy(
  topic: NoticeTopic,
  { institutionName, consentExpiresAt }: ItemHealth,
  messages: NoticeMessages,
  isStillDown = false,
): NoticeWords {
  const subject: NoticeSubject = {
    bank: institutionName ?? messages.yourBank,
    until: consentExpiresAt && formatDay(consentExpiresAt, messages.locale),
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
        ...(isStillDown && { text: messages.noticeStillDown(subject) }),
      };
    case 'repaired':
      return { ...messages.noticeRepaired(subject), action: '' };
  }
}

const LONG = { dateStyle: 'long' } as const;
/** The locales that were reported: a notice renders often, and each is reported once. */
const reportedLocales = new Set<string>();

function formatDay(date: Date, locale: string): string {
  try {
    return new Intl.DateTimeFormat(locale, LONG).format(date);
  } catch {
    if (!reportedLocales.has(locale)) {
      reportedLocales.add(locale);
      console.error(
        `react-plaid-relink: messages.locale is ${JSON.stringify(locale)}, which is not a BCP 47 language tag. Dates are written in the browser's language instead. Use a tag such as "de" or "en-GB".`,
      );
    }
    return new Intl.DateTimeFormat(undefined, LONG).format(date);
  }
}
