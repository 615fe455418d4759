import type { RelinkHandlerError } from '../http/handler-error';
import type { PlaidClient } from '../plaid/plaid-client';
import type { RateLimiter } from '../rate-limit/rate-limiter';
import type { ItemRecords } from '../records/item-records';
import type { ItemHealthEvent, RelinkedEvent } from './item-events';
import type { OwnedItem } from './owned-item';

export type Awaitable<Value> = Value | PromiseLike<Value>;

/**
 * The options that `createRelinkHandler` and `createRelinkService` share. `User` is your own type of a signed-in user, and
 * `Item` what your `findItem` returns, such as a row of your database. Both types are inferred.
 */
export interface RelinkServerOptions<User, Item extends OwnedItem = OwnedItem> {
  /** The official client: `new PlaidApi(new Configuration({ … }))`. */
  plaid: PlaidClient;
  /**
   * Returns the Item if this user owns it. Null means 404, the same for an unknown Item and for another user's. Some
   * query builders drop a condition whose value is undefined: make sure that the user's id is set.
   *
   * An id that cannot be one (another type, too long, control characters) is looked up as `'malformed-item-id'`, so
   * that its answer takes as long as that for any other Item that the user does not own.
   */
  findItem(itemId: string, user: User): Awaitable<Item | null | undefined>;
  /**
   * Where you keep what webhooks and Plaid's answers say of each Item, under Plaid's `item_id`. With records, an announced
   * disconnect is shown until it is over, all machines share one answer of Plaid's, and a page view costs no call to Plaid
   * while that answer is young. Give the same records to `createWebhookHandler`.
   *
   * A store that fails, or takes longer than a second, fails no request: Plaid is asked, and `onError` hears of it once a
   * minute.
   * @default none: Plaid is asked, and only the `flags` of `findItem` are known beside its answer
   */
  records?: ItemRecords | undefined;
  /**
   * How old an answer of Plaid's in `records` may be, in milliseconds. An older one is asked for again, as is one from
   * before the newest webhook or relink. 0 always asks. Where webhooks reach you, hours are safe. An answer that the bank
   * is unavailable is believed for a minute at most.
   * @default 60000
   */
  healthMaxAgeMs?: number | undefined;
  /**
   * How many days before its end a consent counts as `expiring`. Plaid announces the end 7 days ahead
   * (plaid.com/docs/api/items), and its webhook may come some minutes early.
   * @default 8
   */
  expiringDays?: number | undefined;
  /**
   * Called after the answer to a report that a user went through Link with success: read the accounts again, and update
   * your row. See `health` for how the Item is now.
   *
   * With `records`, one Link session is told once, however often the page reports it; without them each report is told, so
   * make it safe to repeat. It is not told where the page dies before it can report; see `onHealth`. The report comes from
   * the browser: it can be false, and grants nothing.
   *
   * The response does not wait for it. If it throws, `onError` hears of it.
   */
  onRelinked?: ((event: RelinkedEvent<User, Item>) => Awaitable<unknown>) | undefined;
  /**
   * Called after each answer of Plaid's about an Item, not for answers from `records`. Write `health.state` to your row:
   * it is then right after the next page view, though the page died before it could report a relink.
   *
   * Requests that share one question to Plaid call it once, with the user of one of them. The response does not wait for
   * it. If it throws, `onError` hears of it.
   */
  onHealth?: ((event: ItemHealthEvent<User, Item>) => Awaitable<unknown>) | undefined;
  /**
   * Keeps the process alive for `onRelinked` and `onHealth` after the response: pass `ctx.waitUntil` of Workers, or `after`
   * of Next.js. It never gets a promise that rejects.
   * @default none: on a server that lives on, nothing more is needed
   */
  waitUntil?: ((work: Promise<void>) => void) | undefined;
  /**
   * Limits the requests of one user for one Item. A request over the limit gets a 429 with `Retry-After`. Pass a
   * limiter of `rate-limiter-flexible` to count across machines; false turns the limit off. A limiter that fails is
   * reported to `onError` and lets requests pass, so that its outage does not keep users from their banks.
   *
   * @default 60 a minute, counted in this process
   * @example rateLimit: new RateLimiterRedis({ storeClient: redis, points: 60, duration: 60 })
   */
  rateLimit?: RateLimiter | false | undefined;
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
