import { describe, expect, it } from 'vitest';
import { classifyItem } from '../../src/core/health';

const NOW = Date.UTC(2026, 10, 1);
const DAY = 24 * 60 * 60_000;
const withError = (error_code: string, error_type = 'ITEM_ERROR') =>
  classifyItem({ error: { error_code, error_type } }, NOW);

describe('what an Item’s state means to its user', () => {
  it.each([
    ['ITEM_LOGIN_REQUIRED', 'needs_update', 'relink'],
    ['ACCESS_NOT_GRANTED', 'needs_update', 'relink'],
    ['ADDITIONAL_CONSENT_REQUIRED', 'needs_update', 'relink'],
    ['NO_ACCOUNTS', 'needs_update', 'relink_with_accounts'],
    ['NO_AUTH_ACCOUNTS', 'needs_update', 'relink_with_accounts'],
    ['INVALID_ACCOUNT_ID', 'needs_update', 'relink_with_accounts'],
    ['INVALID_UPDATED_USERNAME', 'revoked', 'new_link'],
    ['ITEM_NOT_FOUND', 'revoked', 'new_link'],
    ['USER_PERMISSION_REVOKED', 'revoked', 'new_link'],
    ['USER_ACCOUNT_REVOKED', 'revoked', 'new_link'],
    ['ITEM_LOCKED', 'needs_update', 'visit_bank'],
    ['PASSWORD_RESET_REQUIRED', 'needs_update', 'visit_bank'],
    ['USER_SETUP_REQUIRED', 'needs_update', 'visit_bank'],
  ])('%s: %s, %s', (code, state, remedy) => {
    expect(withError(code)).toMatchObject({ state, remedy, errorCode: code });
  });

  it('an outage is waited for', () => {
    for (const type of ['INSTITUTION_ERROR', 'API_ERROR', 'RATE_LIMIT_EXCEEDED']) {
      expect(withError('SOMETHING', type)).toMatchObject({ state: 'unavailable', remedy: 'wait' });
    }
  });

  it('a code that nobody knows yet is never called healthy', () => {
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
    [new Date(NOW + 8 * DAY).toISOString(), 'healthy', 'none'],
    [new Date(NOW + 6 * DAY).toISOString(), 'expiring', 'relink'],
    [new Date(NOW - DAY).toISOString(), 'needs_update', 'relink'],
  ])('a consent until %s: %s, %s', (until, state, remedy) => {
    const health = classifyItem({ error: null, consent_expiration_time: until }, NOW);
    expect(health).toMatchObject({ state, remedy, errorCode: null });
  });

  it('G10: an Item is healthy only where Plaid says that it has no error', () => {
    for (const item of [null, undefined, 'item', [], {}, { error: undefined }, { error: 'bad' }]) {
      expect(classifyItem(item, NOW)).toMatchObject({ state: 'unavailable', remedy: 'wait' });
    }
  });

  it('an outage is known by its code alone, too', () => {
    for (const error_code of ['INSTITUTION_DOWN', 'RATE_LIMIT', 'PLANNED_MAINTENANCE']) {
      expect(classifyItem({ error: { error_code } }, NOW)).toMatchObject({ remedy: 'wait' });
    }
  });

  it('a bank that Plaid has given up is not waited for', () => {
    expect(withError('INSTITUTION_NO_LONGER_SUPPORTED', 'INSTITUTION_ERROR')).toMatchObject({
      state: 'revoked',
      remedy: 'new_link',
    });
  });
});
