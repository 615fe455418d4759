import type { RelinkError } from '../../core/errors/relink-error';
import type { ItemHealth } from '../../core/types';
import type { NoticeMessages, NoticeSubject, NoticeWords } from '../../messages/types';
import { lacksConsent, type KnownTopic } from './notice-topic';

interface NoticeCircumstances {
  /** Whether the user has pressed "Check now" and the bank is still down. */
  isStillDown: boolean;
  /** Whether the page is hydrated: only then the user's time zone counts, which the server does not know. */
  isHydrated: boolean;
}

/** The texts of a notice. */
export function noticeCopy(
  topic: KnownTopic,
  health: ItemHealth,
  messages: NoticeMessages,
  { isStillDown, isHydrated }: NoticeCircumstances,
): NoticeWords {
  const { institutionName, consentExpiresAt } = health;
  const subject: NoticeSubject = {
    bank: institutionName ?? messages.yourBank,
    until: consentExpiresAt && formatDay(consentExpiresAt, messages.locale, isHydrated),
    reason: reasonOf(topic, health),
  };
  switch (topic) {
    case 'relink':
      return messages.noticeRelink(subject);
    case 'accounts':
      return messages.noticeAccounts(subject);
    case 'expiring':
      return messages.noticeExpiring(subject);
    case 'migrating':
      return messages.noticeMigrating(subject);
    case 'new_accounts':
      return messages.noticeNewAccounts(subject);
    case 'duplicate':
      return messages.noticeDuplicate(subject);
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

/** The texts about Items whose health could not be asked for. */
export function uncheckedCopy(
  { code }: RelinkError,
  count: number,
  messages: NoticeMessages,
  canSignIn: boolean,
): NoticeWords {
  const words = messages.noticeUnchecked({ code, count });
  return canSignIn ? { ...words, action: messages.noticeSignIn } : words;
}

/** Where a flag alone says why the user has to log in, Plaid's word for it. The worst flag counts, as in `mergeHealth`. */
function reasonOf(topic: KnownTopic, health: ItemHealth): string | null {
  const { errorCode, flags = [], reason = null } = health;
  if (topic !== 'relink' || errorCode !== null) return reason;
  if (flags.includes('permission_revoked')) return reason ?? 'OAUTH_USER_REVOKED';
  return lacksConsent(health) ? 'ADDITIONAL_CONSENT_REQUIRED' : reason;
}

const LOCAL = { dateStyle: 'long' } as const;
const UTC = { ...LOCAL, timeZone: 'UTC' } as const;
/** The locales that were reported: a notice renders often, and each is reported once. */
const reportedLocales = new Set<string>();

function formatDay(date: Date, locale: string, isHydrated: boolean): string {
  const format = isHydrated ? LOCAL : UTC;
  try {
    return new Intl.DateTimeFormat(locale, format).format(date);
  } catch {
    if (!reportedLocales.has(locale)) {
      reportedLocales.add(locale);
      console.error(
        `react-plaid-relink: messages.locale is ${JSON.stringify(locale)}, which is not a BCP 47 language tag. Dates are written in the browser's language instead. Use a tag such as "de" or "en-GB".`,
      );
    }
    return new Intl.DateTimeFormat(undefined, format).format(date);
  }
}
