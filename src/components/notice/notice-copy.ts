import type { RelinkError } from '../../core/errors/relink-error';
import { lacksConsent } from '../../core/item/item-problem';
import type { ItemHealth } from '../../core/types';
import { bankName } from '../../core/bank-name';
import type {
  NoticeMessages,
  NoticeSubject,
  NoticeWords,
  RowWords,
} from '../../messages/notice-types';
import type { ListMessages } from '../../messages/types';
import { agoWords, dayWords } from './notice-dates';
import type { KnownTopic } from './notice-topic';

interface NoticeCircumstances {
  /** Whether the user has pressed "Check now" and the bank is still down. */
  isStillDown: boolean;
  /**
   * Milliseconds since the epoch; null until the page is hydrated: only then the user's time zone and the present count,
   * which the server does not know.
   */
  now: number | null;
}

/** The texts of a notice. */
export function noticeCopy(
  topic: KnownTopic,
  health: ItemHealth,
  messages: NoticeMessages,
  { isStillDown, now }: NoticeCircumstances,
): NoticeWords {
  const subject = subjectOf(topic, health, messages, { now, month: 'long' });
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

/** The status line of a list's row, below the bank's name. */
export function rowCopy(
  topic: KnownTopic,
  health: ItemHealth,
  messages: NoticeMessages & ListMessages,
  now: NoticeCircumstances['now'],
): RowWords {
  const subject = subjectOf(topic, health, messages, { now, month: 'short' });
  switch (topic) {
    case 'relink':
      return messages.rowRelink(subject);
    case 'accounts':
      return messages.rowAccounts(subject);
    case 'expiring':
      return messages.rowExpiring(subject);
    case 'migrating':
      return messages.rowMigrating(subject);
    case 'new_accounts':
      return messages.rowNewAccounts(subject);
    case 'duplicate':
      return messages.rowDuplicate(subject);
    case 'new_link':
      return messages.rowNewLink(subject);
    case 'visit_bank':
      return messages.rowVisitBank(subject);
    case 'wait':
      return messages.rowWait(subject);
    case 'repaired':
      return messages.rowRepaired(subject);
  }
}

/** When the server last answered about the Item. */
export function lastCheckedCopy(
  answeredAt: Date,
  now: number,
  { locale, lastChecked }: NoticeMessages,
): string {
  return lastChecked({ ago: agoWords(answeredAt, now, locale) });
}

function subjectOf(
  topic: KnownTopic,
  health: ItemHealth,
  messages: NoticeMessages,
  { now, month }: { now: number | null; month: 'long' | 'short' },
): NoticeSubject {
  const { institutionName, consentExpiresAt, lastUpdated } = health;
  const { locale } = messages;
  const noDay = { until: null, inDays: null, weekday: null };
  return {
    bank: bankName(institutionName, messages),
    ...(consentExpiresAt ? dayWords(consentExpiresAt, now, { locale, month }) : noDay),
    lastUpdate:
      lastUpdated && now !== null
        ? messages.lastUpdated({ ago: agoWords(lastUpdated, now, locale) })
        : null,
    reason: reasonOf(topic, health),
  };
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
