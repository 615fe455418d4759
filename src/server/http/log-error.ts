import { isRecord, nonEmptyString } from '../../core/unknown';
import type { RelinkHandlerError } from './handler-error';
import { redactTokens } from './redact';

/**
 * Reports an error to `onError`, or to the console if there is none. It never rejects: an `onError` that throws or
 * rejects, or a cause that throws when it is read, must not fail the response or the process.
 */
export async function logError(
  onError: ((error: RelinkHandlerError) => unknown) | undefined,
  { cause, message, errorCode, requestId, ...facts }: RelinkHandlerError,
): Promise<void> {
  try {
    const error: RelinkHandlerError = {
      ...facts,
      errorCode: redactTokens(errorCode),
      requestId: requestId === null ? null : redactTokens(requestId),
      message: redactTokens(message),
      ...(cause === undefined ? {} : { cause: describe(cause) }),
    };
    if (onError) await onError(error);
    else console.error(lineOf(error));
  } catch {
    // The log itself failed, and there is no other place to report to.
  }
}

function lineOf({ route, status, errorCode, message, requestId }: RelinkHandlerError): string {
  return `react-plaid-relink: ${status} for ${route}: ${errorCode}. ${message} (request_id: ${requestId ?? 'none'})`;
}

interface Described {
  name: string;
  message: string;
  stack: string | null;
}

/**
 * A thrown value as text. The object itself is never passed on: an error of the `plaid` client carries the secret and
 * the access token in its request, and an app's own error may carry that error anywhere.
 */
function describe(thrown: unknown): Described {
  try {
    return read(thrown);
  } catch {
    return { name: 'Error', message: 'The thrown value cannot be read.', stack: null };
  }
}

function read(thrown: unknown): Described {
  const fields = isRecord(thrown) ? thrown : { message: typeof thrown };
  const stack = nonEmptyString(fields.stack);
  return {
    name: redactTokens(nonEmptyString(fields.name) ?? 'Error'),
    message: redactTokens(nonEmptyString(fields.message) ?? ''),
    stack: stack && redactTokens(stack),
  };
}
