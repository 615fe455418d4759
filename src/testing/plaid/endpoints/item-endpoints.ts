import { nonEmptyString } from '../../../core/unknown';
import { assertNoError } from '../state/item';
import { PlaidError } from '../state/plaid-error';
import { iso, type Endpoints } from './endpoint';
import { accountBodies, itemBody, statusBody } from './item-body';

/** The endpoints about one Item (plaid.com/docs/api/items, plaid.com/docs/api/accounts). */
export const ITEM_ENDPOINTS: Endpoints = {
  '/item/public_token/create': ({ state }, body) => {
    const token = state.mint('public', state.itemToRelink(body.access_token));
    return { public_token: token.value, expiration: iso(token.expiresAtMs) };
  },

  '/item/public_token/exchange': ({ state }, body) => {
    const { item } = state.exchange(body.public_token);
    if (!item) throw new PlaidError('INVALID_PUBLIC_TOKEN');
    return { access_token: item.accessToken, item_id: item.itemId };
  },

  '/item/get': ({ state }, { access_token: accessToken }, requestId) => {
    const item = state.itemByAccessToken(accessToken);
    // The `item` of other endpoints has no `created_at` (plaid@47, ItemWithConsentFields).
    const body = { ...itemBody(item, requestId), created_at: item.createdAt };
    return { item: body, status: statusBody(item) };
  },

  '/accounts/get': ({ state }, body, requestId) => {
    const item = state.itemByAccessToken(body.access_token);
    assertNoError(item);
    return { accounts: accountBodies(item), item: itemBody(item, requestId) };
  },

  '/item/remove': ({ state }, body) => {
    state.removeItem(state.itemByAccessToken(body.access_token));
    return {};
  },

  '/item/webhook/update': ({ state, webhooks }, body, requestId) => {
    const item = state.itemByAccessToken(body.access_token);
    item.webhook = nonEmptyString(body.webhook);
    // Sent to the new address (plaid.com/docs/api/items, WEBHOOK_UPDATE_ACKNOWLEDGED).
    void webhooks.send(item, 'WEBHOOK_UPDATE_ACKNOWLEDGED');
    return { item: itemBody(item, requestId) };
  },
};
