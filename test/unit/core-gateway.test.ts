import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mintToken } from '../../src/core/tokens/mint';
import { fetchItemHealth } from '../../src/core/item/fetch-item-health';
import { createHttpGateway } from '../../src/core/gateway/http-gateway';
import { expiresAt, type TokenKey } from '../../src/core/tokens/token';
import { createFakeEnvironment, type FakeEnvironment } from '../support/fake-environment';

const KEY: TokenKey = {
  kind: 'link_token',
  itemId: 'item-a',
  accountSelection: false,
  purpose: 'repair',
};
const MINUTE = 60_000;

let env: FakeEnvironment;
let sent: Request[];
let respond: () => Response | Promise<Response>;

beforeEach(() => {
  env = createFakeEnvironment();
  sent = [];
  // The network is the edge: everything between the gateway and the wire is real.
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent.push(new Request(new URL(url, 'https://app.test'), init));
    return Promise.resolve().then(() => respond());
  });
});
afterEach(() => vi.unstubAllGlobals());

const gateway = createHttpGateway({ baseUrl: '/api/plaid/' });
const mint = (key: TokenKey = KEY) => mintToken(gateway, key, env);
const lifetimeOf = async (body: object, headers: HeadersInit = {}) => {
  respond = () => Response.json(body, { headers });
  return (await mint()).lifetimeMs;
};
const failureOf = async (make: () => Response | Promise<Response>, key: TokenKey = KEY) => {
  respond = make;
  return mint(key).then(
    () => Promise.reject(new Error('The answer was accepted.')),
    (error: unknown) => error,
  );
};

describe('a request for a token', () => {
  it('a token request is a POST of JSON with the item_id', async () => {
    respond = () => Response.json({ link_token: 'link-sandbox-1', expires_in: 1800 });
    const token = await mint();
    expect(token.value).toBe('link-sandbox-1');
    expect(sent[0]?.method).toBe('POST');
    expect(new URL(sent[0]?.url ?? '').pathname).toBe('/api/plaid/link/token/create');
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
    await expect(sent[0]?.json()).resolves.toEqual({ item_id: 'item-a' });
  });

  it('a token request without headers of the app is on its way before the call returns', async () => {
    respond = () => Response.json({ link_token: 'link-sandbox-1' });
    const minted = mint();
    expect(sent).toHaveLength(1);
    await minted;
  });

  it('a token request asks for account selection where the caller wants it', async () => {
    respond = () => Response.json({ link_token: 'link-sandbox-1' });
    await mint({ ...KEY, accountSelection: true });
    await expect(sent[0]?.json()).resolves.toEqual({
      item_id: 'item-a',
      account_selection_enabled: true,
    });
  });

  it('a public token is requested at Plaid’s own path', async () => {
    respond = () => Response.json({ public_token: 'public-sandbox-1' });
    await mint({ ...KEY, kind: 'public_token' });
    expect(new URL(sent[0]?.url ?? '').pathname).toBe('/api/plaid/item/public_token/create');
  });

  it('a token request carries the app’s headers, which are computed for each request', async () => {
    let calls = 0;
    const withHeaders = createHttpGateway({
      baseUrl: 'https://api.test/plaid',
      headers: () => Promise.resolve({ 'x-csrf': `${(calls += 1)}` }),
    });
    respond = () => Response.json({ link_token: 'link-sandbox-1' });
    await mintToken(withHeaders, KEY, env);
    await mintToken(withHeaders, KEY, env);
    expect(sent.map((request) => request.headers.get('x-csrf'))).toEqual(['1', '2']);
    expect(sent[0]?.credentials).toBe('include');
  });
});

