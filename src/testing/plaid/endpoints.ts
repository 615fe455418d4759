import { isRecord, nonEmptyString } from '../../core/unknown';
import { errorBody, PlaidFailure } from './errors';
import { ACCOUNTS } from './accounts';
import { FIREABLE } from './webhook-bodies';
import { addHostedPage } from './hosted-link';
import { NEW_ITEM_LINK_TOKEN_LIFETIME_MS, type FakeItemState, type FakePlaidState } from './state';

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

/** Plaid's endpoints, past authentication and the check of fields; each returns the 200 body. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/item/public_token/create': (state, body) => {
    const token = state.mint('public', state.itemByAccessToken(body.access_token));
    return { public_token: token.value, expiration: iso(token.expiresAtMs) };
  },

  '/item/public_token/exchange': (state, body) => {
    const { item } = state.exchange(body.public_token);
    if (!item) throw new PlaidFailure('INVALID_PUBLIC_TOKEN');
    return { access_token: item.accessToken, item_id: item.itemId };
  },

  '/item/get': (state, body, requestId) => ({
    item: itemBody(state.itemByAccessToken(body.access_token), requestId),
    status: null,
  }),

  '/accounts/get': (state, body, requestId) => {
    const item = state.itemByAccessToken(body.access_token);
    if (item.errorCode) throw new PlaidFailure(item.errorCode);
    return { accounts: accountsOf(item), item: itemBody(item, requestId) };
  },

  '/item/remove': (state, body) => {
    state.removeItem(state.itemByAccessToken(body.access_token));
    return {};
  },

  '/sandbox/item/reset_login': (state, body) => {
    const item = state.itemByAccessToken(body.access_token);
    item.errorCode = 'ITEM_LOGIN_REQUIRED';
    state.fire(item, 'ERROR');
    return { reset_login: true };
  },

  '/sandbox/item/fire_webhook': (state, body) => {
    const item = state.itemByAccessToken(body.access_token);
    const code = String(body.webhook_code);
    if (!FIREABLE.includes(code) || item.webhook === null) {
      throw new PlaidFailure('SANDBOX_WEBHOOK_INVALID');
    }
    state.fire(item, code);
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
    if (!institutionName) throw new PlaidFailure('INVALID_INSTITUTION');
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
    checkLinkToken(body, state.environment);
    const item =
      body.access_token === undefined || body.access_token === null
        ? null
        : state.itemByAccessToken(body.access_token);
    const token = state.mint('link', item, {
      accountSelection: isAccountSelection(body),
      redirectUri: nonEmptyString(body.redirect_uri),
      ...(item ? {} : { lifetimeMs: NEW_ITEM_LINK_TOKEN_LIFETIME_MS }),
    });
    return {
      link_token: token.value,
      expiration: iso(token.expiresAtMs),
      ...(isRecord(body.hosted_link) && {
        hosted_link_url: addHostedPage(state, token, body.hosted_link),
      }),
    };
  },
};

/** The rules of plaid.com/docs/link/update-mode and of the field's own docs. */
function checkLinkToken(body: Body, environment: string): void {
  const user = isRecord(body.user) ? body.user : null;
  if (!user && !nonEmptyString(body.user_id)) throw new PlaidFailure('MISSING_FIELDS', 'user');
  if (user && !nonEmptyString(user.client_user_id))
    throw new PlaidFailure('MISSING_FIELDS', 'user.client_user_id');
  const codes: unknown[] = Array.isArray(body.country_codes) ? body.country_codes : [];
  if (codes.length === 0 || !codes.every((code) => /^[A-Z]{2}$/.test(String(code)))) {
    throw new PlaidFailure('INVALID_FIELD', 'country_codes must be ISO-3166-1 alpha-2 codes');
  }
  const redirectUri = nonEmptyString(body.redirect_uri);
  if (redirectUri && !isRedirectUri(redirectUri, environment)) {
    throw new PlaidFailure(
      'INVALID_FIELD',
      'redirect_uri must be HTTPS, without query or fragment',
    );
  }
  const products: unknown[] = Array.isArray(body.products) ? body.products : [];
  const isUpdate = nonEmptyString(body.access_token) !== null;
  if (!isUpdate && products.length === 0) throw new PlaidFailure('MISSING_FIELDS', 'products');
  if (isUpdate && products.some((product) => !UPDATE_PRODUCTS.has(String(product)))) {
    throw new PlaidFailure('INVALID_FIELD', 'products must be left out in update mode');
  }
  if (isUpdate && body.account_filters !== undefined && !isAccountSelection(body)) {
    throw new PlaidFailure(
      'INVALID_FIELD',
      'account_filters need update.account_selection_enabled',
    );
  }
}

/** What may be added to an Item in update mode (plaid.com/docs/link/update-mode). */
const UPDATE_PRODUCTS = new Set([
  'assets',
  'statements',
  'income_verification',
  'cra_base_report',
  'auth',
  'identity',
]);

/** Plain http is allowed for localhost, in Sandbox (plaid.com/docs/link/oauth). */
function isRedirectUri(uri: string, environment: string): boolean {
  if (!URL.canParse(uri) || /[?#]/.test(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && hostname === 'localhost' && environment === 'sandbox')
  );
}

function isAccountSelection(body: Body): boolean {
  return isRecord(body.update) && body.update.account_selection_enabled === true;
}

function itemBody(item: FakeItemState, requestId: string): Body {
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

function accountsOf(item: FakeItemState): Body[] {
  return ACCOUNTS.slice(0, item.accountCount).map(({ id, name, mask, type, subtype }) => ({
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
  }));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
