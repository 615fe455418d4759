import type { ItemBody } from '../../core/gateway/wire';
import type { CheckedItem } from './check-item';

/** The body of the 200 about one Item. */
export function itemBody(itemId: string, { health, requestId }: CheckedItem): ItemBody {
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
    checked_at: health.checkedAt?.toISOString() ?? null,
    last_updated: health.lastUpdated?.toISOString() ?? null,
    ...(requestId !== null && { request_id: requestId }),
  };
}
