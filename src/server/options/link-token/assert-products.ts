import { assertKnownKeys } from '../assert/assert-known-keys';
import { assertOption, isFields, isNonEmptyString, isStringArray } from '../assert/assert-option';
import type { ProductOption } from './link-token-settings';

/** The products that update mode adds or validates (plaid.com/docs/link/update-mode, plaid.com/docs/errors/item). */
const UPDATE_PRODUCT =
  /^(?:assets|statements|income_verification|auth|identity|investments_auth|cra_\w+)$/;
const CREDIT_PRODUCT = /^(?:assets|statements|income_verification|cra_\w+)$/;
/** No source tells whether investments_auth, too, excludes the credit family: Plaid decides. */
const VALIDATED_PRODUCT = /^(?:auth|identity)$/;
const CHECK_PRODUCT = /^cra_/;

/** Of each field, the products that it is about. */
const PRODUCT_OPTIONS: Readonly<Record<ProductOption, RegExp>> = {
  auth: /^auth$/,
  identity: /^identity$/,
  investments_auth: /^investments_auth$/,
  statements: /^statements$/,
  income_verification: /^income_verification$/,
  cra_options: CHECK_PRODUCT,
  consumer_report_permissible_purpose: CHECK_PRODUCT,
};

/** Whether these products belong to a user whom Plaid knows: Plaid Check and Income (plaid.com/docs/api/users/user-apis). */
export function needPlaidUser(products: readonly string[]): 'always' | 'maybe' | 'never' {
  if (products.some((product) => product.startsWith('cra_'))) return 'always';
  return products.includes('income_verification') ? 'maybe' : 'never';
}

/** @throws RelinkError `invalid_options` for products that cannot work in update mode, with the reason */
export function assertProducts({
  products = [],
  productOptions,
  additionalConsentedProducts,
}: Record<string, unknown>): void {
  assertOption(
    isStringArray(products) && products.every((product) => UPDATE_PRODUCT.test(product)),
    'linkToken.products',
    'may only have products of the credit family, auth, identity and investments_auth: Plaid refuses others in update mode',
    'The Item keeps the products that it has; for more, use additionalConsentedProducts.',
  );
  const some = (pattern: RegExp): boolean => products.some((product) => pattern.test(product));
  assertOption(
    !(some(CREDIT_PRODUCT) && some(VALIDATED_PRODUCT)),
    'linkToken.products',
    'has auth or identity beside a product of the credit family: Plaid does not take both in one session of update mode',
    'Return one kind for each purpose, from a linkToken function.',
  );
  assertOption(
    !some(CHECK_PRODUCT) || products.includes('cra_base_report'),
    'linkToken.products',
    'has a product of Plaid Check without cra_base_report, which Plaid requires beside it',
    "Add 'cra_base_report'.",
  );
  assertProductOptions(products, productOptions);
  assertConsented(products, additionalConsentedProducts);
}

function assertProductOptions(products: readonly string[], options: unknown = {}): void {
  assertOption(
    isFields(options),
    'linkToken.productOptions',
    'must be an object of what the products require',
    'See those fields of /link/token/create.',
  );
  assertKnownKeys(options, Object.keys(PRODUCT_OPTIONS), 'linkToken.productOptions');
  for (const [name, pattern] of Object.entries(PRODUCT_OPTIONS)) {
    assertOption(
      options[name] === undefined || products.some((product) => pattern.test(product)),
      `linkToken.productOptions.${name}`,
      'goes with products, which does not have its product: Plaid would refuse or ignore it',
      'Add the product, or leave the field out.',
    );
  }
  assertOption(
    !products.includes('income_verification') || isFields(options.income_verification),
    'linkToken.productOptions.income_verification',
    'is required by Plaid beside the product income_verification',
    "Such as { income_source_types: ['bank'] }.",
  );
  if (products.includes('statements')) assertStatements(options.statements);
}

function assertStatements(statements: unknown): void {
  const option = 'linkToken.productOptions.statements';
  assertOption(
    isFields(statements),
    option,
    'is required by Plaid beside the product statements',
    "Such as { start_date: '2026-01-01', end_date: '2026-06-30' }.",
  );
  const { start_date: start, end_date: end } = statements;
  assertKnownKeys(statements, ['start_date', 'end_date'], option);
  assertOption(
    isDate(start) && isDate(end) && start <= end,
    option,
    'must have start_date and end_date as YYYY-MM-DD, the earlier first',
    'Plaid has the statements of at most two years.',
  );
}

function assertConsented(products: readonly string[], consented: unknown): void {
  if (consented === undefined) return;
  assertOption(
    isStringArray(consented) && consented.length > 0,
    'linkToken.additionalConsentedProducts',
    'must be a list of products, at least one',
    "Such as ['auth'], or leave it out.",
  );
  assertOption(
    !consented.includes('balance') && !consented.some((product) => products.includes(product)),
    'linkToken.additionalConsentedProducts',
    'may have neither balance, which needs no consent of its own, nor a product that products has: Plaid refuses both',
    'Leave it out of this list.',
  );
}

function isDate(value: unknown): value is string {
  return (
    isNonEmptyString(value) &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    Number.isFinite(Date.parse(value))
  );
}
