import type { ItemHealth, NoticeTopic } from '../types';

/** What is wrong with a broken Item: the topic of its notice, and of a mail. */
export type ItemProblem = Exclude<NoticeTopic, 'new_accounts' | 'unchecked' | 'repaired'>;

/** `reason` of `PENDING_DISCONNECT` where a bank moves its users to another API (plaid.com/docs/api/items). */
const MIGRATION = 'INSTITUTION_MIGRATION';

/** `reason` of a flag `app`, by which a backend says that another Item has the same login. `duplicateOf` says it too. */
const DUPLICATE = 'duplicate';

/** The problem of an Item, or null while it is healthy. */
export function problemOf({
  state,
  remedy,
  reason,
  duplicateOf,
}: Pick<ItemHealth, 'state' | 'remedy' | 'reason' | 'duplicateOf'>): ItemProblem | null {
  if (remedy === 'none') return null;
  // Whatever would help it: the user needs the other Item.
  if (duplicateOf && remedy !== 'wait') return 'duplicate';
  switch (remedy) {
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
export function lacksConsent({
  errorCode,
  flags = [],
}: Pick<ItemHealth, 'errorCode' | 'flags'>): boolean {
  return errorCode === null && (flags.includes('consent') || flags.includes('product_permissions'));
}
