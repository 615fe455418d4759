import { classifyItem } from '../../core/item/classify-item';
import type { ItemRemedy } from '../../core/types';
import { isRecord, nonEmptyString } from '../../core/unknown';

interface EventBase {
  /** Plaid's `item_id`: verified as Plaid's. Whose Item it is, your database knows. */
  itemId: string;
  environment: 'sandbox' | 'production';
  /** Plaid's `webhook_code`. */
  webhookCode: string;
}

/** What a webhook says of an Item's health (plaid.com/docs/api/items). */
export type ItemWebhookEvent =
  /** The user has to do something; `remedy` says what. */
  | (EventBase & { type: 'needs_update'; remedy: ItemRemedy; errorCode: string | null })
  /**
   * Access ends unless the user goes through update mode, some 7 days from now. `reason` is Plaid's, of
   * `PENDING_DISCONNECT` (US and Canada), such as `INSTITUTION_MIGRATION`; null for `PENDING_EXPIRATION` (UK and EU).
   */
  | (EventBase & { type: 'expiring'; expiresAt: Date | null; reason: string | null })
  /** It is well again, without a relink in this app: after your own relink no webhook comes. */
  | (EventBase & { type: 'repaired' })
  /** The user withdrew access: to one account where `accountId` is set, else to the whole Item. */
  | (EventBase & { type: 'revoked'; accountId: string | null; errorCode: string | null })
  /** The user has accounts at this bank that they may want to share: update mode with account selection. */
  | (EventBase & { type: 'new_accounts' });

/** @returns null for a webhook that says nothing of an Item's health: other products, outages, codes yet unknown */
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
        expiresAt: dateOf(body.consent_expiration_time),
        reason: null,
      };
    case 'PENDING_DISCONNECT':
      return {
        ...base,
        type: 'expiring',
        expiresAt: dateOf(body.disconnect_time),
        reason: nonEmptyString(body.reason),
      };
    case 'LOGIN_REPAIRED':
      return { ...base, type: 'repaired' };
    case 'USER_PERMISSION_REVOKED':
      return { ...base, type: 'revoked', accountId: null, errorCode: codeOf(body.error) };
    case 'USER_ACCOUNT_REVOKED':
      return {
        ...base,
        type: 'revoked',
        accountId: nonEmptyString(body.account_id),
        errorCode: codeOf(body.error),
      };
    case 'NEW_ACCOUNTS_AVAILABLE':
      return { ...base, type: 'new_accounts' };
    default:
      return null;
  }
}

/** The same judgement as of `/item/get`. An outage is nothing that the user could mend. */
function classifyError(base: EventBase, error: unknown): ItemWebhookEvent | null {
  const { state, remedy, errorCode } = classifyItem({ error: isRecord(error) ? error : {} }, 0);
  if (state === 'unavailable') return null;
  if (state === 'revoked') return { ...base, type: 'revoked', accountId: null, errorCode };
  return { ...base, type: 'needs_update', remedy, errorCode };
}

function codeOf(error: unknown): string | null {
  return isRecord(error) ? nonEmptyString(error.error_code) : null;
}

function dateOf(value: unknown): Date | null {
  const ms = Date.parse(nonEmptyString(value) ?? '');
  return Number.isNaN(ms) ? null : new Date(ms);
}
