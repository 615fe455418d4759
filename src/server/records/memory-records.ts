import type { ItemRecord } from '../../core/item/item-record';
import type { ItemRecords } from './item-records';

/**
 * Creates records in the memory of this process: for tests, for demos, and for an app that runs as one process and may
 * forget at a restart. Other processes do not see them.
 */
export function createMemoryRecords(): ItemRecords {
  const records = new Map<string, ItemRecord>();
  return {
    read: (plaidItemId) => records.get(plaidItemId) ?? null,
    update(plaidItemId, change) {
      const next = change(records.get(plaidItemId) ?? null);
      if (next) records.set(plaidItemId, next);
      else records.delete(plaidItemId);
    },
  };
}
