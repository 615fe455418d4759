import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createServerApp, LINK } from '../support/server-app';
import { clientThat, refuses, says } from '../support/stub-plaid-client';

describe('the signed-in user', () => {
  it.each([null, undefined, false, '', 0])(
    'the handler 401s where authenticate gives %j',
    async (nobody) => {
      const plaid = vi.fn(says({ link_token: 'link-1' }));
      const { ask } = createServerApp().setUp({
        authenticate: () => nobody as never,
        plaid: clientThat(plaid),
      });
      expect((await ask(LINK)).status).toBe(401);
      expect(plaid).not.toHaveBeenCalled();
    },
  );

  it.each<[string, unknown]>([
    ['true', true],
    ['a Response', Response.redirect('https://app.test/login')],
    ['an Error', new Error('no session')],
    ['an array', []],
  ])(
    'G8: %s is no user, so that no Item is looked up and no token minted',
    async (_name, nobody) => {
      const findItem = vi.fn(() => ({ accessToken: 'access-sandbox-1', clientUserId: 'ada' }));
      const { ask, problems } = createServerApp().setUp({
        authenticate: () => nobody as never,
        findItem,
      });
      expect((await ask(LINK)).status).toBe(500);
      expect(findItem).not.toHaveBeenCalled();
      expect(problems[0]?.message).toContain('authenticate gave no user');
    },
  );

  it('the handler 413s for a body that is too large, also where authenticate left a clone unread', async () => {
    const { ask } = createServerApp().setUp({
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

  it('the handler lets authenticate read the body from a clone, and 500s where it reads the request itself', async () => {
    const cloned = createServerApp().setUp({
      authenticate: async (request) => ((await request.clone().text()) ? 'ada' : null),
    });
    expect((await cloned.ask(LINK)).status).toBe(200);
    const eaten = createServerApp().setUp({
      authenticate: async (request) => ((await request.text()) ? 'ada' : null),
    });
    expect((await eaten.ask(LINK)).status).toBe(500);
    expect(eaten.problems[0]?.message).toContain('request.clone()');
  });
});

describe('a client that disconnects', () => {
  it('the handler mints no token for a client that disconnected before Plaid was called', async () => {
    const gone = new AbortController();
    const plaid = vi.fn(says({ link_token: 'link-1' }));
    const { ask, problems } = createServerApp().setUp({
      plaid: clientThat(plaid),
      findItem() {
        gone.abort();
        return { accessToken: 'access-sandbox-1', clientUserId: 'ada' };
      },
    });
    expect((await ask(LINK, { signal: gone.signal })).status).toBe(499);
    expect(plaid).not.toHaveBeenCalled();
    expect(problems).toEqual([]);
  });

  it('the handler stops waiting for Plaid when the client disconnects', async () => {
    const gone = new AbortController();
    const { ask, problems } = createServerApp().setUp({
      plaid: clientThat(() => {
        gone.abort();
        return new Promise(() => {});
      }),
    });
    expect((await ask(LINK, { signal: gone.signal })).status).toBe(499);
    expect(problems).toEqual([]);
  });

  it('the handler 400s, and logs nothing, where the client disconnects in the middle of its body', async () => {
    const { ask, problems } = createServerApp().setUp();
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    const answer = await ask(LINK, { body, ...{ duplex: 'half' } });
    expect(answer.status).toBe(400);
    expect(problems).toEqual([]);
  });
});

it('an answered request leaves no listener and no timer', async () => {
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
  const { handler, requestFor } = createServerApp().setUp();
  const request = requestFor(LINK);
  Object.defineProperty(request, 'signal', { value: signal });
  expect((await handler(request)).status).toBe(200);
  expect(listen).toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
  expect(heard.size).toBe(0);
});

it('G8: a malformed item_id gets the answer of an unknown one, and never reaches the database', async () => {
  const findItem = vi.fn<(itemId: string) => null>(() => null);
  const { ask } = createServerApp().setUp({ findItem });
  const unknown = await ask(LINK);
  const malformed = ['a\0', 'a\nb', '\ud800', 'x'.repeat(201), '', null, 7, {}, ['a']];
  for (const item_id of malformed) {
    findItem.mockClear();
    expect(await ask(LINK, { body: JSON.stringify({ item_id }) })).toEqual(unknown);
    // One look into the database, for an id that is not the request's.
    expect(findItem.mock.calls.map(([itemId]) => itemId)).toEqual(['malformed-item-id']);
  }
});

it('G8: a malformed item_id gets a 404, even where findItem finds an Item for any id', async () => {
  const { ask } = createServerApp().setUp({
    findItem: () => ({ accessToken: 'access-x', clientUserId: 'ada' }),
  });
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
  ])(
    'the handler gives the same answer where its onError %s, and leaves no rejection unhandled',
    async (_name, onError) => {
      const { ask } = createServerApp().setUp({
        plaid: clientThat(refuses('API_ERROR', 'X')),
        onError,
      });
      expect((await ask(LINK)).status).toBe(502);
    },
  );
});

it('a trusted origin may send the headers that the app’s provider adds', async () => {
  const { handler } = createServerApp().setUp({ trustedOrigins: ['https://web.test'] });
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
