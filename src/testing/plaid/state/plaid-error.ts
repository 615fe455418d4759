/** Plaid's error object, as its API and Link send it (plaid.com/docs/errors). */
export interface FakePlaidErrorBody {
  error_type: string;
  error_code: string;
  error_message: string;
  display_message: string | null;
  request_id: string;
}

type Row = readonly [type: string, status: number, message: string, display?: string];

/** Type, HTTP status and texts by code (plaid.com/docs/errors and its pages). The texts are paraphrased; no logic may depend on them. */
const ROWS: Readonly<Record<string, Row>> = {
  INVALID_API_KEYS: ['INVALID_INPUT', 400, 'invalid client_id or secret provided'],
  INVALID_ACCESS_TOKEN: ['INVALID_INPUT', 400, 'could not find matching access token'],
  INVALID_PUBLIC_TOKEN: ['INVALID_INPUT', 400, 'could not find matching public token'],
  INVALID_LINK_TOKEN: ['INVALID_INPUT', 400, 'invalid link_token provided'],
  PUBLIC_KEY_NOT_ENABLED: ['INVALID_INPUT', 400, 'this public key is not enabled for your account'],
  UNAUTHORIZED_ENVIRONMENT: ['INVALID_INPUT', 400, 'you are not authorized for this environment'],
  UNAUTHORIZED_ROUTE_ACCESS: ['INVALID_INPUT', 400, 'you are not authorized for this route'],
  ADDITIONAL_CONSENT_REQUIRED: ['INVALID_INPUT', 400, 'the user has not consented to this product'],
  INVALID_ACCOUNT_ID: ['INVALID_INPUT', 400, 'the account is not among those of the Item'],
  USER_PERMISSION_REVOKED: ['INVALID_INPUT', 400, 'the holder of this account has revoked access'],
  INVALID_WEBHOOK_VERIFICATION_KEY_ID: ['INVALID_INPUT', 400, 'there is no such key'],
  SANDBOX_WEBHOOK_INVALID: ['SANDBOX_ERROR', 400, 'this webhook cannot be fired'],
  INVALID_INSTITUTION: ['INVALID_INPUT', 400, 'invalid institution_id provided'],
  MISSING_FIELDS: ['INVALID_REQUEST', 400, 'the following required fields are missing'],
  UNKNOWN_FIELDS: [
    'INVALID_REQUEST',
    400,
    'the following fields are not recognized by this endpoint',
  ],
  INVALID_FIELD: ['INVALID_REQUEST', 400, 'a field has a value that is not allowed'],
  INVALID_BODY: ['INVALID_REQUEST', 400, 'body could not be parsed as JSON'],
  INVALID_HEADERS: ['INVALID_REQUEST', 400, 'the Content-Type header must be application/json'],
  INVALID_CONFIGURATION: ['INVALID_REQUEST', 400, 'the configuration of the endpoint is invalid'],
  NO_LONGER_AVAILABLE: ['INVALID_REQUEST', 400, 'this endpoint is no longer available'],
  INCORRECT_LINK_TOKEN: ['OAUTH_ERROR', 400, 'another link_token than before the redirect'],
  OAUTH_STATE_ID_ALREADY_PROCESSED: ['OAUTH_ERROR', 208, 'this oauth_state_id was used already'],
  OAUTH_STATE_ID_NOT_FOUND: ['OAUTH_ERROR', 404, 'there is no such oauth_state_id'],
  NOT_FOUND: ['INVALID_REQUEST', 404, 'not found'],
  ITEM_LOGIN_REQUIRED: [
    'ITEM_ERROR',
    400,
    'the login details of this item have changed (credentials, MFA, or required user action) and a user login is required to update this information',
    'Please log in to your bank again.',
  ],
  ITEM_NOT_FOUND: ['ITEM_ERROR', 400, 'the Item you requested cannot be found'],
  ITEM_LOCKED: [
    'ITEM_ERROR',
    400,
    'the account is locked',
    'Your account is locked. Please unlock it at your bank.',
  ],
  NO_ACCOUNTS: [
    'ITEM_ERROR',
    400,
    'no valid accounts were found for this item',
    'No accounts were found.',
  ],
  INVALID_CREDENTIALS: [
    'ITEM_ERROR',
    400,
    'the provided credentials were not correct',
    'The credentials were not correct. Please try again.',
  ],
  INSUFFICIENT_CREDENTIALS: [
    'ITEM_ERROR',
    400,
    'the user did not finish the login at the bank',
    'The login at your bank was not finished. Please try again.',
  ],
  INVALID_MFA: [
    'ITEM_ERROR',
    400,
    'the provided MFA response was not correct',
    'The code was not correct. Please try again.',
  ],
  INSTITUTION_DOWN: [
    'INSTITUTION_ERROR',
    400,
    'this institution is not currently responding',
    'This bank is not responding. Please try again later.',
  ],
  INSTITUTION_NOT_RESPONDING: [
    'INSTITUTION_ERROR',
    400,
    'this institution is not currently responding',
    'This bank is not responding. Please try again later.',
  ],
  RATE_LIMIT: ['RATE_LIMIT_EXCEEDED', 429, 'rate limit exceeded'],
  INTERNAL_SERVER_ERROR: ['API_ERROR', 500, 'an unexpected error occurred'],
  PLANNED_MAINTENANCE: [
    'API_ERROR',
    503,
    'the Plaid API is temporarily unavailable for maintenance',
  ],
};

/** An error answer of Plaid. Thrown inside the fake, sent as JSON at its edge. */
export class PlaidError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, detail?: string) {
    const [, status, message] = rowOf(code);
    super(detail ? `${message}: ${detail}` : message);
    this.code = code;
    this.status = status;
  }
}

/** An unknown code counts as an Item's error, because Sandbox accepts any code in `error_<CODE>`. */
function rowOf(code: string): Row {
  return (Object.hasOwn(ROWS, code) ? ROWS[code] : undefined) ?? ['ITEM_ERROR', 400, code];
}

export function errorBody(code: string, requestId: string, message?: string): FakePlaidErrorBody {
  const [type, , text, display = null] = rowOf(code);
  return {
    error_type: type,
    error_code: code,
    error_message: message ?? text,
    display_message: display,
    request_id: requestId,
  };
}

/** Plaid's error object as Link passes it on: four of its fields. */
export function linkErrorBody(code: string): Omit<FakePlaidErrorBody, 'request_id'> {
  const { request_id: _unknownToLink, ...error } = errorBody(code, '');
  return error;
}
