import { isRecord, nonEmptyString } from '../../../core/unknown';
import { INSTITUTIONS } from '../state/institutions';
import { setItemError } from '../state/item';
import { PlaidError } from '../state/plaid-error';
import { FIREABLE_WEBHOOKS } from '../webhooks/webhook-body';
import type { Endpoints } from './endpoint';

/** The endpoints that only Sandbox has (plaid.com/docs/api/sandbox). */
export const SANDBOX_ENDPOINTS: Endpoints = {
  '/sandbox/item/reset_login': ({ state, webhooks }, body) => {
    const item = state.itemByAccessToken(body.access_token);
    setItemError(item, 'ITEM_LOGIN_REQUIRED');
    void webhooks.send(item, 'ERROR');
    return { reset_login: true };
  },

  '/sandbox/item/fire_webhook': ({ state, webhooks }, body) => {
    const item = state.itemByAccessToken(body.access_token);
    const code = String(body.webhook_code);
    if (!FIREABLE_WEBHOOKS.includes(code)) {
      throw new PlaidError('SANDBOX_WEBHOOK_INVALID', `it can be ${FIREABLE_WEBHOOKS.join(', ')}`);
    }
    if (item.webhook === null) {
      throw new PlaidError('SANDBOX_WEBHOOK_INVALID', 'the Item has no webhook address');
    }
    void webhooks.send(item, code);
    return { webhook_fired: true };
  },

  '/sandbox/public_token/create': ({ state }, body) => {
    const institutionId = String(body.institution_id);
    const institutionName = INSTITUTIONS[institutionId];
    if (!institutionName) throw new PlaidError('INVALID_INSTITUTION');
    const item = state.addItem({
      institutionId,
      institutionName,
      webhook: isRecord(body.options) ? nonEmptyString(body.options.webhook) : null,
    });
    return { public_token: state.mint('public', item).value };
  },
};
