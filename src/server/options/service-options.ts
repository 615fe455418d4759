import type { LinkTokenSettings } from './link-token/link-token-settings';
import type { OwnedItem } from './owned-item';
import type { RequestedLink } from './link-token/requested-link';
import type { Awaitable, RelinkServerOptions } from './server-options';

/**
 * Options of `createRelinkService`: those of `createRelinkHandler` without what HTTP needs. `User` is your own type of a
 * signed-in user, and `Item` what your `findItem` returns. Both types are inferred from `findItem`. The options of HTTP may
 * be there and are ignored, so that handler and service can have one object.
 */
export interface RelinkServiceOptions<
  User,
  Item extends OwnedItem = OwnedItem,
> extends RelinkServerOptions<User, Item> {
  /**
   * How Link looks and what it may ask: one setting for all tokens, or a function that returns it for each, as in
   * `createRelinkHandler`. `request` is what `createLinkToken` was given, or null: a server action and a job have none. Null refuses the token: 403, `NOT_ALLOWED`.
   */
  linkToken:
    | LinkTokenSettings
    | ((
        item: Item,
        user: User,
        request: Request | null,
        call: RequestedLink,
      ) => Awaitable<LinkTokenSettings | null>);
}
