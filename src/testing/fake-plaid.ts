import { nonEmptyString } from '../core/unknown';
import { parseText } from './parse-text';
import { ACCOUNTS } from './plaid/accounts';
import { createClient, type FakePlaidClient } from './plaid/client';
import { ENDPOINTS } from './plaid/endpoints';
import { errorBody, PlaidFailure } from './plaid/errors';
import { createFaultQueue, isFailure, type FakeFault } from './plaid/faults';
import { completeHostedLink, HOSTED_PATH, serveHostedLink } from './plaid/hosted-link';
import { LINK_PATH, parseAction } from './plaid/link-remote';
import { createLinkSessions, type LinkBackend } from './plaid/link-sessions';
import { checkFields } from './plaid/schema';
import { createState, type FakeItemState } from './plaid/state';
import { webhookBody } from './plaid/webhook-bodies';
import type { SignedWebhook } from './plaid/webhooks';

/** Options of {@link createFakePlaid}. */
export interface FakePlaidOptions {
  /** @default 'fake-client-id' */
  clientId?: string;
  /** @default 'fake-secret' */
  secret?: string;
  /** What a public token opens Link with. @default 'fake-public-key' */
  publicKey?: string;
  /** Part of every token. @default 'sandbox' */
  environment?: 'sandbox' | 'production';
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number;
  /**
   * What the URLs of Hosted Link begin with. To have the pages shown, serve the fake Plaid and give its own
   * `http://localhost:…/fake/hosted`.
   * @default 'https://secure.plaid.com/link'
   */
  hostedLinkBaseUrl?: string;
  /**
   * Brings webhooks to the Items that have an address for them, such as `(webhook) => fetch(webhook)`.
   * @default nobody does; see `signWebhook`
   */
  deliverWebhook?: (webhook: Request) => Promise<unknown>;
}

/** What an Item of a fake Plaid is like. */
export interface FakeItemInit {
  /** @default 'ins_109508' */
  institutionId?: string;
  /** @default 'First Platypus Bank' */
  institutionName?: string;
  /** Plaid's code for what is wrong with it. @default null */
  errorCode?: string | null;
  /** ISO 8601. @default null */
  consentExpirationTime?: string | null;
  /** How many accounts the user shares; 0 is an Item that `/item/get` still calls well. @default 2 */
  accountCount?: number;
  /** Where webhooks about it go. @default none */
  webhook?: string;
}

/** One call to the fake Plaid. It never holds a token or a key. */
export interface FakePlaidRequest {
  path: string;
  status: number;
  errorCode: string | null;
  requestId: string;
  /** By the fake Plaid's clock, in milliseconds since the epoch. */
  at: number;
}

/** Plaid's HTTP API in memory. */
export interface FakePlaid {
  readonly clientId: string;
  readonly secret: string;
  readonly publicKey: string;
  /** Its own clock: tokens age by it and by nothing else. */
  readonly clock: {
    /** Milliseconds since the epoch. */
    now(): number;
    /** Moves it on; tokens age, and no timer of the page's runs. */
    advance(ms: number): void;
    /** Sets it; from then on it goes on as before. */
    set(epochMs: number): void;
  };
  /**
   * The API: give it a `Request` as Plaid would get it. To serve it to the official `plaid` client, wrap it with
   * `toNodeHandler` from `react-plaid-relink/server`, and point the client's `basePath` at the server.
   */
  fetch(request: Request): Promise<Response>;
  /** The methods of the official client, without a socket in between. */
  client(): FakePlaidClient;
  /** Makes an Item, healthy unless `init` says otherwise. */
  createItem(init?: FakeItemInit): { itemId: string; accessToken: string };
  /** Breaks it. @param errorCode Plaid's code; 'ITEM_LOGIN_REQUIRED' where none is given */
  breakItem(itemId: string, errorCode?: string): void;
  /** Makes it healthy without Link, as a bank may. */
  repairItem(itemId: string): void;
  /** How it is now, for assertions. */
  itemState(itemId: string): Readonly<FakeItemState>;
  /** Makes the next calls of an endpoint fail, or wait. */
  failNext(path: string, fault?: FakeFault): void;
  /** Every call so far, oldest first. */
  readonly requests: readonly FakePlaidRequest[];
  /** Hears of each call. Returns what ends that. */
  onRequest(listener: (request: FakePlaidRequest) => void): () => void;
  /**
   * A webhook with Plaid's signature, for the route that handles them: any body, or an Item's by its code. Its age is
   * judged by this Plaid's clock.
   *
   * @example await POST(new Request(url, { method: 'POST', ...(await plaid.signWebhook(itemId, 'LOGIN_REPAIRED')) }))
   */
  signWebhook(
    ...about: [itemId: string, webhookCode: string] | [body: object]
  ): Promise<SignedWebhook>;
  /** Signs webhooks with a new key from now on, as Plaid does from time to time. */
  rotateWebhookKey(): void;
  /** The user opens a `hosted_link_url` and logs in there. */
  completeHostedLink(url: string): Promise<void>;
  /** What a fake Link talks to. */
  readonly link: LinkBackend;
}

/** Enough for any test, and bounded for a demo that runs for days. */
const MAX_REQUESTS = 10_000;

