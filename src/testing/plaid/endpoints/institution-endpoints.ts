import { isRecord } from '../../../core/unknown';
import { OAUTH_INSTITUTIONS } from '../state/institutions';
import { PlaidError } from '../state/plaid-error';
import { assertCountryCodes } from './check-link-token-request';
import type { Body, Endpoints } from './endpoint';
import { brandOf } from './institution-brand';

/** The countries of the fake's banks. */
const COUNTRY_CODES = ['US', 'CA'];

/** plaid@47, InstitutionsGetByIdRequestOptions */
const OPTIONS = [
  'include_optional_metadata',
  'include_status',
  'include_auth_metadata',
  'include_payment_initiation_metadata',
];

/** The endpoints about banks (plaid.com/docs/api/institutions). */
export const INSTITUTION_ENDPOINTS: Endpoints = {
  '/institutions/get_by_id': ({ state }, body) => {
    assertCountryCodes(body.country_codes);
    const options = parseOptions(body.options);
    const institutionId = String(body.institution_id);
    const name = state.institutionName(institutionId);
    // It is not established what Plaid answers about a bank of another country. This is the strict way.
    if (name === null || !isOfCountry(body.country_codes))
      throw new PlaidError('INVALID_INSTITUTION');
    return {
      institution: {
        institution_id: institutionId,
        name,
        products: ['transactions', 'auth', 'identity', 'assets', 'statements'],
        country_codes: COUNTRY_CODES,
        routing_numbers: [],
        oauth: OAUTH_INSTITUTIONS.includes(institutionId),
        // Sandbox has no status (plaid.com/docs/api/institutions).
        ...(options.include_status === true && { status: null }),
        ...(options.include_optional_metadata === true && brandOf(institutionId)),
      },
    };
  },
};

function isOfCountry(codes: unknown): boolean {
  return Array.isArray(codes) && COUNTRY_CODES.some((code) => codes.includes(code));
}

/** @throws PlaidError UNKNOWN_FIELDS or INVALID_FIELD */
function parseOptions(given: unknown): Body {
  if (!isRecord(given)) return {};
  const unknown = Object.keys(given).filter((name) => !OPTIONS.includes(name));
  if (unknown.length > 0) {
    throw new PlaidError('UNKNOWN_FIELDS', unknown.map((name) => `options.${name}`).join(', '));
  }
  const wrong = Object.entries(given).find(([, value]) => typeof value !== 'boolean');
  if (wrong) throw new PlaidError('INVALID_FIELD', `options.${wrong[0]} must be of type boolean`);
  return given;
}
