import type { LinkTokenSettings } from './link-token/link-token-settings';
import type { OwnedItem } from './owned-item';
import type { RequestedLink } from './link-token/requested-link';
import type { Awaitable, RelinkServerOptions } from './server-options';

/**
 * Options of `createRelinkHandler`. `User` is what your `authenticate` returns, and `Item` what your `findItem` returns,
 * such as a row of your database. Both types are inferred.
 */
export interface RelinkHandlerOptions<
  User,
  Item extends OwnedItem = OwnedItem,
> extends RelinkServerOptions<User, Item> {
  /**
   * Returns the signed-in user of this request. Null or another falsy value means that no user is signed in: 401.
   * Many auth libraries return an object even then, such as `{ user: null }`: return its user, not the object.
   */
  authenticate(request: Request): Awaitable<User | null | undefined>;
  /**
   * How Link looks and what it may ask: one setting for all requests, or a function that returns it for each. Settings
   * that Plaid would refuse throw `invalid_options` at once; if the function returns them, the request gets a 500.
   *
   * The function gets the Item as `findItem` returned it, and the purpose that the page gave. With it, a product that
   * costs money or asks the user for more is requested only where it is needed. It may return null to refuse, such as a
   * purpose that it does not know or account selection: the client then gets a 403 and `NOT_ALLOWED`.
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
      ) => Awaitable<LinkTokenSettings | null>);
  /** The path where the handler is mounted. @default '/api/plaid' */
  basePath?: string | undefined;
  /** Other origins whose pages may call the handler, such as `['https://app.example.com']`. @default none */
  trustedOrigins?: readonly string[] | undefined;
}
