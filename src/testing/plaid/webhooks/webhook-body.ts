import { errorBody } from '../state/plaid-error';
import type { FakeItemState } from '../state/item';

/** The webhooks about an Item's health that `/sandbox/item/fire_webhook` can send (plaid@47, the enum of its request). */
export const FIREABLE_WEBHOOKS: readonly string[] = [
  'NEW_ACCOUNTS_AVAILABLE',
  'USER_PERMISSION_REVOKED',
  'USER_ACCOUNT_REVOKED',
  'PENDING_DISCONNECT',
  'LOGIN_REPAIRED',
  'ERROR',
];

const ANNOUNCED_BY_DEFAULT = { reason: 'INSTITUTION_MIGRATION', at: null, isTimeSent: true };
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** The body of an ITEM webhook about this Item (plaid.com/docs/api/items). */
export function webhookBody(
  item: FakeItemState,
  webhook_code: string,
  environment: string,
  now: number,
): Record<string, unknown> {
  const base = { webhook_type: 'ITEM', webhook_code, item_id: item.itemId, environment };
  const inAWeek = new Date(now + WEEK_MS).toISOString();
  switch (webhook_code) {
    case 'ERROR':
      return { ...base, error: errorBody(item.errorCode ?? 'ITEM_LOGIN_REQUIRED', '') };
    case 'PENDING_DISCONNECT': {
      const { reason, at, isTimeSent } = item.disconnect ?? ANNOUNCED_BY_DEFAULT;
      return { ...base, reason, ...(isTimeSent && { disconnect_time: at ?? inAWeek }) };
    }
    case 'PENDING_EXPIRATION':
      return { ...base, consent_expiration_time: item.consentExpirationTime ?? inAWeek };
    case 'USER_ACCOUNT_REVOKED':
      return { ...base, account_id: 'acc-checking' };
    default:
      return base;
  }
}
