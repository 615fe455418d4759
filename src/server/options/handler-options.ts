import type { RelinkHandlerError } from '../http/handler-error';
import type { PlaidClient } from '../plaid/plaid-client';
import type { RateLimiter } from '../rate-limit/rate-limiter';
import type { LinkTokenSettings } from './link-token-settings';
import type { OwnedItem } from './owned-item';
import type { RequestedLink } from './requested-link';

type Awaitable<Value> = Value | PromiseLike<Value>;

/**
 * Options of `createRelinkHandler`. `User` is what your `authenticate` returns, and `Item` what your `findItem` returns,
 * such as a row of your database. Both types are inferred.
 */
export interface RelinkHandlerOptions<User, Item extends OwnedItem = OwnedItem> {
  /** The official client: `new PlaidApi(new Configuration({ … }))`. */
  plaid: PlaidClient;
  /**
   * Returns the signed-in user of this request. Null or another falsy value means that no user is signed in: 401.
   * Many auth libraries return an object even then, such as `{ user: null }`: return its user, not the object.
   */
  authenticate(request: Request): Awaitable<User | null | undefined>;
  /**
   * Returns the Item if this user owns it. Null means 404, the same for an unknown Item and for another user's. Some
   * query builders drop a condition whose value is undefined: make sure that the user's id is set.
   *
   * An id that cannot be one (another type, too long, control characters) is looked up as `'malformed-item-id'`, so
   * that its answer takes as long as that for any other Item that the user does not own.
   */
  findItem(itemId: string, user: User): Awaitable<Item | null | undefined>;
  /**
   * How Link looks and what it may ask: one setting for all requests, or a function that returns it for each. Settings
   * that Plaid would refuse throw `invalid_options` at once; if the function returns them, the request gets a 500.
   *
   * The function gets the Item as `findItem` returned it, and the purpose that the page gave. With it, a product that
   * costs money or asks the user for more is requested only where it is needed.
   *
   * @example
   * linkToken: (item, user, request, { purpose }) => ({
   *   clientName: 'Acme',
   *   countryCodes: ['US'],
   *   language: 'en',
   *   additionalConsentedProducts: purpose === 'consent' ? ['liabilities'] : undefined,
   * })
   */
  linkToken:
    | LinkTokenSettings
    | ((
        item: Item,
        user: User,
        request: Request,
        call: RequestedLink,
      ) => Awaitable<LinkTokenSettings>);
  /**
   * Limits the requests of one user for one Item. A request over the limit gets a 429 with `Retry-After`. Pass a
   * limiter of `rate-limiter-flexible` to count across machines; false turns the limit off. A limiter that fails is
   * reported to `onError` and lets requests pass, so that its outage does not keep users from their banks.
   *
   * @default 60 a minute, counted in this process
   * @example rateLimit: new RateLimiterRedis({ storeClient: redis, points: 60, duration: 60 })
   */
  rateLimit?: RateLimiter | false | undefined;
  /** The path where the handler is mounted. @default '/api/plaid' */
  basePath?: string | undefined;
  /** Other origins whose pages may call the handler, such as `['https://app.example.com']`. @default none */
  trustedOrigins?: readonly string[] | undefined;
  /**
   * How long one request may take in milliseconds, your own functions and Plaid included. A question about an Item's
   * health may wait 4000 of them for Plaid's own limit, so below about 6000 some confirmations fail.
   * @default 10000
   */
  timeoutMs?: number | undefined;
  /**
   * For your log. Called for errors of the server, of Plaid and of your own functions; not for mistakes of the client.
   * @default console.error, with the message and the codes
   */
  onError?: ((error: RelinkHandlerError) => void) | undefined;
}
