import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createMemoryRecords,
  nextRecord,
  type ItemChange,
  type ItemHealthEvent,
  type ItemRecords,
  type RelinkHandlerOptions,
} from 'react-plaid-relink/server';
import { createServerApp, ITEM, LINK, PUBLIC, type ServerApp } from '../support/server-app';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FRESH = { headers: { 'cache-control': 'no-cache' } };

let app: ServerApp;
let records: ItemRecords;
let itemId: string;
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  app = createServerApp();
  records = createMemoryRecords();
  ({ itemId } = app.items.ada);
});

const setUp = (overrides: Partial<RelinkHandlerOptions<string>> = {}) =>
  app.setUp({ records, ...overrides });
const tell = (change: ItemChange, id = itemId) =>
  records.update(id, (record) => nextRecord(id, record, change));
const now = (): string => new Date().toISOString();
/** A webhook of now: the bank ends the connection in some days. */
const announce = (days: number, id = itemId) => {
  const until = new Date(Date.now() + days * DAY).toISOString();
  const flag = {
    kind: 'disconnect',
    since: now(),
    until,
    reason: 'INSTITUTION_MIGRATION',
  } as const;
  return tell({ type: 'webhook', at: now(), flag }, id);
};
const askedPlaid = (): number => app.countOf(ITEM);

