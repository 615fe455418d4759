import { describe, expect, it } from 'vitest';
import { createRelinkHandler, isRelinkError } from 'react-plaid-relink/server';
import { createServerApp, LINK, ORIGIN } from '../support/server-app';
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

it('createRelinkHandler() without options names the missing options', () => {
  let thrown: unknown;
  try {
    createRelinkHandler(undefined as never);
  } catch (error) {
    thrown = error;
  }
  expect(isRelinkError(thrown) && thrown.message).toContain('`options` is missing');
});
