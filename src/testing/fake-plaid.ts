import {
  assertAnnouncement,
  assertFakePlaidOptions,
  assertItemFields,
  assertRevocation,
  type FakeItemInit,
  type FakePlaidOptions,
} from './fake-plaid-options';
import { createFakePlaidClient, type FakePlaidClient } from './plaid/fake-plaid-client';
import { createFaultQueue, type FakeFault } from './plaid/fault-queue';
import { completeHostedLink } from './plaid/sessions/hosted-link-page';
import { createItemActions, type FakeItemActions } from './plaid/item-actions';
import { createHttpApi, type FakePlaidRequest } from './plaid/http-api';
import type { LinkBackend } from './plaid/sessions/link-backend';
import { createSessionRecords } from './plaid/sessions/session-records';
import { createLinkSessions } from './plaid/sessions/link-sessions';
import { institutionIdOf } from './plaid/state/institutions';
import type { FakeItemState } from './plaid/state/item';
import { createState } from './plaid/state/state';
import { createWebhookSender } from './plaid/webhooks/webhook-sender';
import { createWebhookSigner, type SignedWebhook } from './plaid/webhooks/webhook-signer';

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
  /** Creates an Item, healthy by default. Throws if another Item has the `itemId` or the `accessToken`, and for a field that it does not know. */
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
 * @throws RelinkError `invalid_options` for an option that it does not know
 * @example
 * const plaid = createFakePlaid();
 * const { itemId, accessToken } = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
 */
export function createFakePlaid(options: FakePlaidOptions = {}): FakePlaid {
  assertFakePlaidOptions(options);
  const {
    clientId = 'fake-client-id',
    secret = 'fake-secret',
    publicKey = 'fake-public-key',
    environment = 'sandbox',
    now = () => Date.now(),
    hostedLinkBaseUrl = 'https://secure.plaid.com/link',
    deliverWebhook,
    linkWebhooks = 'hosted',
    endpoints = {},
  } = options;
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

  const actions = createItemActions(state, webhooks);

  return {
    clientId,
    secret,
    publicKey,
    clock,
    fetch,
    client: () => createFakePlaidClient(fetch, credentials, new URL(hostedLinkBaseUrl).origin),
    createItem(fields = {}) {
      assertItemFields(fields);
      const { sharesLoginWith: otherId, ...init } = fields;
      const other = otherId === undefined ? undefined : state.itemById(otherId);
      const institutionName = other?.institutionName ?? 'First Platypus Bank';
      const { itemId, accessToken } = state.addItem({
        institutionId:
          other?.institutionId ?? institutionIdOf(init.institutionName ?? institutionName),
        institutionName,
        ...init,
        sharesLoginWith: other,
      });
      return { itemId, accessToken };
    },
    ...actions,
    async announceDisconnect(itemId, announcement = {}) {
      assertAnnouncement(announcement);
      await actions.announceDisconnect(itemId, announcement);
    },
    async revokeAccess(itemId, revocation = {}) {
      assertRevocation(revocation);
      await actions.revokeAccess(itemId, revocation);
    },
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