describe('the health of an Item from its record', () => {
  it('a young record answers without a call to Plaid, on every machine', async () => {
    const machines = [setUp(), setUp(), setUp()];
    for (let second = 0; second < 59; second += 10) {
      for (const { ask } of machines) {
        expect((await ask(ITEM)).body).toMatchObject({ health: 'healthy', item_id: itemId });
      }
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(askedPlaid()).toBe(1);
    await setUp().ask(ITEM);
    expect(askedPlaid()).toBe(2);
  });

  it('an answer from a record has the fields of one from Plaid', async () => {
    const { ask } = setUp();
    const { request_id, ...fromPlaid } = (await ask(ITEM)).body;
    expect(request_id).toEqual(expect.any(String));
    await vi.advanceTimersByTimeAsync(MINUTE / 2);
    expect((await ask(ITEM)).body).toEqual(fromPlaid);
  });

  it('a minted token makes the next page view ask Plaid, though the record is young: the page may die in the middle of a relink', async () => {
    app.plaid.breakItem(itemId);
    const { ask } = setUp();
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    await vi.advanceTimersByTimeAsync(5_000);
    await ask(LINK);
    // The user goes through Link, and the page is gone before it hears of it.
    app.plaid.repairItem(itemId);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await setUp().ask(ITEM)).body.health).toBe('healthy');
    expect((await ask(ITEM)).body.health).toBe('healthy');
    expect(askedPlaid()).toBe(2);
  });

  it('no-cache asks Plaid though the record is young', async () => {
    const { ask } = setUp();
    await ask(ITEM);
    app.plaid.breakItem(itemId);
    await vi.advanceTimersByTimeAsync(4_000);
    expect((await ask(ITEM)).body.health).toBe('healthy');
    expect((await ask(ITEM, FRESH)).body.health).toBe('needs_update');
    expect((await ask(ITEM)).body.health).toBe('needs_update');
  });

  it('pages that ask with no-cache one after the other get an answer at once after invalidateHealth', async () => {
    const { ask, handler } = setUp();
    await ask(ITEM);
    app.plaid.breakItem(itemId);
    handler.invalidateHealth(itemId);
    for (let page = 0; page < 3; page += 1) {
      await vi.advanceTimersByTimeAsync(5);
      expect((await ask(ITEM, FRESH)).body.health).toBe('needs_update');
    }
    expect(askedPlaid()).toBe(4);
  });

  it('a healthMaxAgeMs of 0 asks Plaid each time, and still shows what webhooks said', async () => {
    const { ask } = setUp({ healthMaxAgeMs: 0 });
    await ask(ITEM);
    await vi.advanceTimersByTimeAsync(3_000);
    await announce(7);
    expect((await ask(ITEM)).body).toMatchObject({ health: 'expiring', flags: ['disconnect'] });
    await vi.advanceTimersByTimeAsync(4_000);
    await ask(ITEM);
    await vi.advanceTimersByTimeAsync(4_000);
    await ask(ITEM);
    expect(askedPlaid()).toBe(4);
  });

  it('an answer that the bank is unavailable is believed for a minute, however long others are', async () => {
    const { ask } = setUp({ healthMaxAgeMs: DAY });
    app.plaid.failNext(ITEM, { errorCode: 'INSTITUTION_DOWN' });
    expect((await ask(ITEM)).body.health).toBe('unavailable');
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
    expect((await ask(ITEM)).body.health).toBe('unavailable');
    await vi.advanceTimersByTimeAsync(1);
    expect((await ask(ITEM)).body.health).toBe('healthy');
    await vi.advanceTimersByTimeAsync(DAY - 1);
    await ask(ITEM);
    expect(askedPlaid()).toBe(2);
  });

  it('G13: an announced disconnect is shown while Plaid reports no error, with its end and its reason', async () => {
    await announce(7);
    await vi.advanceTimersByTimeAsync(2_000);
    const { body } = await setUp().ask(ITEM);
    expect(body).toMatchObject({
      health: 'expiring',
      remedy: 'relink',
      error_code: null,
      reason: 'INSTITUTION_MIGRATION',
      flags: ['disconnect'],
      consent_expiration_time: new Date(Date.now() + 7 * DAY - 2_000).toISOString(),
    });
    await vi.advanceTimersByTimeAsync(7 * DAY);
    expect((await setUp().ask(ITEM)).body).toMatchObject({ health: 'needs_update' });
  });

  it('G13: a webhook that comes within 4 seconds of a question is shown by the next answer', async () => {
    const { ask } = setUp();
    expect((await ask(ITEM)).body.health).toBe('healthy');
    await vi.advanceTimersByTimeAsync(1_000);
    await announce(7);
    expect((await ask(ITEM)).body).toMatchObject({ health: 'expiring' });
  });

  it('G13: an Item that a webhook says has changed is asked for at once, a few times a minute', async () => {
    const { ask } = setUp();
    await ask(ITEM);
    for (let count = 0; count < 6; count += 1) {
      await vi.advanceTimersByTimeAsync(1_500);
      app.plaid.breakItem(itemId);
      await tell({ type: 'webhook', at: now(), flag: null });
      const asked = ask(ITEM);
      await vi.advanceTimersByTimeAsync(0);
      if (count < 3) expect(askedPlaid()).toBe(count + 2);
      await vi.advanceTimersByTimeAsync(4_000);
      expect((await asked).body.health).toBe('needs_update');
    }
    expect(askedPlaid()).toBeLessThanOrEqual(15);
  });

  it('invalidateHealth() makes this process ask Plaid though the record is young', async () => {
    const { ask, handler } = setUp();
    await ask(ITEM);
    app.plaid.breakItem(itemId);
    handler.invalidateHealth(itemId);
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    expect(askedPlaid()).toBe(2);
  });

  it('a record of a machine whose clock is ahead is believed no longer than others', async () => {
    const at = new Date(Date.now() + 2 * MINUTE).toISOString();
    await tell({ type: 'answer', at, item: { error: null } });
    app.plaid.breakItem(itemId);
    expect((await setUp().ask(ITEM)).body.health).toBe('needs_update');
  });

  it('expiringDays says how long before its end a consent is expiring', async () => {
    const consentExpirationTime = new Date(Date.now() + 10 * DAY).toISOString();
    const item = app.plaid.createItem({ consentExpirationTime });
    app.own('ada', item);
    const asked = { itemId: item.itemId };
    expect((await setUp().ask(ITEM, asked)).body.health).toBe('healthy');
    const { ask } = setUp({ expiringDays: 11 });
    expect((await ask(ITEM, asked)).body.health).toBe('expiring');
    expect((await ask(ITEM, { ...asked, ...FRESH })).body.health).toBe('expiring');
  });

  it('G4: the same id of two users, with an Item each, has a record each under Plaid’s id', async () => {
    const { bob, ada } = app.items;
    const { ask } = setUp({
      findItem: (_, clientUserId) => {
        const item = clientUserId === 'ada' ? ada : bob;
        return { accessToken: item.accessToken, clientUserId, plaidItemId: item.itemId };
      },
    });
    app.plaid.breakItem(bob.itemId);
    for (const user of ['ada', 'bob', 'ada', 'bob']) {
      const { body } = await ask(ITEM, { user, itemId: 'row-1' });
      expect(body).toMatchObject({
        item_id: 'row-1',
        health: user === 'ada' ? 'healthy' : 'needs_update',
      });
    }
    expect(askedPlaid()).toBe(2);
  });
});

