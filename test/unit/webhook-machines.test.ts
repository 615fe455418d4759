import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WebhookDeliveries, WebhookKeyStore } from 'react-plaid-relink/server';
import { createServerApp } from '../support/server-app';
import { createWebhookApp, forge, KEY_PATH, type WebhookApp } from '../support/webhook-app';

/** As Redis would keep them; `now` ends the notes. */
function createMemoryStores(now: () => number) {
  const notes = new Map<string, number>();
  const texts = new Map<string, string>();
  const deliveries: WebhookDeliveries = {
    once(id, until) {
      if ((notes.get(id) ?? 0) > now()) return false;
      notes.set(id, until.getTime());
      return true;
    },
    forget: (id) => void notes.delete(id),
  };
  const keys: WebhookKeyStore = {
    read: (kid) => JSON.parse(texts.get(kid) ?? 'null') as unknown,
    write: (kid, key) => void texts.set(kid, JSON.stringify(key)),
  };
  return { deliveries, keys, texts };
}

let app: ReturnType<typeof createServerApp>;
let stores: ReturnType<typeof createMemoryStores>;
let machines: WebhookApp[];
let first: WebhookApp;
let second: WebhookApp;
beforeEach(() => {
  const start = Math.floor(Date.now() / 1000) * 1000;
  app = createServerApp(() => start);
  stores = createMemoryStores(() => app.plaid.clock.now());
  first = createWebhookApp(app);
  second = createWebhookApp(app);
  machines = [first, second, createWebhookApp(app)];
});
const eventsOf = (): number => machines.reduce((sum, { events }) => sum + events.length, 0);
function shareDeliveries(deliveries: WebhookDeliveries = stores.deliveries): void {
  for (const { setUp } of machines) setUp({ deliveries });
}
async function deliverToAll(signed: Awaited<ReturnType<WebhookApp['sign']>>): Promise<number[]> {
  const statuses: number[] = [];
  for (const { deliver } of machines) statuses.push(await deliver(signed));
  return statuses;
}
const broken = (): Promise<never> => Promise.reject(new Error('Redis is away'));
/** Lets a second pass whenever it is called. */
const hanging = (): Promise<never> => {
  setImmediate(() => vi.advanceTimersByTime(1_000));
  return new Promise(() => {});
};
function createFakeTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe('deliveries that machines share', () => {
  it('onEvent runs once for a delivery that comes to three machines, and each of them answers 200', async () => {
    shareDeliveries();
    const signed = await first.sign();
    expect(await deliverToAll(signed)).toEqual([200, 200, 200]);
    await Promise.all(machines.map(({ deliver }) => deliver(signed)));
    expect(eventsOf()).toBe(1);
  });

  it('onEvent runs once for a delivery that comes to three machines at the same time', async () => {
    shareDeliveries();
    const signed = await first.sign();
    await Promise.all(machines.map(({ deliver }) => deliver(signed)));
    expect(eventsOf()).toBe(1);
  });

  it('G13: a delivery that failed on one machine is handled by the next one', async () => {
    shareDeliveries();
    first.setUp({ deliveries: stores.deliveries, onEvent: broken });
    const signed = await first.sign();
    expect(await deliverToAll(signed)).toEqual([500, 200, 200]);
    expect(eventsOf()).toBe(1);
  });

  it('a delivery is handled by another machine where the first one stopped in the middle of it', async () => {
    shareDeliveries();
    const signed = await first.sign();
    await new Promise<void>((isCalled) => {
      const onEvent = (): Promise<never> => {
        isCalled();
        return new Promise(() => {});
      };
      first.setUp({ deliveries: stores.deliveries, onEvent });
      void first.deliver(signed);
    });
    // Plaid sends it again after 30 seconds.
    app.plaid.clock.advance(30_000);
    expect(await second.deliver(signed)).toBe(200);
    expect(eventsOf()).toBe(1);
  });

  it.each([
    ['is down', broken],
    ['does not answer', hanging],
    ['gives what Redis gives for SET NX', () => Promise.resolve(null as never)],
  ])(
    'a webhook is handled where the store of deliveries %s, and onError hears why',
    async (_, fail) => {
      createFakeTimers();
      shareDeliveries({ once: fail, forget: fail });
      const status = await first.deliver(await first.sign());
      await vi.advanceTimersByTimeAsync(5_000);
      expect([status, eventsOf()]).toEqual([200, 1]);
      expect(app.problems).toMatchObject([{ errorCode: 'WEBHOOK_DELIVERIES_FAILED', status: 200 }]);
    },
  );
});

describe('Plaid’s keys that machines share', () => {
  /** Three machines of which each has a client of its own, and so no key. */
  function shareKeys(keys: WebhookKeyStore = stores.keys): void {
    for (const { setUp } of machines) setUp({ plaid: app.plaid.client(), keys });
  }

  it('Plaid is asked for its key once an hour by all machines together', async () => {
    shareKeys();
    for (let hour = 1; hour <= 3; hour += 1) {
      expect(await deliverToAll(await first.sign())).toEqual([200, 200, 200]);
      expect(app.countOf(KEY_PATH)).toBe(hour);
      app.plaid.clock.advance(61 * 60_000);
    }
  });

  it('a machine that starts in the middle of a flood, while Plaid cannot be asked, accepts genuine webhooks', async () => {
    shareKeys();
    await first.deliver(await first.sign());
    app.plaid.clock.advance(10 * 60 * 60_000);
    const signed = await second.sign('ERROR');
    for (let name = 0; name < 60; name += 1)
      await second.deliver(await forge(signed, `id-${name}`));
    app.plaid.failNext(KEY_PATH, { networkError: true });
    expect(await second.deliver(signed)).toBe(200);
  });

  it('a key that Plaid has retired is refused within the hour by a machine that has it from the store', async () => {
    shareKeys();
    expect(await deliverToAll(await first.sign())).toEqual([200, 200, 200]);
    app.plaid.clock.advance(61 * 60_000);
    const signed = await first.sign();
    app.plaid.rotateWebhookKey();
    expect(await deliverToAll(signed)).toEqual([401, 401, 401]);
    expect(app.countOf(KEY_PATH)).toBe(2);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', '{}'],
    ['another key’s fields', { kid: 'other', kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }],
    ['a key without its time', { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }],
  ])('Plaid is asked where the store of keys holds %s', async (_, stored) => {
    shareKeys({ read: () => stored, write() {} });
    expect(await first.deliver(await first.sign())).toBe(200);
    expect(app.countOf(KEY_PATH)).toBe(1);
  });

  it.each([
    ['is down', broken],
    ['does not answer', hanging],
  ])('a webhook is verified where the store of keys %s, and onError hears why', async (_, fail) => {
    createFakeTimers();
    shareKeys({ read: fail, write: fail });
    const status = await first.deliver(await first.sign());
    expect([status, eventsOf()]).toEqual([200, 1]);
    expect(app.problems).toMatchObject([{ errorCode: 'WEBHOOK_KEYS_FAILED', status: 200 }]);
  });
});
