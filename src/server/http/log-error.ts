import { describeCause, logText, MAX_NAME } from './describe-cause';
import { withServerPage } from './error-page';
import type { RelinkHandlerError } from './handler-error';
import { printError } from './print-error';

export type OnError = ((error: RelinkHandlerError) => unknown) | undefined;

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

/** What an error says may come from Plaid, from the app, or from an error that another copy of the package made. */
function withoutSecrets({
  cause,
  message,
  errorCode,
  requestId,
  route,
  ...facts
}: RelinkHandlerError): RelinkHandlerError {
  const code = logText(errorCode, MAX_NAME) ?? 'UNKNOWN';
  return {
    ...facts,
    // The path of an unknown route is the client's text.
    route: logText(route, MAX_NAME) ?? '',
    errorCode: code,
    requestId: logText(requestId, MAX_NAME),
    message: withServerPage(logText(message) ?? 'The error has no message.', code),
    ...(cause === undefined ? {} : { cause: describeCause(cause) }),
  };
}
