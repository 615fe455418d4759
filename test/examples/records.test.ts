import { Redis } from 'ioredis';
import { createMemoryRecords, nextRecord, type ItemRecords } from 'react-plaid-relink/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREATE_TABLE, createPostgresRecords } from '../../examples/servers/postgres-records';
import { createRedisRecords } from '../../examples/servers/redis-records';
import { hasRedis, startRedis } from '../support/redis';
import { adapt, DATABASES, REDIS, type Started, type StoreKind } from '../support/stores';

const AT = '2026-11-01T00:00:00.000Z';

const KINDS: StoreKind<ItemRecords>[] = [
  {
    name: 'memory',
    isThere: true,
    start: () => Promise.resolve({ store: createMemoryRecords(), stop: () => Promise.resolve() }),
  },
  ...DATABASES.map((kind) =>
    adapt(kind, async (database) => {
      await database.query(CREATE_TABLE);
      return createPostgresRecords(database);
    }),
  ),
  adapt(REDIS, (redis) => createRedisRecords(redis)),
];

describe.each(KINDS)('records on $name', ({ name, isThere, start }) => {
  if (!isThere) {
    console.warn(`Skipped: ${name} is not installed (apt-get install postgresql redis-server).`);
    it.skip(`${name} is not installed on this machine`, () => {});
    return;
  }
  let started: Started<ItemRecords>;
  let records: ItemRecords;
  beforeAll(async () => {
    started = await start();
    records = started.store;
  });
  afterAll(() => started.stop());

  it('50 writers at once lose nothing', async () => {
    const ids = Array.from({ length: 50 }, (_, number) => `account-${number}`);
    await Promise.all(
      ids.map(async (id) => {
        await records.update('item-busy', (record) => {
          const before = record ?? nextRecord('item-busy', null, { type: 'refusal', at: AT });
          return { ...before, accountIds: [...(before.accountIds ?? []), id] };
        });
      }),
    );
    const record = await records.read('item-busy');
    expect([...(record?.accountIds ?? [])].sort()).toEqual([...ids].sort());
  });

  it('webhooks on 50 machines at once lead to the record that one machine would have made', async () => {
    const kinds = ['disconnect', 'new_accounts', 'consent', 'account_revoked', 'app'] as const;
    const news = Array.from({ length: 50 }, (_, number) => {
      const at = new Date(Date.parse(AT) + number * 1_000).toISOString();
      const kind = kinds[number % kinds.length] ?? 'app';
      return { type: 'webhook', at, flag: { kind, since: at } } as const;
    });
    const expected = news.reduce<ReturnType<typeof nextRecord> | null>(
      (record, change) => nextRecord('item-told', record, change),
      null,
    );
    await Promise.all(
      [...news].reverse().map(async (change) => {
        await records.update('item-told', (record) => nextRecord('item-told', record, change));
      }),
    );
    expect(await records.read('item-told')).toEqual(expected);
  });

  it('a record is removed where the change returns null, and none is there before the first', async () => {
    expect(await records.read('item-new')).toBeNull();
    await records.update('item-new', () => null);
    await records.update('item-new', (record) =>
      nextRecord('item-new', record, { type: 'refusal', at: AT }),
    );
    expect(await records.read('item-new')).toMatchObject({ refusedAt: AT });
    await records.update('item-new', () => null);
    expect(await records.read('item-new')).toBeNull();
  });
});

describe.runIf(hasRedis())('a text in Redis that was cut off', () => {
  it('a text that was cut off is no record, and the next webhook replaces it', async () => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    try {
      const records = createRedisRecords(redis);
      await redis.set('plaid-item:item-cut', '{"version":1,"itemId":"item-c');
      expect(await records.read('item-cut')).toBeNull();
      const flag = { kind: 'disconnect', since: AT } as const;
      await records.update('item-cut', (record) =>
        nextRecord('item-cut', record, { type: 'webhook', at: AT, flag }),
      );
      expect((await records.read('item-cut'))?.flags).toMatchObject([flag]);
    } finally {
      redis.disconnect();
      await server.kill();
    }
  });
});