describe('flags of an app with a table of its own', () => {
  const flagged = (flags: unknown): Partial<RelinkHandlerOptions<string>> => ({
    findItem: (_, clientUserId) => ({
      accessToken: app.items.ada.accessToken,
      clientUserId,
      flags: flags as [],
    }),
  });

  it('the flags of findItem are merged without records', async () => {
    const flags = [{ kind: 'disconnect', since: now() }];
    const { ask } = app.setUp(flagged(flags));
    expect((await ask(ITEM)).body).toMatchObject({ health: 'expiring', flags: ['disconnect'] });
  });

  it('flags of findItem and of the record count both, and a reported relink ends both', async () => {
    await announce(7);
    const { ask } = setUp(flagged([{ kind: 'consent', since: now() }]));
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await ask(ITEM)).body).toMatchObject({
      health: 'needs_update',
      flags: ['disconnect', 'consent'],
    });
    await tell({ type: 'relink', at: now(), purpose: 'repair' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await ask(ITEM)).body).toMatchObject({ health: 'healthy', flags: [] });
  });

  it('a flag of findItem is void 48 hours after its end, if Plaid reports no error', async () => {
    const since = new Date(Date.now() - 10 * DAY).toISOString();
    const { ask } = app.setUp(flagged([{ kind: 'disconnect', since }]));
    expect((await ask(ITEM)).body).toMatchObject({ health: 'healthy', flags: [] });
  });

  it('flags that cannot be read are told to onError once a minute, and fail no request', async () => {
    const { ask, problems } = setUp(flagged([{ kind: 'disconnect', since: new Date() }]));
    for (let count = 0; count < 5; count += 1) expect((await ask(ITEM)).status).toBe(200);
    expect(problems).toHaveLength(1);
  });
});

describe('a store that fails', () => {
  const never = (): Promise<never> => new Promise(() => {});
  const down = (): Promise<never> => Promise.reject(new Error('ECONNREFUSED'));

  it.each([
    ['is down', down],
    ['never answers', never],
    [
      'throws',
      () => {
        throw new Error('no connection');
      },
    ],
  ])(
    'a store that %s lets the handler ask Plaid, and onError hears of it once a minute',
    async (_name, fail) => {
      app.plaid.breakItem(itemId);
      const { ask, problems } = setUp({ records: { read: fail, update: fail } });
      for (let count = 0; count < 3; count += 1) {
        const asked = ask(ITEM);
        await vi.advanceTimersByTimeAsync(2_000);
        expect((await asked).body).toMatchObject({ health: 'needs_update' });
        await vi.advanceTimersByTimeAsync(2_000);
      }
      expect(problems).toMatchObject([
        { errorCode: 'RECORDS_FAILED', message: expect.stringContaining('records.read') as string },
        {
          errorCode: 'RECORDS_FAILED',
          message: expect.stringContaining('records.update') as string,
        },
      ]);
    },
  );

  it.each([
    ['text', '{"version":1'],
    ['an older version', { version: 0, itemId: 'x' }],
    [
      'another Item’s record',
      nextRecord('other', null, { type: 'answer', at: '2999-01-01', item: { error: null } }),
    ],
    ['a list', []],
  ])('a stored value that is %s is treated as none and replaced', async (_name, value) => {
    app.plaid.breakItem(itemId);
    const stored = new Map<string, unknown>([[itemId, value]]);
    const { ask, problems } = setUp({
      records: {
        read: (id) => (stored.get(id) ?? null) as null,
        update: (id, change) => void stored.set(id, change((stored.get(id) ?? null) as null)),
      },
    });
    for (let count = 0; count < 3; count += 1)
      expect((await ask(ITEM)).body).toMatchObject({ health: 'needs_update' });
    expect(askedPlaid()).toBe(1);
    expect(problems).toMatchObject([{ errorCode: 'RECORDS_FAILED' }]);
    expect(stored.get(itemId)).toMatchObject({ version: 1, itemId });
  });

  it('a client that disconnects does not wait for the store', async () => {
    const client = new AbortController();
    const { ask } = setUp({ records: { read: never, update: never } });
    const asked = ask(ITEM, { signal: client.signal });
    await vi.advanceTimersByTimeAsync(10);
    client.abort();
    expect((await asked).status).toBe(499);
    expect(askedPlaid()).toBe(0);
  });
});

