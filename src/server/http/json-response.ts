import { errorBody, logHttpError } from './error-body';
import type { RelinkHandlerError } from './handler-error';
import type { HttpError } from './http-error';
import { redact } from './redact';

type Headers = Readonly<Record<string, string>>;

/** A JSON response that no cache may store. */
export function jsonResponse(status: number, body: object, headers: Headers | null): Response {
  return new Response(redact(JSON.stringify(body)), {
    status,
    headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** Plaid's error object. Also reports the error to `onError` where it has a log entry. */
export function errorResponse(
  error: HttpError,
  where: {
    route: string;
    cors: Headers | null;
    onError: ((error: RelinkHandlerError) => void) | undefined;
  },
): Response {
  logHttpError(error, where);
  const { status, headers } = error.init;
  return jsonResponse(status, errorBody(error), { ...where.cors, ...headers });
}
