import { describe, expect, it, vi } from 'vitest';
import {
  createRelinkHandler,
  createWebhookHandler,
  type LinkTokenSettings,
} from 'react-plaid-relink/server';
import {
  checkGateway,
  createFakeBackend,
  createFakePlaid,
  type CheckGatewayOptions,
  type GatewayCheckResult,
} from 'react-plaid-relink/testing';
import { FAULTY_BACKENDS } from '../support/faulty-backends';
import { serve } from '../support/serve';
import { createServerApp, LINK, ORIGIN, TRUSTED } from '../support/server-app';

type Backend = (request: Request) => Response | Promise<Response>;

const SETTINGS: LinkTokenSettings = {
  clientName: 'Acme',
  countryCodes: ['US'],
  language: 'en',
  androidPackageName: 'com.acme.app',
};

/** Sends what the check sends to a handler, without a socket. */
const over =
  (backend: Backend): typeof fetch =>
  async (input, init) =>
    backend(new Request(input, init));

const idsOf = (results: readonly GatewayCheckResult[], outcome: GatewayCheckResult['outcome']) =>
  results.filter((result) => result.outcome === outcome).map(({ id }) => id);

function optionsFor(app: ReturnType<typeof createServerApp>): CheckGatewayOptions {
  return {
    url: `${ORIGIN}/api/plaid`,
    itemId: app.items.ada.itemId,
    foreignItemId: app.items.bob.itemId,
    headers: { 'x-user': 'ada' },
    reportRelink: true,
  };
}

