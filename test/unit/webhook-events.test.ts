import { describe, expect, it } from 'vitest';
import { createWebhookApp } from '../support/webhook-app';

describe('the events of an Item', () => {
  const base = { webhook_type: 'ITEM', item_id: 'item-1', environment: 'production' };
  const error = (error_code: string, error_type = 'ITEM_ERROR') => ({
    error: { error_code, error_type },
  });
  it.each<[code: string, fields: object, event: object]>([
    [
      'ERROR',
      error('ITEM_LOGIN_REQUIRED'),
      { type: 'needs_update', remedy: 'relink', errorCode: 'ITEM_LOGIN_REQUIRED' },
    ],
    [
      'ERROR',
      {
        error: {
          error_type: 'ITEM_ERROR',
          error_code: 'ITEM_LOGIN_REQUIRED',
          error_code_reason: 'OAUTH_CONSENT_EXPIRED',
        },
      },
      { type: 'needs_update', reason: 'OAUTH_CONSENT_EXPIRED' },
    ],
    ['ERROR', error('NO_ACCOUNTS'), { type: 'needs_update', remedy: 'relink_with_accounts' }],
    ['ERROR', error('ITEM_LOCKED'), { type: 'needs_update', remedy: 'visit_bank' }],
    ['ERROR', error('BRAND_NEW'), { type: 'needs_update', remedy: 'relink' }],
    ['ERROR', { error: null }, { type: 'needs_update', errorCode: null }],
    [
      'ERROR',
      error('ITEM_NOT_FOUND'),
      { type: 'revoked', accountId: null, errorCode: 'ITEM_NOT_FOUND', remedy: 'new_link' },
    ],
    [
      'ERROR',
      error('USER_PERMISSION_REVOKED', 'INVALID_INPUT'),
      { type: 'revoked', accountId: null },
    ],
    [
      'PENDING_EXPIRATION',
      { consent_expiration_time: '2026-12-01T00:00:00Z' },
      { type: 'expiring', expiresAt: new Date('2026-12-01T00:00:00Z'), reason: null },
    ],
    [
      'PENDING_DISCONNECT',
      { reason: 'INSTITUTION_MIGRATION', disconnect_time: '2026-12-01T00:00:00Z' },
      {
        type: 'expiring',
        expiresAt: new Date('2026-12-01T00:00:00Z'),
        reason: 'INSTITUTION_MIGRATION',
      },
    ],
    [
      'PENDING_DISCONNECT',
      { reason: 'INSTITUTION_TOKEN_EXPIRATION', disconnect_time: 'soon' },
      { type: 'expiring', expiresAt: null },
    ],
    ['LOGIN_REPAIRED', {}, { type: 'repaired' }],
    [
      'USER_PERMISSION_REVOKED',
      error('USER_PERMISSION_REVOKED'),
      {
        type: 'revoked',
        accountId: null,
        errorCode: 'USER_PERMISSION_REVOKED',
        remedy: 'relink',
      },
    ],
    ['USER_PERMISSION_REVOKED', {}, { type: 'revoked', errorCode: null, remedy: 'relink' }],
    [
      'USER_ACCOUNT_REVOKED',
      { account_id: 'acc-1' },
      { type: 'revoked', accountId: 'acc-1', remedy: 'relink_with_accounts' },
    ],
    ['NEW_ACCOUNTS_AVAILABLE', {}, { type: 'new_accounts' }],
    [
      'PRODUCT_PERMISSIONS_REQUIRED',
      { webhook_type: 'AUTH' },
      { type: 'needs_update', remedy: 'relink', errorCode: 'ACCESS_NOT_GRANTED', reason: 'auth' },
    ],
    [
      'PRODUCT_PERMISSIONS_REQUIRED',
      { webhook_type: 'IDENTITY' },
      { type: 'needs_update', remedy: 'relink', reason: 'identity' },
    ],
  ])(
    'a webhook %s with %j becomes the app’s event of the same meaning',
    async (webhook_code, fields, event) => {
      const { plaid, events, deliver } = createWebhookApp();
      await deliver(await plaid.signWebhook({ ...base, webhook_code, ...fields }));
      expect(events).toMatchObject([
        { itemId: 'item-1', environment: 'production', webhookCode: webhook_code, ...event },
      ]);
    },
  );
});
