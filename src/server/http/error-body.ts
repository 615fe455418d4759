import type { ItemRemedy } from '../../core/types';
import type { RelinkHandlerError } from './handler-error';
import type { HttpError } from './http-error';
import { logError } from './log-error';

/** Plaid's error object, as the wire format has it for every failed request. */
export interface PlaidErrorBody {
  error_type: string;
  /** Plaid's code, or one of this package where the error did not come from Plaid. */
  error_code: string;
  /** For developers. */
  error_message: string;
  /** Plaid's text for the end user. */
  display_message: string | null;
  request_id: string | null;
  /** What helps the Item, where the code tells. */
  remedy?: ItemRemedy;
}

export function errorBody({ init }: HttpError): PlaidErrorBody {
  const { errorType, errorCode, message, displayMessage, remedy, requestId } = init;
  return {
    error_type: errorType,
    error_code: errorCode,
    error_message: message,
    display_message: displayMessage ?? null,
    request_id: requestId ?? null,
    ...(remedy && { remedy }),
  };
}

/** Reports an error to `onError`, where it has a log entry: where the client made no mistake. */
export function logHttpError(
  { init: { log, status, requestId } }: HttpError,
  { route, onError }: { route: string; onError: ((error: RelinkHandlerError) => void) | undefined },
): void {
  if (log) void logError(onError, { ...log, route, status, requestId: requestId ?? null });
}