describe('an app with ids of its own', () => {
  it('a record of an Item without plaidItemId is kept under Plaid’s id, and the developer is told once', async () => {
    const { ask, problems } = setUp({
      findItem: (_, clientUserId) => ({ accessToken: app.items.ada.accessToken, clientUserId }),
    });
    await announce(7);
    for (let minute = 0; minute < 3; minute += 1) {
      const { body } = await ask(ITEM, { itemId: 'row-1' });
      expect(body).toMatchObject({ item_id: 'row-1', health: 'expiring' });
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('plaidItemId');
    expect(records.read('row-1')).toBeNull();
    expect(records.read(itemId)).toMatchObject({ checkedAt: expect.any(String) as string });
  });

  it('a young record of an Item with plaidItemId answers', async () => {
    const { ask, problems } = setUp({
      findItem: (_, clientUserId) => ({
        accessToken: app.items.ada.accessToken,
        clientUserId,
        plaidItemId: itemId,
      }),
    });
    await ask(ITEM, { itemId: 'row-1' });
    await vi.advanceTimersByTimeAsync(5_000);
    await ask(ITEM, { itemId: 'row-1' });
    expect(askedPlaid()).toBe(1);
    expect(problems).toEqual([]);
  });
});

describe('a token that Plaid refuses', () => {
  it.each([
    [LINK, 'USER_PERMISSION_REVOKED'],
    [PUBLIC, 'USER_PERMISSION_REVOKED'],
    [LINK, 'INSTITUTION_NO_LONGER_SUPPORTED'],
  ])(
    '%s refused with %s turns the health of a broken Item to new_link',
    async (path, errorCode) => {
      app.plaid.breakItem(itemId);
      const { ask } = setUp();
      expect((await ask(ITEM)).body.remedy).toBe('relink');
      await vi.advanceTimersByTimeAsync(1_000);
      app.plaid.failNext(path, { errorCode });
      expect((await ask(path)).body).toMatchObject({ error_code: errorCode, remedy: 'new_link' });
      expect((await ask(ITEM)).body).toMatchObject({ health: 'revoked', remedy: 'new_link' });
      await vi.advanceTimersByTimeAsync(DAY);
      expect((await ask(ITEM)).body).toMatchObject({ health: 'revoked', remedy: 'new_link' });
      await tell({ type: 'relink', at: now(), purpose: 'repair' });
      await vi.advanceTimersByTimeAsync(4_000);
      expect((await ask(ITEM)).body).toMatchObject({ remedy: 'relink' });
    },
  );

  it('a record that says healthy is not believed after a token was refused because the Item is gone', async () => {
    const item = await app.ownRemoved('ada');
    await tell({ type: 'answer', at: now(), item: { error: null } }, item.itemId);
    await vi.advanceTimersByTimeAsync(1_000);
    const { ask } = setUp({ healthMaxAgeMs: DAY });
    const asked = { itemId: item.itemId };
    expect((await ask(ITEM, asked)).body.health).toBe('healthy');
    expect((await ask(LINK, asked)).status).toBe(404);
    expect((await ask(ITEM, asked)).body).toMatchObject({ health: 'revoked', remedy: 'new_link' });
  });

  it('a token refused for another reason leaves the record', async () => {
    const { ask } = setUp();
    await ask(ITEM);
    const before = records.read(itemId);
    for (const errorCode of ['INSTITUTION_DOWN', 'RATE_LIMIT', 'ITEM_LOCKED', 'INVALID_API_KEYS']) {
      app.plaid.failNext(LINK, { errorCode });
      expect((await ask(LINK)).status).toBeGreaterThanOrEqual(400);
    }
    expect(records.read(itemId)).toEqual(before);
  });

  it.each(['PRODUCTS_NOT_SUPPORTED', 'PRODUCT_NOT_ENABLED', 'INSTANT_MATCH_FAILED'])(
    '%s is told to onError once a minute, since the user can do nothing about it',
    async (errorCode) => {
      const item = app.plaid.createItem({ errorCode });
      app.own('ada', item);
      const { ask, problems } = setUp({ healthMaxAgeMs: 0 });
      for (let count = 0; count < 3; count += 1) {
        const { body } = await ask(ITEM, { itemId: item.itemId });
        expect(body).toMatchObject({ health: 'unavailable', remedy: 'wait' });
        await vi.advanceTimersByTimeAsync(10_000);
      }
      expect(problems).toMatchObject([{ errorCode, route: ITEM }]);
    },
  );
});

describe('onHealth', () => {
  it('onHealth hears each answer of Plaid’s once, and none from a record', async () => {
    const onHealth = vi.fn<(event: ItemHealthEvent<string>) => void>();
    app.own('bob', app.items.ada);
    app.plaid.breakItem(itemId);
    const { ask } = setUp({ onHealth });
    const at = new Date();
    await Promise.all([ask(ITEM), ask(ITEM), ask(ITEM, { user: 'bob' })]);
    await ask(ITEM);
    expect(onHealth.mock.calls).toEqual([
      [
        {
          itemId,
          item: { accessToken: app.items.ada.accessToken, clientUserId: 'ada' },
          user: 'ada',
          at,
          health: expect.objectContaining({ state: 'needs_update', checkedAt: at }) as object,
        },
      ],
    ]);
    await vi.advanceTimersByTimeAsync(MINUTE);
    await ask(ITEM);
    expect(onHealth).toHaveBeenCalledTimes(2);
  });

  it('onHealth hears the merged health', async () => {
    await announce(7);
    const onHealth = vi.fn<(event: ItemHealthEvent<string>) => void>();
    await setUp({ onHealth }).ask(ITEM);
    expect(onHealth.mock.calls[0]?.[0].health).toMatchObject({
      state: 'expiring',
      flags: ['disconnect'],
    });
  });

  it('onHealth does not hear of an answer that a relink has overtaken', async () => {
    app.plaid.breakItem(itemId);
    const onHealth = vi.fn<(event: ItemHealthEvent<string>) => void>();
    const plaid = app.plaid.client();
    const slow: typeof plaid = {
      ...plaid,
      async itemGet(...call) {
        const answer = await plaid.itemGet(...call);
        vi.setSystemTime(Date.now() + 1_000);
        await tell({ type: 'relink', at: now(), purpose: 'repair' });
        return answer;
      },
    };
    await setUp({ onHealth, plaid: slow }).ask(ITEM);
    expect(onHealth).not.toHaveBeenCalled();
    app.plaid.repairItem(itemId);
    await setUp({ onHealth }).ask(ITEM);
    expect(onHealth.mock.calls.map(([event]) => event.health.state)).toEqual(['healthy']);
  });

  it('onHealth hears nothing where Plaid could not be asked', async () => {
    const onHealth = vi.fn();
    app.plaid.failNext(ITEM, { errorCode: 'PLANNED_MAINTENANCE' });
    expect((await setUp({ onHealth }).ask(ITEM)).status).toBe(503);
    expect(onHealth).not.toHaveBeenCalled();
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('database is down'))],
    [
      'throws',
      () => {
        throw new Error('database is down');
      },
    ],
  ])('an onHealth that %s fails no request, and onError hears of it', async (_name, onHealth) => {
    const { ask, problems } = setUp({ onHealth });
    expect((await ask(ITEM)).status).toBe(200);
    await vi.advanceTimersByTimeAsync(0);
    expect(problems).toMatchObject([
      { errorCode: 'APP_ERROR', status: 200, cause: { message: 'database is down' } },
    ]);
    expect(problems[0]?.message).toContain('onHealth');
  });

  it('no response waits for onHealth, and waitUntil keeps it alive', async () => {
    let finish = (): void => {};
    const kept: Promise<void>[] = [];
    const { ask } = setUp({
      onHealth: () => new Promise<void>((resolve) => (finish = resolve)),
      waitUntil: (work) => void kept.push(work),
    });
    expect((await ask(ITEM)).status).toBe(200);
    expect(kept).toHaveLength(1);
    const settled = vi.fn();
    void kept[0]?.then(settled);
    await vi.advanceTimersByTimeAsync(0);
    expect(settled).not.toHaveBeenCalled();
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(settled).toHaveBeenCalledOnce();
    // An answer from the record causes nothing to wait for.
    await ask(ITEM);
    expect(kept).toHaveLength(1);
  });

  it('R12: with onHealth the app’s row is right after the next page view, though every callback in the browser was lost', async () => {
    const rows = new Map([[itemId, 'healthy']]);
    const { ask } = setUp({
      onHealth: ({ itemId: id, health }) => void rows.set(id, health.state),
    });
    app.plaid.breakItem(itemId);
    await ask(ITEM);
    expect(rows.get(itemId)).toBe('needs_update');
    const { link_token } = (await ask(LINK)).body;
    // The user repairs the Item at the bank, and the page is gone: no callback, no report.
    const { sessionId } = await app.plaid.link({ type: 'open', token: String(link_token) });
    await app.plaid.link({
      type: 'credentials',
      sessionId,
      username: 'user_good',
      password: 'pass_good',
    });
    await app.plaid.link({ type: 'finish', sessionId });
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect((await ask(ITEM)).body.health).toBe('healthy');
    expect(rows.get(itemId)).toBe('healthy');
  });
});
