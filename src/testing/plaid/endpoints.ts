import { isRecord, nonEmptyString } from '../../core/unknown';
import { ACCOUNTS } from './accounts';
import { checkLinkTokenRequest, hasAccountSelection } from './check-link-token-request';
import { addHostedLinkPage } from './hosted-link-page';
import { accountBodies, itemBody } from './item-body';
import { PlaidError } from './plaid-error';
import { NEW_ITEM_LINK_TOKEN_LIFETIME_MS, type FakePlaidState } from './state';
import { FIREABLE_WEBHOOKS } from './webhook-body';

type Body = Record<string, unknown>;
export type Endpoint = (
  state: FakePlaidState,
  body: Body,
  requestId: string,
) => Body | Promise<Body>;

/** The Sandbox institutions that the docs name (plaid.com/docs/sandbox/institutions). */
const INSTITUTIONS: Readonly<Record<string, string>> = {
  ins_109508: 'First Platypus Bank',
  ins_109509: 'First Gingham Credit Union',
  ins_109510: 'Tattersall Federal Credit Union',
  ins_109511: 'Tartan Bank',
  ins_109512: 'Houndstooth Bank',
  ins_127287: 'Platypus OAuth Bank',
};

/** Plaid's endpoints, called once the keys and the fields are checked. Each returns the body of the 200. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/item/public_token/create': (state, body) => {
    const token = state.mint('public', state.itemByAccessToken(body.access_token));
    return { public_token: token.value, expiration: iso(token.expiresAtMs) };
  },

  '/item/public_token/exchange': (state, body) => {
    const { item } = state.exchange(body.public_token);
    if (!item) throw new PlaidError('INVALID_PUBLIC_TOKEN');
    return { access_token: item.accessToken, item_id: item.itemId };
  },

  '/item/get': (state, body, requestId) => ({
    item: itemBody(state.itemByAccessToken(body.access_token), requestId),
    status: null,
  }),

  '/accounts/get': (state, body, requestId) => {
    const item = state.itemByAccessToken(body.access_token);
    if (item.errorCode) throw new PlaidError(item.errorCode);
    return { accounts: accountBodies(item), item: itemBody(item, requestId) };
  },

  '/item/remove': (state, body) => {
    state.removeItem(state.itemByAccessToken(body.access_token));
    return {};
  },

  '/sandbox/item/reset_login': (state, body) => {
    const item = state.itemByAccessToken(body.access_token);
    item.errorCode = 'ITEM_LOGIN_REQUIRED';
    state.fireWebhook(item, 'ERROR');
    return { reset_login: true };
  },

  '/sandbox/item/fire_webhook': (state, body) => {
    const item = state.itemByAccessToken(body.access_token);
    const code = String(body.webhook_code);
    if (!FIREABLE_WEBHOOKS.includes(code) || item.webhook === null) {
      throw new PlaidError('SANDBOX_WEBHOOK_INVALID');
    }
    state.fireWebhook(item, code);
    return { webhook_fired: true };
  },

  '/webhook_verification_key/get': async (state, body) => ({
    key: await state.signer.publicKey(String(body.key_id)),
  }),

  '/item/webhook/update': (state, body, requestId) => {
    const item = state.itemByAccessToken(body.access_token);
    item.webhook = nonEmptyString(body.webhook);
    return { item: itemBody(item, requestId) };
  },

  '/sandbox/public_token/create': (state, body) => {
    const institutionId = String(body.institution_id);
    const institutionName = INSTITUTIONS[institutionId];
    if (!institutionName) throw new PlaidError('INVALID_INSTITUTION');
    const item = state.addItem({
      institutionId,
      institutionName,
      errorCode: null,
      consentExpirationTime: null,
      accountCount: ACCOUNTS.length,
      webhook: isRecord(body.options) ? nonEmptyString(body.options.webhook) : null,
    });
    return { public_token: state.mint('public', item).value };
  },

  '/link/token/create': (state, body) => {
    checkLinkTokenRequest(body, state.environment);
    const item =
      body.access_token === undefined || body.access_token === null
        ? null
        : state.itemByAccessToken(body.access_token);
    const token = state.mint('link', item, {
      accountSelection: hasAccountSelection(body),
      redirectUri: nonEmptyString(body.redirect_uri),
      ...(item ? {} : { lifetimeMs: NEW_ITEM_LINK_TOKEN_LIFETIME_MS }),
    });
    return {
      link_token: token.value,
      expiration: iso(token.expiresAtMs),
      ...(isRecord(body.hosted_link) && {
        hosted_link_url: addHostedLinkPage(state, token, body.hosted_link),
      }),
    };
  },
};

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
