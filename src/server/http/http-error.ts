import { isRelinkError } from '../../core/errors/relink-error';
import type { ItemRemedy } from '../../core/types';
import { nonEmptyString } from '../../core/unknown';
import type { RelinkHandlerError } from './handler-error';

/** The error that a request is answered with: what the client may know, and what the app's log may know. */
export interface HttpErrorInit {
  status: number;
  errorType: string;
  errorCode: string;
  /** For developers. The client gets it, so it contains nothing of the request and nothing about other users. */
  message: string;
  /** Plaid's text for the end user. */
  displayMessage?: string | null;
  /** What helps the user, where Plaid's code tells. */
  remedy?: ItemRemedy;
  requestId?: string | null;
  headers?: Record<string, string>;
  /** For `onError`. Left out where the client made the mistake: then `onError` is not called. */
  log?: Pick<RelinkHandlerError, 'message' | 'errorCode' | 'cause'> & {
    /** Any client can cause this error at will: errors with the same text here are counted, and told once a minute. */
    countedAs?: string;
  };
}

/** Thrown anywhere while a request is handled; the handler turns it into the response. */
export class HttpError extends Error {
  readonly init: HttpErrorInit;
  constructor(init: HttpErrorInit) {
    super(init.message);
    this.init = init;
  }
}

/** One answer for an unknown Item, a malformed id and another user's Item, so that it tells none from the others. */
export function itemNotFound(): HttpError {
  return new HttpError({
    status: 404,
    errorType: 'ITEM_ERROR',
    errorCode: 'ITEM_NOT_FOUND',
    message: 'The signed-in user has no such Item.',
  });
}

export function noSuchRoute(): HttpError {
  return invalidRequest(404, 'NOT_FOUND', 'There is no such route.');
}

export function methodNotAllowed(): HttpError {
  const { init } = invalidRequest(405, 'INVALID_METHOD', 'Send POST.');
  return new HttpError({ ...init, headers: { allow: 'POST' } });
}

export function invalidRequest(status: number, errorCode: string, message: string): HttpError {
  return new HttpError({ status, errorType: 'INVALID_REQUEST', errorCode, message });
}

export function internalError(log: NonNullable<HttpErrorInit['log']>): HttpError {
  return new HttpError({
    status: 500,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'The server could not handle the request. See its log.',
    log,
  });
}

/**
 * Any thrown value as an {@link HttpError}. What the app's own functions throw goes to the app's `onError` only.
 *
 * @param appFunctions the functions that may have thrown, for the log's message
 */
export function toHttpError(thrown: unknown, appFunctions: string): HttpError {
  try {
    if (thrown instanceof HttpError) return thrown;
    if (isRelinkError(thrown)) {
      // Another copy of this package may be of another version.
      const errorCode = nonEmptyString(thrown.code) ?? 'APP_ERROR';
      const message = nonEmptyString(thrown.message) ?? `${appFunctions} threw a RelinkError.`;
      return internalError({ errorCode, message, cause: thrown });
    }
  } catch {
    // A thrown value may throw when it is inspected (a revoked Proxy).
  }
  const message = `${appFunctions} threw. See the cause.`;
  return internalError({ errorCode: 'APP_ERROR', message, cause: thrown });
}

/** @returns a handler of rejections, so that the log names the function of the app that threw */
export function throwNamed(appFunction: string): (thrown: unknown) => never {
  return (thrown) => {
    throw toHttpError(thrown, appFunction);
  };
}