describe('the lifetime of a token', () => {
  it('G1: a token lives as long as the server’s expires_in says, whatever this browser’s clock says', async () => {
    env.setWallClock(8 * 60 * MINUTE);
    await expect(
      lifetimeOf({ link_token: 'link-x-1', expires_in: 600, expiration: '2026-01-01T00:30:00Z' }),
    ).resolves.toBe(600_000);
  });

  it('G1: the Date header sets the start of a lifetime where a backend passes Plaid’s JSON through', async () => {
    env.setWallClock(-8 * 60 * MINUTE);
    const body = { link_token: 'link-x-1', expiration: '2026-01-01T00:25:00Z' };
    await expect(lifetimeOf(body, { date: 'Thu, 01 Jan 2026 00:00:00 GMT' })).resolves.toBe(
      25 * MINUTE,
    );
  });

  it('G1: a token without a usable expiry lives 30 minutes', async () => {
    for (const extra of [
      {},
      { expires_in: '1800' },
      { expires_in: null },
      { expiration: 'soon' },
    ]) {
      await expect(lifetimeOf({ link_token: 'link-x-1', ...extra })).resolves.toBe(30 * MINUTE);
    }
  });

  it('G1: a token never lives longer than the 30 minutes of Plaid’s tokens for an existing Item', async () => {
    await expect(lifetimeOf({ link_token: 'link-x-1', expires_in: 1e12 })).resolves.toBe(
      30 * MINUTE,
    );
  });

  it('G1: a token’s lifetime starts with its request, not with a slow answer', async () => {
    let answer = (_: Response): void => {};
    respond = () => new Promise((resolve) => (answer = resolve));
    const start = env.wallNow();
    const token = mint();
    await env.pass(10_000);
    answer(Response.json({ link_token: 'link-x-1', expires_in: 1800 }));
    expect(expiresAt(await token).getTime()).toBe(start + 30 * MINUTE);
  });

  it.each([0, -5])('G1: a token with expires_in %d is refused', async (seconds) => {
    await expect(
      failureOf(() => Response.json({ link_token: 'link-x-1', expires_in: seconds })),
    ).resolves.toMatchObject({
      code: 'token_expired',
    });
  });

  it('G1: a token whose expiration has passed is refused', async () => {
    await expect(
      failureOf(() =>
        Response.json({ link_token: 'link-x-1', expiration: '2025-12-31T23:00:00Z' }),
      ),
    ).resolves.toMatchObject({ code: 'token_expired' });
  });
});

describe('answers that make no sense', () => {
  const html = '<!doctype html><title>Sign in</title>';
  it.each([
    ['HTML', () => new Response(html, { headers: { 'content-type': 'text/html' } })],
    ['an empty body', () => new Response(null, { status: 204 })],
    ['malformed JSON', () => new Response('{"link_token": ')],
    ['a JSON string', () => Response.json('link-sandbox-1')],
    ['an empty object', () => Response.json({})],
    ['a value that is no token', () => Response.json({ link_token: 'abc' })],
    ['50 MB', () => new Response(new Uint8Array(50 * 1024 * 1024).fill(32))],
  ])('an answer of %s fails with invalid_response', async (_name, make) => {
    const error = await failureOf(make);
    expect(error).toMatchObject({ code: 'invalid_response', retryable: true, itemId: 'item-a' });
  });

  it('a redirect to a login page fails with unauthorized', async () => {
    const redirected = new Response(html);
    Object.defineProperty(redirected, 'redirected', { value: true });
    await expect(failureOf(() => redirected)).resolves.toMatchObject({ code: 'unauthorized' });
  });

  it('an answer with the other kind of token fails with wrong_token_kind', async () => {
    for (const body of [{ public_token: 'public-x-1' }, { link_token: 'public-x-1' }]) {
      await expect(failureOf(() => Response.json(body))).resolves.toMatchObject({
        code: 'wrong_token_kind',
      });
    }
  });

  it('G7: an answer with an access token fails with secret_refused, which shows nothing of it', async () => {
    const bodies = [
      { link_token: 'access-sandbox-secret' },
      { link_token: 'link-x-1', access_token: 'access-sandbox-secret' },
    ];
    for (const body of bodies) {
      const error = (await failureOf(() => Response.json(body))) as Error;
      expect(error).toMatchObject({ code: 'secret_refused', retryable: false });
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('sandbox-secret');
    }
  });
});

