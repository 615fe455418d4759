import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryRecords, type RelinkHandlerOptions } from 'react-plaid-relink/server';
import {
  createServerApp,
  ITEM,
  ITEMS,
  type OwnedFakeItem,
  type ServerApp,
} from '../support/server-app';

let app: ServerApp;
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  app = createServerApp();
});

const own = (count: number): OwnedFakeItem[] =>
  Array.from({ length: count }, () => {
    const item = app.plaid.createItem();
    app.own('ada', item);
    return item;
  });

function setUp(overrides: Partial<RelinkHandlerOptions<string>> = {}) {
  const { ask, ...rest } = app.setUp(overrides);
  const askAll = async (item_ids: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(ITEMS, { body: JSON.stringify({ item_ids }), headers });
    return { ...answer, items: answer.body.items as Record<string, unknown>[] };
  };
  return { ask, askAll, ...rest };
}
const idsOf = (items: readonly OwnedFakeItem[]): string[] => items.map(({ itemId }) => itemId);

describe('many Items at once', () => {
  it('a page of 100 Items is one request, and no call to Plaid while the records are young', async () => {
    const items = own(100);
    app.plaid.breakItem(items[42]?.itemId ?? '');
    const { ask, askAll } = setUp({ records: createMemoryRecords() });
    const first = await askAll(idsOf(items));
    expect(first.status).toBe(200);
    expect(first.items.map(({ item_id }) => item_id)).toEqual(idsOf(items));
    expect(first.items.filter(({ health }) => health !== 'healthy')).toMatchObject([
      { item_id: items[42]?.itemId, health: 'needs_update', remedy: 'relink' },
    ]);
    expect(app.countOf(ITEM)).toBe(100);
    await vi.advanceTimersByTimeAsync(30_000);
    const second = await askAll(idsOf(items));
    expect(second.items.map(({ health }) => health)).toEqual(
      first.items.map(({ health }) => health),
    );
    expect((await ask(ITEM, { itemId: items[42]?.itemId ?? '' })).body).toEqual(second.items[42]);
    expect(app.countOf(ITEM)).toBe(100);
  });

  it('G8: foreign, unknown and malformed ids get the error of a single request, each in its place', async () => {
    const { ask, askAll } = setUp();
    const [mine] = own(1);
    const ids = [
      app.items.bob.itemId,
      'unknown',
      mine?.itemId,
      '',
      'a\0b',
      '__proto__',
      'x'.repeat(300),
    ];
    const single = await ask(ITEM, { itemId: 'unknown' });
    expect(single.status).toBe(404);
    const { status, items } = await askAll(ids);
    expect(status).toBe(200);
    expect(items).toEqual(
      ids.map((item_id) =>
        item_id === mine?.itemId
          ? (expect.objectContaining({ item_id, health: 'healthy' }) as unknown)
          : { item_id, error: single.body },
      ),
    );
    expect(app.countOf(ITEM)).toBe(1);
    // Each is looked up, so that none takes longer than another.
    expect(app.calls.findItem).toHaveLength(ids.length + 1);
  });

  it.each<[string, unknown]>([
    ['no ids', []],
    ['101 ids', Array.from({ length: 101 }, (_, index) => `item-${index}`)],
    ['an id twice', ['item-1', 'item-2', 'item-1']],
    ['a number', ['item-1', 7]],
    ['null', ['item-1', null]],
    ['a list in the list', [['item-1']]],
    ['a text', 'item-1'],
    ['an object', { 0: 'item-1', length: 1 }],
    ['nothing', undefined],
  ])('the handler 400s for %s, and looks up no Item', async (_name, ids) => {
    const { askAll } = setUp();
    const { status, body, text } = await askAll(ids);
    expect([status, body.error_code]).toEqual([400, 'INVALID_FIELD']);
    expect(body.error_message).toContain('1 to 100 different texts');
    expect(text).not.toContain('item-1');
    expect(app.calls.findItem).toEqual([]);
  });

  it('the handler 400s for an item_id beside the ids, and 413s for a body above 32 KiB', async () => {
    const { ask } = setUp();
    const body = JSON.stringify({ item_ids: ['a'], item_id: 'b' });
    expect((await ask(ITEMS, { body })).body).toMatchObject({ error_code: 'UNKNOWN_FIELDS' });
    const long = JSON.stringify({ item_ids: ['x'.repeat(33_000)] });
    expect((await ask(ITEMS, { body: long })).status).toBe(413);
    const usual = Array.from({ length: 100 }, (_, index) => `${'x'.repeat(197)}${100 + index}`);
    expect((await ask(ITEMS, { body: JSON.stringify({ item_ids: usual }) })).status).toBe(200);
  });

  it('the rate limit counts each Item, and refuses only those over it', async () => {
    const [first, second] = own(2);
    const seen: string[] = [];
    const { askAll } = setUp({
      rateLimit: {
        consume(key) {
          seen.push(key);
          return seen.length === 1
            ? // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- As rate-limiter-flexible says it.
              Promise.reject({ msBeforeNext: 1 })
            : Promise.resolve();
        },
      },
    });
    const { status, items } = await askAll([first?.itemId, second?.itemId]);
    expect(status).toBe(200);
    expect(items).toMatchObject([{ error: { error_code: 'RATE_LIMIT' } }, { health: 'healthy' }]);
    expect(new Set(seen).size).toBe(2);
  });

  it('at most 20 Items are looked up and asked for at the same time', async () => {
    const items = own(100);
    let [now, most] = [0, 0];
    const counted = async <Value>(work: () => Promise<Value>): Promise<Value> => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const value = await work();
      now -= 1;
      return value;
    };
    const client = app.plaid.client();
    const { askAll } = setUp({
      plaid: { ...client, itemGet: (request) => counted(() => client.itemGet(request)) },
    });
    const asked = askAll(idsOf(items));
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).items.every(({ health }) => health === 'healthy')).toBe(true);
    expect(most).toBe(20);
  });

  it('an Item that could not be asked in time has its own error, and the others have their answer', async () => {
    const items = own(5);
    const slow = items[1]?.accessToken;
    const client = app.plaid.client();
    const { askAll, problems } = setUp({
      timeoutMs: 1_000,
      plaid: {
        ...client,
        itemGet: (request, options) =>
          request.access_token === slow ? new Promise(() => {}) : client.itemGet(request, options),
      },
    });
    const asked = askAll(idsOf(items));
    await vi.advanceTimersByTimeAsync(1_000);
    const answer = await asked;
    expect(answer.status).toBe(200);
    expect(answer.items.map(({ health, error }) => health ?? error)).toEqual([
      'healthy',
      expect.objectContaining({ error_code: 'INTERNAL_SERVER_ERROR' }),
      'healthy',
      'healthy',
      'healthy',
    ]);
    expect(problems).toMatchObject([{ errorCode: 'TIMEOUT', route: ITEMS }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('an outage is one line in the log, however many Items it fails', async () => {
    const items = own(30);
    app.plaid.failNext(ITEM, { errorCode: 'PLANNED_MAINTENANCE', times: 30 });
    const { askAll, problems } = setUp();
    const answer = await askAll(idsOf(items));
    expect(answer.items.every(({ error }) => error !== undefined)).toBe(true);
    expect(problems).toHaveLength(1);
  });

  it('a findItem that fails for one Item leaves the others', async () => {
    const [first, second] = own(2);
    const { askAll, problems } = setUp({
      findItem(itemId, user) {
        if (itemId === first?.itemId) throw new Error('deadlock');
        return app.options.findItem(itemId, user);
      },
    });
    const { items, text } = await askAll([first?.itemId, second?.itemId]);
    expect(items).toMatchObject([
      { error: { error_code: 'INTERNAL_SERVER_ERROR' } },
      { health: 'healthy' },
    ]);
    expect(text).not.toContain('deadlock');
    expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', cause: { message: 'deadlock' } }]);
  });

  it('a client that disconnects ends all questions', async () => {
    const client = new AbortController();
    const body = JSON.stringify({ item_ids: idsOf(own(100)) });
    const findItem = vi.fn(() => new Promise<null>((resolve) => setTimeout(resolve, 50, null)));
    const { ask } = setUp({ findItem });
    const asked = ask(ITEMS, { body, signal: client.signal });
    await vi.advanceTimersByTimeAsync(10);
    client.abort();
    expect((await asked).status).toBe(499);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(findItem).toHaveBeenCalledTimes(20);
  });

  it('no-cache asks Plaid for each Item, once 4 seconds have passed', async () => {
    const items = own(40);
    const { askAll } = setUp({ records: createMemoryRecords() });
    await askAll(idsOf(items));
    for (const { itemId } of items) app.plaid.breakItem(itemId);
    const asked = askAll(idsOf(items), { 'cache-control': 'no-cache' });
    await vi.advanceTimersByTimeAsync(4_000);
    expect((await asked).items.every(({ health }) => health === 'needs_update')).toBe(true);
    expect(app.countOf(ITEM)).toBe(80);
  });

  it('G8: the handler 401s without a user', async () => {
    const { ask } = setUp();
    const body = JSON.stringify({ item_ids: [app.items.ada.itemId] });
    expect((await ask(ITEMS, { user: 'stranger', body })).status).toBe(401);
    expect(app.calls.findItem).toEqual([]);
  });
});
