import { describe, expect, it } from 'vitest';
import { createRelinkHandler, createRelinkService, isRelinkError } from 'react-plaid-relink/server';
import { createServerApp, LINK, ORIGIN, PUBLIC } from '../support/server-app';
import { clientThat, says } from '../support/stub-plaid-client';

it.each([0.5, 1_500.5, '10', 0, Infinity])(
  'createRelinkHandler() refuses a timeoutMs of %j',
  (timeoutMs) => {
    expect(() => createServerApp().setUp({ timeoutMs: timeoutMs as number })).toThrow(/timeoutMs/);
  },
);

it.each(['/api/../plaid', '/api/./plaid', '/caf\u00e9', '/api?x', '/api#x', '/api\\plaid', '/a"b'])(
  'createRelinkHandler() refuses the basePath %s, which no URL can have',
  (basePath) => {
    expect(() => createServerApp().setUp({ basePath })).toThrow(/basePath/);
  },
);

it.each(['/api/caf%C3%A9', '/api/v1.2/plaid', '/~ada/plaid'])(
  'the handler serves the percent-encoded or dotted basePath %s',
  async (basePath) => {
    const { handler, requestFor } = createServerApp().setUp({ basePath });
    const url = `https://app.test${basePath}${LINK}`;
    expect((await handler(new Request(url, requestFor(LINK)))).status).toBe(200);
  },
);

it('options may be an instance of a class whose methods use `this`', async () => {
  class Options {
    readonly plaid = clientThat(says({ link_token: 'link-1' }));
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
  expect((await handler(createServerApp().requestFor(LINK))).status).toBe(200);
});

it('a basePath of "/" mounts the routes at the root', async () => {
  const { handler, requestFor } = createServerApp().setUp({ basePath: '/' });
  const request = new Request(`${ORIGIN}${LINK}`, requestFor(LINK));
  expect((await handler(request)).status).toBe(200);
});

describe('settings that a function gives', () => {
  it('settings that a linkToken function returns are checked at each call, and named in the log only', async () => {
    const linkToken = () => ({ clientName: 'x'.repeat(31), countryCodes: ['US'], language: 'en' });
    const { ask, problems } = createServerApp().setUp({ linkToken });
    const { status, body } = await ask(LINK);
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('client')]);
    expect(problems).toMatchObject([
      { errorCode: 'invalid_options', message: expect.stringContaining('clientName') as string },
    ]);
  });
});

describe('plaid', () => {
  it.each([
    ['itemGet', /`plaid` has no method itemGet\(\), which says how an Item is/],
    ['linkTokenCreate', /`plaid` has no method linkTokenCreate\(\), which mints/],
  ])('a client without %s is refused at start-up by the name of the method', (method, rule) => {
    const app = createServerApp();
    const plaid = { ...app.plaid.client(), [method]: undefined };
    expect(() => app.setUp({ plaid })).toThrow(rule);
  });

  it('a wrapper of the client that logs each call is taken, be it a class that is filled at run time or a Proxy', async () => {
    const app = createServerApp();
    const client = app.plaid.client();
    const called: string[] = [];
    const wrap = (name: string): unknown => {
      const method: unknown = Reflect.get(client, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown => {
        called.push(name);
        return Reflect.apply(method, client, args);
      };
    };
    class Logging {
      readonly client = client;
      constructor() {
        for (const name of ['itemGet', 'linkTokenCreate']) Reflect.set(this, name, wrap(name));
      }
    }
    const proxy = new Proxy(client, { get: (_client, name) => wrap(String(name)) });
    for (const plaid of [new Logging(), proxy]) {
      const { ask } = app.setUp({ plaid: plaid as typeof client });
      expect((await ask(LINK)).status).toBe(200);
    }
    expect(called).toEqual(['linkTokenCreate', 'linkTokenCreate']);
  });
});

describe('publicTokens', () => {
  it('the handler answers as where there is no such route if publicTokens is false, and its client then needs no such method', async () => {
    const app = createServerApp();
    const { itemCreatePublicToken: _, ...plaid } = app.plaid.client();
    const { ask } = app.setUp({ publicTokens: false, plaid });
    const [off, none] = [await ask(PUBLIC, { user: 'visitor' }), await ask('/no/such/route')];
    expect([off.status, off.text, [...off.headers]]).toEqual([404, none.text, [...none.headers]]);
    expect((await ask(LINK)).status).toBe(200);
    expect((await app.setUp({ plaid }).ask(PUBLIC)).status).toBe(404);
    expect(() => app.setUp({ plaid, publicTokens: true })).toThrow(
      /has no method itemCreatePublicToken\(\).*leave publicTokens out/,
    );

    const { findItem } = app.options;
    const linkToken = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
    const service = createRelinkService({ plaid, findItem, linkToken, publicTokens: false });
    await expect(
      service.createPublicToken('ada', { itemId: app.items.ada.itemId }),
    ).rejects.toMatchObject({ status: 404, body: { error_code: 'NOT_FOUND' } });
  });
});

describe('a linkToken function that returns null', () => {
  it.each([
    ['a purpose', { purpose: 'consent' }, 403],
    ['account selection', { account_selection_enabled: true }, 403],
    ['Hosted Link', { hosted_link: true }, 403],
    ['nothing that the app refuses', {}, 200],
  ])('the handler answers a request for %s', async (_, fields, status) => {
    const app = createServerApp();
    const settings = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
    const { ask } = app.setUp({
      linkToken: (_item, _user, _request, { purpose, hostedLink }) =>
        purpose === 'repair' && !hostedLink ? settings : null,
    });
    const body = JSON.stringify({ item_id: app.items.ada.itemId, ...fields });
    const answer = await ask(LINK, { body });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ error_code: 'NOT_ALLOWED' });
    expect(app.countOf(LINK)).toBe(status === 200 ? 1 : 0);
    expect(app.problems).toEqual([]);
  });

  it('a linkToken function that forgets to return is a mistake in the app, and no refusal', async () => {
    const app = createServerApp();
    const { ask } = app.setUp({ linkToken: () => undefined as never });
    expect((await ask(LINK)).status).toBe(500);
    expect(app.problems).toMatchObject([{ errorCode: 'invalid_options' }]);
  });
});

it.each<[string, object]>([
  ['userId', { userId: 'id' }],
  ['clientUserIdOf', { clientUserIdOf: 'id' }],
  ['onRequest', { onRequest: true }],
  ['onLimiterDown', { onLimiterDown: 'deny' }],
  ['publicTokens', { publicTokens: 'no' }],
])('createRelinkHandler() refuses a wrong %s, with advice', (option, overrides) => {
  expect(() => createServerApp().setUp(overrides)).toThrow(
    new RegExp(`\`${option}\` must be .+\\. `),
  );
});

it('createRelinkHandler() without options names the missing options', () => {
  let thrown: unknown;
  try {
    createRelinkHandler(undefined as never);
  } catch (error) {
    thrown = error;
  }
  expect(isRelinkError(thrown) && thrown.message).toContain('`options` is missing');
});
