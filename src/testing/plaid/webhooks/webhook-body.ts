import type { FakeItemState } from '../state/item';
import { webhookError } from '../state/plaid-error';

type Body = Record<string, unknown>;

/** The webhooks that `/sandbox/item/fire_webhook` can send, as far as the fake knows them (plaid@47, the enum of its request). */
export const FIREABLE_WEBHOOKS: readonly string[] = [
  'NEW_ACCOUNTS_AVAILABLE',
  'USER_PERMISSION_REVOKED',
  'USER_ACCOUNT_REVOKED',
  'PENDING_DISCONNECT',
  'LOGIN_REPAIRED',
  'ERROR',
  'DEFAULT_UPDATE',
  'SYNC_UPDATES_AVAILABLE',
];

/** The `webhook_type` of codes that are not about the Item itself. */
const TYPES: Readonly<Record<string, string>> = {
  // Of AUTH and of IDENTITY.
  PRODUCT_PERMISSIONS_REQUIRED: 'AUTH',
  DEFAULT_UPDATE: 'TRANSACTIONS',
  SYNC_UPDATES_AVAILABLE: 'TRANSACTIONS',
};

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** The body of a webhook about this Item (plaid.com/docs/api/items and the products' own pages). */
export function webhookBody(
  item: FakeItemState,
  webhookCode: string,
  environment: string,
  now: number,
): Body {
  return {
    webhook_type: TYPES[webhookCode] ?? 'ITEM',
    webhook_code: webhookCode,
    item_id: item.itemId,
    ...fieldsOf(item, webhookCode, new Date(now + WEEK_MS).toISOString()),
    environment,
  };
}

function fieldsOf(item: FakeItemState, webhookCode: string, inAWeek: string): Body {
  switch (webhookCode) {
    case 'ERROR':
      return { error: webhookError(item.errorCode ?? 'ITEM_LOGIN_REQUIRED', item.errorCodeReason) };
    case 'PENDING_DISCONNECT': {
      const { reason, at, isTimeSent } = item.disconnect ?? ANNOUNCED_BY_DEFAULT;
      return { reason, ...(isTimeSent && { disconnect_time: at ?? inAWeek }) };
    }
    case 'PENDING_EXPIRATION':
      return { consent_expiration_time: item.consentExpirationTime ?? inAWeek };
    case 'USER_PERMISSION_REVOKED':
      return { error: webhookError('USER_PERMISSION_REVOKED', null) };
    case 'USER_ACCOUNT_REVOKED':
      return { account_id: 'acc-checking' };
    case 'NEW_ACCOUNTS_AVAILABLE':
      return { error: null };
    case 'WEBHOOK_UPDATE_ACKNOWLEDGED':
      return { new_webhook_url: item.webhook ?? '', error: null };
    case 'DEFAULT_UPDATE':
      return { error: null, new_transactions: 1 };
    case 'SYNC_UPDATES_AVAILABLE':
      return { initial_update_complete: true, historical_update_complete: true };
    default:
      return {};
  }
}

const ANNOUNCED_BY_DEFAULT = { reason: 'INSTITUTION_MIGRATION', at: null, isTimeSent: true };
