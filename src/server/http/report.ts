import { isRecord, nonEmptyString } from '../../core/unknown';
import type { RelinkHandlerProblem } from '../options/options';
import { redact } from './redact';

/**
 * Tells the app's log, or the console where it has none. Neither a log that throws or rejects, nor a thrown value that
 * resists being read, may fail the answer or the process.
 */
export async function report(
  onError: ((problem: RelinkHandlerProblem) => unknown) | undefined,
  { cause, message, errorCode, requestId, ...facts }: RelinkHandlerProblem,
): Promise<void> {
  try {
    const problem: RelinkHandlerProblem = {
      ...facts,
      errorCode: redact(errorCode),
      requestId: requestId === null ? null : redact(requestId),
      message: redact(message),
      ...(cause === undefined ? {} : { cause: describe(cause) }),
    };
    if (onError) await onError(problem);
    else console.error(lineOf(problem));
  } catch {
    // The log is the place to report to; there is no other.
  }
}

function lineOf({ route, status, errorCode, message, requestId }: RelinkHandlerProblem): string {
  return `react-plaid-relink: ${status} for ${route}: ${errorCode}. ${message} (request_id: ${requestId ?? 'none'})`;
}

interface Described {
  name: string;
  message: string;
  stack: string | null;
}

/**
 * What was thrown, as text. Never the object: an error of the `plaid` client carries the secret and the access token in
 * its request, and there is no end to the places where an app's own error may carry that one.
 */
function describe(thrown: unknown): Described {
  try {
    return read(thrown);
  } catch {
    return { name: 'Error', message: 'What was thrown cannot be read.', stack: null };
  }
}

function read(thrown: unknown): Described {
  const fields = isRecord(thrown) ? thrown : { message: typeof thrown };
  const stack = nonEmptyString(fields.stack);
  return {
    name: redact(nonEmptyString(fields.name) ?? 'Error'),
    message: redact(nonEmptyString(fields.message) ?? ''),
    stack: stack && redact(stack),
  };
}
