import { PlaidError } from '../state/plaid-error';

type FieldType = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** The fields of a request body and their types; `!` marks the required ones. Nested fields are not listed. */
export type Schema = Readonly<Record<string, FieldType | `${FieldType}!`>>;

/** Each of Plaid's endpoints also accepts these in the body, instead of in headers. */
const CREDENTIALS: Schema = { client_id: 'string', secret: 'string' };

/** Fields of the official client's request types (plaid@47 api.ts), as far as update mode and Sandbox need them. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  '/item/public_token/create': { access_token: 'string!' },
  '/item/public_token/exchange': { public_token: 'string!' },
  '/accounts/get': { access_token: 'string!', options: 'object' },
  '/item/get': { access_token: 'string!' },
  '/item/remove': { access_token: 'string!', reason_code: 'string', reason_note: 'string' },
  '/item/webhook/update': { access_token: 'string!', webhook: 'string' },
  '/webhook_verification_key/get': { key_id: 'string!' },
  '/beta/webhook_events/list': {
    cursor: 'string',
    start_time: 'string',
    count: 'number',
    webhook_types: 'array',
    webhook_codes: 'array',
    item_ids: 'array',
    delivery_statuses: 'array',
  },
  '/institutions/get_by_id': {
    institution_id: 'string!',
    country_codes: 'array!',
    options: 'object',
  },
  '/sandbox/item/fire_webhook': {
    access_token: 'string!',
    webhook_type: 'string',
    webhook_code: 'string!',
  },
  '/sandbox/item/reset_login': { access_token: 'string!' },
  '/sandbox/public_token/create': {
    institution_id: 'string!',
    initial_products: 'array!',
    options: 'object',
  },
  '/link/token/get': { link_token: 'string!' },
  '/link/token/create': {
    client_name: 'string!',
    language: 'string!',
    country_codes: 'array!',
    user: 'object',
    user_id: 'string',
    access_token: 'string',
    products: 'array',
    additional_consented_products: 'array',
    optional_products: 'array',
    required_if_supported_products: 'array',
    webhook: 'string',
    link_customization_name: 'string',
    redirect_uri: 'string',
    android_package_name: 'string',
    account_filters: 'object',
    institution_id: 'string',
    hosted_link: 'object',
    update: 'object',
    // Plaid knows these fields; the fake ignores them.
    access_tokens: 'array',
    institution_data: 'object',
    card_switch: 'object',
    eu_config: 'object',
    payment_configuration: 'object',
    payment_initiation: 'object',
    employment: 'object',
    income_verification: 'object',
    base_report: 'object',
    credit_partner_insights: 'object',
    cra_options: 'object',
    auth: 'object',
    transfer: 'object',
    identity_verification: 'object',
    statements: 'object',
    investments: 'object',
    investments_auth: 'object',
    transactions: 'object',
    cashflow_report: 'object',
    identity: 'object',
    appearance_mode: 'string',
    consumer_report_permissible_purpose: 'string',
    third_party_user_token: 'string',
    user_token: 'string',
    cra_enabled: 'boolean',
    financekit_supported: 'boolean',
    enable_multi_item_link: 'boolean',
  },
};

/** @throws PlaidError UNKNOWN_FIELDS, MISSING_FIELDS or INVALID_FIELD, as Plaid does */
export function checkFields(path: string, body: Record<string, unknown>): void {
  const schema = { ...CREDENTIALS, ...SCHEMAS[path] };
  const unknown = Object.keys(body).filter((name) => !Object.hasOwn(schema, name));
  if (unknown.length > 0) throw new PlaidError('UNKNOWN_FIELDS', unknown.join(', '));
  const isGiven = (name: string): boolean => body[name] !== undefined && body[name] !== null;
  const missing = Object.keys(schema).filter(
    (name) => schema[name]?.endsWith('!') && !isGiven(name),
  );
  if (missing.length > 0) throw new PlaidError('MISSING_FIELDS', missing.join(', '));
  for (const [name, type] of Object.entries(schema)) {
    if (isGiven(name) && typeOf(body[name]) !== type.replace('!', '')) {
      throw new PlaidError('INVALID_FIELD', `${name} must be of type ${type.replace('!', '')}`);
    }
  }
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
