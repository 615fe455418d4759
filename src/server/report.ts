import { isRecord } from '../core/wire';
import type { RelinkHandlerProblem } from './options';
import { redact } from './redact';

/**
 * Tells the app's log, or the console where it has none. A log that throws, or rejects, must fail neither the answer nor
 * the process.
 */
export async function report(
  onError: ((problem: RelinkHandlerProblem) => unknown) | undefined,
  { cause, message, errorCode, requestId, ...facts }: RelinkHandlerProblem,
): Promise<void> {
  const problem: RelinkHandlerProblem = {
    ...facts,
    errorCode: redact(errorCode),
    requestId: requestId === null ? null : redact(requestId),
    message: redact(message),
  };
  if (holdsRequest(cause)) problem.message += ' It is left out here: its request holds secrets.';
  else if (cause !== undefined) problem.cause = cause;
  if (!onError) {
    const { route, status, errorCode, requestId } = problem;
    console.error(
      `react-plaid-relink: ${status} for ${route}: ${errorCode}. ${problem.message} (request_id: ${requestId ?? 'none'})`,
    );
    return;
  }
  try {
    await onError(problem);
  } catch {
    // The log is the place to report to; there is no other.
  }
}

/** An axios error carries its request: the secret in the headers, the access token in the body. */
function holdsRequest(thrown: unknown): boolean {
  let error = thrown;
  // Bounded, since a chain of causes may be a ring.
  for (let depth = 0; depth < 8 && isRecord(error); depth++) {
    if ('config' in error || 'request' in error) return true;
    error = error.cause;
  }
  return false;
}
