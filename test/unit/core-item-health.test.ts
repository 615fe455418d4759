import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { classifyItem } from '../../src/core/item/classify-item';
import { parseItemHealth } from '../../src/core/item/parse-item-health';

const NOW = Date.UTC(2026, 10, 1);
const DAY = 24 * 60 * 60_000;
const withError = (error_code: string, error_type = 'ITEM_ERROR') =>
  classifyItem({ error: { error_code, error_type } }, NOW);

describe('the state and remedy of an Item', () => {
  // Every code of Plaid's docs that an Item, Link or a call can come with, with its type.
  it.each<[code: string, type: string, state: string, remedy: string]>([
    ['ITEM_LOGIN_REQUIRED', 'ITEM_ERROR', 'needs_update', 'relink'],
    ['NO_ACCOUNTS', 'ITEM_ERROR', 'needs_update', 'relink_with_accounts'],
    ['NO_AUTH_ACCOUNTS', 'ITEM_ERROR', 'needs_update', 'relink_with_accounts'],
    ['ACCESS_NOT_GRANTED', 'ITEM_ERROR', 'needs_update', 'relink'],
    ['ADDITIONAL_CONSENT_REQUIRED', 'INVALID_INPUT', 'needs_update', 'relink'],
    ['INVALID_ACCOUNT_ID', 'INVALID_INPUT', 'needs_update', 'relink_with_accounts'],
    ['INVALID_UPDATED_USERNAME', 'ITEM_ERROR', 'revoked', 'new_link'],
    ['ITEM_NOT_FOUND', 'ITEM_ERROR', 'revoked', 'new_link'],
    ['USER_PERMISSION_REVOKED', 'INVALID_INPUT', 'needs_update', 'relink'],
    ['USER_ACCOUNT_REVOKED', 'ITEM_ERROR', 'needs_update', 'relink_with_accounts'],
    ['ITEM_NOT_SUPPORTED', 'ITEM_ERROR', 'revoked', 'new_link'],
    ['MFA_NOT_SUPPORTED', 'ITEM_ERROR', 'revoked', 'new_link'],
    ['ITEM_CONCURRENTLY_DELETED', 'ITEM_ERROR', 'revoked', 'new_link'],
    ['NO_INVESTMENT_ACCOUNTS', 'ITEM_ERROR', 'needs_update', 'relink_with_accounts'],
    ['NO_INVESTMENT_AUTH_ACCOUNTS', 'ITEM_ERROR', 'needs_update', 'relink_with_accounts'],
    ['NO_LIABILITY_ACCOUNTS', 'ITEM_ERROR', 'needs_update', 'relink_with_accounts'],
    ['MANUAL_VERIFICATION_REQUIRED', 'ITEM_ERROR', 'needs_update', 'relink'],
    ['PRODUCT_NOT_READY', 'ITEM_ERROR', 'unavailable', 'wait'],
    ['INVALID_SEND_METHOD', 'ITEM_ERROR', 'unavailable', 'wait'],
    ['PRODUCTS_NOT_SUPPORTED', 'ITEM_ERROR', 'unavailable', 'wait'],
    ['PRODUCT_NOT_ENABLED', 'ITEM_ERROR', 'unavailable', 'wait'],
    ['INSTANT_MATCH_FAILED', 'ITEM_ERROR', 'unavailable', 'wait'],
    ['ITEM_LOCKED', 'ITEM_ERROR', 'needs_update', 'visit_bank'],
    ['PASSWORD_RESET_REQUIRED', 'ITEM_ERROR', 'needs_update', 'visit_bank'],
    ['USER_SETUP_REQUIRED', 'ITEM_ERROR', 'needs_update', 'visit_bank'],
    ['INSTITUTION_DOWN', 'INSTITUTION_ERROR', 'unavailable', 'wait'],
    ['INSTITUTION_NOT_RESPONDING', 'INSTITUTION_ERROR', 'unavailable', 'wait'],
    ['USER_INPUT_TIMEOUT', 'ITEM_ERROR', 'needs_update', 'relink'],
    ['INSUFFICIENT_CREDENTIALS', 'ITEM_ERROR', 'needs_update', 'relink'],
    ['INVALID_CREDENTIALS', 'ITEM_ERROR', 'needs_update', 'relink'],
    ['INVALID_MFA', 'ITEM_ERROR', 'needs_update', 'relink'],
    ['INVALID_OTP', 'ITEM_ERROR', 'needs_update', 'relink'],
    // No user can help these; Plaid does not put them into an Item, and a backend of the app's own might.
    ['INVALID_LINK_TOKEN', 'INVALID_INPUT', 'unavailable', 'wait'],
    ['INVALID_PUBLIC_TOKEN', 'INVALID_INPUT', 'unavailable', 'wait'],
    ['INVALID_ACCESS_TOKEN', 'INVALID_INPUT', 'unavailable', 'wait'],
    ['INVALID_API_KEYS', 'INVALID_INPUT', 'unavailable', 'wait'],
    ['UNAUTHORIZED_ENVIRONMENT', 'INVALID_INPUT', 'unavailable', 'wait'],
    ['UNAUTHORIZED_ROUTE_ACCESS', 'INVALID_INPUT', 'unavailable', 'wait'],
    ['MISSING_FIELDS', 'INVALID_REQUEST', 'unavailable', 'wait'],
    ['UNKNOWN_FIELDS', 'INVALID_REQUEST', 'unavailable', 'wait'],
    ['INVALID_FIELD', 'INVALID_REQUEST', 'unavailable', 'wait'],
    ['INVALID_CONFIGURATION', 'INVALID_REQUEST', 'unavailable', 'wait'],
    ['NO_LONGER_AVAILABLE', 'INVALID_REQUEST', 'unavailable', 'wait'],
    ['INCORRECT_LINK_TOKEN', 'OAUTH_ERROR', 'needs_update', 'relink'],
    ['OAUTH_STATE_ID_ALREADY_PROCESSED', 'OAUTH_ERROR', 'needs_update', 'relink'],
    ['RATE_LIMIT', 'RATE_LIMIT_EXCEEDED', 'unavailable', 'wait'],
    ['ITEM_GET_LIMIT', 'RATE_LIMIT_EXCEEDED', 'unavailable', 'wait'],
    ['INTERNAL_SERVER_ERROR', 'API_ERROR', 'unavailable', 'wait'],
    ['PLANNED_MAINTENANCE', 'API_ERROR', 'unavailable', 'wait'],
  ])('%s (%s) makes an Item %s, with the remedy %s', (code, type, state, remedy) => {
    expect(withError(code, type)).toMatchObject({ state, remedy, errorCode: code });
  });

  it('an Item without an error and without an account needs an update with account selection', () => {
    expect(classifyItem({ error: null }, NOW, { accounts: [] })).toMatchObject({
      state: 'needs_update',
      remedy: 'relink_with_accounts',
      errorCode: 'NO_ACCOUNTS',
    });
    // With accounts, or where nobody asked for them, the Item's own word stands.
    for (const accounts of [[{ account_id: 'a' }], undefined, null, 'none']) {
      expect(classifyItem({ error: null }, NOW, { accounts }).state).toBe('healthy');
    }
    // An error of the Item's own says more.
    const locked = { error: { error_code: 'ITEM_LOCKED', error_type: 'ITEM_ERROR' } };
    expect(classifyItem(locked, NOW, { accounts: [] }).errorCode).toBe('ITEM_LOCKED');
  });

  it('an outage makes an Item unavailable, with the remedy wait', () => {
    for (const type of ['INSTITUTION_ERROR', 'API_ERROR', 'RATE_LIMIT_EXCEEDED']) {
      expect(withError('SOMETHING', type)).toMatchObject({ state: 'unavailable', remedy: 'wait' });
    }
  });

  it('G10: an error code that is not known yet never makes an Item healthy', () => {
    expect(withError('BRAND_NEW_CODE')).toMatchObject({ state: 'needs_update', remedy: 'relink' });
    expect(withError('constructor')).toMatchObject({ state: 'needs_update' });
    expect(classifyItem({ error: {} }, NOW)).toMatchObject({
      state: 'needs_update',
      errorCode: null,
    });
  });

  it.each([
    [null, 'healthy', 'none'],
    ['not a date', 'healthy', 'none'],
    [new Date(NOW + 9 * DAY).toISOString(), 'healthy', 'none'],
    [new Date(NOW + 8 * DAY).toISOString(), 'expiring', 'relink'],
    [new Date(NOW + 6 * DAY).toISOString(), 'expiring', 'relink'],
    [new Date(NOW - DAY).toISOString(), 'needs_update', 'relink'],
  ])('a consent until %s makes an Item %s, with the remedy %s', (until, state, remedy) => {
    const health = classifyItem({ error: null, consent_expiration_time: until }, NOW);
    expect(health).toMatchObject({ state, remedy, errorCode: null });
  });

  it('G10: an Item is healthy only where Plaid says that it has no error', () => {
    for (const item of [null, undefined, 'item', [], {}, { error: undefined }, { error: 'bad' }]) {
      expect(classifyItem(item, NOW)).toMatchObject({ state: 'unavailable', remedy: 'wait' });
    }
  });

  it('an outage is recognised by its error code alone, without an error_type', () => {
    for (const error_code of ['INSTITUTION_DOWN', 'RATE_LIMIT', 'PLANNED_MAINTENANCE']) {
      expect(classifyItem({ error: { error_code } }, NOW)).toMatchObject({ remedy: 'wait' });
    }
  });

  it('an Item whose bank Plaid no longer supports needs a new Link, not patience', () => {
    expect(withError('INSTITUTION_NO_LONGER_SUPPORTED', 'INSTITUTION_ERROR')).toMatchObject({
      state: 'revoked',
      remedy: 'new_link',
    });
  });
});

describe('a consent end without a time', () => {
  it.each(['Pacific/Honolulu', 'UTC', 'Pacific/Auckland'])(
    'a consent that ends on a day without a time ends with that day in %s',
    (zone) => {
      vi.stubEnv('TZ', zone);
      onTestFinished(() => void vi.unstubAllEnvs());
      const body = { health: 'expiring', remedy: 'relink', consent_expiration_time: '2026-11-03' };
      const noon = new Date(2026, 10, 3, 12).getTime();
      const { state, consentExpiresAt } = parseItemHealth('item-a', body, noon);
      expect(state).toBe('expiring');
      expect(consentExpiresAt?.toLocaleDateString('en-GB')).toBe('03/11/2026');
      expect(parseItemHealth('item-a', body, noon + DAY).state).toBe('needs_update');
      const item = { item: { error: null, consent_expiration_time: '2026-11-03' } };
      expect(parseItemHealth('item-a', item, noon).state).toBe('expiring');
    },
  );
});
