import { createQuietLog } from '../http/quiet-log';
import { createInstitutionDirectory } from '../institutions/institution-directory';
import type { OwnedItem } from '../options/owned-item';
import type { ParsedServerOptions } from '../options/parse-server-options';
import { createItemCache } from '../plaid/item-cache';
import { createRecordKeeper } from '../records/record-keeper';
import { createInvalidations } from './invalidations';
import type { ItemAnswer } from './item-answer';
import type { ServiceContext } from './service-call';

/** A store that takes longer is slower than asking Plaid. */
const STORE_TIMEOUT_MS = 1_000;

export function createServiceContext<User, Item extends OwnedItem>(
  options: ParsedServerOptions<User, Item>,
): ServiceContext<User, Item> {
  const { plaid, records, institutions, timeoutMs, healthMaxAgeMs, onError } = options;
  const quietLog = createQuietLog(onError);
  const itemCache = createItemCache<ItemAnswer>(timeoutMs);
  const invalidations = createInvalidations(healthMaxAgeMs);
  return {
    options,
    itemCache,
    invalidations,
    // A question reads and writes. With a short `timeoutMs`, half of it stays for Plaid.
    keeper: records
      ? createRecordKeeper({
          records,
          route: 'records',
          onError,
          timeoutMs: Math.min(STORE_TIMEOUT_MS, timeoutMs / 4),
        })
      : null,
    quietLog,
    institutions:
      institutions && createInstitutionDirectory({ ...institutions, plaid, timeoutMs, quietLog }),
    invalidateHealth(itemId) {
      itemCache.invalidate(itemId);
      invalidations.add(itemId);
    },
  };
}
