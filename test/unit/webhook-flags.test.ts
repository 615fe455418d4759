import { describe, expect, it } from 'vitest';
import { flagOf, type ItemFlag } from 'react-plaid-relink/server';
import { createWebhookApp } from '../support/webhook-app';

describe('flagOf()', () => {
  const base = { webhook_type: 'ITEM', item_id: 'item-1', environment: 'sandbox' };
  const until = '2026-12-05T10:00:00.000Z';
  it.each<[code: string, fields: object, flag: Omit<ItemFlag, 'since'> | null]>([
    [
      'PENDING_DISCONNECT',
      { reason: 'INSTITUTION_MIGRATION', disconnect_time: '2026-12-05T10:00:00Z' },
      { kind: 'disconnect', until, reason: 'INSTITUTION_MIGRATION' },
    ],
    ['PENDING_DISCONNECT', {}, { kind: 'disconnect', until: null, reason: null }],
    [
      'PENDING_EXPIRATION',
      { consent_expiration_time: '2026-12-05T10:00:00Z' },
      { kind: 'expiration', until, reason: null },
    ],
    [
      'USER_PERMISSION_REVOKED',
      { error: { error_code: 'USER_PERMISSION_REVOKED', error_code_reason: 'OAUTH_USER_REVOKED' } },
      { kind: 'permission_revoked', reason: 'OAUTH_USER_REVOKED' },
    ],
    ['USER_ACCOUNT_REVOKED', { account_id: 'a' }, { kind: 'account_revoked', reason: null }],
    [
      'PRODUCT_PERMISSIONS_REQUIRED',
      { webhook_type: 'AUTH' },
      { kind: 'product_permissions', reason: 'auth' },
    ],
    [
      'PRODUCT_PERMISSIONS_REQUIRED',
      { webhook_type: 'IDENTITY' },
      { kind: 'product_permissions', reason: 'identity' },
    ],
    ['NEW_ACCOUNTS_AVAILABLE', {}, { kind: 'new_accounts' }],
    ['LOGIN_REPAIRED', {}, null],
    ['ERROR', { error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } }, null],
    ['ERROR', { error: { error_type: 'ITEM_ERROR', error_code: 'USER_PERMISSION_REVOKED' } }, null],
  ])('flagOf() an event of %s with %j is %j, known since the signature', async (...row) => {
    const [webhook_code, fields, flag] = row;
    const { plaid, events, deliver } = createWebhookApp();
    await deliver(await plaid.signWebhook({ ...base, webhook_code, ...fields }));
    const [event] = events;
    if (!event) throw new Error('There is no event.');
    expect(flagOf(event)).toEqual(flag && { ...flag, since: event.signedAt.toISOString() });
  });
});
