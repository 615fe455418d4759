import { isRecord } from '../../core/unknown';
import { assertOption, isNonEmptyString, isStringArray } from './assert-option';
import type { AccountType, LinkTokenSettings, ProductOption } from './link-token-settings';

const MAX_CLIENT_NAME = 30;

const FIELDS: Readonly<Record<keyof LinkTokenSettings, true>> = {
  clientName: true,
  countryCodes: true,
  language: true,
  redirectUri: true,
  linkCustomizationName: true,
  additionalConsentedProducts: true,
  products: true,
  productOptions: true,
  accountFilters: true,
  hostedLink: true,
};

/** For fields that are copied from the request for a new Item's token. */
const ADVICE = new Map(
  Object.entries({
    webhook: 'It has no effect in update mode. Use /item/webhook/update.',
    user: 'It comes from findItem, as clientUserId.',
    access_token: 'It comes from findItem.',
    accessToken: 'It comes from findItem.',
    update: 'Account selection is an option of the button: accountSelection.',
  }),
);

const ACCOUNT_TYPES: readonly string[] = [
  'depository',
  'credit',
  'loan',
  'investment',
  'other',
] satisfies AccountType[];

const PRODUCT_OPTIONS: readonly string[] = [
  'auth',
  'identity',
  'statements',
  'income_verification',
  'cra_options',
  'consumer_report_permissible_purpose',
] satisfies ProductOption[];

/** The products that may be added to an Item (plaid.com/docs/link/update-mode). */
const UPDATE_PRODUCT = /^(assets|statements|income_verification|auth|identity|cra_\w+)$/;

/**
 * @throws RelinkError `invalid_options` for a field that Plaid would refuse, ignore or show wrongly in update mode
 */
export function assertLinkTokenSettings(settings: unknown): asserts settings is LinkTokenSettings {
  assertOption(
    isRecord(settings),
    'linkToken',
    'is missing',
    'Pass { clientName, countryCodes, language }.',
  );
  const fields = settings as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    assertOption(
      Object.hasOwn(FIELDS, name),
      `linkToken.${name}`,
      'is not known in update mode',
      ADVICE.get(name) ?? `Known are ${Object.keys(FIELDS).join(', ')}.`,
    );
  }
  assertRequired(fields);
  assertProducts(fields);
  assertAccountFilters(fields.accountFilters);
  const { linkCustomizationName, hostedLink } = fields;
  assertOption(
    linkCustomizationName === undefined || isNonEmptyString(linkCustomizationName),
    'linkToken.linkCustomizationName',
    'must be the name of a customization',
    'Leave it out for the default one.',
  );
  assertUri('redirectUri', fields.redirectUri);
  assertOption(
    hostedLink === undefined || typeof hostedLink === 'boolean' || isRecord(hostedLink),
    'linkToken.hostedLink',
    'must be true, or { completionRedirectUri }',
    'Leave it out if Plaid has not enabled Hosted Link for you.',
  );
  if (isRecord(hostedLink)) {
    assertUri('hostedLink.completionRedirectUri', hostedLink.completionRedirectUri);
  }
}

function assertRequired({ clientName, countryCodes, language }: Record<string, unknown>): void {
  assertOption(
    isNonEmptyString(clientName) && clientName.length <= MAX_CLIENT_NAME,
    'linkToken.clientName',
    `must have 1 to ${MAX_CLIENT_NAME} characters: Link shows "This Application" for a longer one`,
    'Shorten it.',
  );
  assertOption(
    isStringArray(countryCodes) &&
      countryCodes.length > 0 &&
      countryCodes.every((code) => /^[A-Z]{2}$/.test(code)),
    'linkToken.countryCodes',
    'must be two-letter codes, at least one',
    "Such as ['US'].",
  );
  assertOption(
    isNonEmptyString(language),
    'linkToken.language',
    'is required by Plaid',
    "Such as 'en'.",
  );
}

function assertProducts({
  products,
  productOptions,
  additionalConsentedProducts,
}: Record<string, unknown>): void {
  assertOption(
    products === undefined ||
      (isStringArray(products) && products.every((product) => UPDATE_PRODUCT.test(product))),
    'linkToken.products',
    'may only have products of the credit family, auth and identity: Plaid refuses others in update mode',
    'The Item keeps the products that it has; for more, use additionalConsentedProducts.',
  );
  assertOption(
    productOptions === undefined ||
      (isStringArray(products) &&
        isRecord(productOptions) &&
        Object.keys(productOptions).every((name) => PRODUCT_OPTIONS.includes(name))),
    'linkToken.productOptions',
    `goes with products, and may have ${PRODUCT_OPTIONS.join(', ')}`,
    'See those fields of /link/token/create.',
  );
  assertOption(
    additionalConsentedProducts === undefined ||
      (isStringArray(additionalConsentedProducts) && additionalConsentedProducts.length > 0),
    'linkToken.additionalConsentedProducts',
    'must be a list of products, at least one',
    "Such as ['auth'], or leave it out.",
  );
}

function assertAccountFilters(filters: unknown): void {
  if (filters === undefined) return;
  const hasOnlySubtypes =
    isRecord(filters) &&
    Object.entries(filters).every(
      ([type, subtypes]) =>
        ACCOUNT_TYPES.includes(type) && isStringArray(subtypes) && subtypes.length > 0,
    );
  assertOption(
    hasOnlySubtypes,
    'linkToken.accountFilters',
    `must have lists of subtypes under ${ACCOUNT_TYPES.join(', ')}`,
    "Such as { depository: ['checking', 'savings'] }.",
  );
}

function assertUri(name: string, uri: unknown): void {
  if (uri === undefined) return;
  const url = isNonEmptyString(uri) && URL.canParse(uri) ? new URL(uri) : null;
  const isLocal = url?.protocol === 'http:' && url.hostname === 'localhost';
  assertOption(
    (url?.protocol === 'https:' || isLocal) && isNonEmptyString(uri) && !/[?#]/.test(uri),
    `linkToken.${name}`,
    'must be an HTTPS URL (or localhost, in Sandbox) without query and fragment: Plaid refuses others',
    'Register exactly this URL in the dashboard.',
  );
}
