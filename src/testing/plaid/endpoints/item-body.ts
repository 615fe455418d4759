import { ACCOUNTS } from '../state/accounts';
import { errorBody } from '../state/plaid-error';
import type { FakeItemState } from '../state/item';

type Body = Record<string, unknown>;

/** The `item` of an answer. */
export function itemBody(item: FakeItemState, requestId: string): Body {
  return {
    item_id: item.itemId,
    institution_id: item.institutionId,
    institution_name: item.institutionName,
    webhook: item.webhook,
    error: item.errorCode ? errorBody(item.errorCode, requestId) : null,
    available_products: [],
    billed_products: ['transactions'],
    products: ['transactions'],
    consent_expiration_time: item.consentExpirationTime,
    update_type: item.errorCode ? 'user_present_required' : 'background',
  };
}

/** The `accounts` of an answer. */
export function accountBodies(item: FakeItemState): Body[] {
  return ACCOUNTS.filter(({ id }) => item.accountIds.includes(id)).map(
    ({ id, name, mask, type, subtype }) => ({
      account_id: id,
      name,
      mask,
      type,
      subtype,
      official_name: null,
      balances: {
        available: 100,
        current: 110,
        limit: null,
        iso_currency_code: 'USD',
        unofficial_currency_code: null,
      },
    }),
  );
}