describe('failed answers', () => {
  const plaidError = (code: string, extra = {}) => ({
    error_type: 'ITEM_ERROR',
    error_code: code,
    error_message: 'for developers',
    display_message: null,
    request_id: 'req-1',
    ...extra,
  });
  it.each([
    [401, {}, 'unauthorized', false],
    [403, {}, 'unauthorized', false],
    [403, plaidError('NOT_ALLOWED'), 'request_rejected', false],
    [404, plaidError('ITEM_NOT_FOUND'), 'item_not_found', false],
    [404, '<html>', 'request_rejected', false],
    [400, plaidError('INVALID_FIELD'), 'request_rejected', false],
    [429, plaidError('RATE_LIMIT'), 'rate_limited', true],
    [500, {}, 'backend_error', true],
    [502, '<html>bad gateway</html>', 'backend_error', true],
  ])('a status of %d with %o fails with %s', async (status, body, code, retryable) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const error = await failureOf(() => new Response(text, { status }));
    expect(error).toMatchObject({ code, retryable, status, itemId: 'item-a' });
  });

  it('the error of a refused request repeats what the backend says, without tokens', async () => {
    const error_message = 'purpose must be a text. Not link-sandbox-4b913d48';
    const body = { ...plaidError('INVALID_FIELD'), error_message };
    expect(await failureOf(() => Response.json(body, { status: 400 }))).toMatchObject({
      message: expect.stringContaining(
        'The backend answered 400 INVALID_FIELD for Item item-a. It says "purpose must be a text. Not [redacted]".',
      ) as string,
    });
  });

  it('the error about a missing route names the URL that was asked and its redirect, and says what to check', async () => {
    const check = "Check the provider's gateway and the handler's basePath.";
    const notFound =
      (fields: PropertyDescriptorMap = {}) =>
      () =>
        Object.defineProperties(new Response('<html>', { status: 404 }), fields);
    expect(await failureOf(notFound())).toMatchObject({
      message: expect.stringContaining(
        `The backend answered 404 for Item item-a. It has no route POST /api/plaid/link/token/create (a page of HTML came). ${check}`,
      ) as string,
    });
    const own = { value: 'https://app.test/api/plaid/link/token/create' };
    expect(await failureOf(notFound({ url: own }))).toMatchObject({
      message: expect.stringContaining(
        `no route POST ${own.value} (a page of HTML came). ${check}`,
      ) as string,
    });
    const moved = {
      url: { value: 'https://app.test/login?secret=1' },
      redirected: { value: true },
    };
    expect(await failureOf(notFound(moved))).toMatchObject({
      message: expect.stringContaining(
        `no route POST /api/plaid/link/token/create (redirected to https://app.test/login) (a page of HTML came). ${check}`,
      ) as string,
    });
  });

  it('an error carries Plaid’s request_id, and its display_message for the user', async () => {
    const body = plaidError('RATE_LIMIT', { display_message: 'Please wait a minute.' });
    await expect(failureOf(() => Response.json(body, { status: 429 }))).resolves.toMatchObject({
      requestId: 'req-1',
      displayMessage: 'Please wait a minute.',
    });
  });

  it('an error carries the remedy that the backend names, if it is a known one', async () => {
    const says = (remedy: unknown) => () =>
      Response.json(plaidError('ITEM_LOCKED', { remedy }), { status: 409 });
    expect(await failureOf(says('visit_bank'))).toMatchObject({ remedy: 'visit_bank' });
    expect(await failureOf(says('pray'))).toMatchObject({ remedy: null });
  });

  it('an error carries Retry-After, given in seconds or as a date', async () => {
    const error = await failureOf(
      () => new Response('', { status: 429, headers: { 'retry-after': '7' } }),
    );
    expect(error).toMatchObject({ retryAfterMs: 7_000 });
    const date = new Date(Date.now() + 60_000).toUTCString();
    const dated = await failureOf(
      () => new Response('', { status: 503, headers: { 'retry-after': date } }),
    );
    const { retryAfterMs } = dated as { retryAfterMs: number };
    // A date has whole seconds.
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('a Retry-After that is a date counts by the server’s clock', async () => {
    const headers = {
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      'retry-after': 'Thu, 01 Jan 2026 00:00:42 GMT',
    };
    const error = await failureOf(() => new Response('', { status: 429, headers }));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 42_000 });
  });

  it('a failed connection is network_error, or offline where the browser is offline', async () => {
    const drop = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(failureOf(drop)).resolves.toMatchObject({
      code: 'network_error',
      retryable: true,
    });
    env.setOnline(false);
    await expect(failureOf(drop)).resolves.toMatchObject({ code: 'offline', retryable: true });
  });

  const messageWith = async (options: Parameters<typeof createHttpGateway>[0]) => {
    const failed = await mintToken(createHttpGateway(options), KEY, env).catch(
      (error: unknown) => error,
    );
    return (failed as Error).message;
  };
  const refuse = (): never => {
    throw new TypeError('Failed to fetch');
  };

  it('the error about a request without an answer names its URL without a query, and the usual causes', async () => {
    respond = refuse;
    vi.stubGlobal('document', { location: { origin: 'https://app.test' } });
    const message = await messageWith({ baseUrl: 'https://api.test/plaid?key=s3cret' });
    expect(message).toContain('No answer came to POST https://api.test/plaid');
    expect(message).toContain('Failed to fetch');
    expect(message).toMatch(/Is the server running\?.*trustedOrigins.*CORS.*redirect/);
    expect(message).not.toContain('s3cret');
    const withPassword = await messageWith({ baseUrl: 'https://ada:pa55word@api.test/plaid' });
    expect(withPassword).toContain('No answer came to POST https://api.test/plaid/');
    expect(withPassword).not.toContain('pa55word');
    const own = await messageWith({ baseUrl: '/api/plaid' });
    expect(own).toContain('No answer came to POST https://app.test/api/plaid/');
    expect(own).not.toContain('CORS');
  });

  it('the error about a request without an answer advises on CORS in a page alone: an app has no origin', async () => {
    respond = refuse;
    const message = await messageWith({ baseUrl: 'https://api.test/plaid' });
    expect(message).toContain('Is the server running?');
    expect(message).not.toContain('CORS');
  });

  it.each([
    ['throws', () => refuse()],
    ['rejects', () => Promise.reject(new Error('no session: access_s3cret Bearer s3cret'))],
    ['returns what is no headers', () => ({ 'a b': 'c' })],
  ])('the error about a headers() that %s names it, and why', async (_how, headers) => {
    const message = await messageWith({ baseUrl: '/api/plaid', headers });
    expect(message).toMatch(/^The provider's headers\(\) failed: .{8,}\. No request was sent to /);
    expect(message).not.toContain('Bearer s3cret');
    expect(sent).toEqual([]);
  });

  it('a page of HTML in place of an answer is named as such, with its URL', async () => {
    const html = () => new Response('<!doctype html><title>Sign in</title>');
    expect(await failureOf(html)).toMatchObject({
      code: 'invalid_response',
      message: expect.stringMatching(
        /^\/api\/plaid\/link\/token\/create answered 200 with HTML: .*basePath/,
      ) as string,
    });
  });

  it('the error about a route that takes no POST says so', async () => {
    expect(await failureOf(() => new Response('', { status: 405 }))).toMatchObject({
      message: expect.stringContaining('/link/token/create takes no POST') as string,
    });
  });

  it('a time-out names the address that did not answer, without its query', async () => {
    respond = () => new Promise(() => {});
    const baseUrl = 'https://api.test/api/plaid?key=secret';
    const asked = mintToken(createHttpGateway({ baseUrl }), KEY, env);
    const failure = asked.catch((error: unknown) => error);
    await env.pass(15_000);
    const { message } = (await failure) as Error;
    expect(message).toContain('did not answer within 15 s (POST https://api.test/api/plaid');
    expect(message).not.toContain('secret');
  });

  it('a request without an answer fails with timeout and is aborted', async () => {
    respond = () => new Promise(() => {});
    const outcome = mint().catch((error: unknown) => error);
    await env.pass(15_000);
    await expect(outcome).resolves.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('/link/token/create') as string,
    });
    expect(sent[0]?.signal.aborted).toBe(true);
  });
});

