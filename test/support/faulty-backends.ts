import { createRelinkHandler } from 'react-plaid-relink/server';
import type { GatewayCheckId } from 'react-plaid-relink/testing';
import { LINK, type ServerApp } from './server-app';

type Backend = (request: Request) => Response | Promise<Response>;

/** A backend with one fault, and the checks that must find it. No other check may fail. */
interface FaultyBackend {
  name: string;
  finds: readonly GatewayCheckId[];
  /** @param handle a backend without faults */
  create(handle: Backend, app: ServerApp): Backend;
}

const RATE_LIMIT = JSON.stringify({
  error_type: 'RATE_LIMIT_EXCEEDED',
  error_code: 'RATE_LIMIT',
  error_message: 'Too many requests.',
});
const NO_STORE = { 'cache-control': 'no-store' };
const JSON_ERROR = { headers: { ...NO_STORE, 'content-type': 'application/json' } };

/** Answers as `handle` does, with something done to the answers of the gateway. */
function changed(
  handle: Backend,
  change: (body: string, answer: Response, request: Request) => string | Response,
): Backend {
  return async (request) => {
    const answer = await handle(request);
    if (request.url.endsWith('/webhook')) return answer;
    const result = change(await answer.text(), answer, request);
    return typeof result === 'string' ? new Response(result || null, answer) : result;
  };
}

/** Adds a field to the health of the user's own Item. */
function withField(handle: Backend, field: object): Backend {
  return changed(handle, (body, answer, { url }) =>
    url.endsWith('/item/get') && answer.ok
      ? JSON.stringify({ ...(JSON.parse(body) as object), ...field })
      : body,
  );
}

/** Sends requests on with other headers or another body. */
function lenient(handle: Backend, change: (request: Request) => RequestInit): Backend {
  return async (request) => {
    const { method, url, headers } = request;
    const body = method === 'GET' ? null : await request.clone().arrayBuffer();
    return handle(new Request(url, { method, headers, body, ...change(request) }));
  };
}

function without(headers: Headers, ...names: string[]): Headers {
  const left = new Headers(headers);
  for (const name of names) left.delete(name);
  return left;
}

/** Answers a request for a link token with an error where its body has `text`. */
function refusing(text: string, status: number): FaultyBackend['create'] {
  return (handle) => async (request) => {
    const isMeant = request.url.endsWith(LINK) && (await request.clone().text()).includes(text);
    if (!isMeant) return handle(request);
    return Response.json(
      { error_type: 'INVALID_REQUEST', error_code: 'NO', error_message: 'No.' },
      { status, headers: NO_STORE },
    );
  };
}

/** A backend that offers Plaid's own page, and changes its address. */
function withPage(app: ServerApp, change: (url: string) => string | undefined): Backend {
  const linkToken = { clientName: 'Acme', countryCodes: ['US'], language: 'en', hostedLink: true };
  return changed(createRelinkHandler<string>({ ...app.options, linkToken }), (text) => {
    if (!text.includes('hosted_link_url')) return text;
    const { hosted_link_url: url, ...body } = JSON.parse(text) as { hosted_link_url: string };
    return JSON.stringify({ ...body, hosted_link_url: change(url) });
  });
}

const ACCESS_TOKEN = 'access-sandbox-8ab976e6-64bc-4b38-98f7-731e7a349970';

