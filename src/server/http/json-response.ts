import { redact } from '../redact/redact-answer';
import { errorBody, logHttpError, type RequestLog } from './error-body';
import type { HttpError } from './http-error';

type Headers = Readonly<Record<string, string>>;

/** What every answer has: no cache may store it, and no browser may take it for something else than it says. */
export const ANSWER_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

/** A JSON response that no cache may store. */
export function jsonResponse(status: number, body: object, headers: Headers | null): Response {
  return new Response(redact(JSON.stringify(body)), {
    status,
    headers: { ...headers, ...ANSWER_HEADERS, 'content-type': 'application/json' },
  });
}

/** Plaid's error object. Also reports the error to `onError` where it has a log entry. */
export function errorResponse(
  error: HttpError,
  where: RequestLog & { cors: Headers | null },
): Response {
  logHttpError(error, where);
  const { status, headers } = error.init;
  return jsonResponse(status, errorBody(error), { ...where.cors, ...headers });
}
