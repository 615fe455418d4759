import { beforeEach, expect, it } from 'vitest';
import { createHealthSource, type HealthSource } from '../../src/core/item/health-source';
import type { ItemHealth } from '../../src/core/types';

const healthOf = (errorCode: string | null = null): ItemHealth => ({
  state: errorCode ? 'needs_update' : 'healthy',
  remedy: errorCode ? 'relink' : 'none',
  errorCode,
  consentExpiresAt: null,
  institutionName: null,
});

interface Request {
  itemId: string;
  fresh: boolean;
  answer: (health: ItemHealth) => void;
  fail: (error: Error) => void;
}
let requests: Request[];
let source: HealthSource;
beforeEach(() => {
  requests = [];
  source = createHealthSource(
    (itemId, fresh) =>
      new Promise((answer, fail) => void requests.push({ itemId, fresh, answer, fail })),
  );
});

it('concurrent health requests of a page for one Item share one request', async () => {
  const both = [source.fetch('item-a'), source.fetch('item-a')];
  void source.fetch('item-b');
  expect(requests.map(({ itemId, fresh }) => [itemId, fresh])).toEqual([
    ['item-a', false],
    ['item-b', false],
  ]);
  const health = healthOf();
  requests[0]?.answer(health);
  expect(await Promise.all(both)).toEqual([health, health]);
});

it('a health request that is over is not shared: the next one asks again', async () => {
  const failed = source.fetch('item-a');
  requests[0]?.fail(new Error('told by the test'));
  await expect(failed).rejects.toThrow('told by the test');
  void source.fetch('item-a');
  expect(requests).toHaveLength(2);
});

it('an invalidated Item gets a fresh health request beside the one under way, and later callers share the fresh one', async () => {
  const before = source.fetch('item-a');
  source.invalidate('item-a');
  const after = source.fetch('item-a');
  expect(requests.map(({ fresh }) => fresh)).toEqual([false, true]);
  requests[0]?.answer(healthOf('ITEM_LOGIN_REQUIRED'));
  expect((await before).state).toBe('needs_update');
  const later = source.fetch('item-a');
  expect(requests).toHaveLength(2);
  requests[1]?.answer(healthOf());
  expect(await after).toBe(await later);
});

it('G4: a health answer counts for its own Item alone, and a value from elsewhere counts for none', async () => {
  const asked = source.fetch('item-a');
  requests[0]?.answer(healthOf());
  const health = await asked;
  expect(source.isAnswer(health, 'item-a')).toBe(true);
  expect(source.isAnswer(health, 'item-b')).toBe(false);
  expect(source.isAnswer({ ...health }, 'item-a')).toBe(false);
  expect(source.isAnswer(undefined, 'item-a')).toBe(false);
});

it('G4: two equal health answers about one Item are the same, but a value from elsewhere never equals an answer', async () => {
  const answers: ItemHealth[] = [];
  for (const itemId of ['item-a', 'item-a', 'item-b']) {
    const asked = source.fetch(itemId);
    requests.at(-1)?.answer(healthOf());
    answers.push(await asked);
  }
  const [one, equal, other] = answers;
  expect(source.isSameAnswer(one, equal)).toBe(true);
  expect(source.isSameAnswer(one, other)).toBe(false);
  expect(source.isSameAnswer(one, healthOf())).toBe(false);
  expect(source.isSameAnswer(healthOf(), healthOf())).toBe(false);
  expect(source.isSameAnswer(undefined, one)).toBe(false);
});