export const FAULTY_BACKENDS: readonly FaultyBackend[] = [
  {
    name: 'a backend that forgets who owns an Item',
    finds: ['foreign-item', 'same-404'],
    create: (_handle, app) => {
      const all = Object.values(app.items);
      return createRelinkHandler<string>({
        ...app.options,
        findItem(itemId, clientUserId) {
          const item = all.find((each) => each.itemId === itemId);
          return item ? { accessToken: item.accessToken, clientUserId } : null;
        },
      });
    },
  },
  {
    name: 'a backend whose query takes an object for a condition',
    finds: ['malformed-id'],
    create: (handle, app) => async (request) => {
      const text = await request.clone().text();
      if (!text.includes('$ne')) return handle(request);
      return handle(app.requestFor(new URL(request.url).pathname.slice('/api/plaid'.length)));
    },
  },
  {
    name: 'a backend that tells unknown Items from foreign ones',
    finds: ['same-404'],
    create: (handle, app) => async (request) => {
      const text = await request.clone().text();
      const answer = await handle(request);
      if (answer.status !== 404 || !text.includes(app.items.bob.itemId)) return answer;
      return Response.json(
        { error_type: 'ITEM_ERROR', error_code: 'NOT_YOURS', error_message: 'Not yours.' },
        { status: 404, headers: NO_STORE },
      );
    },
  },
  {
    name: 'a backend that tells unknown Items from foreign ones by a header',
    finds: ['same-404'],
    create: (handle, app) => async (request) => {
      const text = await request.clone().text();
      const answer = await handle(request);
      if (text.includes(app.items.bob.itemId)) answer.headers.set('x-cache', 'hit');
      return answer;
    },
  },
  {
    name: 'a backend whose 404 has no code',
    finds: ['not-found-code', 'error-form'],
    create: (handle) =>
      changed(handle, (body, answer) =>
        answer.status === 404 ? JSON.stringify({ message: 'Not found' }) : body,
      ),
  },
  {
    name: 'a backend that lets everyone in',
    finds: ['no-session', 'forged-session', 'session-first'],
    create: (_handle, app) =>
      createRelinkHandler<string>({ ...app.options, authenticate: () => 'ada' }),
  },
  {
    name: 'a backend that only looks whether there is a session',
    finds: ['forged-session'],
    create: (_handle, app) =>
      createRelinkHandler<string>({
        ...app.options,
        authenticate: ({ headers }) => (headers.has('x-user') ? 'ada' : null),
      }),
  },
  {
    name: 'a backend that looks an Item up before it asks who is there',
    finds: ['session-first', 'no-session'],
    create: (handle, app) => async (request) => {
      const text = await request.clone().text();
      if (request.headers.has('x-user') || !text.includes(app.items.ada.itemId))
        return handle(request);
      return Response.json(
        { error_type: 'INVALID_REQUEST', error_code: 'FORBIDDEN', error_message: 'No.' },
        { status: 403, headers: NO_STORE },
      );
    },
  },
  ...Object.entries({
    plainly: { debug: ACCESS_TOKEN },
    'in a row that it passes on': { row: { items: [{ id: 1, access_token: ACCESS_TOKEN }] } },
    'that it has sealed': { row: { access_token: 'sealed:q83v' } },
    'in base64': { next: btoa(`{"token":"${ACCESS_TOKEN}"}`) },
    'percent-encoded': { next: `/get?t=${ACCESS_TOKEN.replaceAll('-', '%2D')}` },
    'in a text of JSON': { log: JSON.stringify({ a: ACCESS_TOKEN }).replaceAll('-', '\\u002d') },
    'in hexadecimal': { bytes: Buffer.from(ACCESS_TOKEN).toString('hex') },
    'with other hyphens': { note: ACCESS_TOKEN.replaceAll('-', '‑') },
    'as the name of a field': { cache: { [ACCESS_TOKEN]: true } },
  }).map(([how, field]): FaultyBackend => ({
    name: `a backend that leaks an access token ${how}`,
    finds: ['no-secret'],
    create: (handle) => withField(handle, field),
  })),
  {
    name: 'a backend that leaks an access token in a header',
    finds: ['no-secret'],
    create: (handle) =>
      changed(handle, (body, answer) => {
        answer.headers.set('x-debug', ACCESS_TOKEN);
        return body;
      }),
  },
  {
    name: 'a backend that passes the error of Plaid’s client on',
    finds: ['no-secret'],
    create: (handle) =>
      changed(handle, (body, answer) =>
        answer.status === 404
          ? JSON.stringify({
              ...(JSON.parse(body) as object),
              config: { headers: { 'PLAID-SECRET': 's3cr3t' } },
            })
          : body,
      ),
  },
  {
    name: 'a backend that caches a token',
    finds: ['fresh-token'],
    create(handle) {
      let kept: string | null = null;
      return changed(handle, (body, answer, { url }) => {
        if (!url.endsWith(LINK) || !answer.ok) return body;
        kept ??= body;
        return kept;
      });
    },
  },
  {
    name: 'a backend that gives one token to requests at the same time',
    finds: ['fresh-token'],
    create(handle) {
      const running = new Map<string, Promise<string>>();
      return async (request) => {
        const key = `${request.url} ${request.headers.get('origin')} ${await request.clone().text()}`;
        if (!request.url.endsWith(LINK) || request.method !== 'POST') return handle(request);
        const answer = Promise.resolve(handle(request));
        const first = running.get(key) ?? answer.then((response) => response.clone().text());
        running.set(key, first);
        const [text, response] = await Promise.all([first, answer]);
        running.delete(key);
        return new Response(text, response);
      };
    },
  },
  {
    name: 'a backend that sends the other kind of token',
    finds: ['link-token', 'token-kind'],
    create: (handle) =>
      changed(handle, (body, _answer, { url }) =>
        url.endsWith(LINK)
          ? body.replaceAll('link_token', 'public_token').replaceAll('"link-', '"public-')
          : body,
      ),
  },
  {
    name: 'a backend that counts expires_in in milliseconds',
    finds: ['link-token'],
    create: (handle) =>
      changed(handle, (body, _answer, { url }) =>
        url.endsWith(LINK) ? body.replace('"expires_in":1', '"expires_in":1000') : body,
      ),
  },
  {
    name: 'a backend that has a health of its own words',
    finds: ['item-health', 'items-health', 'relinked'],
    create: (handle) =>
      changed(handle, (body) => body.replaceAll('"health":"healthy"', '"health":"ok"')),
  },
  {
    name: 'a backend that names another Item in the health of the user’s own',
    finds: ['item-health'],
    create: (handle) => withField(handle, { item_id: 'item-of-another' }),
  },
  {
    name: 'a backend that sends a bank’s address which is no page',
    finds: ['item-health'],
    create: (handle) =>
      withField(handle, { institution: { name: 'Tartan Bank', url: 'javascript:alert(1)' } }),
  },
  {
    name: 'a backend that calls an Item a duplicate of itself',
    finds: ['item-health'],
    create: (handle, app) => withField(handle, { duplicate_of: app.items.ada.itemId }),
  },
  {
    name: 'a backend that names no Item as the duplicate’s other one',
    finds: ['item-health'],
    create: (handle) => withField(handle, { duplicate_of: true }),
  },
  {
    name: 'a backend that does not know the purpose of a token',
    finds: ['link-fields'],
    create: refusing('"purpose":"renew"', 400),
  },
  {
    name: 'a backend that takes no null for a field that is left out',
    finds: ['link-fields'],
    create: refusing('"purpose":null', 400),
  },
  {
    name: 'a backend that fails where accounts are to be chosen',
    finds: ['link-fields', 'no-5xx'],
    create: refusing('"account_selection_enabled":true', 500),
  },
  {
    name: 'a backend that gives a token for Plaid’s own page without its address',
    finds: ['hosted-link'],
    create: (_handle, app) => withPage(app, () => undefined),
  },
  {
    name: 'a backend that sends the user to a page that is not Plaid’s',
    finds: ['hosted-link'],
    create: (_handle, app) => withPage(app, (url) => url.replace('plaid.com', 'plaid.example')),
  },
  {
    name: 'a backend that fails where an app on Android asks',
    finds: ['app-platform', 'no-5xx'],
    create: refusing('"platform":"android"', 500),
  },
  {
    name: 'a backend that gives an app on iOS no token',
    finds: ['app-platform'],
    create: (handle) => async (request) => {
      const isApp = (await request.clone().text()).includes('"platform":"ios"');
      const answer = await handle(request);
      return isApp ? Response.json({ token: 'none' }, { headers: NO_STORE }) : answer;
    },
  },
  {
    name: 'a backend that takes any platform',
    finds: ['wrong-types'],
    create: (handle) => async (request) => {
      const { headers, url, method } = request;
      const body = (await request.clone().text()).replace('"windows"', '"ios"');
      return request.body === null
        ? handle(request)
        : handle(new Request(url, { method, headers, body }));
    },
  },
  {
    name: 'a backend that answers about several Items in another order',
    finds: ['items-health'],
    create: (handle) =>
      changed(handle, (body) => {
        const parsed = JSON.parse(body) as { items?: object[] };
        return parsed.items ? JSON.stringify({ items: parsed.items.reverse() }) : body;
      }),
  },
  {
    name: 'a backend that answers errors with HTML',
    finds: ['json'],
    create: (handle) =>
      changed(handle, (body, answer) =>
        answer.status === 400
          ? new Response('<!doctype html><h1>Bad Request</h1>', {
              status: 400,
              headers: { ...NO_STORE, 'content-type': 'text/html' },
            })
          : body,
      ),
  },
  {
    name: 'a backend that sends strangers to a login page',
    finds: ['no-session', 'forged-session', 'json'],
    create: (handle) =>
      changed(handle, (body, answer) =>
        answer.status === 401
          ? new Response(null, { status: 302, headers: { ...NO_STORE, location: '/login' } })
          : body,
      ),
  },
  {
    name: 'a backend without no-store',
    finds: ['no-store'],
    create: (handle) =>
      changed(handle, (body, answer) => {
        answer.headers.delete('cache-control');
        return body;
      }),
  },
  {
    name: 'a backend that lets other sites in',
    finds: ['foreign-origin', 'sec-fetch-site'],
    create: (handle) =>
      lenient(handle, ({ headers }) => ({ headers: without(headers, 'origin', 'sec-fetch-site') })),
  },
  {
    name: 'a backend that looks at Origin alone',
    finds: ['sec-fetch-site'],
    create: (handle) =>
      lenient(handle, ({ headers }) => ({
        headers: headers.has('origin') ? headers : without(headers, 'sec-fetch-site'),
      })),
  },
  {
    name: 'a backend that trusts origins which begin with its own',
    finds: ['foreign-origin'],
    create: (handle) =>
      lenient(handle, ({ url, headers }) => ({
        headers: headers.get('origin')?.startsWith(new URL(url).origin)
          ? without(headers, 'origin')
          : headers,
      })),
  },
  {
    name: 'a backend that refuses its own pages',
    finds: ['own-origin'],
    create: (handle) => (request) =>
      request.headers.get('sec-fetch-site') === 'same-origin'
        ? Response.json(
            { error_type: 'INVALID_REQUEST', error_code: 'CSRF', error_message: 'No.' },
            { status: 403, headers: NO_STORE },
          )
        : handle(request),
  },
  {
    name: 'a backend that reflects the origin',
    finds: ['cors'],
    create: (handle) =>
      changed(handle, (body, answer, { headers }) => {
        const origin = headers.get('origin');
        if (origin) answer.headers.set('access-control-allow-origin', origin);
        return body;
      }),
  },
  {
    name: 'a backend that lets every origin read',
    finds: ['cors'],
    create: (handle) =>
      changed(handle, (body, answer) => {
        answer.headers.set('access-control-allow-origin', '*');
        return body;
      }),
  },
  {
    name: 'a backend that accepts forms',
    finds: ['simple-types'],
    create: (handle) =>
      lenient(handle, ({ headers }) => {
        const json = new Headers(headers);
        json.set('content-type', 'application/json');
        return { headers: json };
      }),
  },
  {
    name: 'a backend that accepts GET',
    finds: ['methods'],
    create: (handle) => (request) => {
      const { searchParams } = new URL(request.url);
      if (request.method !== 'GET') return handle(request);
      const body = JSON.stringify({ item_id: searchParams.get('item_id') });
      const headers = new Headers(request.headers);
      return handle(new Request(request.url, { method: 'POST', headers, body }));
    },
  },
  {
    name: 'a backend that fails at a broken body',
    finds: ['bad-json', 'no-5xx', 'no-internals', 'error-form'],
    create: (handle) =>
      changed(handle, (body, answer) =>
        body.includes('INVALID_BODY') && answer.status === 400
          ? Response.json(
              { stack: 'SyntaxError: Unexpected end\n    at JSON.parse (/srv/app.js:1:1)' },
              { status: 500, headers: NO_STORE },
            )
          : body,
      ),
  },
  {
    name: 'a backend that takes any field',
    finds: ['unknown-fields'],
    create: (handle) => async (request) => {
      const text = await request.clone().text();
      if (!text.includes('gateway-check-mark')) return handle(request);
      const { headers, url, method } = request;
      const body = text.replace(/,"(?:\w+)":\{"gateway-check-mark".*\}/, '}');
      return handle(new Request(url, { method, headers, body }));
    },
  },
  {
    name: 'a backend that does not check the types of fields',
    finds: ['wrong-types'],
    create: (handle) => async (request) => {
      const text = await request.clone().text();
      if (!text.includes('"yes"')) return handle(request);
      const { headers, url, method } = request;
      return handle(new Request(url, { method, headers, body: text.replace('"yes"', 'true') }));
    },
  },
  {
    name: 'a backend that reads bodies of any size',
    finds: ['large-body'],
    create: (handle) => async (request) => {
      const { headers, url, method } = request;
      const text = await request.clone().text();
      if (text.length < 10_000) return handle(request);
      return handle(new Request(url, { method, headers, body: text.trim() }));
    },
  },
  {
    name: 'a backend that repeats the id in its error',
    finds: ['no-echo', 'malformed-id', 'same-404'],
    create: (handle) => async (request) => {
      const text = await request.clone().text();
      const answer = await handle(request);
      if (answer.status !== 404) return answer;
      const body = (await answer.text()).replace('no such Item', `no ${encodeURI(text)}`);
      return new Response(body.replaceAll('%22', "'"), answer);
    },
  },
  {
    name: 'a backend whose limit does not say for how long',
    finds: ['retry-after'],
    create(handle) {
      let refused = 0;
      return changed(handle, (body, answer) => {
        answer.headers.delete('retry-after');
        if (answer.status === 404) refused += 1;
        return refused < 60 ? body : new Response(RATE_LIMIT, { ...JSON_ERROR, status: 429 });
      });
    },
  },
  {
    name: 'a backend without a limit',
    finds: ['rate-limit', 'guess-limit'],
    create: (_handle, app) => createRelinkHandler<string>({ ...app.options, rateLimit: false }),
  },
  {
    name: 'a backend that believes any webhook',
    finds: ['webhook-signature'],
    create: (handle) => (request) =>
      request.url.endsWith('/webhook') ? Response.json({}) : handle(request),
  },
  {
    name: 'a backend that believes webhooks whose signature has a form',
    finds: ['webhook-signature'],
    create: (handle) => (request) =>
      request.url.endsWith('/webhook') && request.headers.get('plaid-verification')?.includes('.')
        ? Response.json({})
        : handle(request),
  },
];
