import type { ItemRemedy } from '../../core/types';
import type { RelinkHandlerProblem } from '../options/options';

/** Why a request is answered with an error: what the client may know, and what the app's log may know. */
export interface FailureInit {
  status: number;
  errorType: string;
  errorCode: string;
  /** For developers; the client gets it, so it says nothing of the request or of other users. */
  message: string;
  /** Plaid's text for the end user. */
  displayMessage?: string | null;
  /** What helps the user, where Plaid's code says so. */
  remedy?: ItemRemedy;
  requestId?: string | null;
  headers?: Record<string, string>;
  /** What the app's log gets beyond this; nothing: this is no problem of the server's. */
  problem?: Pick<RelinkHandlerProblem, 'message' | 'errorCode' | 'cause'>;
}

/** Thrown on the way to an answer, and turned into one at the end. */
export class HttpError extends Error {
  readonly init: FailureInit;
  constructor(init: FailureInit) {
    super(init.message);
    this.init = init;
  }
}

/** The same for an unknown Item, a malformed id, and an Item of somebody else. */
export function itemNotFound(): HttpError {
  return new HttpError({
    status: 404,
    errorType: 'ITEM_ERROR',
    errorCode: 'ITEM_NOT_FOUND',
    message: 'The signed-in user has no such Item.',
  });
}

export function badRequest(status: number, errorCode: string, message: string): HttpError {
  return new HttpError({ status, errorType: 'INVALID_REQUEST', errorCode, message });
}

export function internal(problem: NonNullable<FailureInit['problem']>): HttpError {
  return new HttpError({
    status: 500,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'The server could not handle the request. See its log.',
    problem,
  });
}
