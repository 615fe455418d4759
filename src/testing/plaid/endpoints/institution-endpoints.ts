import { isRecord } from '../../../core/unknown';
import { OAUTH_INSTITUTIONS } from '../state/institutions';
import { PlaidError } from '../state/plaid-error';
import { assertCountryCodes } from './check-link-token-request';
import type { Endpoints } from './endpoint';

/** The endpoints about banks (plaid.com/docs/api/institutions). */
export const INSTITUTION_ENDPOINTS: Endpoints = {
  '/institutions/get_by_id': ({ state }, body) => {
    assertCountryCodes(body.country_codes);
    const institutionId = String(body.institution_id);
    const name = state.institutionName(institutionId);
    if (name === null) throw new PlaidError('INVALID_INSTITUTION');
    const options = isRecord(body.options) ? body.options : {};
    return {
      institution: {
        institution_id: institutionId,
        name,
        products: ['transactions', 'auth', 'identity', 'assets', 'statements'],
        country_codes: ['US', 'CA'],
        routing_numbers: [],
        oauth: OAUTH_INSTITUTIONS.includes(institutionId),
        // Sandbox has no status (plaid.com/docs/api/institutions).
        ...(options.include_status === true && { status: null }),
        ...(options.include_optional_metadata === true && {
          url: 'https://bank.example',
          primary_color: '#1f1f1f',
          logo: null,
        }),
      },
    };
  },
};
