import { parseRecord, type ItemRecord } from '../../core/item/item-record';
import { nextRecord, type ItemChange } from '../../core/item/next-record';
import { isThenable } from '../http/is-thenable';

/**
 * Where the app keeps what is known of its Items: one JSON column, or any key-value store. The package makes the records;
 * the app only stores them.
 */
export interface ItemRecords {
  /** @returns the record under this key, or null where there is none */
  read(plaidItemId: string): ItemRecord | null | PromiseLike<ItemRecord | null>;
  /**
   * Replaces the record under this key by what `change` makes of it. It must be atomic per key: no other update may come
   * between the read and the write. `change` is pure and may be called again, so that a store may use a transaction with
   * a row lock, or compare and retry. Null removes the record; the very same object means that there is nothing to write.
   */
  update(
    plaidItemId: string,
    change: (record: ItemRecord | null) => ItemRecord | null,
  ): void | PromiseLike<void>;
}

/** A record before and after a change. */
export interface UpdatedRecord {
  before: ItemRecord | null;
  after: ItemRecord;
}

/**
 * Makes the next record of a change, and stores it. A stored value that is no record of this version about this Item is
 * replaced.
 *
 * @returns the record before and after the change
 * @throws what the app's store throws
 */
export function updateRecord(
  records: ItemRecords,
  plaidItemId: string,
  change: ItemChange,
): UpdatedRecord | PromiseLike<UpdatedRecord> {
  // A store that retries calls the function again: its last call is the one that counts.
  let made: UpdatedRecord | null = null;
  const written = records.update(plaidItemId, (stored) => {
    const before = parseRecord(plaidItemId, stored);
    const after = nextRecord(plaidItemId, before, change);
    made = { before, after };
    // The store compares objects, so an unchanged record is handed back as it came.
    return after === before ? stored : after;
  });
  const result = (): UpdatedRecord => {
    if (!made) throw new Error('records.update() did not call its second argument.');
    return made;
  };
  return isThenable(written) ? written.then(result) : result();
}
