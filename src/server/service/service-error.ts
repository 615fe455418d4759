import { errorBody, type PlaidErrorBody } from '../http/error-body';
import type { HttpError } from '../http/http-error';

/**
 * What a function of `createRelinkService` rejects with. A gateway of functions may throw it as it is: the client reads
 * `status` and `body`.
 */
export interface RelinkServiceError extends Error {
  readonly name: 'RelinkServiceError';
  /** The status with which the handler would answer. 404: the user has no such Item. 409: Plaid refuses. */
  readonly status: number;
  /** Plaid's error object. It holds no secret, so it may be sent to the browser. */
  readonly body: PlaidErrorBody;
  /** How long to wait, in milliseconds, where the rate limit refused the call; else null. */
  readonly retryAfterMs: number | null;
}

const BRAND = Symbol.for('react-plaid-relink/service-error');

/** Whether a value is a {@link RelinkServiceError}, also one of another copy of this package. */
export function isRelinkServiceError(value: unknown): value is RelinkServiceError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

export function toServiceError(error: HttpError): RelinkServiceError {
  const { status, headers } = error.init;
  const body = errorBody(error);
  const seconds = headers?.['retry-after'];
  const thrown = Object.assign(new Error(`${status} ${body.error_code}: ${body.error_message}`), {
    name: 'RelinkServiceError' as const,
    status,
    body,
    retryAfterMs: seconds === undefined ? null : Number(seconds) * 1000,
  });
  return Object.defineProperty(thrown, BRAND, { value: true });
}
