import { beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import {
  createMemoryRecords,
  createRelinkHandler,
  createRelinkService,
  isRelinkError,
  isRelinkServiceError,
  type LinkTokenSettings,
  type RelinkService,
  type RelinkServiceOptions,
} from 'react-plaid-relink/server';
import {
  createServerApp,
  ITEM,
  ITEMS,
  LINK,
  PUBLIC,
  RELINKED,
  type ServerApp,
} from '../support/server-app';

let app: ServerApp;
let itemId: string;
let options: RelinkServiceOptions<string>;
let service: RelinkService<string>;
beforeEach(() => {
  app = createServerApp();
  ({ itemId } = app.items.ada);
  const { plaid, findItem, onError } = app.options;
  options = {
    plaid,
    findItem,
    onError,
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en', hostedLink: true },
    records: createMemoryRecords(),
  };
  service = createRelinkService(options);
});

async function failure(call: Promise<unknown>) {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!isRelinkServiceError(thrown)) throw new Error('It is no RelinkServiceError.');
  return thrown;
}

describe('the service', () => {
  it('each function resolves to the body that the handler answers with', async () => {
    const { ask } = app.setUp(options);
    const alike = (body: object) => Object.keys(body).sort();
    const post = async (path: string, fields: object) =>
      (await ask(path, { body: JSON.stringify(fields) })).body;
    expect(alike(await service.createPublicToken('ada', { itemId }))).toEqual(
      alike(await post(PUBLIC, { item_id: itemId })),
    );
    const input = { itemId, accountSelection: true, hostedLink: true, purpose: 'accounts' };
    const fields = { account_selection_enabled: true, hosted_link: true, purpose: 'accounts' };
    const minted = await service.createLinkToken('ada', input);
    expect(alike(minted)).toEqual(alike(await post(LINK, { item_id: itemId, ...fields })));
    expect(minted.hosted_link_url).toMatch(/^https:/);
    const health = await service.getItem('ada', { itemId });
    expect({ ...health, request_id: undefined }).toEqual({
      ...(await post(ITEM, { item_id: itemId })),
      request_id: undefined,
    });
    expect(await service.getItems('ada', [itemId])).toEqual(
      await post(ITEMS, { item_ids: [itemId] }),
    );
    const report = { item_id: itemId, link_session_id: 's-1' };
    expect(alike(await service.reportRelink('ada', { itemId, linkSessionId: 's-1' }))).toEqual(
      alike(await post(RELINKED, report)),
    );
  });

  it('a failed call rejects with the status and the body that the handler answers with', async () => {
    const { ask } = app.setUp(options);
    for (const id of [app.items.bob.itemId, 'unknown', 'a\0b']) {
      const { status, body } = await failure(service.getItem('ada', { itemId: id }));
      const answer = await ask(ITEM, { itemId: id });
      expect([status, body]).toEqual([404, answer.body]);
    }
    app.plaid.failNext(LINK, { errorCode: 'ITEM_LOCKED' });
    const refused = await failure(service.createLinkToken('ada', { itemId }));
    expect(refused).toMatchObject({
      name: 'RelinkServiceError',
      status: 409,
      body: { error_code: 'ITEM_LOCKED', remedy: 'visit_bank' },
      retryAfterMs: null,
    });
    expect(refused.message).toContain('409 ITEM_LOCKED');
    expect(app.problems).toMatchObject([{ route: LINK, status: 409, errorCode: 'ITEM_LOCKED' }]);
  });

  it('the user’s own errors of input are 400, and say what to do', async () => {
    const tooMany = Array.from({ length: 101 }, (_, index) => `item-${index}`);
    for (const call of [
      service.getItems('ada', []),
      service.getItems('ada', tooMany),
      service.createLinkToken('ada', { itemId, purpose: 'my purpose' }),
      service.reportRelink('ada', { itemId, linkSessionId: '' }),
    ]) {
      const { status, body } = await failure(call);
      expect([status, body.error_code]).toEqual([400, 'INVALID_FIELD']);
    }
    expect(app.plaid.requests).toEqual([]);
  });

  it('an id alone in place of the input is 400, and not an unknown Item', async () => {
    const given = itemId as never;
    for (const call of [
      service.getItem('ada', given),
      service.createLinkToken('ada', given),
      service.createPublicToken('ada', given),
      service.createHostedLink('ada', given),
      service.reportRelink('ada', given),
      service.getItem(itemId, undefined as never),
      service.getItems('ada', [itemId], 'fresh' as never),
    ]) {
      const { status, message } = await failure(call);
      expect(status).toBe(400);
      expect(message).toContain('The input must be an object, such as { itemId }.');
    }
    expect(app.calls.findItem).toEqual([]);
  });

  it.each([
    [null, 401],
    ['', 401],
    [true, 500],
    [[], 500],
    [new Response(), 500],
  ])('G8: a call with %s as user is refused before findItem', async (user, status) => {
    const call = service.getItem(user as string, { itemId });
    expect((await failure(call)).status).toBe(status);
    expect(app.calls.findItem).toEqual([]);
  });

  it('the rate limit refuses a call with the time to wait', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- As rate-limiter-flexible says it.
    const rateLimit = { consume: () => Promise.reject({ msBeforeNext: 20_000 }) };
    service = createRelinkService({ ...options, rateLimit });
    const { status, retryAfterMs } = await failure(service.createLinkToken('ada', { itemId }));
    expect([status, retryAfterMs]).toEqual([429, 20_000]);
  });

  it('a call whose signal aborts stops', async () => {
    const caller = new AbortController();
    service = createRelinkService({ ...options, findItem: () => new Promise(() => {}) });
    const asked = service.getItem('ada', { itemId, signal: caller.signal });
    caller.abort();
    expect((await failure(asked)).status).toBe(499);
    expect((await failure(service.getItem('ada', { itemId, signal: caller.signal }))).status).toBe(
      499,
    );
  });

  it('fresh asks Plaid though the record is young, and invalidateHealth does so once', async () => {
    await service.getItem('ada', { itemId });
    app.plaid.breakItem(itemId);
    expect((await service.getItem('ada', { itemId })).health).toBe('healthy');
    service.invalidateHealth(itemId);
    expect((await service.getItem('ada', { itemId })).health).toBe('needs_update');
    const machine = createRelinkService(options);
    expect((await machine.getItem('ada', { itemId, fresh: true })).health).toBe('needs_update');
    expect(app.countOf(ITEM)).toBe(3);
  });

  it('onHealth and onRelinked are called, and no call waits for them', async () => {
    const heard: string[] = [];
    service = createRelinkService({
      ...options,
      onHealth: ({ user }) => void heard.push(`health of ${user}`),
      onRelinked: ({ linkSessionId }) => void heard.push(`relinked in ${linkSessionId}`),
    });
    await service.reportRelink('ada', { itemId, linkSessionId: 's-1' });
    await Promise.resolve();
    expect(heard).toEqual(['health of ada', 'relinked in s-1']);
  });

  it('a linkToken function gets the request that the call was given, or null', async () => {
    const settings: LinkTokenSettings = {
      clientName: 'Acme',
      countryCodes: ['US'],
      language: 'en',
    };
    const linkToken = vi.fn(() => settings);
    service = createRelinkService({ ...options, linkToken });
    const request = new Request('https://app.test/');
    await service.createLinkToken('ada', { itemId });
    await service.createLinkToken('ada', { itemId, request });
    const requested = {
      purpose: 'repair',
      accountSelection: false,
      hostedLink: false,
      platform: 'web',
    };
    const item = expect.objectContaining({ clientUserId: 'ada' }) as object;
    expect(linkToken.mock.calls).toEqual([
      [item, 'ada', null, requested],
      [item, 'ada', request, requested],
    ]);
  });

  it('the types say that a service may have no request, and that the handler has one', () => {
    const settings: LinkTokenSettings = {
      clientName: 'Acme',
      countryCodes: ['US'],
      language: 'en',
    };
    createRelinkService({
      ...options,
      linkToken(_item, user, request) {
        expectTypeOf(request).toEqualTypeOf<Request | null>();
        expectTypeOf(user).toEqualTypeOf<string>();
        return settings;
      },
    });
    createRelinkHandler({
      ...app.options,
      linkToken(_item, _user, request) {
        expectTypeOf(request).toEqualTypeOf<Request>();
        return settings;
      },
    });
    createRelinkService({
      plaid: options.plaid,
      // @ts-expect-error -- A function that needs a request is no function for a service.
      linkToken: (_item, _user, request: Request) => (request.url ? settings : settings),
      findItem: (_itemId: string, user: string) => ({
        accessToken: 'access-sandbox-1',
        clientUserId: user,
        row: 1,
      }),
      onHealth({ item, user }) {
        expectTypeOf(item.row).toEqualTypeOf<number>();
        expectTypeOf(user).toEqualTypeOf<string>();
      },
    });
  });

  it.each<[string, object]>([
    ['plaid', { plaid: {} }],
    ['findItem', { findItem: undefined }],
    ['linkToken', { linkToken: undefined }],
    ['rateLimit', { rateLimit: {} }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['records', { records: {} }],
    ['records', { records: { read() {} } }],
    ['records', { records: null }],
    ['healthMaxAgeMs', { healthMaxAgeMs: -1 }],
    ['healthMaxAgeMs', { healthMaxAgeMs: Number.POSITIVE_INFINITY }],
    ['healthMaxAgeMs', { healthMaxAgeMs: '60000' }],
    ['expiringDays', { expiringDays: Number.NaN }],
    ['expiringDays', { expiringDays: 367 }],
    ['onRelinked', { onRelinked: 'function' }],
    ['onHealth', { onHealth: {} }],
    ['waitUntil', { waitUntil: true }],
  ])('createRelinkService() and createRelinkHandler() name a mistake in %s', (name, overrides) => {
    for (const create of [
      () => createRelinkService({ ...options, ...overrides }),
      () => createRelinkHandler({ ...app.options, ...overrides }),
    ]) {
      let thrown: unknown;
      try {
        create();
      } catch (error) {
        thrown = error;
      }
      expect(isRelinkError(thrown) && thrown.code).toBe('invalid_options');
      expect(String(thrown)).toContain(name);
    }
  });
});
