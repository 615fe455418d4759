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
   *
   * Under Express, `nodeRequestOf` gives the `req` with what Passport or express-session have put there.
   * @example authenticate: (request) => nodeRequestOf<ExpressRequest>(request).user ?? null
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
  /**
   * Other origins whose pages may call the handler and read its answers, with the user's cookies. Each is compared by its
   * exact text: there are no wildcards. Web pages need https, except on localhost.
   *
   * Web views, desktop shells and extensions have origins of their own, such as `capacitor://localhost`: see
   * docs/web-views.md.
   * @default none
   * @example trustedOrigins: ['https://app.example.com', 'capacitor://localhost']
   */
  trustedOrigins?: readonly string[] | undefined;
  /**
   * The hosts under which the handler is reached: the `Host` header, with a port where it is not the default one. A request
   * for another host gets a 403. Set it where `authenticate` trusts a network or a client certificate rather than a cookie:
   * a page of any site can point its own name at your server (DNS rebinding), and no cookie of yours follows it there.
   * @default any host
   * @example allowedHosts: ['app.example.com', 'localhost:3000']
   */
  allowedHosts?: readonly string[] | undefined;
}
