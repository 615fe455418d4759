import 'server-only';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { once } from '../once';
import { settings } from '../settings';
import * as schema from './schema';

/** Postgres, or PGlite: the same queries. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

const MIGRATIONS = 'drizzle';

/** The database, with its tables up to date. */
export const db = (): Promise<Database> => once('db', connect);

async function connect(): Promise<Database> {
  const { databaseUrl, dataDir } = settings();
  if (databaseUrl) {
    const { drizzle } = await import('drizzle-orm/node-postgres');
    const { migrate } = await import('drizzle-orm/node-postgres/migrator');
    const database = drizzle(databaseUrl, { schema });
    // A restart of Postgres ends idle connections. Without a listener, that error would end this process too.
    database.$client.on('error', (error) => console.error('Postgres:', error.message));
    await migrate(database, { migrationsFolder: MIGRATIONS });
    return database;
  }
  const { drizzle } = await import('drizzle-orm/pglite');
  const { migrate } = await import('drizzle-orm/pglite/migrator');
  mkdirSync(dataDir, { recursive: true });
  const database = drizzle(join(dataDir, 'pglite'), { schema });
  await migrate(database, { migrationsFolder: MIGRATIONS });
  return database;
}
