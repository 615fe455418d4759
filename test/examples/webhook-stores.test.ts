import type { WebhookDeliveries, WebhookKeyStore } from 'react-plaid-relink/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CREATE_WEBHOOK_TABLES,
  createPostgresDeliveries,
  createPostgresKeys,
} from '../../examples/servers/postgres-webhooks';
import { createRedisDeliveries, createRedisKeys } from '../../examples/servers/redis-webhooks';
import { adapt, DATABASES, REDIS, type Started, type StoreKind } from '../support/stores';
import { createWebhookApp, KEY_PATH, type WebhookApp } from '../support/webhook-app';
import { createServerApp } from '../support/server-app';

interface Stores {
  deliveries: WebhookDeliveries;
  keys: WebhookKeyStore;
}

const KINDS: StoreKind<Stores>[] = [
  ...DATABASES.map((kind) =>
    adapt(kind, async (database) => {
      for (const sql of CREATE_WEBHOOK_TABLES) await database.query(sql);
      return {
        deliveries: createPostgresDeliveries(database),
        keys: createPostgresKeys(database),
      };
    }),
  ),
  adapt(REDIS, (redis) => ({
    deliveries: createRedisDeliveries(redis),
    keys: createRedisKeys(redis),
  })),
];

const inMs = (ms: number): Date => new Date(Date.now() + ms);

describe.each(KINDS)('webhooks of many machines on $name', ({ name, isThere, start }) => {
  if (!isThere) {
    console.warn(`Skipped: ${name} is not installed (apt-get install postgresql redis-server).`);
    it.skip(`${name} is not installed on this machine`, () => {});
    return;
  }
  let started: Started<Stores>;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started.stop());

  it('one of 50 machines that note a delivery at once is the first', async () => {
    const { deliveries } = started.store;
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => deliveries.once('busy', inMs(60_000))),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('a note that has ended or was forgotten is made again, and no other note is', async () => {
    const { deliveries } = started.store;
    expect(await deliveries.once('short', inMs(20))).toBe(true);
    await expect.poll(() => deliveries.once('short', inMs(60_000))).toBe(true);
    expect(await deliveries.once('short', inMs(60_000))).toBe(false);
    await deliveries.once('other', inMs(60_000));
    await deliveries.forget('short');
    expect(await deliveries.once('short', inMs(60_000))).toBe(true);
    expect(await deliveries.once('other', inMs(60_000))).toBe(false);
  });

  it('a key is read as it was written, the newest counts, and an unknown one is null', async () => {
    const { keys } = started.store;
    expect(await keys.read('kid-1')).toBeNull();
    await keys.write('kid-1', { kid: 'kid-1', expired_at: null }, inMs(60_000));
    await keys.write('kid-1', { kid: 'kid-1', expired_at: 5 }, inMs(60_000));
    expect(await keys.read('kid-1')).toEqual({ kid: 'kid-1', expired_at: 5 });
  });

  it('a webhook that comes to three machines is handled once, and Plaid is asked for its key once', async () => {
    const app = createServerApp();
    const machines = [1, 2, 3].map((): WebhookApp => createWebhookApp(app));
    for (const { setUp } of machines) setUp({ plaid: app.plaid.client(), ...started.store });
    const [signed] = await Promise.all(machines.map(({ sign }) => sign()));
    for (const { deliver } of machines) expect(signed && (await deliver(signed))).toBe(200);
    expect(machines.flatMap(({ events }) => events)).toHaveLength(1);
    expect(app.countOf(KEY_PATH)).toBe(1);
  });
});
