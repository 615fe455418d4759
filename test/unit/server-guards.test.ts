import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createRelinkHandler,
  isRelinkError,
  type PlaidPort,
  type RelinkHandlerOptions,
  type RelinkHandlerProblem,
} from 'react-plaid-relink/server';

const LINK = '/link/token/create';
const PUBLIC = '/item/public_token/create';
const ITEM = '/item/get';
const HEALTHY = { item: { error: null }, request_id: 'req-plaid' };

type Answer = () => Promise<{ data: unknown }>;
const says =
  (data: unknown): Answer =>
  () =>
    Promise.resolve({ data });
const refuses =
  (error_type: string, error_code: string): Answer =>
  () =>
    Promise.reject(
      Object.assign(new Error('Request failed'), {
        response: { status: 400, data: { error_type, error_code, request_id: 'req-plaid' } },
      }),
    );

function portOf(answer: Answer): PlaidPort {
  return { itemCreatePublicToken: answer, linkTokenCreate: answer, itemGet: answer };
}

function setUp(overrides: Partial<RelinkHandlerOptions<unknown>> = {}) {
  const problems: RelinkHandlerProblem[] = [];
  const handler = createRelinkHandler<unknown>({
    plaid: portOf(says({ ...HEALTHY, link_token: 'link-1', public_token: 'public-1' })),
    authenticate: () => 'ada',
    findItem: () => ({ accessToken: 'access-sandbox-1', clientUserId: 'ada' }),
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    onError: (problem) => problems.push(problem),
    ...overrides,
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await handler(requestFor(path, init));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { handler, ask, problems };
}
function requestFor(path: string, init: RequestInit = {}): Request {
  return new Request(`https://app.test/api/plaid${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ item_id: 'item-1' }),
    ...init,
  });
}

describe('who is asking', () => {
  it.each([null, undefined, false, '', 0])('401 where authenticate gives %j', async (nobody) => {
    const plaid = vi.fn(says({ link_token: 'link-1' }));
    const { ask } = setUp({ authenticate: () => nobody, plaid: portOf(plaid) });
    expect((await ask(LINK)).status).toBe(401);
    expect(plaid).not.toHaveBeenCalled();
  });

  it.each<[string, unknown]>([
    ['true', true],
    ['a Response', Response.redirect('https://app.test/login')],
    ['an Error', new Error('no session')],
    ['an array', []],
  ])('G8: %s is no user: nothing is looked up or minted', async (_name, nobody) => {
    const findItem = vi.fn(() => ({ accessToken: 'access-sandbox-1', clientUserId: 'ada' }));
    const { ask, problems } = setUp({ authenticate: () => nobody, findItem });
    expect((await ask(LINK)).status).toBe(500);
    expect(findItem).not.toHaveBeenCalled();
    expect(problems[0]?.message).toContain('authenticate gave no user');
  });

  it('a body that is too large is refused, also where authenticate left a clone unread', async () => {
    const { ask } = setUp({
      authenticate(request) {
        request.clone();
        return 'ada';
      },
    });
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if ((chunks += 1) > 8) controller.close();
        else controller.enqueue(new Uint8Array(1_024).fill(32));
      },
    });
    expect((await ask(LINK, { body, ...{ duplex: 'half' } })).status).toBe(413);
  });

  it('the body may be read by authenticate from a clone, and only from a clone', async () => {
    const cloned = setUp({ authenticate: (request) => request.clone().text() });
    expect((await cloned.ask(LINK)).status).toBe(200);
    const eaten = setUp({ authenticate: (request) => request.text() });
    expect((await eaten.ask(LINK)).status).toBe(500);
    expect(eaten.problems[0]?.message).toContain('request.clone()');
  });
});

describe('G9: a token is for update mode, or there is none', () => {
  it.each<[string, object]>([
    ['no access token', { clientUserId: 'ada' }],
    ['an empty one', { accessToken: '', clientUserId: 'ada' }],
    ['no user id', { accessToken: 'access-sandbox-1' }],
  ])('500 and no call where findItem gives %s', async (_name, item) => {
    const plaid = vi.fn(says({ link_token: 'link-1' }));
    const { ask, problems } = setUp({ findItem: () => item as never, plaid: portOf(plaid) });
    expect((await ask(LINK)).status).toBe(500);
    expect(plaid).not.toHaveBeenCalled();
    expect(problems[0]?.message).toContain('findItem');
  });

  it('Plaid gets the Item’s access token, and neither products nor a webhook', async () => {
    const linkTokenCreate = vi.fn<PlaidPort['linkTokenCreate']>(says({ link_token: 'link-1' }));
    const { ask } = setUp({
      plaid: { ...portOf(says({})), linkTokenCreate },
      linkToken: {
        clientName: 'Acme',
        countryCodes: ['US', 'CA'],
        language: 'en',
        redirectUri: 'https://app.test/return',
        linkCustomizationName: 'relink',
        additionalConsentedProducts: ['auth'],
      },
    });
    await ask(LINK);
    expect(linkTokenCreate.mock.calls[0]?.[0]).toEqual({
      access_token: 'access-sandbox-1',
      user: { client_user_id: 'ada' },
      client_name: 'Acme',
      country_codes: ['US', 'CA'],
      language: 'en',
      redirect_uri: 'https://app.test/return',
      link_customization_name: 'relink',
      additional_consented_products: ['auth'],
    });
  });
});

describe('G10: what the server says of an Item is what Plaid said', () => {
  it.each<[string, unknown]>([
    ['has no item', { request_id: 'r' }],
    ['has an item of another kind', { item: 'healthy' }],
    ['is no object', '<html>'],
  ])('502 where the answer %s', async (_name, data) => {
    const { ask, problems } = setUp({ plaid: portOf(says(data)) });
    expect((await ask(ITEM)).status).toBe(502);
    expect(problems).toMatchObject([{ errorCode: 'NO_ANSWER' }]);
  });

  it('an Item whose error is not named is not called healthy', async () => {
    const { ask } = setUp({ plaid: portOf(says({ item: {} })) });
    expect((await ask(ITEM)).body).toMatchObject({ health: 'unavailable', remedy: 'wait' });
  });

  it.each([
    ['ITEM_ERROR', 'ITEM_NOT_FOUND', 'revoked', 'new_link'],
    ['INVALID_INPUT', 'USER_PERMISSION_REVOKED', 'revoked', 'new_link'],
    ['INVALID_INPUT', 'ADDITIONAL_CONSENT_REQUIRED', 'needs_update', 'relink'],
    ['ITEM_ERROR', 'NO_ACCOUNTS', 'needs_update', 'relink_with_accounts'],
    ['INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'unavailable', 'wait'],
  ])('a refusal with %s %s is an answer: %s, %s', async (type, code, health, remedy) => {
    const { ask, problems } = setUp({ plaid: portOf(refuses(type, code)) });
    const { status, body } = await ask(ITEM);
    expect([status, body]).toMatchObject([
      200,
      { item_id: 'item-1', health, remedy, error_code: code, request_id: 'req-plaid' },
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    [500, 'INVALID_INPUT', 'INVALID_ACCESS_TOKEN'],
    [429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT'],
    [502, 'API_ERROR', 'INTERNAL_SERVER_ERROR'],
  ])('%d, and nothing about the Item, for %s %s', async (status, type, code) => {
    const { ask } = setUp({ plaid: portOf(refuses(type, code)) });
    const answer = await ask(ITEM);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty('health');
  });
});

describe('a token that Plaid will not mint', () => {
  it.each([
    [404, 'ITEM_ERROR', 'ITEM_NOT_FOUND', 'new_link'],
    [409, 'ITEM_ERROR', 'ITEM_LOCKED', 'visit_bank'],
    [409, 'ITEM_ERROR', 'NO_ACCOUNTS', 'relink_with_accounts'],
    [409, 'INVALID_INPUT', 'USER_PERMISSION_REVOKED', 'new_link'],
    [409, 'INSTITUTION_ERROR', 'INSTITUTION_NO_LONGER_SUPPORTED', 'new_link'],
    [503, 'INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'wait'],
    [429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'wait'],
  ])('%d for %s %s, with Plaid’s code, request_id and what helps: %s', async (...row) => {
    const [status, type, code, remedy] = row;
    const { ask, problems } = setUp({ plaid: portOf(refuses(type, code)) });
    for (const path of [LINK, PUBLIC]) {
      expect(await ask(path)).toMatchObject({
        status,
        body: { error_type: type, error_code: code, request_id: 'req-plaid', remedy },
      });
    }
    expect(problems).toHaveLength(2);
  });
});

describe('a client that leaves', () => {
  it('is minted nothing, where it left before Plaid was asked', async () => {
    const gone = new AbortController();
    const plaid = vi.fn(says({ link_token: 'link-1' }));
    const { ask, problems } = setUp({
      plaid: portOf(plaid),
      findItem() {
        gone.abort();
        return { accessToken: 'access-sandbox-1', clientUserId: 'ada' };
      },
    });
    expect((await ask(LINK, { signal: gone.signal })).status).toBe(499);
    expect(plaid).not.toHaveBeenCalled();
    expect(problems).toEqual([]);
  });

  it('ends the wait for Plaid', async () => {
    const gone = new AbortController();
    const { ask, problems } = setUp({
      plaid: portOf(() => {
        gone.abort();
        return new Promise(() => {});
      }),
    });
    expect((await ask(LINK, { signal: gone.signal })).status).toBe(499);
    expect(problems).toEqual([]);
  });

  it('400 where it left in the middle of its body, and no problem of the server’s', async () => {
    const { ask, problems } = setUp();
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    const answer = await ask(LINK, { body, ...{ duplex: 'half' } });
    expect(answer.status).toBe(400);
    expect(problems).toEqual([]);
  });
});

it('an answered call leaves no listener and no timer behind', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const signal = new AbortController().signal;
  const heard = new Set<unknown>();
  const listen = vi
    .spyOn(signal, 'addEventListener')
    .mockImplementation((_type, listener) => void heard.add(listener));
  vi.spyOn(signal, 'removeEventListener').mockImplementation(
    (_type, listener) => void heard.delete(listener),
  );
  // A Request has a signal of its own making, so the one to watch is put in its place.
  const request = requestFor(LINK);
  Object.defineProperty(request, 'signal', { value: signal });
  const { handler } = setUp();
  expect((await handler(request)).status).toBe(200);
  expect(listen).toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
  expect(heard.size).toBe(0);
});

it.each([0.5, 1_500.5, '10', 0, Infinity])(
  'timeoutMs of %j is refused at start-up',
  (timeoutMs) => {
    expect(() => setUp({ timeoutMs: timeoutMs as number })).toThrow(/timeoutMs/);
  },
);

describe('an error that resists being read', () => {
  const throwing = (name: string): object =>
    Object.defineProperty({}, name, {
      get: () => {
        throw new Error('access-sandbox-1 with the secret');
      },
    });
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const hostile: [string, object][] = [
    ['a revoked proxy', revoked()],
    ['message', throwing('message')],
    ['name', throwing('name')],
    ['stack', throwing('stack')],
    ['response', throwing('response')],
    ['data', { response: throwing('data') }],
    ['error_code', { response: { data: throwing('error_code') } }],
    ['then', throwing('then')],
  ];

  it.each(hostile)('of Plaid’s client is a 502 like any other (%s)', async (_, thrown) => {
    const { ask, problems } = setUp({ plaid: portOf(vi.fn().mockRejectedValue(thrown)) });
    expect((await ask(LINK)).status).toBe(502);
    expect(problems).toMatchObject([{ errorCode: 'NO_ANSWER' }]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it.each(hostile)('of the app’s own is told to its log all the same (%s)', async (_, thrown) => {
    const { ask, problems } = setUp({ findItem: vi.fn().mockRejectedValue(thrown) });
    expect((await ask(LINK)).status).toBe(500);
    expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', status: 500 }]);
    expect(JSON.stringify(problems)).not.toContain('access-sandbox');
  });
});

it('G8: an id that cannot be one takes the same way as an unknown one, and never reaches the database', async () => {
  const findItem = vi.fn<(itemId: string) => null>(() => null);
  const { ask } = setUp({ findItem });
  const unknown = await ask(LINK);
  const malformed = ['a\0', 'a\nb', '\ud800', 'x'.repeat(201), '', null, 7, {}, ['a']];
  for (const item_id of malformed) {
    findItem.mockClear();
    expect(await ask(LINK, { body: JSON.stringify({ item_id }) })).toEqual(unknown);
    // One look into the database, for an id that is not the request's.
    expect(findItem.mock.calls.map(([itemId]) => itemId)).toEqual(['malformed-item-id']);
  }
});

it('G8: an id that cannot be one is nobody’s, even where the app finds an Item for whatever it is asked', async () => {
  const { ask } = setUp({ findItem: () => ({ accessToken: 'access-x', clientUserId: 'ada' }) });
  expect((await ask(LINK, { body: JSON.stringify({ item_id: 'a\0' }) })).status).toBe(404);
});

describe('a log that fails', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('disk full'))],
  ])('%s: the answer is the same, and nothing is left unhandled', async (_name, onError) => {
    const { ask } = setUp({ plaid: portOf(refuses('API_ERROR', 'X')), onError });
    expect((await ask(LINK)).status).toBe(502);
  });
});

it('a trusted origin may send the headers that the app’s provider adds', async () => {
  const { handler } = setUp({ trustedOrigins: ['https://web.test'] });
  const { headers } = await handler(
    new Request(`https://app.test/api/plaid${LINK}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://web.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-tenant',
      },
    }),
  );
  expect(headers.get('access-control-allow-headers')).toBe('content-type,x-tenant');
});

