import { isRecord, nonEmptyString } from '../../core/unknown';
import { redactLog } from '../redact/redact-log';
import type { RelinkHandlerError } from './handler-error';

export type OnError = ((error: RelinkHandlerError) => unknown) | undefined;

/** The most characters of a name, a code or an id. */
const MAX_NAME = 200;

/**
 * Reports an error to `onError`, or to the console if there is none. It never rejects: an `onError` that throws or
 * rejects, or a cause that throws when it is read, must not fail the response or the process.
 */
export async function logError(onError: OnError, thrown: RelinkHandlerError): Promise<void> {
  const error = withoutSecrets(thrown);
  if (!onError) {
    printError(error);
    return;
  }
  try {
    await onError(error);
  } catch {
    printError(error, 'onError threw for this error.');
  }
}

/** The cause is left out: a console has no rules about who may read it. */
export function printError(
  { route, status, errorCode, message, requestId, cause }: RelinkHandlerError,
  note = cause === undefined ? '' : 'onError gets the cause.',
): void {
  console.error(
    `react-plaid-relink: ${status} for ${route}: ${errorCode}. ${message} (request_id: ${requestId ?? 'none'}) ${note}`.trimEnd(),
  );
}

/** What an error says may come from Plaid, from the app, or from an error that another copy of the package made. */
function withoutSecrets({
  cause,
  message,
  errorCode,
  requestId,
  ...facts
}: RelinkHandlerError): RelinkHandlerError {
  return {
    ...facts,
    errorCode: textOf(errorCode, MAX_NAME) ?? 'UNKNOWN',
    requestId: textOf(requestId, MAX_NAME),
    message: textOf(message) ?? 'The error has no message.',
    ...(cause === undefined ? {} : { cause: describe(cause) }),
  };
}

/** @returns null for a value that is no text */
function textOf(value: unknown, maxLength?: number, lines = false): string | null {
  const text = nonEmptyString(value);
  return text === null
    ? null
    : redactLog(text, { lines, ...(maxLength !== undefined && { maxLength }) });
}

/** What {@link RelinkHandlerError.cause} is. */
export interface Described {
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
  if (!isRecord(thrown)) {
    const message = typeof thrown === 'string' ? thrown : typeof thrown;
    return { name: 'Error', message: textOf(message) ?? '', stack: null };
  }
  return {
    name: textOf(thrown.name, MAX_NAME) ?? 'Error',
    message: textOf(thrown.message) ?? '',
    stack: textOf(thrown.stack, undefined, true),
  };
}
