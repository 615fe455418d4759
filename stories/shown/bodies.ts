import type { ItemBody, NoticeTopic } from 'react-plaid-relink';

/** The topics that the server's answer alone brings about. A repair and a failed check are others'. */
export type AnsweredTopic = Exclude<NoticeTopic, 'repaired' | 'unchecked'>;

export interface ShownBank {
  bank: string;
  /** @default an id of its own, which no backend knows */
  itemId?: string | undefined;
  /** Whether the bank has a logo and a colour. Else it has a monogram. */
  hasLogo?: boolean | undefined;
  /** In how many days the access ends, where it ends soon. @default 3 */
  endsInDays?: number | undefined;
}

const DAY_MS = 86_400_000;
const daysFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
/** The sentence "last update 12 days ago" of a bank that broke then. */
const LAST_UPDATE_DAYS = 12;

type Problem = Pick<ItemBody, 'health' | 'remedy'> & Partial<ItemBody>;

const PROBLEMS: Readonly<Record<AnsweredTopic, (endsInDays: number) => Problem>> = {
  relink: () => ({ health: 'needs_update', remedy: 'relink', error_code: 'ITEM_LOGIN_REQUIRED' }),
  accounts: () => ({
    health: 'needs_update',
    remedy: 'relink_with_accounts',
    error_code: 'NO_ACCOUNTS',
  }),
  expiring: (days) => ({
    health: 'expiring',
    remedy: 'relink',
    consent_expiration_time: daysFromNow(days),
  }),
  migrating: (days) => ({
    health: 'expiring',
    remedy: 'relink',
    reason: 'INSTITUTION_MIGRATION',
    flags: ['disconnect'],
    consent_expiration_time: daysFromNow(days),
  }),
  new_link: () => ({ health: 'revoked', remedy: 'new_link', error_code: 'ITEM_NOT_FOUND' }),
  duplicate: () => ({
    health: 'needs_update',
    remedy: 'relink',
    flags: ['app'],
    reason: 'duplicate',
  }),
  visit_bank: () => ({ health: 'needs_update', remedy: 'visit_bank', error_code: 'ITEM_LOCKED' }),
  wait: () => ({ health: 'unavailable', remedy: 'wait', error_code: 'INSTITUTION_DOWN' }),
  new_accounts: () => ({ health: 'healthy', remedy: 'none', flags: ['new_accounts'] }),
};

export const ANSWERED_TOPICS = Object.keys(PROBLEMS) as readonly AnsweredTopic[];

/** A made-up bank's. */
const LOGO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#7c2d12"/><path d="M8 16 20 8l12 8v2H8zm3 4h3v9h-3zm8 0h3v9h-3zm8 0h3v9h-3zM8 30h24v3H8z" fill="#fed7aa"/></svg>',
)}`;

let count = 0;

/** What the server says of a bank with this problem, under an `item_id` of its own. */
export function bodyOf(
  topic: AnsweredTopic | 'healthy',
  { bank, itemId, hasLogo = false, endsInDays = 3 }: ShownBank,
): ItemBody {
  const problem: Problem =
    topic === 'healthy' ? { health: 'healthy', remedy: 'none' } : PROBLEMS[topic](endsInDays);
  count += 1;
  return {
    item_id: itemId ?? `shown-${count}`,
    error_code: null,
    institution_name: bank,
    institution_id: `ins_${bank.length}`,
    ...(hasLogo && {
      institution: { name: bank, logo_url: LOGO, color: '#7c2d12', url: 'https://bank.example' },
    }),
    last_updated: daysFromNow(-LAST_UPDATE_DAYS),
    request_id: 'story',
    ...problem,
  };
}