it.each(['/api/../plaid', '/api/./plaid', '/caf\u00e9', '/api?x', '/api#x', '/api\\plaid', '/a"b'])(
  'a basePath that no URL can have is named at start-up: %s',
  (basePath) => {
    expect(() => setUp({ basePath })).toThrow(/basePath/);
  },
);

it.each(['/api/caf%C3%A9', '/api/v1.2/plaid', '/~ada/plaid'])(
  'a basePath as URLs have it is served: %s',
  async (basePath) => {
    const { handler } = setUp({ basePath });
    const url = `https://app.test${basePath}${LINK}`;
    expect((await handler(new Request(url, requestFor(LINK)))).status).toBe(200);
  },
);

it('options may be an object of a class, whose functions use `this`', async () => {
  class Options {
    readonly plaid = portOf(says({ link_token: 'link-1' }));
    readonly linkToken = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
    readonly #user = 'ada';
    authenticate(): string {
      return this.#user;
    }
    findItem(_: string, clientUserId: string): { accessToken: string; clientUserId: string } {
      return { accessToken: `access-of-${this.#user}`, clientUserId };
    }
  }
  const handler = createRelinkHandler<string>(new Options());
  expect((await handler(requestFor(LINK))).status).toBe(200);
});

it('a basePath of "/" mounts the routes at the root', async () => {
  const { handler } = setUp({ basePath: '/' });
  const { url, ...rest } = { url: `https://app.test${LINK}`, method: 'POST' };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ item_id: 'item-1' });
  expect((await handler(new Request(url, { ...rest, headers, body }))).status).toBe(200);
});

describe('settings that a function gives', () => {
  it('are checked at each call, and named in the log only', async () => {
    const linkToken = () => ({ clientName: 'x'.repeat(31), countryCodes: ['US'], language: 'en' });
    const { ask, problems } = setUp({ linkToken });
    const { status, body } = await ask(LINK);
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('client')]);
    expect(problems).toMatchObject([
      { errorCode: 'invalid_options', message: expect.stringContaining('clientName') as string },
    ]);
  });
});

it('no options at all is a wiring mistake like any other', () => {
  let thrown: unknown;
  try {
    createRelinkHandler(undefined as never);
  } catch (error) {
    thrown = error;
  }
  expect(isRelinkError(thrown) && thrown.message).toContain('`options` is missing');
});
