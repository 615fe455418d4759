import { beforeEach, expect, it } from 'vitest';
import { createHealthSource, type HealthSource } from '../../src/core/item/health-source';
import type { ItemHealth } from '../../src/core/types';
import { createFakeEnvironment, type FakeEnvironment } from '../support/fake-environment';

const healthOf = (errorCode: string | null = null, checkedAt?: Date): ItemHealth => ({
  state: errorCode ? 'needs_update' : 'healthy',
  remedy: errorCode ? 'relink' : 'none',
  errorCode,
  consentExpiresAt: null,
  institutionName: null,
  checkedAt,
});

interface Request {
  itemIds: readonly string[];
  fresh: boolean;
  answer: (itemId: string, health: ItemHealth) => void;
  fail: (itemId: string, error: Error) => void;
}
let env: FakeEnvironment;
let requests: Request[];
let initial: Map<string, ItemHealth>;
let source: HealthSource;
beforeEach(() => {
  env = createFakeEnvironment();
  requests = [];
  initial = new Map();
  source = createHealthSource({
    env,
    fetchItems(itemIds, fresh) {
      const settlers = new Map(itemIds.map((itemId) => [itemId, deferred()]));
      const of = (itemId: string) => {
        const settler = settlers.get(itemId);
        if (!settler) throw new Error(`Item ${itemId} is not in this request.`);
        return settler;
      };
      requests.push({
        itemIds,
        fresh,
        answer: (itemId, health) => of(itemId).resolve(health),
        fail: (itemId, error) => of(itemId).reject(error),
      });
      return (itemId) => of(itemId).promise;
    },
    readInitial: (itemId) => initial.get(itemId) ?? null,
    hasAnswer: () => false,
  });
});

function deferred() {
  let resolve: (health: ItemHealth) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<ItemHealth>((...settlers) => ([resolve, reject] = settlers));
  return { promise, resolve, reject };
}
const sent = () => requests.map(({ itemIds, fresh }) => ({ itemIds: [...itemIds], fresh }));

it('the health of all Items that are asked for in one tick is one request, with each Item once', async () => {
  const asked = [source.fetch('item-a'), source.fetch('item-b'), source.fetch('item-a')];
  await env.pass(0);
  expect(sent()).toEqual([{ itemIds: ['item-a', 'item-b'], fresh: false }]);
  const [a, b] = [healthOf(), healthOf('ITEM_LOGIN_REQUIRED')];
  requests[0]?.answer('item-b', b);
  requests[0]?.answer('item-a', a);
  expect(await Promise.all(asked)).toEqual([a, b, a]);
});

it('a health request asks for at most 100 Items', async () => {
  for (let index = 0; index < 250; index += 1) void source.fetch(`item-${index}`);
  await env.pass(0);
  expect(requests.map(({ itemIds }) => itemIds.length)).toEqual([100, 100, 50]);
});

it('a health request that is under way is shared, and the failure of one Item is its own', async () => {
  const asked = [source.fetch('item-a'), source.fetch('item-b')];
  await env.pass(0);
  const later = source.fetch('item-a');
  await env.pass(0);
  expect(requests).toHaveLength(1);
  requests[0]?.fail('item-b', new Error('told by the test'));
  requests[0]?.answer('item-a', healthOf());
  expect(await later).toBe(await asked[0]);
  await expect(asked[1]).rejects.toThrow('told by the test');
});

it('a health request that is over is not shared: the next one asks again', async () => {
  const failed = source.fetch('item-a');
  await env.pass(0);
  requests[0]?.fail('item-a', new Error('told by the test'));
  await expect(failed).rejects.toThrow('told by the test');
  void source.fetch('item-a');
  await env.pass(0);
  expect(requests).toHaveLength(2);
});

it('an invalidated Item gets a fresh health request beside the one under way, and later callers share the fresh one', async () => {
  const before = source.fetch('item-a');
  await env.pass(0);
  source.invalidate('item-a');
  const after = source.fetch('item-a');
  await env.pass(0);
  expect(requests.map(({ fresh }) => fresh)).toEqual([false, true]);
  requests[0]?.answer('item-a', healthOf('ITEM_LOGIN_REQUIRED'));
  expect((await before).state).toBe('needs_update');
  const later = source.fetch('item-a');
  await env.pass(0);
  expect(requests).toHaveLength(2);
  requests[1]?.answer('item-a', healthOf());
  expect(await after).toBe(await later);
});

it('an Item stays invalidated where its fresh request fails, so that the next one is fresh too', async () => {
  source.invalidate('item-a');
  const failed = source.fetch('item-a');
  await env.pass(0);
  requests[0]?.fail('item-a', new Error('told by the test'));
  await expect(failed).rejects.toThrow('told by the test');
  void source.fetch('item-a');
  await env.pass(0);
  expect(requests.map(({ fresh }) => fresh)).toEqual([true, true]);
});

it('a health request from before a relink is not joined after it, and those after it share one', async () => {
  void source.fetch('item-a');
  await env.pass(0);
  source.outdate('item-a');
  const after = source.fetch('item-a');
  source.outdate('item-a');
  expect(source.fetch('item-a')).toBe(after);
  await env.pass(0);
  expect(sent()).toEqual([
    { itemIds: ['item-a'], fresh: false },
    { itemIds: ['item-a'], fresh: false },
  ]);
});

