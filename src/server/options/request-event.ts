/**
 * How a request ended:
 * - `'ok'`: with the answer that was asked for
 * - `'refused'`: the client may not have it, or asked wrongly, such as 401, 403, 404 and 413
 * - `'limited'`: the user is over `rateLimit`
 * - `'failed'`: Plaid, one of your functions or the server failed. `onError` hears of it too
 * - `'aborted'`: the client disconnected before there was an answer
 */
export type RelinkRequestOutcome = 'ok' | 'refused' | 'limited' | 'failed' | 'aborted';

/** What a request did with one Item. */
export interface RelinkRequestItem {
  /** The id that was asked for, where the Item is the user's own; else null. */
  itemId: string | null;
  /**
   * SHA-256 of an id that the user does not own, cut to 32 hexadecimal digits: it shows whether one id is tried again and
   * again. Null for an own Item, and where no id could be read.
   */
  itemIdHash: string | null;
  outcome: RelinkRequestOutcome;
  /** The HTTP status. 499: the client disconnected. */
  status: number;
  /** Plaid's `error_code`, or a code of this package where the error did not come from Plaid; null for `'ok'`. */
  errorCode: string | null;
}

/** What `onRequest` gets. Plain JSON but for `at`, and without any token. */
export interface RelinkRequestEvent extends RelinkRequestItem {
  /** The path below `basePath`, such as `'/link/token/create'`; null where there is no such route. */
  route: string | null;
  /** By `userId`; without it a user that is a text or a number, else the Item's `clientUserId`. Null for a visitor. */
  userId: string | null;
  /** For `/items/get`: each Item by itself, in the order of the request. Null for other routes. */
  items: readonly RelinkRequestItem[] | null;
  /** Plaid's `request_id`. Plaid's support asks for it. Null where Plaid was not asked, and for `/items/get`. */
  requestId: string | null;
  /** From the request's arrival to its answer, in milliseconds. */
  durationMs: number;
  /** How much of that the request waited for Plaid, pauses for Plaid's limit included. */
  plaidMs: number;
  /** When the request came. */
  at: Date;
}
