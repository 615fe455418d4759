import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createRelinkHandler,
  isRelinkError,
  type PlaidClient,
  type RelinkHandlerOptions,
} from 'react-plaid-relink/server';
import {
  createServerApp,
  ITEM,
  LINK,
  ORIGIN,
  PUBLIC,
  type ServerApp,
  type OwnedFakeItem,
} from '../support/server-app';

let plaid: ServerApp['plaid'];
let problems: ServerApp['problems'];
let options: ServerApp['options'];
let mine: OwnedFakeItem;
let theirs: OwnedFakeItem;
let user: string | null;
let handler: (request: Request) => Promise<Response>;

function optionsWith(
  overrides: Partial<RelinkHandlerOptions<string>> = {},
): RelinkHandlerOptions<string> {
  return { ...options, authenticate: () => user, ...overrides };
}
beforeEach(() => {
  ({
    plaid,
    problems,
    options,
    items: { ada: mine, bob: theirs },
  } = createServerApp());
  plaid.breakItem(mine.itemId);
  user = 'ada';
  handler = createRelinkHandler(optionsWith());
});

function request(path: string, body: unknown, init: RequestInit = {}): Request {
  return new Request(`${ORIGIN}/api/plaid${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}
async function ask(path: string, body: unknown, init: RequestInit = {}) {
  const response = await handler(request(path, body, init));
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text || 'null') as Record<string, unknown>,
  };
}
const withHeaders = (headers: Record<string, string>): RequestInit => ({
  headers: { 'content-type': 'application/json', ...headers },
});

describe('the wire format', () => {
  it('the handler 200s with a link token in update mode and the seconds it has left', async () => {
    const { status, body, headers } = await ask(LINK, { item_id: mine.itemId });
    expect(status).toBe(200);
    expect(body).toEqual({
      link_token: expect.stringMatching(/^link-sandbox-/) as string,
      expiration: expect.any(String) as string,
      expires_in: expect.any(Number) as number,
      request_id: expect.any(String) as string,
    });
    expect(body.expires_in).toBeGreaterThan(1790);
    expect(headers.get('cache-control')).toBe('no-store');
    const opened = await plaid.link({ type: 'open', token: String(body.link_token) });
    expect(opened.isUpdateMode).toBe(true);
  });

  it('the handler 200s with a public token', async () => {
    const { status, body } = await ask(PUBLIC, { item_id: mine.itemId });
    expect(status).toBe(200);
    expect(body.public_token).toMatch(/^public-sandbox-/);
  });

  it('the handler 200s with an Item’s health and remedy', async () => {
    const { body } = await ask(ITEM, { item_id: mine.itemId });
    expect(body).toEqual({
      item_id: mine.itemId,
      health: 'needs_update',
      remedy: 'relink',
      error_code: 'ITEM_LOGIN_REQUIRED',
      consent_expiration_time: null,
      institution_name: 'First Platypus Bank',
      reason: null,
      flags: [],
      institution_id: 'ins_109508',
      checked_at: expect.any(String) as string,
      last_updated: null,
      request_id: expect.any(String) as string,
    });
  });

  it('the handler sends 1800 seconds where Plaid gives no expiration, as in its own example', async () => {
    const port: PlaidClient = {
      ...plaid.client(),
      itemCreatePublicToken: () =>
        Promise.resolve({ data: { public_token: 'public-x-1', request_id: 'r' } }),
    };
    handler = createRelinkHandler(optionsWith({ plaid: port }));
    expect((await ask(PUBLIC, { item_id: mine.itemId })).body).toMatchObject({ expires_in: 1800 });
  });

  it('the handler asks Plaid for account selection only where the client asks for it', async () => {
    const linkTokenCreate = vi.fn(plaid.client().linkTokenCreate);
    handler = createRelinkHandler(optionsWith({ plaid: { ...plaid.client(), linkTokenCreate } }));
    await ask(LINK, { item_id: mine.itemId, account_selection_enabled: true });
    await ask(LINK, { item_id: mine.itemId, account_selection_enabled: false });
    expect(
      linkTokenCreate.mock.calls.map(([sent]) => (sent as { update?: object }).update),
    ).toEqual([{ account_selection_enabled: true }, undefined]);
  });

  it('linkToken settings may depend on the Item and the user', async () => {
    const linkToken = vi.fn(() => ({ clientName: 'Acme', countryCodes: ['US'], language: 'es' }));
    handler = createRelinkHandler(optionsWith({ linkToken }));
    expect((await ask(LINK, { item_id: mine.itemId })).status).toBe(200);
    const item = { accessToken: mine.accessToken, clientUserId: 'ada' };
    expect(linkToken).toHaveBeenCalledWith(item, 'ada', expect.any(Request), {
      purpose: 'repair',
      accountSelection: false,
      hostedLink: false,
      platform: 'web',
    });
  });
});

describe('Items of other users', () => {
  it.each([LINK, PUBLIC, ITEM])(
    'G8: the handler gives the same 404 for another user’s Item, an unknown and a malformed one: %s',
    async (path) => {
      const foreign = await ask(path, { item_id: theirs.itemId });
      const unknown = await ask(path, { item_id: 'no-such-item' });
      const malformed = await Promise.all(
        [undefined, null, '', 7, {}, ['a'], 'x'.repeat(5_00)].map((item_id) =>
          ask(path, { item_id }),
        ),
      );
      expect(foreign.status).toBe(404);
      for (const other of [unknown, ...malformed]) {
        expect([other.status, other.text]).toEqual([foreign.status, foreign.text]);
      }
      expect(foreign.text).not.toContain(theirs.itemId);
      expect(plaid.requests).toEqual([]);
    },
  );

  it('G8: the handler 401s without a user before it looks at the rest of the request', async () => {
    user = null;
    const answers = await Promise.all([ask(LINK, { item_id: mine.itemId }), ask(LINK, 'not json')]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(plaid.requests).toEqual([]);
  });
});

describe('refused requests', () => {
  it.each([
    [404, '/item/remove', { item_id: 'x' }, {}],
    [404, '/__proto__', { item_id: 'x' }, {}],
    [415, LINK, { item_id: 'x' }, { headers: { 'content-type': 'text/plain' } }],
    [400, LINK, 'not json', {}],
    [400, LINK, '[]', {}],
    [400, LINK, { item_id: 'x', access_token: 'y' }, {}],
    [400, PUBLIC, { item_id: 'x', account_selection_enabled: true }, {}],
    [400, LINK, { item_id: 'x', account_selection_enabled: 'yes' }, {}],
    [413, LINK, { item_id: 'x'.repeat(5_000) }, {}],
  ])('the handler %ds for POST %s with %j', async (status, path, body, init) => {
    const refused = await ask(path, body, init);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({
      error_code: expect.any(String) as string,
      display_message: null,
    });
    expect(plaid.requests).toEqual([]);
  });

  it('the handler 405s for another method than POST and names POST in Allow', async () => {
    const response = await handler(new Request(`${ORIGIN}/api/plaid${LINK}`));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('the handler 413s for a body without a true Content-Length', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(32)),
    });
    const response = await handler(
      new Request(`${ORIGIN}/api/plaid${LINK}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: endless,
        ...{ duplex: 'half' },
      }),
    );
    expect(response.status).toBe(413);
  });

  it('G8: the handler 403s for a request from another site', async () => {
    for (const headers of [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect((await ask(LINK, { item_id: mine.itemId }, withHeaders(headers))).status).toBe(403);
    }
    expect(plaid.requests).toEqual([]);
  });

  it('the handler 200s for its own site, and for a client that is not a browser', async () => {
    for (const headers of [{ origin: ORIGIN }, { 'sec-fetch-site': 'same-origin' }, {}]) {
      expect((await ask(LINK, { item_id: mine.itemId }, withHeaders(headers))).status).toBe(200);
    }
  });

  it('the handler accepts its own site under the name in the Host header, and 403s for any other', async () => {
    // Next.js makes a request's URL of the name that it listens on; the Host header no page can choose.
    const at = (host: string | null, origin: string) =>
      ask(
        LINK,
        { item_id: mine.itemId },
        withHeaders(host === null ? { origin } : { host, origin }),
      );
    for (const [host, origin] of [
      ['own.test', 'https://own.test'],
      ['OWN.test:8080', 'http://own.test:8080'],
      ['own.test:443', 'https://own.test'],
    ] as const) {
      expect((await at(host, origin)).status).toBe(200);
    }
    for (const [host, origin] of [
      ['own.test', 'https://evil.test'],
      ['own.test', 'null'],
      ['null', 'null'],
      [null, 'null'],
      ['own.test, evil.test', 'https://evil.test'],
      ['own.test@evil.test', 'https://own.test'],
      ['evil.test/', 'https://own.test'],
    ] as const) {
      expect((await at(host, origin)).status).toBe(403);
    }
  });

  it('a trusted origin gets its pre-flight and its answers, errors included', async () => {
    handler = createRelinkHandler(optionsWith({ trustedOrigins: ['https://web.test'] }));
    const headers = { origin: 'https://web.test', 'sec-fetch-site': 'cross-site' };
    const preflight = await handler(
      new Request(`${ORIGIN}/api/plaid${LINK}`, { method: 'OPTIONS', headers }),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://web.test');
    const failed = await ask(LINK, { item_id: 'unknown' }, withHeaders(headers));
    expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([
      404,
      'https://web.test',
    ]);
    expect(failed.headers.get('vary')).toBe('Origin');
    const stranger = await handler(
      new Request(`${ORIGIN}/api/plaid${LINK}`, {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.test' },
      }),
    );
    expect([stranger.status, stranger.headers.get('access-control-allow-origin')]).toEqual([
      403,
      null,
    ]);
  });
});

