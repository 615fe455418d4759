import { isRecord, nonEmptyString } from '../../core/unknown';
import { redactLog } from '../redact/redact-log';

/** What a function of the app threw, as texts without secrets. */
export interface DescribedCause {
  name: string;
  message: string;
  stack: string | null;
  /** The `code` of an error of Node or of a database, such as `'ECONNREFUSED'`; left out where there is none. */
  code?: string;
  /** The `cause` of the error: a query builder wraps what the database said. Left out where there is none. */
  cause?: DescribedCause;
}

/** The most characters of a name, a code or an id. */
export const MAX_NAME = 200;

/** How many errors of a chain of causes are described. */
const MAX_CAUSES = 4;

/**
 * A thrown value as text. The object itself is never passed on: an error of the `plaid` client carries the secret and
 * the access token in its request, and an app's own error may carry that error anywhere.
 */
export function describeCause(thrown: unknown, left = MAX_CAUSES): DescribedCause {
  try {
    return read(thrown, left);
  } catch {
    return { name: 'Error', message: 'The thrown value cannot be read.', stack: null };
  }
}

function read(thrown: unknown, left: number): DescribedCause {
  if (!isRecord(thrown)) {
    const message = typeof thrown === 'string' ? thrown : typeof thrown;
    return { name: 'Error', message: logText(message) ?? '', stack: null };
  }
  const code = logText(thrown.code, MAX_NAME);
  const { cause } = thrown;
  return {
    name: logText(thrown.name, MAX_NAME) ?? 'Error',
    message: logText(thrown.message) ?? logText(messagesOf(thrown.errors)) ?? '',
    stack: logText(thrown.stack, undefined, true),
    ...(code !== null && { code }),
    ...(isRecord(cause) && left > 1 && { cause: describeCause(cause, left - 1) }),
  };
}

/** An AggregateError, such as Node's for a refused connection, has no message of its own. */
function messagesOf(errors: unknown): string {
  if (!Array.isArray(errors)) return '';
  return errors.map((each: unknown) => (isRecord(each) ? String(each.message) : '')).join('; ');
}

/** @returns null for a value that is no text */
export function logText(value: unknown, maxLength?: number, lines = false): string | null {
  const text = nonEmptyString(value);
  return text === null
    ? null
    : redactLog(text, { lines, ...(maxLength !== undefined && { maxLength }) });
}
