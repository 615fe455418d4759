import type { WebhookDeliveries, WebhookKeyStore } from 'react-plaid-relink/server';
import type { Database } from './postgres-records.ts';

/** Run them once, as a migration. Delete rows whose time is over from time to time. */
export const CREATE_WEBHOOK_TABLES = [
  `create table if not exists plaid_webhook_deliveries (
    id text primary key,
    noted_until timestamptz not null
  )`,
  `create table if not exists plaid_webhook_keys (
    kid text primary key,
    key jsonb not null,
    kept_until timestamptz not null
  )`,
];

/** For `createWebhookHandler({ deliveries })`: each webhook is handled once by all machines together. */
export function createPostgresDeliveries(database: Database): WebhookDeliveries {
  return {
    async once(id, until) {
      // One statement, so that of two machines one gets the row.
      const { rows } = await database.query(
        `insert into plaid_webhook_deliveries (id, noted_until) values ($1, $2)
         on conflict (id) do update set noted_until = excluded.noted_until
           where plaid_webhook_deliveries.noted_until <= now()
         returning 1`,
        [id, until],
      );
      return rows.length > 0;
    },
    async forget(id) {
      await database.query('delete from plaid_webhook_deliveries where id = $1', [id]);
    },
  };
}

/**
 * For `createWebhookHandler({ keys })`: Plaid's public keys for all machines. Give each environment of Plaid a database of
 * its own: a key in this table can sign webhooks.
 */
export function createPostgresKeys(database: Database): WebhookKeyStore {
  return {
    async read(kid) {
      const { rows } = await database.query(
        'select key from plaid_webhook_keys where kid = $1 and kept_until > now()',
        [kid],
      );
      return (rows[0] as { key: unknown } | undefined)?.key ?? null;
    },
    async write(kid, key, until) {
      await database.query(
        `insert into plaid_webhook_keys (kid, key, kept_until) values ($1, $2, $3)
         on conflict (kid) do update set key = excluded.key, kept_until = excluded.kept_until`,
        [kid, JSON.stringify(key), until],
      );
    },
  };
}