describe('failures of Plaid', () => {
  it.each([
    [429, { errorCode: 'RATE_LIMIT' }, 'RATE_LIMIT'],
    [502, { errorCode: 'INTERNAL_SERVER_ERROR', times: 2 }, 'INTERNAL_SERVER_ERROR'],
    [503, { errorCode: 'PLANNED_MAINTENANCE' }, 'PLANNED_MAINTENANCE'],
    [409, { errorCode: 'ITEM_LOCKED' }, 'ITEM_LOCKED'],
    [500, { errorCode: 'INVALID_API_KEYS' }, 'INTERNAL_SERVER_ERROR'],
    [502, { networkError: true }, 'INTERNAL_SERVER_ERROR'],
    [502, { body: '<html>', status: 502 }, 'INTERNAL_SERVER_ERROR'],
  ])('the handler %ds for %j', async (status, fault, errorCode) => {
    plaid.failNext(LINK, fault);
    const answer = await ask(LINK, { item_id: mine.itemId });
    expect([answer.status, answer.body.error_code]).toEqual([status, errorCode]);
    expect(problems).toMatchObject([{ route: LINK, status }]);
  });

  it('the user gets Plaid’s display_message, and the log gets its request_id', async () => {
    plaid.failNext(LINK, { errorCode: 'ITEM_LOCKED' });
    const { body } = await ask(LINK, { item_id: mine.itemId });
    expect(body.display_message).toContain('unlock');
    expect(problems[0]?.requestId).toBe(body.request_id);
  });

  it('the handler 504s and aborts its call when Plaid does not answer in time', async () => {
    let signal: AbortSignal | undefined;
    const port: PlaidClient = {
      ...plaid.client(),
      linkTokenCreate(_request, options) {
        signal = options?.signal;
        return new Promise(() => {});
      },
    };
    handler = createRelinkHandler(optionsWith({ plaid: port, timeoutMs: 20 }));
    expect((await ask(LINK, { item_id: mine.itemId })).status).toBe(504);
    expect(signal?.aborted).toBe(true);
  });

  it('an Item that Plaid no longer knows is revoked, not an error', async () => {
    const port: PlaidClient = {
      ...plaid.client(),
      itemGet: () =>
        Promise.reject(
          Object.assign(new Error(), {
            response: {
              status: 400,
              data: { error_type: 'ITEM_ERROR', error_code: 'ITEM_NOT_FOUND', request_id: 'r' },
            },
          }),
        ),
    };
    handler = createRelinkHandler(optionsWith({ plaid: port }));
    expect((await ask(ITEM, { item_id: mine.itemId })).body).toMatchObject({
      health: 'revoked',
      remedy: 'new_link',
    });
  });
});

