import type { AccessTokenRequest, PlaidCallOptions, PlaidResponse } from '../../plaid/plaid-client';
import type { AccountEvidence, AccountFacts, AccountMatch } from './match-accounts';

/** The methods of the official `plaid` client that `findDuplicateItems` calls. */
export interface DuplicatesPlaidClient {
  /** `/item/get`, once for each Item of a user who has several at one bank, or at a bank that you do not name. */
  itemGet(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidResponse;
  /** `/accounts/get`, once for each Item of a user who has several at one bank. */
  accountsGet(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidResponse;
}

/** One of the app's Items. It may have more fields, such as those of its row. */
export interface DuplicateCandidate {
  /** Your id of the Item. */
  itemId: string;
  /** Plaid's long-lived token of the Item. */
  accessToken: string;
  /** Your id of the user whose Item it is. Items of two users are never compared. */
  clientUserId: string;
  /**
   * Plaid's id of the bank, where you stored it. No question is asked about an Item whose bank is known to be that of no
   * other Item of the user.
   * @default what Plaid answers
   */
  institutionId?: string | null | undefined;
  /**
   * The Item's accounts, as you stored them. They count where Plaid does not answer about the accounts of a broken Item.
   * @default none: such an Item is in `unread`
   */
  accounts?: readonly AccountFacts[] | null | undefined;
}

/** Options of `findDuplicateItems`. */
export interface DuplicatesOptions {
  /**
   * How many calls of Plaid may begin in any minute, repetitions included. They are spread evenly. Plaid allows 5,000
   * `/item/get` a minute per client (plaid.com/docs/errors/rate-limit-exceeded), and the pages of your app need some of
   * them.
   * @default 1000
   */
  callsPerMinute?: number | undefined;
  /** How many Items are asked for at the same time. @default 10 */
  concurrency?: number | undefined;
  /** How long one call of Plaid may take, in milliseconds. @default 10000 */
  timeoutMs?: number | undefined;
  /** Ends the search: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** The current time, in milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** Waits; resolves early when the signal aborts. @default setTimeout */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** An Item that is one too many: another Item of the same user has the same accounts of the same bank. */
export interface DuplicateItem<Item extends DuplicateCandidate = DuplicateCandidate> {
  duplicate: Item;
  /**
   * The one to keep, as far as Plaid's facts tell: the Item that works, and of two that work, or do not, the newer one. At
   * Chase, PNC, Navy Federal and Schwab a repair of the older one may invalidate the newer one
   * (plaid.com/docs/link/duplicate-items), and Plaid advises to remove the older one
   * (support.plaid.com/hc/en-us/articles/25835578989847).
   */
  keep: Item;
  institutionId: string;
  /** The best evidence among `accounts`. */
  evidence: AccountEvidence;
  /** The accounts that both have: `from` is the id in `duplicate`, `to` the id in `keep`. */
  accounts: AccountMatch[];
  /**
   * The ids of those accounts of `duplicate` that `keep` does not have, or has under another name. Where there are some, it
   * is perhaps another login to a shared account: ask the user before you remove anything.
   */
  unmatched: string[];
}

/** An Item whose accounts are not known, so that it may be a duplicate too. */
export interface UnreadItem<Item extends DuplicateCandidate = DuplicateCandidate> {
  item: Item;
  /** Plaid's `error_code`, such as `ITEM_LOGIN_REQUIRED`; `NO_ANSWER` or `TIMEOUT` where Plaid could not be asked. */
  errorCode: string;
}

/** What `findDuplicateItems` found. */
export interface DuplicateItems<Item extends DuplicateCandidate = DuplicateCandidate> {
  /** One entry for each Item that is one too many. Nothing is removed: that is the app's to decide. */
  duplicates: DuplicateItem<Item>[];
  /** Items that could not be compared. Store their accounts while they work, and pass them as `accounts`. */
  unread: UnreadItem<Item>[];
}
