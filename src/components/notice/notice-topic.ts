import type { ItemHealth } from '../../core/types';

/** What a notice is about. It decides the texts and the action, and is also the notice's `data-topic`. */
export type NoticeTopic =
  | 'relink' // the user has to log in again
  | 'accounts' // the user no longer shares any account
  | 'expiring' // the user's consent ends soon
  | 'migrating' // the bank changes how it connects, and ends this connection soon
  | 'new_link' // update mode cannot help: the bank has to be connected again
  | 'duplicate' // another Item has the same login, and the bank keeps one of the two
  | 'visit_bank' // the user has to do something at the bank first
  | 'wait' // the bank or Plaid is down
  | 'new_accounts' // no problem: the user can share accounts that are new
  | 'repaired'; // it was one of these, and is healthy now

/** The topics of a broken Item. */
export type NoticeProblem = Exclude<NoticeTopic, 'new_accounts' | 'repaired'>;

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
export function topicOf(health: ItemHealth, offersNewAccounts: boolean): NoticeTopic | null {
  const offers = offersNewAccounts && health.flags?.includes('new_accounts') === true;
  return problemOf(health) ?? (offers ? 'new_accounts' : null);
}
