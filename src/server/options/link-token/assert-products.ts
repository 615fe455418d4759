import { assertOption, isStringArray } from '../assert/assert-option';
import { assertValues } from '../assert/assert-values';
import { assertProductOptions } from './assert-product-options';
import { PRODUCTS } from './plaid-values';

/** The products that update mode adds or validates (plaid.com/docs/link/update-mode, plaid.com/docs/errors/item). */
const UPDATE_PRODUCT =
  /^(?:assets|statements|income_verification|auth|identity|investments_auth|cra_\w+)$/;
const CREDIT_PRODUCT = /^(?:assets|statements|income_verification|cra_\w+)$/;
/** No source tells whether investments_auth, too, excludes the credit family: Plaid decides. */
const VALIDATED_PRODUCT = /^(?:auth|identity)$/;
const CHECK_PRODUCT = /^cra_/;

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

function assertConsented(products: readonly string[], consented: unknown): void {
  if (consented === undefined) return;
  assertValues(
    consented,
    PRODUCTS,
    'linkToken.additionalConsentedProducts',
    'must be a list of products of Plaid’s, at least one',
  );
  assertOption(
    !consented.includes('balance') && !consented.some((product) => products.includes(product)),
    'linkToken.additionalConsentedProducts',
    'may have neither balance, which needs no consent of its own, nor a product that products has: Plaid refuses both',
    'Leave it out of this list.',
  );
}
