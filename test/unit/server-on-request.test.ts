import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRelinkService, type RelinkRequestEvent } from 'react-plaid-relink/server';
import { eventually } from '../support/eventually';
import {
  createServerApp,
  ITEM,
  ITEMS,
  LINK,
  RELINKED,
  type ServerApp,
} from '../support/server-app';
import { shortHash } from '../../src/server/http/short-hash';

let app: ServerApp;
let events: RelinkRequestEvent[];
const onRequest = (event: RelinkRequestEvent): void => void events.push(event);
beforeEach(() => {
  app = createServerApp();
  events = [];
});
const untilTold = (count: number): Promise<void> =>
  eventually(() => expect(events).toHaveLength(count));

const SETTINGS = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
const FACTS = { itemId: null, itemIdHash: null, items: null, requestId: null, plaidMs: 0 };

describe('onRequest', () => {
  it('onRequest hears of a token, with the user, the Item, and how long it took, and without the token', async () => {
    const { ask, items } = app.setUp({ onRequest });
    const { body } = await ask(LINK);
    await untilTold(1);
    expect(events[0]).toEqual({
      route: LINK,
      outcome: 'ok',
      status: 200,
      errorCode: null,
      userId: 'ada',
      itemId: items.ada.itemId,
      itemIdHash: null,
      items: null,
      requestId: body.request_id,
      durationMs: expect.any(Number) as number,
      plaidMs: expect.any(Number) as number,
      at: expect.any(Date) as Date,
    });
    expect(JSON.stringify(events)).not.toMatch(/(?:access|link|public)-sandbox/);
  });

  it.each<[string, number, string, Parameters<ServerApp['requestFor']>, object]>([
    ['no user', 401, 'UNAUTHORIZED', [LINK, { user: 'visitor' }], { userId: null }],
    [
      'a foreign origin',
      403,
      'INVALID_ORIGIN',
      [LINK, { headers: { origin: 'https://evil.test' } }],
      { userId: null },
    ],
    ['no route', 404, 'NOT_FOUND', ['/access-sandbox-1', {}], { userId: null, route: null }],
    ['another method', 405, 'INVALID_METHOD', [LINK, { method: 'PUT' }], { userId: null }],
    ['a large body', 413, 'INVALID_BODY', [LINK, { body: 'x'.repeat(5_000) }], {}],
    ['another type', 415, 'INVALID_HEADERS', [LINK, { headers: { 'content-type': 'text/x' } }], {}],
    ['an unknown field', 400, 'UNKNOWN_FIELDS', [LINK, { body: '{"user":"bob"}' }], {}],
    ['an id that is none', 404, 'ITEM_NOT_FOUND', [LINK, { body: '{"item_id":7}' }], {}],
    [
      'an unknown Item',
      404,
      'ITEM_NOT_FOUND',
      [LINK, { itemId: 'unknown' }],
      { itemIdHash: shortHash('unknown') },
    ],
  ])('onRequest hears that a request with %s was refused', async (_, status, code, asked, more) => {
    const { handler } = app.setUp({ onRequest });
    expect((await handler(app.requestFor(...asked))).status).toBe(status);
    await untilTold(1);
    expect(events[0]).toMatchObject({
      ...FACTS,
      route: LINK,
      userId: 'ada',
      outcome: 'refused',
      status,
      errorCode: code,
      ...more,
    });
    expect(app.problems).toEqual([]);
  });

  it('onRequest hears of the limit, for an own Item with its id, for others with a hash', async () => {
    const { ask, items } = app.setUp({ onRequest });
    for (let call = 0; call < 61; call += 1) await ask(LINK);
    for (let call = 0; call < 61; call += 1) await ask(LINK, { itemId: items.bob.itemId });
    await untilTold(122);
    const limited = events.filter(({ outcome }) => outcome === 'limited');
    expect(limited).toMatchObject([
      { status: 429, errorCode: 'RATE_LIMIT', itemId: items.ada.itemId, itemIdHash: null },
      { status: 429, itemId: null, itemIdHash: shortHash(items.bob.itemId) },
    ]);
  });

  it('onRequest hears what failed: Plaid, the app, the limiter', async () => {
    const { ask } = app.setUp({ onRequest });
    app.plaid.failNext(LINK, { errorCode: 'RATE_LIMIT' });
    await ask(LINK);
    await app
      .setUp({ onRequest, findItem: () => Promise.reject(new Error('no database')) })
      .ask(LINK);
    const rateLimit = { consume: () => Promise.reject(new Error('no Redis')) };
    await app.setUp({ onRequest, rateLimit, onLimiterDown: 'refuse' }).ask(LINK);
    await untilTold(3);
    expect(events.map(({ outcome, status, errorCode }) => [outcome, status, errorCode])).toEqual([
      ['failed', 429, 'RATE_LIMIT'],
      ['failed', 500, 'APP_ERROR'],
      ['failed', 503, 'RATE_LIMIT_UNAVAILABLE'],
    ]);
    expect(events[0]?.requestId).toEqual(expect.any(String));
  });

  it('onRequest hears of a client that disconnects', async () => {
    const leaving = new AbortController();
    const findItem = (): null => {
      leaving.abort();
      return null;
    };
    await app
      .setUp({ onRequest, findItem, rateLimit: false })
      .ask(LINK, { signal: leaving.signal });
    await app.setUp({ onRequest }).ask(LINK, { signal: leaving.signal });
    await untilTold(2);
    expect(events[1]).toMatchObject({ outcome: 'aborted', status: 499, userId: null });
  });

  it('onRequest hears of each Item that is asked for at once', async () => {
    const { ask, items } = app.setUp({ onRequest });
    const ids = [items.ada.itemId, items.bob.itemId, 'a\0'];
    await ask(ITEMS, { body: JSON.stringify({ item_ids: ids }) });
    await untilTold(1);
    const refused = { outcome: 'refused', status: 404, errorCode: 'ITEM_NOT_FOUND', itemId: null };
    expect(events[0]).toMatchObject({ ...FACTS, plaidMs: expect.any(Number) as number, items: {} });
    expect(events[0]).toMatchObject({ route: ITEMS, outcome: 'ok', status: 200, userId: 'ada' });
    expect(events[0]?.items).toEqual([
      { outcome: 'ok', status: 200, errorCode: null, itemId: items.ada.itemId, itemIdHash: null },
      { ...refused, itemIdHash: shortHash(items.bob.itemId) },
      { ...refused, itemIdHash: null },
    ]);
  });

  it('onRequest measures the wait for Plaid apart from the wait for the app, and once for Items that wait together', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const later = <Value>(ms: number, value: Value): Promise<Value> =>
      new Promise((resolve) => setTimeout(resolve, ms, value));
    const { ask, items } = app.setUp({
      onRequest,
      plaid: {
        itemCreatePublicToken: () => later(0, { data: null }),
        linkTokenCreate: () => later(0, { data: null }),
        itemGet: () => later(500, { data: { item: { error: null } } }),
      },
      findItem: (itemId, clientUserId) =>
        later(300, { accessToken: `access-sandbox-${itemId}`, clientUserId }),
    });
    void ask(ITEMS, { body: JSON.stringify({ item_ids: [items.ada.itemId, items.bob.itemId] }) });
    await vi.advanceTimersByTimeAsync(800);
    expect(events).toMatchObject([{ durationMs: 800, plaidMs: 500 }]);
  });

  it('onRequest names users and Items by userId, else by clientUserId', async () => {
    const user = { id: 'ada', name: 'Ada' };
    const findItem = () => ({ accessToken: app.items.ada.accessToken, clientUserId: 'customer-1' });
    const { plaid } = app.options;
    const base = { plaid, linkToken: SETTINGS, onRequest };
    const unnamed = createRelinkService<object>({ ...base, findItem });
    await unnamed.getItem(user, { itemId: 'x' });
    await unnamed.getItems(user, ['x', 'y']);
    const named = createRelinkService<typeof user>({
      ...base,
      findItem,
      userId: ({ id }) => id,
    });
    await named.getItem(user, { itemId: 'x' });
    await untilTold(3);
    expect(events.map(({ userId }) => userId)).toEqual(['customer-1', 'customer-1', 'ada']);
  });

  it('G7: onRequest gets no token, also where the app calls its users by their session’s token', async () => {
    const user = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';
    const { plaid } = app.options;
    const findItem = () => ({ accessToken: app.items.ada.accessToken, clientUserId: 'customer-1' });
    const service = createRelinkService<string>({
      ...{ plaid, findItem, onRequest },
      linkToken: SETTINGS,
    });
    await service.getItem(user, { itemId: 'x' });
    await untilTold(1);
    expect(events[0]).toMatchObject({ userId: '[redacted]', itemId: 'x' });
  });

  it('a service tells onRequest of its calls, and of those that it refuses', async () => {
    const { plaid, findItem } = app.options;
    const requests: (Request | null)[] = [];
    const service = createRelinkService<string>({
      plaid,
      findItem,
      linkToken: SETTINGS,
      onRequest(event, request) {
        events.push(event);
        requests.push(request);
      },
    });
    const itemId = app.items.ada.itemId;
    const request = app.requestFor(LINK);
    await service.createLinkToken('ada', { itemId, request });
    await service.reportRelink('ada', { itemId });
    await service.getItem('', { itemId }).catch(() => {});
    await untilTold(3);
    expect(events.map(({ route, status }) => [route, status])).toEqual([
      [LINK, 200],
      [RELINKED, 200],
      [ITEM, 401],
    ]);
    expect(requests).toEqual([request, null, null]);
  });

  it('onRequest hears of a refused pre-flight, and not of a granted one', async () => {
    const { handler } = app.setUp({ onRequest, trustedOrigins: ['https://web.test'] });
    const preflight = (origin: string) =>
      handler(app.requestFor(LINK, { method: 'OPTIONS', headers: { origin }, body: null }));
    expect((await preflight('https://web.test')).status).toBe(204);
    expect((await preflight('https://evil.test')).status).toBe(403);
    await untilTold(1);
    expect(events).toMatchObject([{ status: 403 }]);
  });

  it('the answer does not wait for onRequest, which waitUntil keeps alive', async () => {
    const kept: Promise<void>[] = [];
    let end = (): void => {};
    const { ask } = app.setUp({
      onRequest: () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
      waitUntil: (work) => void kept.push(work),
    });
    expect((await ask(LINK)).status).toBe(200);
    expect(kept).toHaveLength(1);
    end();
    await kept[0];
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no audit log');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no audit log'))],
  ])('an onRequest that %s fails no answer, and onError hears of it', async (_, fails) => {
    const { ask } = app.setUp({ onRequest: fails });
    expect((await ask(LINK, { user: 'visitor' })).status).toBe(401);
    await eventually(() => expect(app.problems).toHaveLength(1));
    expect(app.problems).toMatchObject([{ route: LINK, status: 401, errorCode: 'APP_ERROR' }]);
    expect(app.problems[0]?.message).toContain('onRequest failed');
  });
});