it('a burst of news about an Item sends one fresh request at a time, and the last one is asked for after the last news', async () => {
  const asked: Promise<ItemHealth>[] = [];
  for (let count = 0; count < 50; count += 1) {
    source.invalidate('item-a');
    asked.push(source.fetch('item-a'));
    await env.pass(20);
  }
  expect(requests).toHaveLength(1);
  requests[0]?.answer('item-a', healthOf('ITEM_LOGIN_REQUIRED'));
  await env.pass(0);
  expect(sent()).toEqual(Array(2).fill({ itemIds: ['item-a'], fresh: true }));
  requests[1]?.answer('item-a', healthOf());
  expect((await Promise.all(asked)).map(({ state }) => state)).toEqual([
    'needs_update',
    ...Array<string>(49).fill('healthy'),
  ]);
  await env.pass(0);
  expect(requests).toHaveLength(2);
});

it('news about an Item does not wait for a fresh request from before a relink', async () => {
  source.invalidate('item-a');
  void source.fetch('item-a');
  await env.pass(0);
  source.invalidate('item-a');
  void source.fetch('item-a');
  await env.pass(0);
  expect(requests).toHaveLength(1);
  source.outdate('item-a');
  await env.pass(0);
  expect(requests).toHaveLength(2);
});

it('invalidated Items are asked for with one fresh request, beside the usual one of the same tick', async () => {
  for (const itemId of ['item-a', 'item-b', 'item-c']) void source.fetch(itemId);
  source.invalidate('item-a');
  source.invalidate('item-c');
  await env.pass(0);
  expect(sent()).toEqual([
    { itemIds: ['item-b'], fresh: false },
    { itemIds: ['item-a', 'item-c'], fresh: true },
  ]);
});

it('an invalidation of every Item counts once for each, also for one that mounts later', async () => {
  void source.fetch('item-a');
  await env.pass(0);
  source.invalidate();
  for (const itemId of ['item-a', 'item-b']) void source.fetch(itemId);
  await env.pass(0);
  for (const request of requests.slice(1)) {
    for (const itemId of request.itemIds) request.answer(itemId, healthOf());
  }
  await env.pass(0);
  for (const itemId of ['item-a', 'item-b']) void source.fetch(itemId);
  await env.pass(0);
  expect(sent().slice(1)).toEqual([
    { itemIds: ['item-a', 'item-b'], fresh: true },
    { itemIds: ['item-a', 'item-b'], fresh: false },
  ]);
});

it('a reload tells the listeners of the Item, a reload of all tells all, and neither tells those that are gone', () => {
  const told: string[] = [];
  source.listen('item-a', () => told.push('a'));
  const stop = source.listen('item-b', () => told.push('b'));
  source.reload('item-b');
  source.reload();
  stop();
  source.reload();
  source.reload('item-c');
  expect(told).toEqual(['b', 'a', 'b', 'a']);
});

it('young initial health answers the first question about its Item, and no other', async () => {
  const health = healthOf(null, new Date(env.wallNow() - 60_000));
  initial.set('item-a', health);
  expect(source.initial('item-a', true)).toBe(health);
  expect(await source.fetch('item-a')).toBe(health);
  expect(source.isAnswer(health, 'item-a')).toBe(true);
  void source.fetch('item-a');
  await env.pass(0);
  expect(sent()).toEqual([{ itemIds: ['item-a'], fresh: false }]);
});

it.each([
  ['is older than a minute', () => new Date(env.wallNow() - 60_001)],
  ['does not say when Plaid was asked', () => undefined],
  ['is from the future, by a clock that is wrong', () => new Date(env.wallNow() + 60_001)],
])('initial health that %s is shown, and its Item is asked for at once', async (_, checkedAt) => {
  initial.set('item-a', healthOf(null, checkedAt()));
  expect(source.initial('item-a', true)?.state).toBe('healthy');
  void source.fetch('item-a');
  await env.pass(0);
  expect(requests).toHaveLength(1);
});

it('initial health of an invalidated Item answers nothing', async () => {
  initial.set('item-a', healthOf(null, new Date(env.wallNow())));
  source.invalidate();
  void source.fetch('item-a');
  await env.pass(0);
  expect(requests[0]?.fresh).toBe(true);
});

it('G4: a health answer counts for its own Item alone, and a value from elsewhere counts for none', async () => {
  const asked = source.fetch('item-a');
  await env.pass(0);
  requests[0]?.answer('item-a', healthOf());
  const health = await asked;
  expect(source.isAnswer(health, 'item-a')).toBe(true);
  expect(source.isAnswer(health, 'item-b')).toBe(false);
  expect(source.isAnswer({ ...health }, 'item-a')).toBe(false);
  expect(source.isAnswer(undefined, 'item-a')).toBe(false);
});

it('G4: two health answers about one Item that differ in their time alone are the same, but a value from elsewhere never equals an answer', async () => {
  const answers: ItemHealth[] = [];
  for (const itemId of ['item-a', 'item-a', 'item-b']) {
    const asked = source.fetch(itemId);
    await env.pass(0);
    requests.at(-1)?.answer(itemId, healthOf(null, new Date(answers.length)));
    answers.push(await asked);
  }
  const [one, equal, other] = answers;
  expect(source.isSameAnswer(one, equal)).toBe(true);
  expect(source.isSameAnswer(one, other)).toBe(false);
  expect(source.isSameAnswer(one, healthOf())).toBe(false);
  expect(source.isSameAnswer(healthOf(), healthOf())).toBe(false);
  expect(source.isSameAnswer(undefined, one)).toBe(false);
});
