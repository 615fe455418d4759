import type { ItemRecord, ItemRecords } from 'react-plaid-relink/server';

/** A pool of `pg`, a PGlite database, or a serverless driver: a query with `$1` parameters is all that is needed. */
export interface Database {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

interface Row {
  record: ItemRecord;
  revision: number;
}

/** Run it once, as a migration. */
export const CREATE_TABLE = `
  create table if not exists plaid_item_records (
    item_id text primary key,
    record jsonb not null,
    revision integer not null default 0
  )`;

/**
 * Keeps records in Postgres. An update writes only where the row is still the one that it has read, and else tries again:
 * that is atomic without a transaction, so that a pool and a driver over HTTP will do.
 */
export function createPostgresRecords(database: Database): ItemRecords {
  async function find(itemId: string): Promise<Row | undefined> {
    const { rows } = await database.query(
      'select record, revision from plaid_item_records where item_id = $1',
      [itemId],
    );
    return rows[0] as Row | undefined;
  }

  /** Whether the row was still the one that was read. */
  async function replace(
    itemId: string,
    row: Row | undefined,
    next: ItemRecord | null,
  ): Promise<boolean> {
    const { rows } = !row
      ? await database.query(
          'insert into plaid_item_records (item_id, record) values ($1, $2) on conflict do nothing returning 1',
          [itemId, JSON.stringify(next)],
        )
      : next
        ? await database.query(
            'update plaid_item_records set record = $2, revision = revision + 1 where item_id = $1 and revision = $3 returning 1',
            [itemId, JSON.stringify(next), row.revision],
          )
        : await database.query(
            'delete from plaid_item_records where item_id = $1 and revision = $2 returning 1',
            [itemId, row.revision],
          );
    return rows.length > 0;
  }

  return {
    read: async (itemId) => (await find(itemId))?.record ?? null,
    async update(itemId, change) {
      for (;;) {
        const row = await find(itemId);
        const record = row?.record ?? null;
        const next = change(record);
        if (next === record || (await replace(itemId, row, next))) return;
      }
    },
  };
}
