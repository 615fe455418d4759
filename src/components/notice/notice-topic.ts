import type { ItemHealth } from '../../core/types';

/** What a notice is about. It decides the texts and the action, and is also the notice's `data-topic`. */
export type NoticeTopic =
  | 'relink' // the user has to log in again
  | 'accounts' // the user no longer shares any account
  | 'expiring' // the user's consent ends soon
  | 'new_link' // update mode cannot help: the bank has to be connected again
  | 'visit_bank' // the user has to do something at the bank first
  | 'wait' // the bank or Plaid is down
  | 'repaired'; // it was one of these, and is healthy now

/** The topics of a broken Item. */
export type NoticeProblem = Exclude<NoticeTopic, 'repaired'>;

/** The problem of an Item, or null while it is healthy. */
export function topicOf({ state, remedy }: ItemHealth): NoticeProblem | null {
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
