import type { RelinkHandlerError } from '../http/handler-error';
import type { PlaidClient } from '../plaid/plaid-client';
import type { OnLimiterDown, RateLimiter } from '../rate-limit/rate-limiter';
import type { ItemRecords } from '../records/item-records';
import type { InstitutionOptions } from './institution-options';
import type { ItemHealthEvent, RelinkedEvent } from './item-events';
import type { OwnedItem } from './owned-item';
import type { RelinkRequestEvent } from './request-event';

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
   * Returns your stable id of the user, always the same text for the same user. Undefined, null or an empty text means that
   * no user is signed in: 401. So an object for a visitor, such as `{ user: null }`, never reaches `findItem`. Any other
   * value that is no text, and the text of a missing value (`'undefined'`), gets a 500, and `onError` the reason.
   *
   * `rateLimit` counts by it, ids of Items that the user does not own are counted by it, and `onRequest` names it.
   * @default a user that is a text or a number is its own id; for others `rateLimit` counts by the Item's `clientUserId`,
   * and ids of Items that they do not own are not counted
   * @example userId: (session) => session.user?.id
   */
  userId?: ((user: User) => string | null | undefined) | undefined;
  /**
   * Returns the `clientUserId` that each Item of this user must have. An Item of `findItem` with another one is refused:
   * 500, and `onError` hears of it. It finds a query that returns other users' Items.
   * @default none: a household may share Items, so any `clientUserId` is taken
   * @example clientUserIdOf: (user) => user.id
   */
  clientUserIdOf?: ((user: User) => string) | undefined;
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
   * Whether answers about an Item also say what Plaid knows of its bank: logo, site, colour, and whether it has OAuth
   * (`/institutions/get_by_id`). Plaid is asked once a week for each bank; an answer waits at most half a second for it, goes
   * without where that is too long or fails, and the next one has it. The handler serves the logos: export it as GET too.
   *
   * Plaid does not own the logos, and leaves it to you to have the permission of their owners
   * (plaid.com/docs/api/institutions).
   * @default false
   * @example institutions: { countryCodes: ['US'], store }
   */
  institutions?: boolean | InstitutionOptions | undefined;
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
   * Called after each answer, refusals included: for an audit log, metrics and traces. The event is plain JSON, and never
   * holds a token. `request` is as the handler got it, its body read, so that its headers can tie the event to a trace; a
   * service has none, but for `createLinkToken`. A pre-flight that is granted is not told.
   *
   * The response does not wait for it. If it throws, `onError` hears of it.
   */
  onRequest?:
    ((event: RelinkRequestEvent, request: Request | null) => Awaitable<unknown>) | undefined;
  /**
   * Keeps the process alive for `onRelinked`, `onHealth` and `onRequest` after the response: pass `ctx.waitUntil` of Workers, or `after`
   * of Next.js. It never gets a promise that rejects.
   * @default none: on a server that lives on, nothing more is needed
   */
  waitUntil?: ((work: Promise<void>) => void) | undefined;
  /**
   * Limits the requests of one user for one Item, and for all Items that the user does not own. A request over the limit
   * gets a 429 with `Retry-After`. Pass a limiter of `rate-limiter-flexible` to count across machines; false turns the limit
   * off. See `onLimiterDown` for a limiter that fails.
   *
   * Keys are `<user>:<Item>` and `foreign:<user>`. The Item is the hash of its access token, so that no other spelling of
   * its id is counted apart, and no id that a client sent is in a key.
   *
   * @default 60 a minute, counted in this process
   * @example rateLimit: new RateLimiterRedis({ storeClient: redis, points: 60, duration: 60 })
   */
  rateLimit?: RateLimiter | false | undefined;
  /**
   * What happens while `rateLimit` fails, or takes longer than a second. `onError` hears of it once a minute.
   * `'allow'` lets requests pass, so that its outage does not keep users from their banks. `'refuse'` answers with a 503,
   * `RATE_LIMIT_UNAVAILABLE` and `Retry-After`, so that its outage does not lift the limit.
   * @default 'allow'
   */
  onLimiterDown?: OnLimiterDown | undefined;
  /**
   * Whether public tokens can be minted. Plaid deprecated them in July 2020
   * (plaid.com/docs/link/link-token-migration-guide), so turn them off unless your app uses `usePublicTokenForItem` or
   * `tokenKind: 'public_token'`. False answers as for a route that does not exist.
   * @default true where `plaid` has `itemCreatePublicToken`, as the official client does
   */
  publicTokens?: boolean | undefined;
  /**
   * How long one request may take in milliseconds, your own functions and Plaid included. A question about an Item's
   * health may wait 4000 of them for Plaid's own limit, so below about 6000 some confirmations fail.
   * @default 10000
   */
  timeoutMs?: number | undefined;
  /**
   * For your log. Called for errors of the server, of Plaid and of your own functions; not for mistakes of the client.
   * @default console.error, with the message, the codes, and what your own function threw
   */
  onError?: ((error: RelinkHandlerError) => void) | undefined;
  /**
   * Removes what your own secrets look like from each text of an error, before `onError` or the console gets it. Tokens,
   * cookies, passwords in URLs and Plaid's keys are removed already. Where it throws or returns no text, the text is left
   * out.
   * @default none
   * @example redact: (text) => text.replace(/acct_\w+/g, '[redacted]')
   */
  redact?: ((text: string) => string) | undefined;
}
