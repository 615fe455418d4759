import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Redis } from 'ioredis';
import type { Database } from '../../examples/servers/postgres-records';
import { hasPostgres, startPostgres } from './postgres';
import { hasRedis, startRedis } from './redis';

const DRIVERS = fileURLToPath(new URL('../../examples/next/node_modules', import.meta.url));

/** A store of the test's own, and how to end it. */
export interface Started<Store> {
  store: Store;
  stop(): Promise<void>;
}

export interface StoreKind<Store> {
  name: string;
  /** Whether this machine has it. */
  isThere: boolean;
  start(): Promise<Started<Store>>;
}

/** The databases that understand Postgres' SQL. */
export const DATABASES: StoreKind<Database>[] = [
  {
    name: 'PGlite',
    isThere: true,
    async start() {
      const entry = pathToFileURL(join(DRIVERS, '@electric-sql/pglite/dist/index.js')).href;
      const { PGlite } = (await import(/* @vite-ignore */ entry)) as {
        PGlite: new () => Database & { close(): Promise<void> };
      };
      const store = new PGlite();
      return { store, stop: () => store.close() };
    },
  },
  {
    name: 'Postgres',
    isThere: hasPostgres(),
    async start() {
      const server = await startPostgres(join(DRIVERS, 'pg/esm/index.mjs'));
      const query: Database['query'] = async (sql, parameters) => ({
        rows: await server.query(sql, parameters),
      });
      return { store: { query }, stop: server.stop };
    },
  },
];

export const REDIS: StoreKind<Redis> = {
  name: 'Redis',
  isThere: hasRedis(),
  async start() {
    const server = await startRedis();
    const store = new Redis(server.url);
    return {
      store,
      async stop() {
        store.disconnect();
        await server.kill();
      },
    };
  },
};

/** The same kind of store, as the adapter of an example uses it. */
export function adapt<From, To>(
  { name, isThere, start }: StoreKind<From>,
  toAdapter: (store: From) => To | Promise<To>,
): StoreKind<To> {
  return {
    name,
    isThere,
    async start() {
      const { store, stop } = await start();
      return { store: await toAdapter(store), stop };
    },
  };
}
