import type { LinkTokenSettings } from './link-token-settings';
import type { PlaidPort } from '../plaid/plaid-port';
import type { RateLimiter } from '../rate-limit';

type Awaitable<Value> = Value | PromiseLike<Value>;

/** An Item that the signed-in user owns, as the app's database knows it. */
export interface OwnedItem {
  /** Plaid's long-lived token. It stays on the server. */
  accessToken: string;
  /** Plaid's `client_user_id`: your stable id of the user, no e-mail address or other personal data. */
  clientUserId: string;
}

/** What went wrong, without anything secret: fit for a log. */
export interface RelinkHandlerProblem {
  /** The path below `basePath`. */
  route: string;
  /** The HTTP status that the client got. */
  status: number;
  /** Plaid's `error_code`, or the handler's own where Plaid was not asked. */
  errorCode: string;
  /** Plaid's `request_id`, which Plaid's support asks for. */
  requestId: string | null;
  /** What happened, why, and what to do. */
  message: string;
  /** What a function of your own threw, as redacted text: the object itself may hold your secrets. */
  cause?: unknown;
}

/** Options of `createRelinkHandler`; `User` is whatever your `authenticate` returns. */
export interface RelinkHandlerOptions<User> {
  /** The official client: `new PlaidApi(new Configuration({ … }))`. */
  plaid: PlaidPort;
  /**
   * Who sends this request, by your session. Null, or anything falsy: nobody, 401. Many auth libraries return an object
   * for nobody, such as `{ user: null }`: return its user, not the object.
   */
  authenticate(request: Request): Awaitable<User | null | undefined>;
  /**
   * The Item, if this user owns it. Null: 404, the same for unknown Items and those of others. Some query builders leave
   * an undefined value out of the condition: make sure that the user's id is there.
   *
   * An id that cannot be one (of another type, too long, with control characters) is looked up as
   * `'malformed-item-id'`, so that it takes as long as any other that the user does not own.
   */
  findItem(itemId: string, user: User): Awaitable<OwnedItem | null | undefined>;
  /**
   * What Link shows, and to whom: one setting for all, or a function that decides for each request. What Plaid would
   * refuse throws `invalid_options`: at once, or as a 500 where it comes from the function.
   */
  linkToken:
    | LinkTokenSettings
    | ((item: OwnedItem, user: User, request: Request) => Awaitable<LinkTokenSettings>);
  /**
   * How many requests one user may make for one Item: 429 and `Retry-After` beyond. By default 60 a minute, counted in
   * this process. Across machines, give a limiter of `rate-limiter-flexible`. One that is out of order is reported to
   * `onError` and lets requests pass: nobody's bank connection is to depend on it. False: no limit.
   *
   * @example rateLimit: new RateLimiterRedis({ storeClient: redis, points: 60, duration: 60 })
   */
  rateLimit?: RateLimiter | false | undefined;
  /** Where the handler is mounted. @default '/api/plaid' */
  basePath?: string | undefined;
  /** Other origins that may call it from a browser, such as `['https://app.example.com']`. @default none */
  trustedOrigins?: readonly string[] | undefined;
  /**
   * How long a request may take in all, your own functions and Plaid included, in milliseconds. An Item's health may
   * have to wait 4000 of them for Plaid's own limit, so less than some 6000 makes confirmations fail now and then.
   * @default 10000
   */
  timeoutMs?: number | undefined;
  /**
   * For your log. Called for what the server's side got wrong, not for what the client did.
   * @default console.error, with the message and the codes
   */
  onError?: ((problem: RelinkHandlerProblem) => void) | undefined;
}
