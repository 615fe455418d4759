import { parseInstitution } from '../../core/item/parse-institution';
import type { ItemInstitution } from '../../core/types';
import { isRecord, nonEmptyString } from '../../core/unknown';
import type { RequestDeadline } from '../http/request-deadline';
import { callPlaidOnce } from '../plaid/call-plaid';
import type { PlaidClient } from '../plaid/plaid-client';
import { plaidUnreachable } from '../plaid/plaid-error';
import { decodePng } from './logo-png';

/** What was asked, and of whom. */
export interface InstitutionQuestion {
  plaid: PlaidClient;
  institutionId: string;
  countryCodes: readonly string[];
}

/** What Plaid's answer says of a bank. */
interface FetchedInstitution {
  institution: ItemInstitution;
  /** A PNG in base64, as Plaid gave it. */
  logo: string | null;
  /** What of the answer was left out. */
  problems: readonly string[];
}

/**
 * Asks Plaid for a bank, with its logo, colour and site.
 *
 * @throws HttpError
 */
export async function fetchInstitution(
  { plaid, institutionId, countryCodes }: InstitutionQuestion,
  deadline: RequestDeadline,
): Promise<FetchedInstitution> {
  const request = {
    institution_id: institutionId,
    country_codes: [...countryCodes],
    options: { include_optional_metadata: true },
  };
  const data = await callPlaidOnce(async (options) => {
    // Checked when the handler was created.
    if (plaid.institutionsGetById) return plaid.institutionsGetById(request, options);
    throw plaidUnreachable('The plaid client has no institutionsGetById().');
  }, deadline);
  const answer = isRecord(data.institution) ? data.institution : {};
  const { name, url, primary_color: color, oauth } = answer;
  const { institution, problems } = parseInstitution({ name, url, color, oauth });
  if (!institution || answer.institution_id !== institutionId)
    throw plaidUnreachable('Plaid’s answer to /institutions/get_by_id is not about the bank.');
  const logo = nonEmptyString(answer.logo);
  const isLogo = logo !== null && decodePng(logo) !== null;
  return {
    institution,
    logo: isLogo ? logo : null,
    problems: logo !== null && !isLogo ? [...problems, 'institution.logo is no PNG.'] : problems,
  };
}
