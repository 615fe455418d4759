import { isRelinkError } from '../../core/errors/relink-error';
import { HttpError, internal } from './failure';
import type { RelinkHandlerProblem } from '../options/options';
import { redact } from './redact';
import { report } from './report';

type Headers = Readonly<Record<string, string>>;

/** A JSON answer that nobody keeps. */
export function jsonResponse(
  status: number,
  body: Record<string, unknown>,
  headers: Headers | null,
): Response {
  return new Response(redact(JSON.stringify(body)), {
    status,
    headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** What was thrown, as a {@link HttpError}. An error of the app's goes to its own onError, and nowhere else. */
export function toHttpError(thrown: unknown, appFunctions: string): HttpError {
  try {
    if (thrown instanceof HttpError) return thrown;
    if (isRelinkError(thrown)) {
      return internal({ errorCode: thrown.code, message: thrown.message, cause: thrown });
    }
  } catch {
    // A thrown value may resist being looked at (a revoked Proxy).
  }
  const message = `${appFunctions} threw. See the cause.`;
  return internal({ errorCode: 'APP_ERROR', message, cause: thrown });
}

/** Plaid's error object for the client, with the remedy that its code asks for, and the problem for the app's log where there is one. */
export function errorResponse(
  { init }: HttpError,
  where: {
    route: string;
    cors: Headers | null;
    onError: ((problem: RelinkHandlerProblem) => void) | undefined;
  },
): Response {
  const { status, errorType, errorCode, message, displayMessage, remedy, headers, problem } = init;
  const requestId = init.requestId ?? null;
  if (problem) {
    void report(where.onError, { ...problem, route: where.route, status, requestId });
  }
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
