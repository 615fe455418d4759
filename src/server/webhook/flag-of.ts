import type { ItemChange } from '../../core/item/next-record';
import type { ItemFlag } from '../../core/item/item-flag';
import type { ItemWebhookEvent } from './classify-webhook';

/**
 * What an event says of an Item that `/item/get` does not say, for apps that keep their own table: store it, and return
 * it in `flags` from `findItem`. A flag replaces an older one of the same kind; a relink after `since` ends it.
 *
 * @returns null for events that `/item/get` confirms (`ERROR`, `LOGIN_REPAIRED`), and for `relinked`
 */
export function flagOf(event: ItemWebhookEvent): ItemFlag | null {
  const since = event.signedAt.toISOString();
  switch (event.webhookCode) {
    case 'PENDING_DISCONNECT':
      return { kind: 'disconnect', since, ...endOf(event) };
    case 'PENDING_EXPIRATION':
      return { kind: 'expiration', since, ...endOf(event) };
    case 'USER_PERMISSION_REVOKED':
      return { kind: 'permission_revoked', since, reason: reasonOf(event) };
    case 'USER_ACCOUNT_REVOKED':
      return { kind: 'account_revoked', since, reason: reasonOf(event) };
    case 'PRODUCT_PERMISSIONS_REQUIRED':
      return { kind: 'product_permissions', since, reason: reasonOf(event) };
    case 'NEW_ACCOUNTS_AVAILABLE':
      return { kind: 'new_accounts', since };
    default:
      return null;
  }
}

/** What an event changes in the record of its Item. */
export function changeOf(event: ItemWebhookEvent): ItemChange {
  const at = event.signedAt.toISOString();
  if (event.type !== 'relinked') return { type: 'webhook', at, flag: flagOf(event) };
  const { purpose, accountSelection, linkSessionId } = event;
  return { type: 'relink', at, purpose, accountSelection, linkSessionId };
}

function endOf(event: ItemWebhookEvent): Pick<ItemFlag, 'until' | 'reason'> {
  if (event.type !== 'expiring') return {};
  return { until: event.expiresAt?.toISOString() ?? null, reason: event.reason };
}

function reasonOf(event: ItemWebhookEvent): string | null {
  return 'reason' in event ? event.reason : null;
}
