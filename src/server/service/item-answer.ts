import type { ItemRecord } from '../../core/item/item-record';
import type { ItemChange } from '../../core/item/next-record';

/** What Plaid said of an Item, for all requests that share the question. */
export interface ItemAnswer {
  /** Plaid's own id of the Item, where it says so. */
  plaidItemId: string;
  change: Extract<ItemChange, { type: 'answer' }>;
  /** The record that holds this answer; null without records, and where the store failed. */
  record: ItemRecord | null;
  requestId: string | null;
}