describe('secrets', () => {
  const secrets = ['access-sandbox-leak', 'the-plaid-secret', 'client-id-leak'];
  const leaky = () =>
    Promise.reject(
      Object.assign(new Error('Request failed access-sandbox-leak'), {
        config: {
          headers: { 'PLAID-SECRET': 'the-plaid-secret', 'PLAID-CLIENT-ID': 'client-id-leak' },
          data: '{"access_token":"access-sandbox-leak"}',
        },
        response: {
          status: 500,
          data: 'access-sandbox-leak',
          config: { headers: { 'PLAID-SECRET': 'the-plaid-secret' } },
        },
      }),
    );
  const answers = () =>
    Promise.resolve({
      data: {
        link_token: 'link-x-1',
        public_token: 'public-x-1',
        access_token: 'access-sandbox-leak',
        item: { error: null, access_token: 'access-sandbox-leak' },
      },
    });

  it.each([
    ['an axios error that holds them all', leaky],
    ['an answer of Plaid’s that holds an access token', answers],
    [
      'an answer whose token is an access token',
      () =>
        Promise.resolve({
          data: { link_token: 'access-sandbox-leak', public_token: 'access-sandbox-leak' },
        }),
    ],
  ])('G7: the handler gives no secret away for %s', async (_name, call) => {
    handler = createRelinkHandler(
      optionsWith({ plaid: { itemCreatePublicToken: call, linkTokenCreate: call, itemGet: call } }),
    );
    for (const path of [LINK, PUBLIC, ITEM]) {
      const { text, headers } = await ask(path, { item_id: mine.itemId });
      const seen =
        text +
        JSON.stringify([...headers]) +
        JSON.stringify(problems) +
        problems.map(({ cause }) => String(cause)).join();
      for (const secret of [...secrets, mine.accessToken]) expect(seen).not.toContain(secret);
    }
  });

  it('G7: the handler 500s without details when a function of the app throws, and its own onError gets them', async () => {
    const cause = new Error('password of the database');
    handler = createRelinkHandler(optionsWith({ findItem: () => Promise.reject(cause) }));
    const { status, text } = await ask(LINK, { item_id: mine.itemId });
    expect(status).toBe(500);
    expect(text).not.toContain('database');
    expect(problems[0]?.cause).toMatchObject({ name: 'Error', message: cause.message });
  });
});

