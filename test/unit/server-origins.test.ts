import { describe, expect, it } from 'vitest';
import {
  createRelinkHandler,
  isRelinkError,
  type RelinkHandlerOptions,
} from 'react-plaid-relink/server';
import { createServerApp, ITEM, LINK, ORIGIN, type ServerApp } from '../support/server-app';
import { clientThat, says } from '../support/stub-plaid-client';

type Headers = Record<string, string>;
type Options = Partial<RelinkHandlerOptions<string>>;

/** The status of an answer, and the code of an error. */
async function answerTo(
  headers: Headers,
  options: Options = {},
  url = `${ORIGIN}/api/plaid${LINK}`,
  app: ServerApp = createServerApp(),
): Promise<[status: number, code: unknown]> {
  const { handler } = app.setUp(options);
  const { body, headers: own } = app.requestFor(LINK, { headers });
  const response = await handler(
    new Request(url, { method: 'POST', headers: own, body, ...{ duplex: 'half' } }),
  );
  const { error_code: code } = (await response.json()) as { error_code?: string };
  return [response.status, code];
}

describe('the origin of a request', () => {
  it.each<[headers: Headers]>([
    [{}],
    [{ origin: ORIGIN }],
    [{ origin: ORIGIN, 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'https://own.test', host: 'own.test', 'sec-fetch-site': 'same-origin' }],
    // What Vite's server.proxy sends on, where it is given as a text.
    [{ origin: 'http://localhost:5173', host: '127.0.0.1:3001', 'sec-fetch-site': 'same-origin' }],
  ])('the handler answers its own page, which sends %j', async (headers) => {
    expect(await answerTo(headers)).toEqual([200, undefined]);
  });

  it.each<[headers: Headers]>([
    [{ origin: 'https://evil.test' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    // Other schemes with the same host, or with none.
    [{ origin: 'evilapp://app.test' }],
    [{ origin: 'chrome-extension://app.test' }],
    [{ origin: 'file://' }],
    [{ origin: 'file://app.test' }],
    [{ origin: 'file://', host: '' }],
    // Plain http for a site of https.
    [{ origin: 'http://app.test' }],
    // Other spellings than a browser's.
    [{ origin: 'https://app.test/' }],
    [{ origin: 'HTTPS://APP.TEST' }],
    [{ origin: 'https://user@app.test' }],
    [{ origin: 'https://app.test, https://evil.test' }],
    // Headers that contradict each other.
    [{ origin: 'chrome-extension://evil', 'sec-fetch-site': 'none' }],
    [{ origin: 'https://evil.test', 'sec-fetch-site': 'none' }],
    [{ origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'file://', 'sec-fetch-site': 'same-origin' }],
    [{ origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    [{ origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
    [{ origin: ORIGIN, 'sec-fetch-site': 'nonsense' }],
    [{ 'sec-fetch-site': 'same-site' }],
    // A page on the user's own machine is no page of the app's.
    [{ origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'http://localhost:5173', host: '127.0.0.1:3001' }],
    [{ origin: 'http://localhost.evil.test', host: 'localhost', 'sec-fetch-site': 'same-origin' }],
  ])('G8: the handler 403s for %j', async (headers) => {
    const app = createServerApp();
    expect(await answerTo(headers, {}, undefined, app)).toEqual([403, 'INVALID_ORIGIN']);
    expect([app.plaid.requests, app.calls.findItem]).toEqual([[], []]);
  });

  it('behind a proxy that ends TLS, the handler answers its own page of https', async () => {
    const url = `http://app.test/api/plaid${LINK}`;
    expect(await answerTo({ origin: 'https://app.test' }, {}, url)).toEqual([200, undefined]);
  });

  it('a proxy that changes the Host header is told once a minute, and no origin is advised', async () => {
    const app = createServerApp();
    const { handler, problems } = app.setUp();
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' };
    for (let count = 0; count < 50; count += 1) await handler(app.requestFor(LINK, { headers }));
    expect(problems).toMatchObject([{ errorCode: 'INVALID_ORIGIN', status: 403, count: 1 }]);
    expect(problems[0]?.message).toContain('changes the Host header');
    expect(problems[0]?.message).not.toContain('evil');
  });
});

/** What each kind of web view, shell and extension sends as the origin of its page: see docs/web-views.md. */
const APPS = [
  'capacitor://localhost',
  'https://localhost',
  'http://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'http://tauri.localhost',
  'https://tauri.localhost',
  'app://your-app',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc',
  'safari-web-extension://2C127FA4-62C7-7E4F-90E5-472B45EECFDC',
];

describe('trustedOrigins', () => {
  it.each(APPS)('an app whose page is %s is answered where it is trusted', async (origin) => {
    const trusted = { trustedOrigins: [origin] };
    for (const site of ['cross-site', 'none', null]) {
      const headers = { origin, ...(site !== null && { 'sec-fetch-site': site }) };
      expect(await answerTo(headers, trusted)).toEqual([200, undefined]);
      expect(await answerTo(headers)).toEqual([403, 'INVALID_ORIGIN']);
    }
  });

  it.each(APPS)('the pre-flight of an app whose page is %s is answered', async (origin) => {
    const { handler } = createServerApp().setUp({ trustedOrigins: [origin] });
    const { status, headers } = await handler(
      new Request(`${ORIGIN}/api/plaid${ITEM}`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      }),
    );
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
  });

  it('G8: a trusted app is trusted by its exact text alone', async () => {
    const trusted = { trustedOrigins: ['capacitor://localhost', 'https://web.test'] };
    for (const origin of [
      'capacitor://localhost/',
      'capacitor://localhost:80',
      'CAPACITOR://localhost',
      'ionic://localhost',
      'https://localhost',
      'https://web.test.evil.test',
      'https://sub.web.test',
      'http://web.test',
      'https://web.test:8443',
    ]) {
      expect(await answerTo({ origin }, trusted)).toEqual([403, 'INVALID_ORIGIN']);
    }
  });

  it.each<[value: unknown, says: string]>([
    [['https://*.example.com'], 'wildcard'],
    [['*'], 'wildcard'],
    [['chrome-extension://*'], 'wildcard'],
    [['null'], 'sandboxed'],
    [['file://'], 'app://your-app'],
    [['data:text/html,x'], 'app://your-app'],
    [['http://partner.example.com'], 'https'],
    [['http://192.168.1.7:3000'], 'https'],
    [['http://localhost.example.com'], 'https'],
    [['https://app.test/'], 'no slash'],
    [['https://app.test/path'], 'no path'],
    [['https://APP.test'], 'lower case'],
    [['https://app.test:443'], 'must be origins'],
    [['capacitor://localhost/'], 'no slash'],
    [['capacitor://'], 'must be origins'],
    [['capacitor:localhost'], 'must be origins'],
    [['app.test'], 'must be origins'],
    [[''], 'must be origins'],
    [[5], 'texts'],
    [[null], 'texts'],
    [5, 'list'],
    [null, 'list'],
    ['https://app.test', 'list'],
  ])('trustedOrigins of %j throws invalid_options, with the reason', (trustedOrigins, says) => {
    expect(mistakeIn({ trustedOrigins })).toContain('`trustedOrigins`');
    expect(mistakeIn({ trustedOrigins })).toContain(says);
  });
});

describe('allowedHosts', () => {
  const allowed = { allowedHosts: ['app.test', 'localhost:3000'] };

  it.each<[headers: Headers, url: string]>([
    [{}, 'https://app.test'],
    [{ host: 'app.test' }, 'https://app.test'],
    [{ host: 'APP.test:443', origin: 'https://app.test' }, 'http://127.0.0.1:3000'],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000' }, 'http://localhost:3000'],
  ])('a request with %j to %s is answered', async (headers, url) => {
    const answer = await answerTo(headers, allowed, `${url}/api/plaid${LINK}`);
    expect(answer).toEqual([200, undefined]);
  });

  it.each<[headers: Headers, url: string]>([
    // DNS rebinding: the page of evil.test, whose name now points at this server.
    [{ host: 'evil.test', origin: 'http://evil.test' }, 'http://evil.test'],
    [{}, 'http://evil.test'],
    [{ host: 'app.test.evil.test' }, 'https://app.test'],
    [{ host: 'app.test:8443' }, 'https://app.test'],
    [{ host: 'app.test.' }, 'https://app.test'],
    [{ host: 'evil.test@app.test' }, 'https://app.test'],
    [{ host: 'app.test/evil' }, 'https://app.test'],
    [{ host: '' }, 'https://app.test'],
  ])('G8: a request with %j to %s gets a 403', async (headers, url) => {
    const answer = await answerTo(headers, allowed, `${url}/api/plaid${LINK}`);
    expect(answer).toEqual([403, 'INVALID_HOST']);
  });

  it('a refused host is told once a minute without its name, since a proxy may change each of them', async () => {
    const app = createServerApp();
    const { handler, problems } = app.setUp(allowed);
    const headers = { host: 'evil.test' };
    for (let count = 0; count < 50; count += 1) await handler(app.requestFor(LINK, { headers }));
    expect(problems).toMatchObject([{ errorCode: 'INVALID_HOST', status: 403, count: 1 }]);
    expect(problems[0]?.message).toContain('changes the Host header');
    expect(problems[0]?.message).not.toContain('evil');
  });

  it('G8: the host of an absolute request line is not the own one, where the Host header says otherwise', async () => {
    const url = `http://evil.test/api/plaid${LINK}`;
    const answer = await answerTo({ host: 'app.test', origin: 'http://evil.test' }, allowed, url);
    expect(answer).toEqual([403, 'INVALID_ORIGIN']);
  });

  it.each<[value: unknown, says: string]>([
    [['*.example.com'], 'wildcard'],
    [['https://app.test'], 'without a scheme'],
    [['app.test/path'], 'a path'],
    [['APP.test'], 'lower case'],
    [['app.test:443'], 'default port'],
    [['app.test:80'], 'default port'],
    [[5], 'hosts'],
    [[], 'at least one'],
    ['app.test', 'list'],
    [null, 'list'],
  ])('allowedHosts of %j throws invalid_options, with the reason', (allowedHosts, says) => {
    expect(mistakeIn({ allowedHosts })).toContain('`allowedHosts`');
    expect(mistakeIn({ allowedHosts })).toContain(says);
  });
});

describe('the headers of every answer', () => {
  it('no browser may guess the type of an answer, and no cache may keep it', async () => {
    const app = createServerApp();
    const { handler } = app.setUp({ trustedOrigins: ['https://web.test'] });
    const requests = [
      app.requestFor(LINK),
      app.requestFor(LINK, { itemId: 'unknown' }),
      app.requestFor('/no-such-route'),
      app.requestFor(LINK, { headers: { origin: 'https://evil.test' } }),
      app.requestFor(LINK, {
        method: 'OPTIONS',
        headers: { origin: 'https://web.test' },
        body: null,
      }),
    ];
    const statuses = [];
    for (const request of requests) {
      const { status, headers } = await handler(request);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      statuses.push(status);
    }
    expect(statuses).toEqual([200, 404, 404, 403, 204]);
  });

  it.each([
    ['x-tenant,content-type', 'x-tenant,content-type'],
    ['content-type, x-tenant', 'content-type, x-tenant'],
    ['<script>', 'content-type'],
    ['x-a; x-b', 'content-type'],
    ['x'.repeat(2_000), 'content-type'],
    ['', 'content-type'],
  ])('a pre-flight that asks for the headers %j is allowed %j', async (asked, allowed) => {
    const { handler } = createServerApp().setUp({ trustedOrigins: ['https://web.test'] });
    const { headers } = await handler(
      new Request(`${ORIGIN}/api/plaid${LINK}`, {
        method: 'OPTIONS',
        headers: { origin: 'https://web.test', 'access-control-request-headers': asked },
      }),
    );
    expect(headers.get('access-control-allow-headers')).toBe(allowed);
  });
});

describe('the path of a request', () => {
  const statusOf = async (path: string, options: Options = {}): Promise<number> =>
    (await answerTo({}, options, ORIGIN + path))[0];

  it('one slash at the end is the same route, as Next.js writes it with trailingSlash', async () => {
    expect(await statusOf(`/api/plaid${LINK}/`)).toBe(200);
    expect(await statusOf(`${LINK}/`, { basePath: '/' })).toBe(200);
    expect(await statusOf(`/api/plaid${LINK}//`)).toBe(404);
    expect(await statusOf(`/api/plaid/${LINK}`)).toBe(404);
    expect(await statusOf('/api/plaid/')).toBe(404);
  });

  it('a route under another path than basePath gets a 404 that names basePath, and the log names both, once', async () => {
    const app = createServerApp();
    // Next.js takes its own basePath off request.url.
    const { handler, problems } = app.setUp({ basePath: '/app/api/plaid' });
    for (let count = 0; count < 10; count += 1) {
      const response = await handler(app.requestFor(LINK));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error_code: 'NOT_FOUND',
        error_message: expect.stringContaining('"/app/api/plaid"') as unknown,
      });
    }
    expect(problems).toMatchObject([{ errorCode: 'NOT_FOUND', status: 404, count: 1 }]);
    expect(problems[0]?.message).toContain(`/api/plaid${LINK}`);
    expect(problems[0]?.message).toContain('"/app/api/plaid"');
  });

  it('other paths are not told, since anyone can ask for them', async () => {
    const app = createServerApp();
    const { handler, problems } = app.setUp();
    for (const path of ['/.env', '/api/plaid', '/wp-login.php']) {
      const response = await handler(new Request(ORIGIN + path, { method: 'POST', body: '{}' }));
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('.env');
    }
    expect(problems).toEqual([]);
  });
});

/** Any option of another type than it has. */
const WRONG: unknown[] = [null, 5, '', 'x', true, [], {}, Symbol('x'), [null], [5], { a: null }];
const OPTIONS = [
  'plaid',
  'authenticate',
  'findItem',
  'linkToken',
  'basePath',
  'trustedOrigins',
  'allowedHosts',
  'records',
  'healthMaxAgeMs',
  'expiringDays',
  'onRelinked',
  'onHealth',
  'waitUntil',
  'rateLimit',
  'timeoutMs',
  'onError',
  'redact',
];

it.each(OPTIONS)(
  'an option %s of any other type throws invalid_options, and no TypeError',
  (name) => {
    for (const value of WRONG) {
      const thrown = thrownFor({ [name]: value });
      if (thrown !== null) expect(isRelinkError(thrown) && thrown.code).toBe('invalid_options');
    }
  },
);

function thrownFor(options: object): unknown {
  try {
    createRelinkHandler({ ...createServerApp().options, ...options });
    return null;
  } catch (error) {
    return error;
  }
}

const mistakeIn = (options: object): string => String(thrownFor(options));

describe('hosted_link_url', () => {
  it.each([
    'https://evil.test/hl/1',
    'http://secure.plaid.com/hl/1',
    'https://secure.plaid.com.evil.test/hl/1',
    'https://secure.plaid.com@evil.test/hl/1',
    'javascript:alert(1)',
    'http://localhost:3000/hl/1',
  ])('a page %s is not passed on, and the log says why', async (hosted_link_url) => {
    const data = { link_token: 'link-sandbox-1', hosted_link_url };
    const { ask, problems, items } = createServerApp().setUp({
      plaid: clientThat(says(data)),
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en', hostedLink: true },
    });
    const body = JSON.stringify({ item_id: items.ada.itemId, hosted_link: true });
    const { status, text } = await ask(LINK, { body });
    expect(status).toBe(500);
    expect(text).not.toContain(hosted_link_url);
    expect(problems).toMatchObject([{ errorCode: 'INVALID_ANSWER' }]);
  });
});
