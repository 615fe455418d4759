import { isItemCode, remedyOfRefusal } from '../../core/item/classify-item';
import { isRecord, nonEmptyString } from '../../core/unknown';
import { HttpError, internalError } from '../http/http-error';

/** What the `plaid` client threw, as the error of our own response. */
export function toPlaidError(thrown: unknown): HttpError {
  try {
    return readPlaidError(thrown);
  } catch {
    // A thrown value may throw when it is read (a getter, a revoked Proxy). Then there is no answer of Plaid's in it.
    return plaidUnreachable('The request to Plaid failed with an error that cannot be read.');
  }
}

/** Reads Plaid's error object from what the client threw, and picks the status by Plaid's documented codes. */
function readPlaidError(thrown: unknown): HttpError {
  const response = isRecord(thrown) && isRecord(thrown.response) ? thrown.response : null;
  const body = isRecord(response?.data) ? response.data : null;
  const errorCode = body && nonEmptyString(body.error_code);
  if (!body || !errorCode)
    return plaidUnreachable('The request to Plaid failed without an answer of Plaid.');

  const errorType = nonEmptyString(body.error_type) ?? 'API_ERROR';
  const message = nonEmptyString(body.error_message) ?? errorCode;
  const log = { errorCode, message: `Plaid: ${errorType} ${errorCode}` };
  const forwardPlaidError = (status: number): HttpError =>
    new HttpError({
      status,
      errorType,
      errorCode,
      message: `Plaid answered ${errorCode}.`,
      displayMessage: nonEmptyString(body.display_message),
      remedy: remedyOfRefusal({ error_code: errorCode, error_type: errorType }),
      requestId: nonEmptyString(body.request_id),
      log,
    });

  if (errorType === 'RATE_LIMIT_EXCEEDED') return forwardPlaidError(429);
  if (errorCode === 'ITEM_NOT_FOUND') return forwardPlaidError(404);
  if (errorType === 'ITEM_ERROR' || isItemCode(errorCode)) return forwardPlaidError(409);
  if (errorType === 'INSTITUTION_ERROR' || errorCode === 'PLANNED_MAINTENANCE')
    return forwardPlaidError(503);
  if (errorType === 'API_ERROR') return forwardPlaidError(502);
  // All other codes are mistakes of the server (keys, environment, configuration). Its log says which; the client need
  // not know.
  return internalError({ ...log, message: `${log.message}: ${message}` });
}

/** True when Plaid's refusal describes the Item's state. False when it only says that Plaid could not be asked. */
export function describesItem({ errorType, errorCode }: HttpError['init']): boolean {
  return errorType === 'ITEM_ERROR' || errorType === 'INSTITUTION_ERROR' || isItemCode(errorCode);
}

export function plaidUnreachable(message: string): HttpError {
  return new HttpError({
    status: 502,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'Plaid could not be reached.',
    log: { errorCode: 'NO_ANSWER', message },
  });
}