describe('mistakes at start-up', () => {
  const settings = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
  it.each<[string, object]>([
    ['plaid', { plaid: undefined }],
    ['plaid', { plaid: { linkTokenCreate() {} } }],
    ['authenticate', { authenticate: undefined }],
    ['findItem', { findItem: undefined }],
    ['linkToken', { linkToken: undefined }],
    ['rateLimit', { rateLimit: {} }],
    ['linkToken.clientName', { linkToken: { ...settings, clientName: 'x'.repeat(31) } }],
    ['linkToken.countryCodes', { linkToken: { ...settings, countryCodes: [] } }],
    ['linkToken.language', { linkToken: { ...settings, language: '' } }],
    ['linkToken.redirectUri', { linkToken: { ...settings, redirectUri: 'https://app.test/?a=1' } }],
    ['linkToken.redirectUri', { linkToken: { ...settings, redirectUri: 'http://app.test/' } }],
    ['basePath', { basePath: 'api' }],
    ['trustedOrigins', { trustedOrigins: ['https://app.test/path'] }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('createRelinkHandler() names a mistake in %s', (option, overrides) => {
    let thrown: unknown;
    try {
      createRelinkHandler({ ...optionsWith(), ...overrides });
    } catch (error) {
      thrown = error;
    }
    expect(isRelinkError(thrown) && thrown.code).toBe('invalid_options');
    expect(String(thrown)).toContain(`\`${option}\``);
  });
});
