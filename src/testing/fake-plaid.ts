import { createFakePlaidClient, type FakePlaidClient } from './plaid/fake-plaid-client';
import type { FakeEndpoint } from './plaid/endpoints/app-endpoint';
import { createFaultQueue, type FakeFault } from './plaid/fault-queue';
import { completeHostedLink } from './plaid/sessions/hosted-link-page';
import { createItemActions, type FakeItemActions } from './plaid/item-actions';
import { createHttpApi, type FakePlaidRequest } from './plaid/http-api';
import type { LinkBackend } from './plaid/sessions/link-backend';
import { createSessionRecords } from './plaid/sessions/session-records';
import { createLinkSessions } from './plaid/sessions/link-sessions';
import type { FakeItemState, FakeItemStatus } from './plaid/state/item';
import { createState } from './plaid/state/state';
import { createWebhookSender } from './plaid/webhooks/webhook-sender';
import { createWebhookSigner, type SignedWebhook } from './plaid/webhooks/webhook-signer';

/** Options of {@link createFakePlaid}. */
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
  /** @default 'ins_109508' */
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

/** Plaid's HTTP API in memory. */
export interface FakePlaid extends FakeItemActions {
  readonly clientId: string;
  readonly secret: string;
  readonly publicKey: string;
  /** Its own clock. Only this clock ages the tokens. */
  readonly clock: {
    /** Milliseconds since the epoch. */
    now(): number;
    /** Moves the clock forward. Tokens age; no timer of the page fires. */
    advance(ms: number): void;
    /** Sets the clock. It continues from there. */
    set(epochMs: number): void;
  };
  /**
   * The API: answers a `Request` as Plaid would. To serve it to the official `plaid` client, wrap it with
   * `toNodeHandler` from `react-plaid-relink/server`, and point the client's `basePath` at the server.
   */
  fetch(request: Request): Promise<Response>;
  /** The methods of the official client, without a network. */
  client(): FakePlaidClient;
  /** Creates an Item, healthy by default. Throws if another Item has the `itemId` or the `accessToken`. */
  createItem(init?: FakeItemInit): { itemId: string; accessToken: string };
  /** The Item's current state, for assertions. */
  itemState(itemId: string): Readonly<FakeItemState>;
  /** Makes the next call of an endpoint fail, or wait. @param path such as `'/link/token/create'` */
  failNext(path: string, fault?: FakeFault): void;
  /** Every call so far, oldest first. */
  readonly requests: readonly FakePlaidRequest[];
  /** Calls `listener` for each call of the API. Returns the function that unsubscribes it. */
  onRequest(listener: (request: FakePlaidRequest) => void): () => void;
  /**
   * A webhook with Plaid's signature, for the route that handles webhooks: any body, or an Item's by its code, with
   * `fields` in place of those of its body. Its age is measured by this Plaid's clock.
   *
   * @example await POST(new Request(url, { method: 'POST', ...(await plaid.signWebhook(itemId, 'LOGIN_REPAIRED')) }))
   */
  signWebhook(
    ...about:
      [itemId: string, webhookCode: string, fields?: Record<string, unknown>] | [body: object]
  ): Promise<SignedWebhook>;
  /**
   * Signs later webhooks with a new key, as Plaid does from time to time, and gives the old key an end (`expired_at`): now,
   * or later. That Plaid ever announces an end ahead of time is not established.
   */
  rotateWebhookKey(options?: { expiresInMs?: number }): void;
  /** Logs the user in on the page of a `hosted_link_url`. */
  completeHostedLink(url: string): Promise<void>;
  /** The backend of a fake Link. */
  readonly link: LinkBackend;
}

/**
 * Creates a Plaid for tests and demos, as strict as Production. Tokens are single-use and expire after 30 minutes of its
 * clock. Wrong keys, missing and unknown fields, unknown access tokens, and redeemed or expired tokens get Plaid's
 * documented errors (plaid.com/docs/errors).
 *
 * @example
 * const plaid = createFakePlaid();
 * const { itemId, accessToken } = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
 */
export function createFakePlaid({
  clientId = 'fake-client-id',
  secret = 'fake-secret',
  publicKey = 'fake-public-key',
  environment = 'sandbox',
  now = () => Date.now(),
  hostedLinkBaseUrl = 'https://secure.plaid.com/link',
  deliverWebhook,
  linkWebhooks = 'hosted',
  endpoints = {},
}: FakePlaidOptions = {}): FakePlaid {
  let offsetMs = 0;
  const clock = {
    now: () => now() + offsetMs,
    advance(ms: number) {
      offsetMs += ms;
      settle();
    },
    set(epochMs: number) {
      offsetMs = epochMs - now();
      settle();
    },
  };
  const state = createState({
    now: clock.now,
    environment,
    hostedLinkBaseUrl,
    onError: (item) => void webhooks.send(item, 'ERROR'),
  });
  const signer = createWebhookSigner(clock.now, state.uuid);
  const webhooks = createWebhookSender({
    signer,
    now: clock.now,
    environment,
    deliver: deliverWebhook,
  });
  const sessions = createSessionRecords(state, webhooks, linkWebhooks === 'all');
  const faults = createFaultQueue();
  const link = createLinkSessions(state, webhooks, sessions, publicKey);
  const credentials = { clientId, secret };
  const { fetch, requests, onRequest } = createHttpApi({
    context: { state, webhooks, signer, sessions },
    link,
    faults,
    credentials,
    appEndpoints: endpoints,
  });

  function settle(): void {
    state.settle();
    sessions.settle();
  }

  return {
    clientId,
    secret,
    publicKey,
    clock,
    fetch,
    client: () => createFakePlaidClient(fetch, credentials, new URL(hostedLinkBaseUrl).origin),
    createItem({ sharesLoginWith: otherId, ...init }: FakeItemInit = {}) {
      const other = otherId === undefined ? undefined : state.itemById(otherId);
      const { itemId, accessToken } = state.addItem({
        institutionId: other?.institutionId ?? 'ins_109508',
        institutionName: other?.institutionName ?? 'First Platypus Bank',
        ...init,
        sharesLoginWith: other,
      });
      return { itemId, accessToken };
    },
    ...createItemActions(state, webhooks),
    itemState: (itemId) => ({ ...state.itemById(itemId) }),
    failNext: (path, fault = {}) => faults.add(path, fault),
    requests,
    onRequest,
    signWebhook(about, webhookCode = '', fields = {}) {
      return typeof about === 'object'
        ? signer.sign(about)
        : webhooks.sign(state.itemById(about), webhookCode, fields);
    },
    rotateWebhookKey: ({ expiresInMs = 0 } = {}) => signer.rotate(expiresInMs),
    completeHostedLink: async (url) => void (await completeHostedLink(state, link, url)),
    link,
  };
}