/**
 * A Plaid for tests and demos, as strict as Production: tokens are single-use and die after 30 minutes of its clock;
 * wrong keys, missing and unknown fields, unknown access tokens, and redeemed or expired tokens get Plaid's documented
 * errors (plaid.com/docs/errors).
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
}: FakePlaidOptions = {}): FakePlaid {
  let offsetMs = 0;
  const clock = {
    now: () => now() + offsetMs,
    advance: (ms: number) => void (offsetMs += ms),
    set: (epochMs: number) => void (offsetMs = epochMs - now()),
  };
  const state = createState(clock.now, environment, hostedLinkBaseUrl, fire);
  const faults = createFaultQueue();
  const requests: FakePlaidRequest[] = [];
  const listeners = new Set<(request: FakePlaidRequest) => void>();
  const link = createLinkSessions(state, publicKey);

  function fire(item: FakeItemState, webhookCode: string): void {
    const { webhook } = item;
    if (!deliverWebhook || webhook === null) return;
    const content = webhookBody(item, webhookCode, environment, clock.now());
    void state.signer
      .sign(content)
      .then((signed) => deliverWebhook(new Request(webhook, { method: 'POST', ...signed })))
      // As with Plaid, nobody here hears of an app that does not listen.
      .catch(() => {});
  }

  async function handle(request: Request, path: string, requestId: string): Promise<object> {
    if (request.method !== 'POST') throw new PlaidFailure('NOT_FOUND');
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
      throw new PlaidFailure('INVALID_HEADERS');
    }
    const text = await request.text();
    const body = parseText(text);
    if (path === LINK_PATH) return link(parseAction(body));
    const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
    if (!endpoint) throw new PlaidFailure('NOT_FOUND');
    if (text !== '{}' && Object.keys(body).length === 0) throw new PlaidFailure('INVALID_BODY');
    const givenId = request.headers.get('plaid-client-id') ?? nonEmptyString(body.client_id);
    const givenSecret = request.headers.get('plaid-secret') ?? nonEmptyString(body.secret);
    if (givenId !== clientId || givenSecret !== secret) throw new PlaidFailure('INVALID_API_KEYS');
    checkFields(path, body);
    return { ...(await endpoint(state, body, requestId)), request_id: requestId };
  }

  function log(path: string, status: number, errorCode: string | null, requestId: string): void {
    const entry = { path, status, errorCode, requestId, at: clock.now() };
    requests.push(entry);
    if (requests.length > MAX_REQUESTS) requests.shift();
    for (const listener of [...listeners]) listener(entry);
  }

  async function fetch(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    // A browser asks first whether it may, since Link's page and the fake Plaid have different origins.
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
    if (path.startsWith(`${HOSTED_PATH}/`)) return serveHostedLink(state, link, request);
    const requestId = state.uuid().slice(0, 15);
    const fault = faults.take(path);
    await fault?.delay;
    if (fault?.networkError) {
      log(path, 0, 'NETWORK_ERROR', requestId);
      throw new TypeError('fetch failed');
    }
    if (fault?.body !== undefined) {
      const status = fault.status ?? 200;
      log(path, status, null, requestId);
      return new Response(fault.body, { status });
    }
    try {
      if (fault && isFailure(fault)) {
        throw new PlaidFailure(fault.errorCode ?? 'INTERNAL_SERVER_ERROR');
      }
      const body = await handle(request, path, requestId);
      log(path, 200, null, requestId);
      return Response.json(body, { headers: CORS });
    } catch (thrown) {
      if (!(thrown instanceof PlaidFailure)) throw thrown;
      const status = fault?.status ?? thrown.status;
      log(path, status, thrown.code, requestId);
      return Response.json(errorBody(thrown.code, requestId, thrown.message), {
        status,
        headers: CORS,
      });
    }
  }

  return {
    clientId,
    secret,
    publicKey,
    clock,
    fetch,
    client: () => createClient(fetch, { clientId, secret }),
    createItem({
      institutionId = 'ins_109508',
      institutionName = 'First Platypus Bank',
      errorCode = null,
      consentExpirationTime = null,
      accountCount = ACCOUNTS.length,
      webhook = null,
    }: Omit<FakeItemInit, 'webhook'> & { webhook?: string | null } = {}) {
      const { itemId, accessToken } = state.addItem({
        institutionId,
        institutionName,
        errorCode,
        consentExpirationTime,
        accountCount,
        webhook,
      });
      return { itemId, accessToken };
    },
    breakItem(itemId, errorCode = 'ITEM_LOGIN_REQUIRED') {
      state.itemById(itemId).errorCode = errorCode;
    },
    repairItem(itemId) {
      state.itemById(itemId).errorCode = null;
    },
    itemState: (itemId) => ({ ...state.itemById(itemId) }),
    failNext: (path, fault = {}) => faults.add(path, fault),
    requests,
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signWebhook(about, webhookCode = '') {
      if (typeof about === 'object') return state.signer.sign(about);
      const item = state.itemById(about);
      return state.signer.sign(webhookBody(item, webhookCode, environment, clock.now()));
    },
    rotateWebhookKey: () => state.signer.rotate(),
    completeHostedLink: async (url) => void (await completeHostedLink(state, link, url)),
    link,
  };
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type',
  'access-control-allow-methods': 'POST',
};
