import { assertKnownKeys } from '../assert/assert-known-keys';
import { assertOption, isFields, isNonEmptyString } from '../assert/assert-option';
import { assertValues } from '../assert/assert-values';
import type { ProductOption } from './link-token-settings';
import { PERMISSIBLE_PURPOSES } from './plaid-values';

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

/** The fields of those objects (plaid@47). Plaid judges what is in them, beyond what is checked here. */
const FIELDS: Readonly<
  Record<Exclude<ProductOption, 'consumer_report_permissible_purpose'>, string>
> = {
  auth: 'auth_type_select_enabled automated_microdeposits_enabled instant_match_enabled same_day_microdeposits_enabled instant_microdeposits_enabled reroute_to_credentials database_match_enabled database_insights_enabled flow_type sms_microdeposits_verification_enabled',
  identity: 'is_document_upload account_ids parsing_configs',
  investments_auth:
    'manual_entry_enabled masked_number_match_enabled stated_account_number_enabled rollover_401k_enabled',
  statements: 'start_date end_date',
  income_verification:
    'income_verification_id asset_report_id access_tokens income_source_types bank_income payroll_income stated_income_sources',
  cra_options:
    'days_requested days_required client_report_id partner_insights base_report cashflow_insights lend_score network_insights include_investments income_insights',
};

/** @throws RelinkError `invalid_options` for what the products require and do not have, and for fields that Plaid does not know */
export function assertProductOptions(products: readonly string[], options: unknown = {}): void {
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
  for (const [name, known] of Object.entries(FIELDS)) {
    const fields = options[name];
    if (fields === undefined) continue;
    const option = `linkToken.productOptions.${name}`;
    assertOption(
      isFields(fields),
      option,
      'must be an object, in Plaid’s own form',
      `Known are ${known}.`,
    );
    assertKnownKeys(fields, known.split(' '), option);
  }
  assertOption(
    !products.includes('income_verification') || isFields(options.income_verification),
    'linkToken.productOptions.income_verification',
    'is required by Plaid beside the product income_verification',
    "Such as { income_source_types: ['bank'] }.",
  );
  const { income_verification: income, statements, cra_options: check } = options;
  if (isFields(income)) assertIncomeSource(income.income_source_types);
  if (products.includes('statements')) assertStatements(statements);
  if (isFields(check)) assertDays(check.days_requested);
  if (products.some((product) => product.startsWith('cra_'))) {
    assertValues(
      [options.consumer_report_permissible_purpose],
      PERMISSIBLE_PURPOSES,
      'linkToken.productOptions.consumer_report_permissible_purpose',
      'is required by Plaid beside a product of Plaid Check',
    );
  }
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
  assertOption(
    isDate(start) && isDate(end) && start <= end,
    option,
    'must have start_date and end_date as YYYY-MM-DD, the earlier first',
    'Plaid has the statements of at most two years.',
  );
}

/** Plaid takes one of them today (plaid@47, LinkTokenCreateRequestIncomeVerification). */
function assertIncomeSource(types: unknown): void {
  if (types === undefined) return;
  const option = 'linkToken.productOptions.income_verification.income_source_types';
  assertValues(types, ['bank', 'payroll'], option, 'must name where the income comes from');
  assertOption(types.length === 1, option, 'may only have one source', 'Ask for one at a time.');
}

/** Plaid takes a number below 180 for 180 (plaid@47, LinkTokenCreateRequestCraOptions). */
function assertDays(days: unknown): void {
  assertOption(
    typeof days === 'number' && Number.isInteger(days) && days > 0 && days <= 731,
    'linkToken.productOptions.cra_options.days_requested',
    'is required by Plaid in cra_options, as a whole number up to 731',
    'Such as 365.',
  );
}

/** `Date.parse` takes the 30th of February for a day of March. */
function isDate(value: unknown): value is string {
  if (!isNonEmptyString(value) || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(value);
  return Number.isFinite(date.getTime()) && date.toISOString().startsWith(value);
}
