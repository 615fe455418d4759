import { isRecord } from '../../core/unknown';
import { assertOption, isNonEmptyString, isStringArray } from './check';

/** Kinds of accounts, as `account_filters` of `/link/token/create` has them. */
export type AccountType = 'depository' | 'credit' | 'loan' | 'investment' | 'other';

/** The fields of `/link/token/create` that go with `products` of an existing Item. */
export type ProductOption =
  | 'auth'
  | 'identity'
  | 'statements'
  | 'income_verification'
  | 'cra_options'
  | 'consumer_report_permissible_purpose';

/**
 * What Link shows, and to whom: the fields of `/link/token/create` that mean something in update mode
 * (plaid.com/docs/link/update-mode). There is no `webhook`: it has no effect here; use `/item/webhook/update`.
 */
export interface LinkTokenSettings {
  /** Your app's name, at most 30 characters: Plaid shows "This Application" for a longer one. */
  clientName: string;
  /** ISO 3166-1 alpha-2, such as `['US']`. */
  countryCodes: readonly string[];
  /** Such as `'en'`; must be that of the Link customization, if there is one. */
  language: string;
  /** For OAuth banks in embedded browsers: HTTPS, no query, no fragment, and on the dashboard's list. */
  redirectUri?: string | undefined;
  /** With account selection it must be one that has Account Select v2 (`INVALID_LINK_CUSTOMIZATION` else). */
  linkCustomizationName?: string | undefined;
  /** More products to ask the user's consent for (`ADDITIONAL_CONSENT_REQUIRED`). */
  additionalConsentedProducts?: readonly string[] | undefined;
  /**
   * Only to add a product of Plaid's credit family, or to have Plaid check `auth` or `identity` again in update mode.
   * Others are for new Items; see `additionalConsentedProducts`.
   */
  products?: readonly string[] | undefined;
  /** What those products need beside, as Plaid has it, such as `{ statements: { start_date, end_date } }`. */
  productOptions?: Readonly<Partial<Record<ProductOption, unknown>>> | undefined;
  /** Which accounts the user may choose from, by type: their subtypes. Sent with account selection only. */
  accountFilters?: Readonly<Partial<Record<AccountType, readonly string[]>>> | undefined;
  /**
   * Offer Plaid's own page where Link's script cannot be loaded (ad blockers, strict networks): the button opens it in
   * a new tab at the next click. Plaid must have enabled Hosted Link for your account. `completionRedirectUri` is
   * where that page sends the user afterwards; without it, they close the tab.
   * @default false
   */
  hostedLink?: boolean | { completionRedirectUri?: string | undefined } | undefined;
}

const MAX_CLIENT_NAME = 30;

const KNOWN: Readonly<Record<keyof LinkTokenSettings, true>> = {
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

/** For what people bring along from a token for a new Item. */
const ADVICE = new Map(
  Object.entries({
    webhook: 'It has no effect in update mode. Use /item/webhook/update.',
    user: 'It comes from findItem, as clientUserId.',
    access_token: 'It comes from findItem.',
    accessToken: 'It comes from findItem.',
    update: 'Account selection is asked for by the button: accountSelection.',
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

/** What may be added to an Item (plaid.com/docs/link/update-mode). */
const UPDATE_PRODUCT = /^(assets|statements|income_verification|auth|identity|cra_\w+)$/;

/**
 * @throws RelinkError `invalid_options`, for what Plaid would refuse, ignore or show wrongly in update mode
 */
export function checkLinkToken(settings: unknown): asserts settings is LinkTokenSettings {
  assertOption(
    isRecord(settings),
    'linkToken',
    'is missing',
    'Pass { clientName, countryCodes, language }.',
  );
  const fields = settings as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    assertOption(
      Object.hasOwn(KNOWN, name),
      `linkToken.${name}`,
      'is not known in update mode',
      ADVICE.get(name) ?? `Known are ${Object.keys(KNOWN).join(', ')}.`,
    );
  }
  checkRequired(fields);
  checkProducts(fields);
  checkAccountFilters(fields.accountFilters);
  const { linkCustomizationName, hostedLink } = fields;
  assertOption(
    linkCustomizationName === undefined || isNonEmptyString(linkCustomizationName),
    'linkToken.linkCustomizationName',
    'must be the name of a customization',
    'Leave it out for the default one.',
  );
  checkUri('redirectUri', fields.redirectUri);
  assertOption(
    hostedLink === undefined || typeof hostedLink === 'boolean' || isRecord(hostedLink),
    'linkToken.hostedLink',
    'must be true, or { completionRedirectUri }',
    'Leave it out where Plaid has not enabled Hosted Link for you.',
  );
  if (isRecord(hostedLink)) {
    checkUri('hostedLink.completionRedirectUri', hostedLink.completionRedirectUri);
  }
}

function checkRequired({ clientName, countryCodes, language }: Record<string, unknown>): void {
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

function checkProducts({
  products,
  productOptions: extras,
  additionalConsentedProducts: consented,
}: Record<string, unknown>): void {
  assertOption(
    products === undefined ||
      (isStringArray(products) && products.every((product) => UPDATE_PRODUCT.test(product))),
    'linkToken.products',
    'may only have products of the credit family, auth and identity: Plaid refuses others in update mode',
    'The Item keeps the products that it has; for more, use additionalConsentedProducts.',
  );
  assertOption(
    extras === undefined ||
      (isStringArray(products) &&
        isRecord(extras) &&
        Object.keys(extras).every((name) => PRODUCT_OPTIONS.includes(name))),
    'linkToken.productOptions',
    `goes with products, and may have ${PRODUCT_OPTIONS.join(', ')}`,
    'See those fields of /link/token/create.',
  );
  assertOption(
    consented === undefined || (isStringArray(consented) && consented.length > 0),
    'linkToken.additionalConsentedProducts',
    'must be a list of products, at least one',
    "Such as ['auth'], or leave it out.",
  );
}

function checkAccountFilters(filters: unknown): void {
  if (filters === undefined) return;
  const isRight =
    isRecord(filters) &&
    Object.entries(filters).every(
      ([type, subtypes]) =>
        ACCOUNT_TYPES.includes(type) && isStringArray(subtypes) && subtypes.length > 0,
    );
  assertOption(
    isRight,
    'linkToken.accountFilters',
    `must have lists of subtypes under ${ACCOUNT_TYPES.join(', ')}`,
    "Such as { depository: ['checking', 'savings'] }.",
  );
}

function checkUri(name: string, uri: unknown): void {
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
