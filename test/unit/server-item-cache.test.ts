import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createServerApp, ITEM, type ServerApp } from '../support/server-app';

let plaid: ServerApp['plaid'];
let items: ServerApp['items'];
let problems: ServerApp['problems'];
let setUp: ServerApp['setUp'];
let countOf: ServerApp['countOf'];
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const app = createServerApp();
  ({ plaid, items, problems, setUp, countOf } = app);
  app.own('bob', items.ada);
  app.own('ada', items.bob);
});

describe('the rate of /item/get', () => {
  it('concurrent health requests for an Item share one call to Plaid', async () => {
    const { ask } = setUp();
    const answers = await Promise.all([ask(ITEM), ask(ITEM), ask(ITEM, { user: 'bob' })]);
    expect(answers.map(({ body }) => body.health)).toEqual(['healthy', 'healthy', 'healthy']);
    expect(countOf(ITEM)).toBe(1);
  });

  it('a health request within 4 seconds gets the last answer, and a later one asks Plaid again', async () => {
    const { ask } = setUp();
    await ask(ITEM);
    plaid.breakItem(items.ada.itemId);
    await vi.advanceTimersByTimeAsync(3_999);
    expect((await ask(ITEM)).body.health).toBe('healthy');
    await vi.advanceTimersByTimeAsync(1);
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    expect(countOf(ITEM)).toBe(2);
  });

  const fresh = { headers: { 'cache-control': 'no-cache' } };

  it('G10: a health request with no-cache waits until Plaid may be asked again', async () => {
    const { ask } = setUp();
    await ask(ITEM);
    plaid.breakItem(items.ada.itemId);
    await vi.advanceTimersByTimeAsync(1_000);
    const asked = [ask(ITEM, fresh), ask(ITEM, { ...fresh, user: 'bob' })];
    await vi.advanceTimersByTimeAsync(2_999);
    expect(countOf(ITEM)).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const healths = (await Promise.all(asked)).map(({ body }) => body.health);
    expect(healths).toEqual(['needs_update', 'needs_update']);
    // They shared it, and whoever needs no more gets it too.
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    expect(countOf(ITEM)).toBe(2);
  });

  it('a health request with no-cache is answered at once where Plaid was not asked before', async () => {
    expect((await setUp().ask(ITEM, fresh)).status).toBe(200);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('G10: a health request with no-cache does not join a call that began before it', async () => {
    const answers: ((error: null | object) => void)[] = [];
    const { ask } = setUp({
      plaid: {
        ...plaid.client(),
        itemGet: () =>
          new Promise((resolve) => {
            answers.push((error) => resolve({ data: { item: { error } } }));
          }),
      },
    });
    const old = ask(ITEM);
    await vi.advanceTimersByTimeAsync(1_000);
    const now = ask(ITEM, fresh);
    await vi.advanceTimersByTimeAsync(3_000);
    answers[0]?.({ error_code: 'ITEM_LOGIN_REQUIRED' });
    answers[1]?.(null);
    expect((await old).body.health).toBe('needs_update');
    expect((await now).body.health).toBe('healthy');
    // The newer answer is the one that is kept.
    expect((await ask(ITEM)).body.health).toBe('healthy');
  });

  it('a health request that waits and disconnects leaves no timer and causes no call', async () => {
    const { ask } = setUp();
    await ask(ITEM);
    const leaving = new AbortController();
    const asked = ask(ITEM, { ...fresh, signal: leaving.signal });
    await vi.advanceTimersByTimeAsync(10);
    leaving.abort();
    expect((await asked).status).toBe(499);
    expect(vi.getTimerCount()).toBe(0);
    expect(countOf(ITEM)).toBe(1);
  });

  it('invalidateHealth() makes the next health request ask Plaid again', async () => {
    const { handler, ask } = setUp();
    expect((await ask(ITEM)).body.health).toBe('healthy');
    plaid.breakItem(items.ada.itemId);
    expect((await ask(ITEM)).body.health).toBe('healthy');
    handler.invalidateHealth(items.ada.itemId);
    expect((await ask(ITEM)).body.health).toBe('needs_update');
  });

  it('invalidateHealth() finds an Item by Plaid’s id and by the app’s, in whatever spelling either was asked', async () => {
    const { itemId, accessToken } = items.ada;
    const findItem = (_: string, clientUserId: string) => ({ accessToken, clientUserId });
    const { handler, ask } = setUp({ findItem });
    const spellings = ['Row-Á1', 'row-a1 ', 'ROW-A1', itemId, itemId.toUpperCase()];
    let calls = 0;
    for (const asked of spellings) {
      for (const invalidated of ['row-a1', itemId]) {
        if (asked.toLowerCase() === itemId && invalidated !== itemId) continue;
        await ask(ITEM, { itemId: asked });
        handler.invalidateHealth(invalidated);
        await ask(ITEM, { itemId: asked });
        calls += 1;
      }
    }
    expect(countOf(ITEM)).toBe(calls + 1);
  });

  it('G4: the same itemId with another access token gets an answer of its own', async () => {
    plaid.breakItem(items.bob.itemId);
    let which: 'ada' | 'bob' = 'ada';
    const { ask } = setUp({
      findItem: (_, clientUserId) => ({ accessToken: items[which].accessToken, clientUserId }),
    });
    expect((await ask(ITEM)).body.health).toBe('healthy');
    which = 'bob';
    expect((await ask(ITEM)).body.health).toBe('needs_update');
  });

  it('G4: users who share an itemId get an answer each, once in 4 seconds', async () => {
    // Such as an id that counts from 1 for every user.
    const { ask } = setUp({
      findItem: (_, clientUserId) => ({
        accessToken: items[clientUserId === 'ada' ? 'ada' : 'bob'].accessToken,
        clientUserId,
      }),
    });
    plaid.breakItem(items.bob.itemId);
    for (let round = 0; round < 3; round += 1) {
      expect((await ask(ITEM, { user: 'ada' })).body.health).toBe('healthy');
      expect((await ask(ITEM, { user: 'bob' })).body.health).toBe('needs_update');
    }
    expect(countOf(ITEM)).toBe(2);
  });

  it('G4: another Item gets its own health', async () => {
    plaid.breakItem(items.bob.itemId);
    const { ask } = setUp();
    expect((await ask(ITEM)).body).toMatchObject({ health: 'healthy', item_id: items.ada.itemId });
    expect((await ask(ITEM, { itemId: items.bob.itemId })).body).toMatchObject({
      health: 'needs_update',
    });
  });

  it.each([
    ['maintenance', { errorCode: 'PLANNED_MAINTENANCE' }, 503],
    ['an internal error of Plaid’s', { errorCode: 'INTERNAL_SERVER_ERROR' }, 502],
    ['a lost connection', { networkError: true }, 502],
  ])(
    'a health request that fails by %s is asked once in 4 seconds, and the next ones share it',
    async (_, fault, status) => {
      const { ask } = setUp();
      plaid.failNext(ITEM, fault);
      for (let call = 0; call < 20; call += 1) expect((await ask(ITEM)).status).toBe(status);
      expect(countOf(ITEM)).toBe(1);
      // One that wants a newer answer waits for it.
      const asked = ask(ITEM, fresh);
      await vi.advanceTimersByTimeAsync(4_000);
      expect((await asked).status).toBe(200);
      expect((await ask(ITEM)).status).toBe(200);
      expect(countOf(ITEM)).toBe(2);
    },
  );

  it('Plaid’s rate limit is shared with the next health requests, since another call would only prolong it', async () => {
    const { ask } = setUp();
    plaid.failNext(ITEM, { errorCode: 'RATE_LIMIT' });
    expect((await ask(ITEM)).status).toBe(429);
    expect((await ask(ITEM)).status).toBe(429);
    expect(countOf(ITEM)).toBe(1);
    await vi.advanceTimersByTimeAsync(4_000);
    expect((await ask(ITEM)).status).toBe(200);
  });

  it('a shared call goes on when its clients disconnect, and its answer serves the next one', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    let answer = (): void => {};
    const { ask } = setUp({
      plaid: {
        ...plaid.client(),
        itemGet(_, options) {
          signals.push(options?.signal);
          return new Promise((resolve) => {
            answer = () => resolve({ data: { item: { error: null } } });
          });
        },
      },
    });
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [ask(ITEM, { signal: first.signal }), ask(ITEM, { signal: second.signal })];
    await vi.advanceTimersByTimeAsync(0);
    first.abort();
    expect((await asked[0])?.status).toBe(499);
    second.abort();
    expect((await asked[1])?.status).toBe(499);
    expect(signals[0]?.aborted).toBe(false);

    const third = ask(ITEM);
    await vi.advanceTimersByTimeAsync(0);
    answer();
    expect((await third).status).toBe(200);
    expect(signals).toHaveLength(1);
  });

  it.each([
    ['at any age', {}],
    ['from now on', fresh],
  ])(
    'G8: clients that ask for an answer %s and disconnect cause one call in 4 seconds',
    async (_, fields) => {
      const client = plaid.client();
      const { ask } = setUp({
        rateLimit: false,
        plaid: {
          ...client,
          async itemGet(request) {
            await new Promise((resolve) => setTimeout(resolve, 100));
            return client.itemGet(request);
          },
        },
      });
      for (let storm = 0; storm < 3; storm += 1) {
        for (let index = 0; index < 9; index += 1) {
          const leaving = new AbortController();
          const asked = ask(ITEM, { ...fields, signal: leaving.signal });
          await vi.advanceTimersByTimeAsync(10);
          leaving.abort();
          expect((await asked).status).toBe(499);
        }
        await vi.advanceTimersByTimeAsync(4_000);
        expect(countOf(ITEM)).toBe(storm + 1);
      }
    },
  );

  it('each health request 504s after its own timeout and leaves no timer', async () => {
    const { ask } = setUp({
      plaid: { ...plaid.client(), itemGet: () => new Promise(() => {}) },
      timeoutMs: 1_000,
    });
    const early = ask(ITEM);
    await vi.advanceTimersByTimeAsync(900);
    const late = ask(ITEM);
    await vi.advanceTimersByTimeAsync(100);
    expect((await early).status).toBe(504);
    await vi.advanceTimersByTimeAsync(900);
    expect((await late).status).toBe(504);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('G10: an Item that shares no account is not healthy, although /item/get reports no error', async () => {
    const { accessToken } = plaid.createItem({ accountCount: 0 });
    const { ask } = setUp({ findItem: (_, clientUserId) => ({ accessToken, clientUserId }) });
    const { body } = await ask(ITEM);
    expect(body).toMatchObject({ health: 'needs_update', remedy: 'relink_with_accounts' });
    expect(countOf(ITEM)).toBe(1);
  });

  it('the health of an Item whose product has no accounts is that of /item/get', async () => {
    plaid.failNext('/accounts/get', { errorCode: 'INVALID_FIELD' });
    expect((await setUp().ask(ITEM)).body).toMatchObject({ health: 'healthy' });
    expect(problems).toEqual([]);
  });
});
