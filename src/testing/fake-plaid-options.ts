import { assertKnownOptions } from '../server/options/assert/assert-known-keys';
import { assertOption, isFields } from '../server/options/assert/assert-option';
import type { FakeEndpoint } from './plaid/endpoints/app-endpoint';
import type { AccessRevocation, DisconnectAnnouncement } from './plaid/item-actions';
import type { FakeItemStatus } from './plaid/state/item';

/** Options of `createFakePlaid`. */
export interface FakePlaidOptions {
  /** @default 'fake-client-id' */
  clientId?: string;
  /** @default 'fake-secret' */
  secret?: string;
  /** The public key that opens Link with a public token. @default 'fake-public-key' */
  publicKey?: string;
  /** Part of every token. @default 'sandbox' */
  environment?: 'sandbox' | 'production';
  /** The current time, in milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /**
   * The start of the URLs of Hosted Link. To show the pages, serve the fake Plaid and pass its
   * `http://localhost:…/fake/hosted`.
   * @default 'https://secure.plaid.com/link'
   */
  hostedLinkBaseUrl?: string;
  /**
   * Sends the webhooks of Items that have a webhook address, such as `(webhook) => fetch(webhook)`.
   * @default none are sent; see `signWebhook`
   */
  deliverWebhook?: ((webhook: Request) => Promise<unknown>) | undefined;
  /**
   * Which Link sessions send `SESSION_FINISHED` and `EVENTS` to the `webhook` of their token request. `'all'` is what
   * Plaid switches on by request. @default 'hosted'
   */
  linkWebhooks?: 'hosted' | 'all';
  /**
   * Endpoints that the app under test calls and the fake does not have. Keys, unknown access tokens and Items with an
   * error are answered as Plaid does, before the endpoint is called. @default none
   *
   * @example { '/transactions/sync': () => ({ added: [], modified: [], removed: [], next_cursor: '', has_more: false }) }
   */
  endpoints?: Readonly<Record<string, FakeEndpoint>>;
}

/** A new Item of a fake Plaid. */
export interface FakeItemInit {
  /** @default a new id */
  itemId?: string;
  /** @default a new one, such as `access-sandbox-…` */
  accessToken?: string;
  /** @default the id of the Sandbox institution with that name, else one that follows from the name */
  institutionId?: string;
  /** @default 'First Platypus Bank' */
  institutionName?: string;
  /** The `error_code` that Plaid reports for it, or null for a healthy Item. @default null */
  errorCode?: string | null;
  /** ISO 8601. @default null */
  consentExpirationTime?: string | null;
  /** How many accounts the user shares. Plaid's `/item/get` reports no error for an Item with 0. @default 2 */
  accountCount?: number;
  /** The address of its webhooks. @default none */
  webhook?: string;
  /** Why access by OAuth ended, such as `OAUTH_CONSENT_EXPIRED`. @default null */
  errorCodeReason?: string | null;
  /** `user_present_required`: Plaid fetches data only while the user is there. @default follows from the error */
  updateType?: 'background' | 'user_present_required';
  /** When Plaid last fetched data, for `status` of `/item/get`. @default never */
  status?: FakeItemStatus;
  /**
   * The id of an Item of the same login at the same bank. Relinking one of them gives the other one
   * `ITEM_LOGIN_REQUIRED`, as at Chase, PNC and Schwab (plaid.com/docs/link/duplicate-items). @default none
   */
  sharesLoginWith?: string;
}

const OPTIONS: Readonly<Record<keyof FakePlaidOptions, true>> = {
  clientId: true,
  secret: true,
  publicKey: true,
  environment: true,
  now: true,
  hostedLinkBaseUrl: true,
  deliverWebhook: true,
  linkWebhooks: true,
  endpoints: true,
};

const ITEM_OPTIONS: Readonly<Record<keyof FakeItemInit, true>> = {
  itemId: true,
  accessToken: true,
  institutionId: true,
  institutionName: true,
  errorCode: true,
  consentExpirationTime: true,
  accountCount: true,
  webhook: true,
  errorCodeReason: true,
  updateType: true,
  status: true,
  sharesLoginWith: true,
};

const ANNOUNCEMENT_OPTIONS: Record<keyof DisconnectAnnouncement, true> = {
  reason: true,
  inDays: true,
  disconnectTime: true,
  startsConsent: true,
};
const REVOCATION_OPTIONS: Record<keyof AccessRevocation, true> = {
  accountId: true,
  canRelink: true,
};

/** @throws RelinkError `invalid_options` for an option that is not known, and for what are no options */
export function assertFakePlaidOptions(options: FakePlaidOptions): void {
  assertOption(
    isFields(options),
    'options',
    'must be an object',
    'Such as createFakePlaid({ clientId: "id" }), or createFakePlaid().',
    'createFakePlaid',
  );
  assertKnownOptions(options, OPTIONS, 'createFakePlaid');
}

/** @throws RelinkError `invalid_options` for a field that is not known, and for what are no fields */
export function assertItemFields(fields: FakeItemInit): void {
  assertOption(
    isFields(fields),
    'item',
    'must be an object',
    'Such as createItem({ itemId: "item-1", errorCode: "ITEM_LOGIN_REQUIRED" }), or createItem().',
    'createItem',
  );
  assertKnownOptions(fields, ITEM_OPTIONS, 'createItem');
}

/** @throws RelinkError `invalid_options` for an option that is not known */
export function assertAnnouncement(announcement: DisconnectAnnouncement): void {
  assertKnownOptions(announcement, ANNOUNCEMENT_OPTIONS, 'announceDisconnect');
}

/** @throws RelinkError `invalid_options` for an option that is not known */
export function assertRevocation(revocation: AccessRevocation): void {
  assertKnownOptions(revocation, REVOCATION_OPTIONS, 'revokeAccess');
}
