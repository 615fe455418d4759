import type { ItemHealth } from '../../core/types';
import type { OwnedItem } from './owned-item';

/** What `onHealth` gets: an answer of Plaid's, with what `records` and the Item's `flags` say beside it. */
export interface ItemHealthEvent<User, Item extends OwnedItem = OwnedItem> {
  /** The id that the page asked for. */
  itemId: string;
  /** As `findItem` returned it. */
  item: Item;
  user: User;
  health: ItemHealth;
  /** When Plaid was asked. */
  at: Date;
}

/** What `onRelinked` gets: the user went through Link with success. */
export interface RelinkedEvent<User, Item extends OwnedItem = OwnedItem> {
  /** The id that the page reported. */
  itemId: string;
  /** As `findItem` returned it. */
  item: Item;
  user: User;
  /** How the Item is now. Some banks need a while, so `state` may still be `needs_update`; `onHealth` tells of later answers. */
  health: ItemHealth;
  /** Plaid's id of the Link session, for your support; null where the page did not say. */
  linkSessionId: string | null;
  /** The `purpose` of the button. */
  purpose: string;
  /**
   * The `account_id`s that the user has added and removed. Delete the data of removed ones
   * (plaid.com/docs/link/update-mode). Null where the accounts before or after are not known: without `records`, where
   * Plaid still reports an error, and where the client lacks `accountsGet`.
   */
  accounts: { added: string[]; removed: string[] } | null;
}
