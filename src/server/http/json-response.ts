import type { RelinkHandlerError } from './handler-error';
import type { HttpError } from './http-error';
import { logError } from './log-error';
import { redact } from './redact';

type Headers = Readonly<Record<string, string>>;

/** A JSON response that no cache may store. */
export function jsonResponse(status: number, body: object, headers: Headers | null): Response {
  return new Response(redact(JSON.stringify(body)), {
    status,
    headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** Plaid's error object, with the remedy that its code asks for. Also reports the error to `onError` where it has a log entry. */
export function errorResponse(
  { init }: HttpError,
  where: {
    route: string;
    cors: Headers | null;
    onError: ((error: RelinkHandlerError) => void) | undefined;
  },
): Response {
  const { status, errorType, errorCode, message, displayMessage, remedy, headers, log } = init;
  const requestId = init.requestId ?? null;
  if (log) void logError(where.onError, { ...log, route: where.route, status, requestId });
  const body = {
    error_type: errorType,
    error_code: errorCode,
    error_message: message,
    display_message: displayMessage ?? null,
    request_id: requestId,
    ...(remedy && { remedy }),
  };
  return jsonResponse(status, body, { ...where.cors, ...headers });
}
