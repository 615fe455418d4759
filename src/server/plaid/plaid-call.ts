import { isItemCode, remedyOf } from '../../core/item/classify-item';
import { isRecord, nonEmptyString } from '../../core/unknown';
import { HttpError, internal } from '../http/failure';
import type { PlaidAnswer, PlaidCallOptions } from './plaid-port';
import type { RequestScope } from '../http/request-scope';

type Call = (options: PlaidCallOptions) => PlaidAnswer;

/**
 * Calls Plaid within the time of a request. Rejects with a {@link HttpError} and with nothing else: the error of the
 * `plaid` client holds the secret in its config and is not kept.
 *
 * Only where Plaid itself answered `INTERNAL_SERVER_ERROR` is it asked once more, as its docs advise
 * (plaid.com/docs/errors/api). After a time-out or a lost connection nobody knows whether a token was minted.
 */
export async function callPlaid(call: Call, scope: RequestScope): Promise<Record<string, unknown>> {
  try {
    return await callOnce(call, scope);
  } catch (thrown) {
    if (!isInternalError(thrown)) throw thrown;
    return callOnce(call, scope);
  }
}

async function callOnce(call: Call, scope: RequestScope): Promise<Record<string, unknown>> {
  const { signal } = scope;
  try {
    // The scope, not the signal, ends the wait: a client that is wrapped may not pass it on.
    const { data } = await scope.within('Plaid', () => call({ signal }));
    if (isRecord(data)) return data;
  } catch (thrown) {
    // Where the client of Plaid hears the signal first, what it throws says nothing.
    throw scope.failure() ?? toFailure(thrown);
  }
  throw noAnswer('Plaid answered without a JSON object.');
}

function isInternalError(thrown: unknown): boolean {
  return thrown instanceof HttpError && thrown.init.problem?.errorCode === 'INTERNAL_SERVER_ERROR';
}

/** A thrown value may resist being read (a getter that throws, a revoked Proxy): then Plaid has said nothing. */
function toFailure(thrown: unknown): HttpError {
  try {
    return readFailure(thrown);
  } catch {
    return noAnswer('The request to Plaid failed with an error that cannot be read.');
  }
}

/** Reads Plaid's error object from what the `plaid` client throws, and decides by its documented codes. */
function readFailure(thrown: unknown): HttpError {
  const response = isRecord(thrown) && isRecord(thrown.response) ? thrown.response : null;
  const body = isRecord(response?.data) ? response.data : null;
  const errorCode = body && nonEmptyString(body.error_code);
  if (!body || !errorCode)
    return noAnswer('The request to Plaid failed without an answer of Plaid.');

  const errorType = nonEmptyString(body.error_type) ?? 'API_ERROR';
  const requestId = nonEmptyString(body.request_id);
  const message = nonEmptyString(body.error_message) ?? errorCode;
  const problem = { errorCode, message: `Plaid: ${errorType} ${errorCode}` };
  const passOn = (status: number): HttpError =>
    new HttpError({
      status,
      errorType,
      errorCode,
      message: `Plaid answered ${errorCode}.`,
      displayMessage: nonEmptyString(body.display_message),
      remedy: remedyOf({ error_code: errorCode, error_type: errorType }),
      requestId,
      problem,
    });

  if (errorType === 'RATE_LIMIT_EXCEEDED') return passOn(429);
  if (errorCode === 'ITEM_NOT_FOUND') return passOn(404);
  if (errorType === 'ITEM_ERROR' || isItemCode(errorCode)) return passOn(409);
  if (errorType === 'INSTITUTION_ERROR' || errorCode === 'PLANNED_MAINTENANCE') return passOn(503);
  if (errorType === 'API_ERROR') return passOn(502);
  // The rest are mistakes of the server's (keys, environment, configuration): its log says which, the client need not know.
  return internal({ ...problem, message: `${problem.message}: ${message}` });
}

/** Whether Plaid's refusal says how the Item is, rather than that it could not be asked. */
export function isAboutItem({ errorType, errorCode }: HttpError['init']): boolean {
  return errorType === 'ITEM_ERROR' || errorType === 'INSTITUTION_ERROR' || isItemCode(errorCode);
}

export function noAnswer(message: string): HttpError {
  return new HttpError({
    status: 502,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'Plaid could not be reached.',
    problem: { errorCode: 'NO_ANSWER', message },
  });
}