describe('a gateway of the app’s own', () => {
  it('a gateway of the app reports an HTTP failure by throwing an error with a status', async () => {
    const own = {
      createLinkToken: () => Promise.reject(Object.assign(new Error('tRPC'), { status: 401 })),
    };
    await expect(mintToken(own, KEY, env)).rejects.toMatchObject({
      code: 'unauthorized',
      status: 401,
    });
  });

  it('a gateway of the app passes on when to try again', async () => {
    const limit = Object.assign(new Error('tRPC'), { status: 429, retryAfterMs: 20_000 });
    const own = { createLinkToken: () => Promise.reject(limit) };
    await expect(mintToken(own, KEY, env)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 20_000,
    });
  });

  it.each<[string, object, object]>([
    [
      'axios',
      {
        status: undefined,
        response: {
          status: 409,
          data: { error_code: 'ITEM_LOCKED', remedy: 'visit_bank' },
          headers: {},
        },
      },
      { code: 'request_rejected', status: 409, remedy: 'visit_bank' },
    ],
    [
      'axios, with a limit',
      { response: { status: 429, data: '', headers: { 'retry-after': '42' } } },
      { code: 'rate_limited', status: 429, retryAfterMs: 42_000 },
    ],
    [
      'axios, with a limit until a date by the server’s clock',
      {
        response: {
          status: 429,
          data: '',
          headers: {
            'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT',
            date: 'Sun, 01 Mar 2026 12:00:00 GMT',
          },
        },
      },
      { code: 'rate_limited', status: 429, retryAfterMs: 30_000 },
    ],
    [
      'tRPC',
      { data: { code: 'UNAUTHORIZED', httpStatus: 401, path: 'relink.linkToken' } },
      { code: 'unauthorized', status: 401 },
    ],
    ['tRPC, for a failure of the server', { data: { httpStatus: 500 } }, { code: 'backend_error' }],
    [
      'createRelinkService',
      { status: 429, body: { error_code: 'RATE_LIMIT' }, retryAfterMs: 7_000 },
      { code: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [
      'a client whose request never left',
      { response: undefined, data: null },
      { code: 'network_error' },
    ],
    ['XMLHttpRequest without an answer', { status: 0 }, { code: 'network_error' }],
    [
      'a client with other fields',
      { response: { status: '401' }, data: { httpStatus: 'no' } },
      { code: 'network_error' },
    ],
  ])('the error of %s is understood as it is', async (_client, fields, told) => {
    const own = { createLinkToken: () => Promise.reject(Object.assign(new Error('no'), fields)) };
    await expect(mintToken(own, KEY, env)).rejects.toMatchObject(told);
  });

  it('G7: an access token in the failed answer of an app’s own client is refused', async () => {
    const response = { status: 500, data: { debug: 'access-sandbox-1' } };
    const own = { createLinkToken: () => Promise.reject(Object.assign(new Error(), { response })) };
    await expect(mintToken(own, KEY, env)).rejects.toMatchObject({ code: 'secret_refused' });
  });

  it.each([
    ['TRPC says no', 'TRPC says no'],
    ['no link-sandbox-s3cret', 'no [redacted]'],
    ['https://api.test/x?token=s3cret failed', 'https://api.test/x failed'],
    ['refused Bearer s3cret', 'refused Bearer [redacted]'],
  ])(
    'the error about a gateway function that throws "%s" has the reason without secrets, and the cause',
    async (reason, told) => {
      const cause = new Error(reason);
      const own = { createLinkToken: () => Promise.reject(cause) };
      const failed = await mintToken(own, KEY, env).catch((error: unknown) => error);
      expect(failed).toMatchObject({
        code: 'network_error',
        cause,
        message: expect.stringContaining(`The gateway's own function threw: ${told}.`) as string,
      });
      expect((failed as Error).message).not.toContain('s3cret');
    },
  );

  it('a gateway of the app keeps its `this`', async () => {
    class Own {
      private readonly token = 'link-x-1';
      createLinkToken() {
        return Promise.resolve({ link_token: this.token });
      }
    }
    await expect(mintToken(new Own(), KEY, env)).resolves.toMatchObject({ value: 'link-x-1' });
  });
});

describe('the health of an Item', () => {
  const health = (body: object) => {
    respond = () => Response.json(body);
    return fetchItemHealth(gateway, 'item-a', env, false);
  };

  it('G10: a health request bypasses the HTTP cache where the health may have just changed', async () => {
    respond = () => Response.json({ item_id: 'item-a', health: 'healthy', remedy: 'none' });
    await fetchItemHealth(gateway, 'item-a', env, true);
    await fetchItemHealth(gateway, 'item-a', env, false);
    // What makes a browser send `Cache-Control: no-cache`, and that without asking CORS.
    expect(sent.map(({ cache }) => cache)).toEqual(['no-store', 'default']);
    expect(sent[0]?.headers.has('cache-control')).toBe(false);
  });

  it('the report of a relink outlives its page, and no question does', async () => {
    respond = () => Response.json({ item_id: 'item-a', health: 'healthy', remedy: 'none' });
    const { signal } = new AbortController();
    const relink = { linkSessionId: null, purpose: 'repair', accountSelection: false };
    await gateway.getItem('item-a', { signal });
    await gateway.reportRelink('item-a', { signal, ...relink });
    expect(sent.map(({ keepalive }) => keepalive)).toEqual([false, true]);
  });

  it('the health of an Item is read from the wire format', async () => {
    await expect(
      health({
        item_id: 'item-a',
        health: 'expiring',
        remedy: 'relink',
        consent_expiration_time: '2026-01-05T00:00:00Z',
        institution_name: 'First Platypus Bank',
        reason: 'INSTITUTION_MIGRATION',
        flags: ['disconnect', 'of_a_newer_backend'],
        institution_id: 'ins_1',
        institution: { name: 'First Platypus Bank', color: '#1f6feb' },
        checked_at: '2026-01-01T12:00:00Z',
        last_updated: '2026-01-01T04:00:00Z',
      }),
    ).resolves.toEqual({
      state: 'expiring',
      remedy: 'relink',
      errorCode: null,
      consentExpiresAt: new Date('2026-01-05T00:00:00Z'),
      institutionName: 'First Platypus Bank',
      reason: 'INSTITUTION_MIGRATION',
      flags: ['disconnect'],
      institutionId: 'ins_1',
      institution: { name: 'First Platypus Bank', color: '#1f6feb' },
      checkedAt: new Date('2026-01-01T12:00:00Z'),
      lastUpdated: new Date('2026-01-01T04:00:00Z'),
    });
  });

  it('the health of an Item is read from Plaid’s own body too', async () => {
    await expect(
      health({ item: { error: { error_code: 'ITEM_LOGIN_REQUIRED' } }, request_id: 'req-1' }),
    ).resolves.toMatchObject({ state: 'needs_update' });
  });

  it('a health with an unknown word fails with invalid_response', async () => {
    await expect(health({ health: 'fine', remedy: 'none' })).rejects.toMatchObject({
      code: 'invalid_response',
    });
  });
});
