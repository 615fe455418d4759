/** Plaid's error object, as its API and Link send it (plaid.com/docs/errors). */
export interface FakePlaidErrorBody {
  error_type: string;
  error_code: string;
  error_message: string;
  display_message: string | null;
  /** Why access by OAuth ended, such as `OAUTH_USER_REVOKED`. Link does not pass it on. */
  error_code_reason?: string | null;
  request_id: string;
}

type Row = readonly [type: string, status: number, message: string, display?: string];

/** The rows of several codes that differ in their code alone. */
function rowsOf(codes: readonly string[], row: Row): Record<string, Row> {
  return Object.fromEntries(codes.map((code) => [code, row]));
}

/** Rows of one type that have the usual status and no text for the user. */
function typed(type: string, messages: Record<string, string>): Record<string, Row> {
  return Object.fromEntries(
    Object.entries(messages).map(([code, message]) => [code, [type, 400, message]]),
  );
}

/** Type, HTTP status and texts by code (plaid.com/docs/errors and its pages). The texts are paraphrased; no logic may depend on them. */
const ROWS: Readonly<Record<string, Row>> = {
  ...typed('INVALID_INPUT', {
    INVALID_API_KEYS: 'invalid client_id or secret provided',
    INVALID_ACCESS_TOKEN: 'could not find matching access token',
    INVALID_PUBLIC_TOKEN: 'could not find matching public token',
    INVALID_LINK_TOKEN: 'invalid link_token provided',
    PUBLIC_KEY_NOT_ENABLED: 'this public key is not enabled for your account',
    UNAUTHORIZED_ENVIRONMENT: 'you are not authorized for this environment',
    UNAUTHORIZED_ROUTE_ACCESS: 'you are not authorized for this route',
    ADDITIONAL_CONSENT_REQUIRED: 'the user has not consented to this product',
    INVALID_ACCOUNT_ID: 'the account is not among those of the Item',
    USER_PERMISSION_REVOKED: 'the holder of this account has revoked access',
    INVALID_WEBHOOK_VERIFICATION_KEY_ID: 'there is no such key',
    INVALID_INSTITUTION: 'invalid institution_id provided',
  }),
  ...typed('INVALID_REQUEST', {
    MISSING_FIELDS: 'the following required fields are missing',
    UNKNOWN_FIELDS: 'the following fields are not recognized by this endpoint',
    INVALID_FIELD: 'a field has a value that is not allowed',
    INVALID_BODY: 'body could not be parsed as JSON',
    INVALID_HEADERS: 'the Content-Type header must be application/json',
    INVALID_CONFIGURATION: 'the configuration of the endpoint is invalid',
    NO_LONGER_AVAILABLE: 'this endpoint is no longer available',
  }),
  NOT_FOUND: ['INVALID_REQUEST', 404, 'not found'],
  SANDBOX_WEBHOOK_INVALID: ['SANDBOX_ERROR', 400, 'this webhook cannot be fired'],
  INCORRECT_LINK_TOKEN: ['OAUTH_ERROR', 400, 'another link_token than before the redirect'],
  OAUTH_STATE_ID_ALREADY_PROCESSED: ['OAUTH_ERROR', 208, 'this oauth_state_id was used already'],
  OAUTH_STATE_ID_NOT_FOUND: ['OAUTH_ERROR', 404, 'there is no such oauth_state_id'],
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
  ...rowsOf(
    ['INSTITUTION_DOWN', 'INSTITUTION_NOT_RESPONDING'],
    [
      'INSTITUTION_ERROR',
      400,
      'this institution is not currently responding',
      'This bank is not responding. Please try again later.',
    ],
  ),
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
  /** Plaid's `error_code_reason`. */
  readonly reason: string | null;
  constructor(code: string, detail?: string, reason: string | null = null) {
    const [, status, message] = rowOf(code);
    super(detail ? `${message}: ${detail}` : message);
    this.code = code;
    this.status = status;
    this.reason = reason;
  }
}

/** An unknown code counts as an Item's error, because Sandbox accepts any code in `error_<CODE>`. */
function rowOf(code: string): Row {
  return (Object.hasOwn(ROWS, code) ? ROWS[code] : undefined) ?? ['ITEM_ERROR', 400, code];
}

/** Plaid's error object as its API answers it. */
export function errorBody(
  code: string,
  requestId: string,
  message?: string,
  reason: string | null = null,
): FakePlaidErrorBody {
  const error = linkErrorBody(code);
  return {
    ...error,
    ...(message !== undefined && { error_message: message }),
    // Of Items alone (plaid@47, PlaidError).
    ...(error.error_type === 'ITEM_ERROR' && { error_code_reason: reason }),
    request_id: requestId,
  };
}

/** Plaid's error object in a webhook: with a status, without a request (plaid@47, PlaidError). */
export function webhookError(code: string, reason: string | null): object {
  const [, status] = rowOf(code);
  return { ...linkErrorBody(code), error_code_reason: reason, status };
}

/** Plaid's error object as Link passes it on: four of its fields. */
export function linkErrorBody(
  code: string,
): Omit<FakePlaidErrorBody, 'request_id' | 'error_code_reason'> {
  const [type, , text, display = null] = rowOf(code);
  return {
    error_type: type,
    error_code: code,
    error_message: text,
    display_message: display,
  };
}
