import type { ItemBody } from '../../core/gateway/wire';
import type { OwnedItem } from '../options/owned-item';
import type { CheckedItem } from './check-item';
import { institutionOf } from './institution-of';
import type { ServiceCall } from './service-call';

/** The body of the 200 about one Item. */
export async function itemBody<User, Item extends OwnedItem>(
  call: ServiceCall<User, Item>,
  itemId: string,
  { health, requestId }: CheckedItem,
): Promise<ItemBody> {
  return {
    item_id: itemId,
    health: health.state,
    remedy: health.remedy,
    error_code: health.errorCode,
    consent_expiration_time: health.consentExpiresAt?.toISOString() ?? null,
    institution_name: health.institutionName,
    reason: health.reason ?? null,
    flags: health.flags ?? [],
    institution_id: health.institutionId ?? null,
    ...(health.duplicateOf && { duplicate_of: health.duplicateOf }),
    ...(await institutionOf(call, health)),
    checked_at: health.checkedAt?.toISOString() ?? null,
    last_updated: health.lastUpdated?.toISOString() ?? null,
    ...(requestId !== null && { request_id: requestId }),
  };
}
