/** What a handler reports to `onError`. It holds no secret, so it may be logged as it is. */
export interface RelinkHandlerError {
  /**
   * The path below `basePath`, or the whole path that was asked where there is no such route; `'webhook'` for `createWebhookHandler`, `'sweepItems'` for `sweepItems`, `'records'` where
   * your store failed, `'toNodeHandler'` where a handler threw or its answer could not be sent.
   */
  route: string;
  /** The HTTP status that the client got. */
  status: number;
  /** Plaid's `error_code`, or a code of this handler when the error did not come from Plaid. */
  errorCode: string;
  /** Plaid's `request_id`. Plaid's support asks for it. */
  requestId: string | null;
  /** What happened, why, and what to do. It ends with the address of the page about `errorCode`. */
  message: string;
  /**
   * What your own function threw, as `{ name, message, stack }`, and where it has them its `code` and its `cause`, in the
   * same form: texts of at most 2,000 characters, without secrets. The object itself may hold your secrets.
   */
  cause?: unknown;
  /**
   * How many errors this call tells. Errors that any client can cause, or that every request meets, are counted and told
   * once a minute.
   * @default 1
   */
  count?: number;
}

/** @deprecated Use {@link RelinkHandlerError}: it is the same type. */
export type RelinkHandlerProblem = RelinkHandlerError;
