import type { RelinkError } from '../../core/errors/relink-error';
import type { ItemHealth, NoticeTopic } from '../../core/types';

/** The topics of an Item whose health is known. */
export type KnownTopic = Exclude<NoticeTopic, 'unchecked'>;

/** The topics of a broken Item. */
export type NoticeProblem = Exclude<KnownTopic, 'new_accounts' | 'repaired'>;

/** `reason` of `PENDING_DISCONNECT` where a bank moves its users to another API (plaid.com/docs/api/items). */
const MIGRATION = 'INSTITUTION_MIGRATION';

/** `reason` of a flag `app`, by which a backend says that another Item has the same login. */
const DUPLICATE = 'duplicate';

/** The problem of an Item, or null while it is healthy. */
export function problemOf({ state, remedy, reason }: ItemHealth): NoticeProblem | null {
  switch (remedy) {
    case 'none':
      return null;
    case 'relink':
      if (state === 'expiring') return reason === MIGRATION ? 'migrating' : 'expiring';
      return reason === DUPLICATE ? 'duplicate' : 'relink';
    case 'relink_with_accounts':
      return 'accounts';
    default:
      return remedy;
  }
}

/** Whether the Item works, and a product lacks the user's consent: Plaid reports no error for that. */
export function lacksConsent({ errorCode, flags = [] }: ItemHealth): boolean {
  return errorCode === null && (flags.includes('consent') || flags.includes('product_permissions'));
}

/**
 * What to show of an Item, or null where there is nothing to show.
 *
 * @param offersNewAccounts whether the app wants to offer new accounts
 */
export function topicOf(health: ItemHealth, offersNewAccounts: boolean): KnownTopic | null {
  const offers = offersNewAccounts && health.flags?.includes('new_accounts') === true;
  return problemOf(health) ?? (offers ? 'new_accounts' : null);
}

/** Whether a later check of the Item may tell: the client tries again, or the user can sign in. */
export function canCheckAgain({ code, retryable }: RelinkError): boolean {
  return retryable || code === 'unauthorized';
}

/** Whether the notice's button leads to a sign-in at the bank, in the Link of a relink or in the app's own. */
export function signsIn(topic: NoticeTopic): boolean {
  return !['visit_bank', 'wait', 'unchecked', 'duplicate', 'repaired'].includes(topic);
}
