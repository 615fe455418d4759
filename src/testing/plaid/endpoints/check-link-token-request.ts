import { isRecord, nonEmptyString } from '../../../core/unknown';
import { PlaidError } from '../state/plaid-error';

type Body = Record<string, unknown>;

/** The rules of plaid.com/docs/link/update-mode and of the fields' own docs. @throws PlaidError MISSING_FIELDS or INVALID_FIELD */
export function checkLinkTokenRequest(body: Body, environment: string): void {
  const user = isRecord(body.user) ? body.user : null;
  if (!user && !nonEmptyString(body.user_id)) throw new PlaidError('MISSING_FIELDS', 'user');
  if (user && !nonEmptyString(user.client_user_id))
    throw new PlaidError('MISSING_FIELDS', 'user.client_user_id');
  assertCountryCodes(body.country_codes);
  const redirectUri = nonEmptyString(body.redirect_uri);
  if (redirectUri && !isRedirectUri(redirectUri, environment)) {
    throw new PlaidError('INVALID_FIELD', 'redirect_uri must be HTTPS, without query or fragment');
  }
  // plaid@47, LinkTokenCreateRequest: each of the two "must be left blank" where the other is used.
  if (redirectUri && nonEmptyString(body.android_package_name)) {
    throw new PlaidError(
      'INVALID_FIELD',
      'redirect_uri must be left blank where android_package_name is specified',
    );
  }
  if (body.hosted_link !== undefined) checkHostedLink(body.hosted_link);
  const products: unknown[] = Array.isArray(body.products) ? body.products : [];
  const isUpdate = nonEmptyString(body.access_token) !== null;
  if (!isUpdate && products.length === 0) throw new PlaidError('MISSING_FIELDS', 'products');
  if (isUpdate && !products.every((product) => UPDATE_PRODUCT.test(String(product)))) {
    throw new PlaidError('INVALID_FIELD', 'products must be left out in update mode');
  }
  checkProducts(products.map(String), body);
  if (isUpdate && body.account_filters !== undefined && !hasAccountSelection(body)) {
    throw new PlaidError('INVALID_FIELD', 'account_filters need update.account_selection_enabled');
  }
}

/** What each product requires beside it (plaid@47, LinkTokenCreateRequest). @throws PlaidError */
function checkProducts(products: readonly string[], body: Body): void {
  const isCheck = products.some((product) => product.startsWith('cra_'));
  if (isCheck && !products.includes('cra_base_report')) {
    throw new PlaidError(
      'INVALID_FIELD',
      'products must have cra_base_report beside other cra_ products',
    );
  }
  if (isCheck !== (nonEmptyString(body.consumer_report_permissible_purpose) !== null)) {
    throw isCheck
      ? new PlaidError('MISSING_FIELDS', 'consumer_report_permissible_purpose')
      : new PlaidError('INVALID_FIELD', 'consumer_report_permissible_purpose needs a cra_ product');
  }
  for (const name of ['statements', 'income_verification']) {
    if (products.includes(name) && !isRecord(body[name]))
      throw new PlaidError('MISSING_FIELDS', name);
  }
}

const HOSTED_LINK_FIELDS: readonly string[] = [
  'delivery_method',
  'completion_redirect_uri',
  'url_lifetime_seconds',
  'is_mobile_app',
];
/** 21 days (plaid@47, LinkTokenCreateHostedLink). */
const MAX_URL_LIFETIME_S = 21 * 24 * 60 * 60;

/** @throws PlaidError UNKNOWN_FIELDS or INVALID_FIELD */
function checkHostedLink(settings: unknown): void {
  if (!isRecord(settings)) return;
  const unknown = Object.keys(settings).filter((name) => !HOSTED_LINK_FIELDS.includes(name));
  if (unknown.length > 0) {
    throw new PlaidError('UNKNOWN_FIELDS', unknown.map((name) => `hosted_link.${name}`).join(', '));
  }
  const { url_lifetime_seconds: seconds, is_mobile_app: isMobileApp } = settings;
  if (
    seconds !== undefined &&
    !(typeof seconds === 'number' && seconds > 0 && seconds <= MAX_URL_LIFETIME_S)
  ) {
    throw new PlaidError(
      'INVALID_FIELD',
      'hosted_link.url_lifetime_seconds must be within 21 days',
    );
  }
  if (isMobileApp !== undefined && typeof isMobileApp !== 'boolean') {
    throw new PlaidError('INVALID_FIELD', 'hosted_link.is_mobile_app must be of type boolean');
  }
}

/** Plaid's own list (plaid@47, CountryCode). */
const COUNTRIES = 'US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI'.split(' ');

/** @throws PlaidError INVALID_FIELD */
export function assertCountryCodes(value: unknown): void {
  const codes: unknown[] = Array.isArray(value) ? value : [];
  if (codes.length === 0 || !codes.every((code) => COUNTRIES.includes(String(code)))) {
    throw new PlaidError(
      'INVALID_FIELD',
      'country_codes must be ISO-3166-1 alpha-2 codes that Plaid supports',
    );
  }
}

/** The products that update mode adds or validates (plaid.com/docs/link/update-mode, plaid.com/docs/errors/item). */
const UPDATE_PRODUCT =
  /^(?:assets|statements|income_verification|auth|identity|investments_auth|cra_\w+)$/;

/** Plaid allows http for localhost in Sandbox (plaid.com/docs/link/oauth). */
function isRedirectUri(uri: string, environment: string): boolean {
  if (!URL.canParse(uri) || /[?#]/.test(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && hostname === 'localhost' && environment === 'sandbox')
  );
}

export function hasAccountSelection(body: Body): boolean {
  return isRecord(body.update) && body.update.account_selection_enabled === true;
}
