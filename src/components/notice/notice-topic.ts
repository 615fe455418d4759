import type { RelinkError } from '../../core/errors/relink-error';
import { problemOf } from '../../core/item/item-problem';
import type { ItemHealth, NoticeTopic } from '../../core/types';

/** The topics of an Item whose health is known. */
export type KnownTopic = Exclude<NoticeTopic, 'unchecked'>;

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
