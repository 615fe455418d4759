import type { ItemHealth } from '../../../core/types';
import type { RelinkHandlerError } from '../../http/handler-error';
import type { AccessTokenRequest, PlaidCallOptions, PlaidResponse } from '../../plaid/plaid-client';
import type { ItemRecords } from '../../records/item-records';

type Awaitable<Value> = Value | PromiseLike<Value>;

/** The methods of the official `plaid` client that `sweepItems` calls. */
export interface SweepPlaidClient {
  /** `/item/get`, once for each Item that is due. */
  itemGet(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidResponse;
  /** `/accounts/get`, called when `/item/get` reports no error: it may report none for an Item without accounts. */
  accountsGet?(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidResponse;
  /** `/item/webhook/update`, called only with `repairWebhooks`. */
  itemWebhookUpdate?(
    request: { access_token: string; webhook?: string | null },
    options?: PlaidCallOptions,
  ): PlaidResponse;
}

/** One of the app's Items. It may have more fields, such as those of its row. */
export interface SweepItem {
  /** Your id of the Item. */
  itemId: string;
  /** Plaid's long-lived token of the Item. */
  accessToken: string;
  /** Plaid's `item_id`, where your own id differs from it. @default itemId */
  plaidItemId?: string | null | undefined;
}

/** Options of `sweepItems`. */
export interface SweepOptions<Item extends SweepItem = SweepItem> {
  /** The official client. */
  plaid: SweepPlaidClient;
  /** Where the answers go: the same records as those of the handlers. */
  records: ItemRecords;
  /**
   * All Items, such as a generator that pages through your table. They are read as they are needed, so that no more than
   * `concurrency` of them are in memory.
   *
   * @example
   * async function* allItems() {
   *   for (let after = ''; ; ) {
   *     const page = await db.itemsAfter(after, 500); // id > after, in the order of id
   *     yield* page;
   *     if (page.length === 0) return;
   *     after = page.at(-1).itemId;
   *   }
   * }
   */
  items: Iterable<Item> | AsyncIterable<Item>;
  /**
   * How many calls of Plaid may begin in any minute, `/item/get`, `/accounts/get` and repetitions together. They are
   * spread evenly. Plaid allows 5,000 `/item/get` a minute per client
   * (plaid.com/docs/errors/rate-limit-exceeded), and the pages of your app need some of them.
   * @default 1000
   */
  callsPerMinute?: number | undefined;
  /**
   * An Item that was checked since then is skipped, unless a webhook has come since. So a sweep that was stopped goes on
   * where it was.
   * @default one day
   */
  olderThanMs?: number | undefined;
  /** How many Items are asked for at the same time. @default 10 */
  concurrency?: number | undefined;
  /** How long one call of Plaid may take, in milliseconds. @default 10000 */
  timeoutMs?: number | undefined;
  /**
   * Stops the sweep: no further Item is begun. Those that Plaid is being asked for are finished and stored, unless Plaid
   * does not answer: no call is repeated.
   */
  signal?: AbortSignal | undefined;
  /** How many days before its end a consent counts as expiring, for `onHealth`. @default 8 */
  expiringDays?: number | undefined;
  /** The address of your webhook handler. With it, Items whose webhooks go elsewhere are reported to `onItem`. */
  webhookUrl?: string | undefined;
  /** Gives such Items `webhookUrl`, by `/item/webhook/update`. @default false */
  repairWebhooks?: boolean | undefined;
  /** Hears each answer of Plaid's, as `onHealth` of `createRelinkHandler` does. The Item's visit waits for it. */
  onHealth?: ((event: SweepHealth<Item>) => Awaitable<unknown>) | undefined;
  /** Hears what became of each Item, also of skipped ones. The Item's visit waits for it. */
  onItem?: ((visit: SweepVisit<Item>) => Awaitable<unknown>) | undefined;
  /**
   * For your log: Items that could not be checked, and errors of your own functions.
   * @default console.error, with the message, the codes, and what your own function threw
   */
  onError?: ((error: RelinkHandlerError) => void) | undefined;
  /** The current time, in milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** Waits; resolves early when the signal aborts. @default setTimeout */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** An answer of Plaid's, with what the records know besides. */
export interface SweepHealth<Item extends SweepItem = SweepItem> {
  itemId: string;
  item: Item;
  health: ItemHealth;
  /** When Plaid was asked. */
  at: Date;
}

/** What became of one Item. */
export interface SweepVisit<Item extends SweepItem = SweepItem> {
  itemId: string;
  item: Item;
  /** `failed` Items are asked for again by the next sweep; `onError` has heard why. */
  outcome: 'checked' | 'skipped' | 'failed';
  /**
   * Where the Item's webhooks go. `elsewhere` means that your handler never hears of this Item. `not_compared` stands for
   * Items that were not checked, and for sweeps without `webhookUrl`.
   */
  webhook: 'here' | 'elsewhere' | 'repaired' | 'not_compared';
}

/** What a sweep has done. */
export interface SweepSummary {
  /** Items that Plaid was asked for. */
  checked: number;
  /** Items that had been checked since `olderThanMs`. */
  skipped: number;
  /** Items that could not be checked. `onError` has heard of each. */
  failed: number;
  /** Checked Items that need the user. */
  needingUser: number;
  /** Checked Items whose webhooks go elsewhere, and were not repaired. */
  webhooksElsewhere: number;
  /** Items whose webhooks come to `webhookUrl` from now on. */
  webhooksRepaired: number;
  /** Calls that were over Plaid's limit. The sweep slowed down, and asked again. */
  rateLimited: number;
  /** Whether every Item was visited: false after the signal or an error stopped the sweep. */
  isComplete: boolean;
}
