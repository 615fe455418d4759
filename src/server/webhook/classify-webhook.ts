import { classifyItem } from '../../core/item/classify-item';
import type { ItemRemedy } from '../../core/types';
import { isRecord, nonEmptyString } from '../../core/unknown';

interface EventBase {
  /** Plaid's `item_id`. Plaid signed it; look up in your database whose Item it is. */
  itemId: string;
  /** Plaid's environment that sent the webhook. */
  environment: 'sandbox' | 'production';
  /** Plaid's `webhook_code`. */
  webhookCode: string;
}

/** What a webhook says about an Item's health (plaid.com/docs/api/items). */
export type ItemWebhookEvent =
  /** The user must act. `remedy` says how, `errorCode` is Plaid's `error_code`. */
  | (EventBase & { type: 'needs_update'; remedy: ItemRemedy; errorCode: string | null })
  /**
   * Access ends in about 7 days unless the user goes through update mode. `reason` is that of Plaid's
   * `PENDING_DISCONNECT` (US and Canada), such as `INSTITUTION_MIGRATION`; null for `PENDING_EXPIRATION` (UK and EU).
   */
  | (EventBase & { type: 'expiring'; expiresAt: Date | null; reason: string | null })
  /** The Item is healthy again without a relink in this app. Plaid sends no webhook after your own relink. */
  | (EventBase & { type: 'repaired' })
  /** The user withdrew access: to one account if `accountId` is set, else to the whole Item. */
  | (EventBase & { type: 'revoked'; accountId: string | null; errorCode: string | null })
  /** The user has new accounts at this bank. Offer update mode with account selection to share them. */
  | (EventBase & { type: 'new_accounts' });

/** @returns null for a webhook that is not about an Item's health: other products, outages, unknown codes */
export function classifyWebhook(body: unknown): ItemWebhookEvent | null {
  if (!isRecord(body) || body.webhook_type !== 'ITEM') return null;
  const itemId = nonEmptyString(body.item_id);
  const webhookCode = nonEmptyString(body.webhook_code);
  if (!itemId || !webhookCode) return null;
  const environment = body.environment === 'sandbox' ? 'sandbox' : 'production';
  const base: EventBase = { itemId, environment, webhookCode };
  switch (webhookCode) {
    case 'ERROR':
      return classifyError(base, body.error);
    case 'PENDING_EXPIRATION':
      return {
        ...base,
        type: 'expiring',
        expiresAt: parseDate(body.consent_expiration_time),
        reason: null,
      };
    case 'PENDING_DISCONNECT':
      return {
        ...base,
        type: 'expiring',
        expiresAt: parseDate(body.disconnect_time),
        reason: nonEmptyString(body.reason),
      };
    case 'LOGIN_REPAIRED':
      return { ...base, type: 'repaired' };
    case 'USER_PERMISSION_REVOKED':
      return { ...base, type: 'revoked', accountId: null, errorCode: errorCodeOf(body.error) };
    case 'USER_ACCOUNT_REVOKED':
      return {
        ...base,
        type: 'revoked',
        accountId: nonEmptyString(body.account_id),
        errorCode: errorCodeOf(body.error),
      };
    case 'NEW_ACCOUNTS_AVAILABLE':
      return { ...base, type: 'new_accounts' };
    default:
      return null;
  }
}

/** Classified like the error of `/item/get`. An outage is no event: the user cannot repair it. */
function classifyError(base: EventBase, error: unknown): ItemWebhookEvent | null {
  const { state, remedy, errorCode } = classifyItem({ error: isRecord(error) ? error : {} }, 0);
  if (state === 'unavailable') return null;
  if (state === 'revoked') return { ...base, type: 'revoked', accountId: null, errorCode };
  return { ...base, type: 'needs_update', remedy, errorCode };
}

function errorCodeOf(error: unknown): string | null {
  return isRecord(error) ? nonEmptyString(error.error_code) : null;
}

function parseDate(value: unknown): Date | null {
  const ms = Date.parse(nonEmptyString(value) ?? '');
  return Number.isNaN(ms) ? null : new Date(ms);
}
