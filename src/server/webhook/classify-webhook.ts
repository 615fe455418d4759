import { classifyItem } from '../../core/item/classify-item';
import type { ItemRemedy } from '../../core/types';
import { isRecord, nonEmptyString, parseDate } from '../../core/unknown';
import type { PlaidEnvironment, VerifiedWebhook } from './verify/verified-webhook';

interface EventBase {
  /** Plaid's `item_id`. Plaid signed it; look up in your database whose Item it is. */
  itemId: string;
  /** Plaid's environment that sent the webhook. */
  environment: PlaidEnvironment;
  /** Plaid's `webhook_code`. */
  webhookCode: string;
  /** When Plaid signed the webhook. An older event must not undo what a newer one, or a relink, has changed. */
  signedAt: Date;
  /** The same for repeated deliveries of one webhook: see `VerifiedWebhook`. */
  deliveryId: string;
  /** The SHA-256 of the webhook's body: see `VerifiedWebhook`. */
  bodyHash: string;
}

/** What a webhook says about an Item's health (plaid.com/docs/api/items). */
export type ItemWebhookEvent =
  /**
   * The user must act. `remedy` says how, `errorCode` is Plaid's `error_code`. `reason` is Plaid's `error_code_reason`,
   * such as `OAUTH_CONSENT_EXPIRED`; for `PRODUCT_PERMISSIONS_REQUIRED` it is the product to ask for, `auth` or
   * `identity`.
   */
  | (EventBase & {
      type: 'needs_update';
      remedy: ItemRemedy;
      errorCode: string | null;
      reason: string | null;
    })
  /**
   * Access ends in about 7 days unless the user goes through update mode. `reason` is that of Plaid's
   * `PENDING_DISCONNECT` (US and Canada), such as `INSTITUTION_MIGRATION`; null for `PENDING_EXPIRATION` (UK and EU).
   */
  | (EventBase & { type: 'expiring'; expiresAt: Date | null; reason: string | null })
  /** The Item is healthy again without a relink in this app. Plaid sends no webhook after your own relink. */
  | (EventBase & { type: 'repaired' })
  /**
   * The user withdrew access: to one account if `accountId` is set, else to the whole Item. `remedy` is what to offer:
   * update mode first (`relink`, or `relink_with_accounts` for one account), a new Item (`new_link`) where Plaid says
   * that this one is lost. `reason` is Plaid's `error_code_reason`.
   */
  | (EventBase & {
      type: 'revoked';
      accountId: string | null;
      errorCode: string | null;
      remedy: ItemRemedy;
      reason: string | null;
    })
  /** The user has new accounts at this bank. Offer update mode with account selection to share them. */
  | (EventBase & { type: 'new_accounts' })
  /**
   * The user relinked the Item, and Plaid told it by `LINK/SESSION_FINISHED`: also where the page was gone by then, or
   * the user came from a mail. Plaid sends it for Hosted Link, and for other sessions where it has enabled that. It needs
   * `linkToken.webhook` of `createRelinkHandler`. `purpose` is that of the button,
   * and `accountSelection` whether the user also chose which accounts to share.
   */
  | (EventBase & {
      type: 'relinked';
      linkSessionId: string | null;
      purpose: string | null;
      accountSelection: boolean;
    });

/** @returns null for a webhook that is not about an Item's health: other products, outages, unknown codes */
export function classifyWebhook(webhook: VerifiedWebhook): ItemWebhookEvent | null {
  const { webhookType, webhookCode, itemId, environment, body } = webhook;
  const { signedAt, deliveryId, bodyHash } = webhook;
  if (!itemId) return null;
  const base: EventBase = { itemId, environment, webhookCode, signedAt, deliveryId, bodyHash };
  switch (webhookType === 'ITEM' ? webhookCode : `${webhookType}/${webhookCode}`) {
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
      // Plaid advises to try update mode, and a new Link where no token can be made (plaid@47, the webhook's text).
      return revoked(base, 'relink', body.error);
    case 'USER_ACCOUNT_REVOKED':
      return {
        ...revoked(base, 'relink_with_accounts', body.error),
        accountId: nonEmptyString(body.account_id),
      };
    case 'NEW_ACCOUNTS_AVAILABLE':
      return { ...base, type: 'new_accounts' };
    case 'AUTH/PRODUCT_PERMISSIONS_REQUIRED':
    case 'IDENTITY/PRODUCT_PERMISSIONS_REQUIRED':
      // Sent for this error; update mode with the product in `products` resolves it (plaid@47, the webhooks' texts).
      return {
        ...base,
        type: 'needs_update',
        remedy: 'relink',
        errorCode: 'ACCESS_NOT_GRANTED',
        reason: webhookType.toLowerCase(),
      };
    default:
      return null;
  }
}

/** Classified like the error of `/item/get`. An outage is no event: the user cannot repair it. */
function classifyError(base: EventBase, error: unknown): ItemWebhookEvent | null {
  const { state, remedy, errorCode } = classifyItem({ error: isRecord(error) ? error : {} }, 0);
  if (state === 'unavailable') return null;
  const isRevoked = state === 'revoked' || /^USER_\w+_REVOKED$/.test(errorCode ?? '');
  if (isRevoked) return revoked(base, remedy, error);
  return { ...base, type: 'needs_update', remedy, errorCode, reason: reasonOf(error) };
}

function revoked(
  base: EventBase,
  remedy: ItemRemedy,
  error: unknown,
): Extract<ItemWebhookEvent, { type: 'revoked' }> {
  const errorCode = isRecord(error) ? nonEmptyString(error.error_code) : null;
  return { ...base, type: 'revoked', accountId: null, errorCode, remedy, reason: reasonOf(error) };
}

function reasonOf(error: unknown): string | null {
  return isRecord(error) ? nonEmptyString(error.error_code_reason) : null;
}
