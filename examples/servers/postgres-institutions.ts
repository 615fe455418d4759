import type { InstitutionStore } from 'react-plaid-relink/server';
import type { Database } from './postgres-records.ts';

/** Run it once, as a migration. */
export const CREATE_TABLE = `
  create table if not exists plaid_institutions (key text primary key, value jsonb not null)`;

/** Keeps banks and their logos in Postgres: some 20 kB for each bank. */
export function createPostgresInstitutions(database: Database): InstitutionStore {
  return {
    async read(key) {
      const { rows } = await database.query('select value from plaid_institutions where key = $1', [
        key,
      ]);
      return (rows[0] as { value: unknown } | undefined)?.value ?? null;
    },
    write: (key, value) =>
      database.query(
        'insert into plaid_institutions (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
        [key, JSON.stringify(value)],
      ),
  };
}
