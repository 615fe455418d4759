import type { ItemRemedy } from '../../core/types';
import type { HttpError } from './http-error';
import { logError, type OnError } from './log-error';
import type { QuietLog } from './quiet-log';

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

/** Where an error of a request is told. */
export interface RequestLog {
  route: string;
  onError: OnError;
  quietLog: QuietLog;
}

/** Reports an error to `onError`, where it has a log entry: where the client made no mistake. */
export function logHttpError({ init }: HttpError, { route, onError, quietLog }: RequestLog): void {
  if (!init.log) return;
  const { countedAs, ...facts } = init.log;
  const error = { ...facts, route, status: init.status, requestId: init.requestId ?? null };
  if (countedAs === undefined) void logError(onError, error);
  else quietLog.report(countedAs, error);
}
