import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Redis } from 'ioredis';
import { createMemoryRecords, nextRecord, type ItemRecords } from 'react-plaid-relink/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CREATE_TABLE,
  createPostgresRecords,
  type Database,
} from '../../examples/servers/postgres-records';
import { createRedisRecords } from '../../examples/servers/redis-records';
import { hasPostgres, startPostgres } from '../support/postgres';
import { hasRedis, startRedis } from '../support/redis';

const DRIVERS = fileURLToPath(new URL('../../examples/next/node_modules', import.meta.url));
const AT = '2026-11-01T00:00:00.000Z';

interface Store {
  records: ItemRecords;
  stop(): Promise<void>;
}

interface Kind {
  name: string;
  isThere: boolean;
  start(): Promise<Store>;
}

async function onDatabase(database: Database, stop: () => Promise<void>): Promise<Store> {
  await database.query(CREATE_TABLE);
  return { records: createPostgresRecords(database), stop };
}

const KINDS: Kind[] = [
  {
    name: 'memory',
    isThere: true,
    start: () => Promise.resolve({ records: createMemoryRecords(), stop: () => Promise.resolve() }),
  },
  {
    name: 'PGlite',
    isThere: true,
    async start() {
      const entry = pathToFileURL(join(DRIVERS, '@electric-sql/pglite/dist/index.js')).href;
      const { PGlite } = (await import(/* @vite-ignore */ entry)) as {
        PGlite: new () => Database & { close(): Promise<void> };
      };
      const database = new PGlite();
      return onDatabase(database, () => database.close());
    },
  },
  {
    name: 'Postgres',
    isThere: hasPostgres(),
    async start() {
      const server = await startPostgres(join(DRIVERS, 'pg/esm/index.mjs'));
      const database: Database = {
        query: async (sql, parameters) => ({ rows: await server.query(sql, parameters) }),
      };
      return onDatabase(database, server.stop);
    },
  },
  {
    name: 'Redis',
    isThere: hasRedis(),
    async start() {
      const server = await startRedis();
      const redis = new Redis(server.url);
      return {
        records: createRedisRecords(redis),
        async stop() {
          redis.disconnect();
          await server.kill();
        },
      };
    },
  },
];

describe.each(KINDS)('records on $name', ({ name, isThere, start }) => {
  if (!isThere) {
    console.warn(`Skipped: ${name} is not installed (apt-get install postgresql redis-server).`);
    it.skip(`${name} is not installed on this machine`, () => {});
    return;
  }
  let store: Store;
  beforeAll(async () => {
    store = await start();
  });
  afterAll(() => store.stop());

  it('50 writers at once lose nothing', async () => {
    const ids = Array.from({ length: 50 }, (_, number) => `account-${number}`);
    await Promise.all(
      ids.map(async (id) => {
        await store.records.update('item-busy', (record) => {
          const before = record ?? nextRecord('item-busy', null, { type: 'refusal', at: AT });
          return { ...before, accountIds: [...(before.accountIds ?? []), id] };
        });
      }),
    );
    const record = await store.records.read('item-busy');
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
        await store.records.update('item-told', (record) =>
          nextRecord('item-told', record, change),
        );
      }),
    );
    expect(await store.records.read('item-told')).toEqual(expected);
  });

  it('a record is removed where the change returns null, and none is there before the first', async () => {
    expect(await store.records.read('item-new')).toBeNull();
    await store.records.update('item-new', () => null);
    await store.records.update('item-new', (record) =>
      nextRecord('item-new', record, { type: 'refusal', at: AT }),
    );
    expect(await store.records.read('item-new')).toMatchObject({ refusedAt: AT });
    await store.records.update('item-new', () => null);
    expect(await store.records.read('item-new')).toBeNull();
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