describe('checkGateway', () => {
  it('checkGateway finds no fault in createRelinkHandler over node:http', async () => {
    const app = createServerApp();
    const handle = createRelinkHandler({
      ...app.options,
      trustedOrigins: [TRUSTED],
      linkToken: { ...SETTINGS, hostedLink: true },
    });
    const hear = createWebhookHandler({ plaid: app.plaid.client(), onEvent() {}, onError() {} });
    const server = await serve((request) =>
      request.url.endsWith('/webhook') ? hear(request) : handle(request),
    );
    try {
      const results = await checkGateway({
        ...optionsFor(app),
        url: `${server.url}/api/plaid/`,
        webhookUrl: `${server.url}/webhook`,
        origin: TRUSTED,
      });
      expect(results.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
      expect(idsOf(results, 'skipped')).toEqual(['rate-limit', 'guess-limit', 'retry-after']);
    } finally {
      await server.close();
    }
  });

  it.each(FAULTY_BACKENDS.map((backend) => [backend.name, backend] as const))(
    'checkGateway finds %s',
    async (_name, { finds, create }) => {
      const app = createServerApp();
      const handle = createRelinkHandler(app.options);
      const hear = createWebhookHandler({ plaid: app.plaid.client(), onEvent() {}, onError() {} });
      const backend = create(
        (request) => (request.url.endsWith('/webhook') ? hear(request) : handle(request)),
        app,
      );
      const rateLimit = finds.some((id) =>
        ['rate-limit', 'guess-limit', 'retry-after'].includes(id),
      );
      const results = await checkGateway({
        ...optionsFor(app),
        origin: ORIGIN,
        webhookUrl: `${ORIGIN}/webhook`,
        rateLimit,
        fetch: over(backend),
      });
      expect(new Set(idsOf(results, 'fails'))).toEqual(new Set(finds));
      const told = JSON.stringify(results);
      expect(told).not.toMatch(/(access|link|public)-sandbox-[0-9a-f]/);
    },
  );

  it('checkGateway skips Plaid’s own page where the backend refuses it, and apps where it refuses both', async () => {
    const app = createServerApp();
    const check = async (change: (handle: Backend) => Backend): Promise<string[]> => {
      const fetch = over(change(createRelinkHandler(app.options)));
      const results = await checkGateway({ ...optionsFor(app), fetch });
      expect(idsOf(results, 'fails')).toEqual([]);
      return idsOf(results, 'skipped').filter((id) => /hosted|app/.test(id));
    };
    // The handler has neither a page nor an Android package, and mints a token for iOS all the same.
    expect(await check((handle) => handle)).toEqual(['hosted-link']);
    const withoutApps = (handle: Backend): Backend => {
      return async (request) => {
        const isApp = (await request.clone().text()).includes('"platform":"ios"');
        return handle(isApp ? app.requestFor(LINK, { body: '{"platform":1}' }) : request);
      };
    };
    expect(await check(withoutApps)).toEqual(['hosted-link', 'app-platform']);
  });

  it('checkGateway takes a page of a fake Plaid on this machine from a backend on this machine alone', async () => {
    const plaid = createFakePlaid({ hostedLinkBaseUrl: 'http://localhost:4000/fake/hosted' });
    const backend = createFakeBackend({
      plaid,
      handlerOptions: {
        linkToken: { ...SETTINGS, hostedLink: true },
      },
    });
    const item = plaid.createItem();
    backend.addItem(item);
    const check = async (origin: string): Promise<string[]> => {
      const results = await checkGateway({
        ...optionsFor(createServerApp()),
        url: `${origin}/api/plaid`,
        itemId: item.itemId,
        fetch: over((request) => backend.handle(request)),
      });
      return results.flatMap((result) =>
        result.outcome === 'fails' && result.id === 'hosted-link' ? result.faults : [],
      );
    };
    expect(await check('http://localhost:3000')).toEqual([]);
    expect(await check(ORIGIN)).toEqual([
      'POST /link/token/create for Plaid’s own page: hosted_link_url is no https page of plaid.com, so the client does not open it',
    ]);
  });

  it('checkGateway finds no fault in headers that follow from the ids that a body repeats', async () => {
    const app = createServerApp();
    const handle = createRelinkHandler(app.options);
    const fetch = over(async (request) => {
      const response = await handle(request);
      const text = await response.text();
      const headers = new Headers(response.headers);
      headers.set('content-length', `${text.length}`);
      headers.set('etag', `"${text.length}"`);
      return new Response(text || null, { status: response.status, headers });
    });
    const results = await checkGateway({ ...optionsFor(app), fetch });
    expect(idsOf(results, 'fails')).toEqual([]);
  });

  it('checkGateway finds no fault in the fake backend, with a session', async () => {
    const plaid = createFakePlaid();
    const backend = createFakeBackend({
      plaid,
      handlerOptions: {
        linkToken: SETTINGS,
        authenticate: ({ headers }) =>
          headers.get('authorization') === 'Bearer of-ada' ? 'ada' : null,
      },
    });
    const item = plaid.createItem();
    backend.addItem(item);
    const results = await checkGateway({
      ...optionsFor(createServerApp()),
      itemId: item.itemId,
      foreignItemId: plaid.createItem().itemId,
      headers: () => ({ authorization: 'Bearer of-ada' }),
      fetch: over((request) => backend.handle(request)),
    });
    expect(results.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
  });

  it('checkGateway asks for one kind of token only, and skips the optional routes that are missing', async () => {
    const app = createServerApp();
    const handle = createRelinkHandler(app.options);
    const results = await checkGateway({
      ...optionsFor(app),
      // What a framework answers where there is no route.
      fetch: over((request) =>
        request.url.includes(LINK)
          ? handle(request)
          : new Response('<h1>Not found</h1>', { status: 404 }),
      ),
    });
    expect(idsOf(results, 'fails')).toEqual([]);
    expect(idsOf(results, 'skipped')).toEqual(
      expect.arrayContaining(['public-token', 'item-health', 'items-health', 'relinked']),
    );
  });

  it('checkGateway finds a URL that answers every request with a page', async () => {
    const page = () =>
      new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
    const results = await checkGateway({ ...optionsFor(createServerApp()), fetch: over(page) });
    const failing = idsOf(results, 'fails');
    for (const id of ['link-token', 'item-health', 'no-session', 'foreign-item', 'json', 'methods'])
      expect(failing).toContain(id);
  });

  it('checkGateway gives up on a backend that hangs', async () => {
    const hanging: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const results = await checkGateway({
      ...optionsFor(createServerApp()),
      timeoutMs: 5,
      fetch: hanging,
    });
    const failing = results.filter(({ outcome }) => outcome === 'fails');
    expect(failing.map(({ id }) => id)).toEqual(['link-token', 'public-token', 'item-health']);
    expect(failing[0]).toMatchObject({
      faults: ['POST /link/token/create was not answered within 0.005 s'],
    });
    expect(idsOf(results, 'skipped')).toHaveLength(results.length - 4);
  });

  it('checkGateway says that a backend cannot be reached, without its address', async () => {
    const results = await checkGateway({
      ...optionsFor(createServerApp()),
      fetch: () => Promise.reject(new TypeError('connect ECONNREFUSED 127.0.0.1:1')),
    });
    const told = JSON.stringify(results);
    expect(told).toContain('the connection failed');
    expect(told).not.toContain('127.0.0.1');
  });

  it('checkGateway skips what the backend’s limit hides, and calls it no fault', async () => {
    const app = createServerApp();
    const rateLimit = {
      consume: () => Promise.reject(Object.assign(new Error(), { msBeforeNext: 30_000 })),
    };
    const handle = createRelinkHandler({ ...app.options, rateLimit });
    const results = await checkGateway({ ...optionsFor(app), fetch: over(handle) });
    expect(idsOf(results, 'fails')).toEqual([]);
    expect(results).toContainEqual(
      expect.objectContaining({
        id: 'link-token',
        outcome: 'skipped',
        reason: expect.stringContaining('429') as string,
      }),
    );
    expect(results).toContainEqual(
      expect.objectContaining({ id: 'retry-after', outcome: 'holds' }),
    );
  });

  it('checkGateway skips ownership where it knows no Item of another user', async () => {
    const app = createServerApp();
    const results = await checkGateway({
      ...optionsFor(app),
      foreignItemId: undefined,
      fetch: over(createRelinkHandler(app.options)),
    });
    expect(idsOf(results, 'skipped')).toEqual(expect.arrayContaining(['foreign-item', 'same-404']));
  });

  it('checkGateway skips in a browser what a page may not send', async () => {
    const FORBIDDEN = ['origin', 'cookie', 'sec-fetch-site'];
    const BrowserRequest = class extends Request {
      override get headers(): Headers {
        const headers = new Headers(super.headers);
        for (const name of FORBIDDEN) headers.delete(name);
        return headers;
      }
    };
    const app = createServerApp();
    const handle = createRelinkHandler(app.options);
    const browserFetch: typeof fetch = async (input, init) => {
      const { method, headers, url } = new BrowserRequest(input, init);
      return handle(new Request(url, { method, headers, body: init?.body ?? null }));
    };
    vi.stubGlobal('Request', BrowserRequest);
    const results = await checkGateway({ ...optionsFor(app), fetch: browserFetch }).finally(() =>
      vi.unstubAllGlobals(),
    );
    expect(idsOf(results, 'fails')).toEqual([]);
    const skipped = results.flatMap((result) =>
      result.outcome === 'skipped' && result.reason.includes('page cannot set') ? [result.id] : [],
    );
    expect(skipped).toEqual(['own-origin', 'foreign-origin', 'sec-fetch-site', 'cors']);
  });

  it('checkGateway tells each result as soon as it is known, and ends with its signal', async () => {
    const app = createServerApp();
    const controller = new AbortController();
    const told: string[] = [];
    const run = checkGateway({
      ...optionsFor(app),
      fetch: over(createRelinkHandler(app.options)),
      signal: controller.signal,
      onResult({ id }) {
        told.push(id);
        if (id === 'item-health') controller.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(told).toEqual(['https', 'link-token', 'public-token', 'item-health']);
  });

  it.each<[string, Partial<CheckGatewayOptions>, RegExp]>([
    ['no url', { url: '' }, /`url` must be the gateway’s base URL/],
    ['a password in the url', { url: 'https://me:geheim@app.test' }, /`url` must be/],
    ['no Item', { itemId: '' }, /`itemId` must be/],
    ['the same Item twice', { foreignItemId: 'i-1', itemId: 'i-1' }, /another Item/],
    ['a path as origin', { origin: 'https://app.test/' }, /exact origin/],
    ['a path as webhook route', { webhookUrl: '/webhook' }, /whole URL/],
    ['a time-out of seconds', { timeoutMs: 0.5 }, /whole number of milliseconds/],
    ['a text for a boolean', { rateLimit: 'yes' as never }, /true or false/],
    [
      'an unknown option',
      { foreignItem: 'i-2' } as never,
      /`foreignItem` is not an option. Did you mean foreignItemId\?/,
    ],
  ])('checkGateway refuses %s, with advice and without the value', async (_name, given, rule) => {
    const run = checkGateway({ ...optionsFor(createServerApp()), ...given });
    await expect(run).rejects.toMatchObject({ code: 'invalid_options' });
    await expect(run).rejects.toThrow(rule);
    await expect(run).rejects.not.toThrow('geheim');
  });
});
