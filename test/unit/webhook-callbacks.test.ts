import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { VerifiedWebhook, WebhookHandlerOptions } from 'react-plaid-relink/server';
import { eventually } from '../support/eventually';
import { createWebhookApp, type WebhookApp } from '../support/webhook-app';

let plaid: WebhookApp['plaid'];
let events: WebhookApp['events'];
let webhooks: VerifiedWebhook[];
let problems: WebhookApp['problems'];
let setUp: (overrides: Partial<WebhookHandlerOptions>) => void;
let sign: WebhookApp['sign'];
let deliver: WebhookApp['deliver'];
let timeOut: WebhookApp['timeOut'];
beforeEach(() => {
  const app = createWebhookApp();
  ({ plaid, events, problems, sign, deliver, timeOut } = app);
  webhooks = [];
  const onWebhook = (webhook: VerifiedWebhook): void => void webhooks.push(webhook);
  setUp = (overrides) => app.setUp({ onWebhook, ...overrides });
  setUp({});
});

describe('onWebhook hears every verified webhook', () => {
  it.each([
    [
      'of another product',
      { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE', item_id: 'i' },
      { webhookType: 'TRANSACTIONS', webhookCode: 'SYNC_UPDATES_AVAILABLE', itemId: 'i' },
    ],
    [
      'without an Item',
      { webhook_type: 'LINK', webhook_code: 'EVENTS', events: [] },
      { webhookType: 'LINK', webhookCode: 'EVENTS', itemId: null },
    ],
    [
      'of an outage',
      { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'i', error: { error_code: 'X' } },
      { webhookType: 'ITEM', webhookCode: 'ERROR', itemId: 'i' },
    ],
    ['without a type', { webhook_code: 1 }, { webhookType: '', webhookCode: '', itemId: null }],
  ])('onWebhook hears a webhook %s, with the whole body', async (_, body, expected) => {
    expect(await deliver(await plaid.signWebhook({ ...body, environment: 'sandbox' }))).toBe(200);
    expect(webhooks).toMatchObject([
      { ...expected, environment: 'sandbox', body, deliveryId: expect.any(String) as string },
    ]);
    expect(webhooks[0]?.signedAt).toEqual(new Date(Math.floor(plaid.clock.now() / 1000) * 1000));
  });

  it('onWebhook and onEvent get the same time and id for one webhook', async () => {
    await deliver(await sign());
    const [webhook] = webhooks;
    expect(events).toMatchObject([
      { signedAt: webhook?.signedAt, deliveryId: webhook?.deliveryId },
    ]);
  });

  it('the webhook handler needs no onEvent where onWebhook is given', async () => {
    setUp({ onEvent: undefined });
    expect(await deliver(await sign())).toBe(200);
    expect([webhooks.length, events.length]).toEqual([1, 0]);
  });

  it('a webhook that Plaid signed a second time has the same deliveryId within one second, and another one later', async () => {
    await deliver(await sign());
    await deliver(await sign());
    expect(webhooks).toHaveLength(1);
    plaid.clock.advance(1_000);
    await deliver(await sign());
    expect(new Set(webhooks.map(({ deliveryId }) => deliveryId)).size).toBe(2);
  });

  it('two webhooks of the same second with different bodies have different deliveryIds', async () => {
    await deliver(await sign());
    await deliver(await sign('NEW_ACCOUNTS_AVAILABLE'));
    expect(new Set(webhooks.map(({ deliveryId }) => deliveryId)).size).toBe(2);
  });

  it.each([
    ['a number', Object(5) as object],
    ['a list', [1]],
  ])(
    'the webhook handler 400s for a signed body that is %s and no JSON object, and the log says so',
    async (_, body) => {
      const signed = await plaid.signWebhook(body);
      expect(await deliver(signed)).toBe(400);
      expect(problems).toMatchObject([{ status: 400, errorCode: 'WEBHOOK_REFUSED' }]);
    },
  );
});

describe('onWebhook runs before onEvent, and neither stops the other', () => {
  const failing = (): Promise<void> => Promise.reject(new Error('the queue is down'));

  it('onEvent is called once onWebhook has settled', async () => {
    const order: string[] = [];
    setUp({
      async onWebhook() {
        order.push('onWebhook');
        await Promise.resolve();
        order.push('onWebhook settled');
      },
      onEvent: () => void order.push('onEvent'),
    });
    await deliver(await sign());
    expect(order).toEqual(['onWebhook', 'onWebhook settled', 'onEvent']);
  });

  it.each<[string, Partial<WebhookHandlerOptions>, [webhooks: number, events: number]]>([
    ['onWebhook', { onWebhook: failing }, [0, 1]],
    ['onEvent', { onEvent: failing }, [1, 0]],
  ])(
    'the other function hears the webhook where %s throws; the 500 makes Plaid repeat it, and only the failed one runs again',
    async (name, options, heard) => {
      const signed = await sign();
      const calls = vi.fn();
      let isDown = true;
      const recovering = async (): Promise<void> => {
        calls();
        if (isDown) await failing();
      };
      setUp(Object.fromEntries(Object.keys(options).map((key) => [key, recovering])));
      expect(await deliver(signed)).toBe(500);
      expect([webhooks.length, events.length]).toEqual(heard);
      expect(problems).toMatchObject([
        { status: 500, errorCode: 'APP_ERROR', cause: { message: 'the queue is down' } },
      ]);
      expect(problems[0]?.message).toContain(`${name} threw for ITEM/LOGIN_REPAIRED`);
      isDown = false;
      expect(await deliver(signed)).toBe(200);
      expect([webhooks.length, events.length, calls.mock.calls.length]).toEqual([...heard, 2]);
      expect(await deliver(signed)).toBe(200);
      expect(calls).toHaveBeenCalledTimes(2);
    },
  );

  it('onError hears of each function that throws', async () => {
    setUp({ onWebhook: failing, onEvent: failing });
    expect(await deliver(await sign())).toBe(500);
    expect(problems.map(({ message }) => message.split(' ')[0])).toEqual(['onWebhook', 'onEvent']);
  });

  it('onEvent is called where onWebhook never settles, and Plaid gets a 504', async () => {
    const isStopped = new Promise<void>((stop) => {
      setUp({
        timeoutMs: 1_000,
        onWebhook() {
          stop();
          return new Promise(() => {});
        },
      });
    });
    const signed = await sign();
    // The second delivery waits for the call that the first one made.
    for (let delivery = 1; delivery <= 2; delivery += 1) {
      expect(await timeOut(signed, isStopped, 1_000)).toBe(504);
      expect(events).toHaveLength(1);
    }
  });

  it('a failure after the answer goes to onError', async () => {
    let fail = (): void => {};
    const isStopped = new Promise<void>((stop) => {
      setUp({
        timeoutMs: 1_000,
        onWebhook() {
          stop();
          return new Promise<void>((_, reject) => (fail = () => reject(new Error('late'))));
        },
      });
    });
    expect(await timeOut(await sign(), isStopped, 1_000)).toBe(504);
    fail();
    await eventually(() =>
      expect(problems).toMatchObject([
        { errorCode: 'TIMEOUT' },
        { errorCode: 'APP_ERROR', cause: { message: 'late' } },
      ]),
    );
  });

  it('both functions run after the answer with waitUntil, and a throw of one does not stop the other', async () => {
    const works: Promise<void>[] = [];
    setUp({ waitUntil: (work) => void works.push(work), onWebhook: failing });
    expect(await deliver(await sign())).toBe(200);
    await Promise.all(works);
    expect(events).toHaveLength(1);
    expect(problems).toMatchObject([{ status: 200, errorCode: 'APP_ERROR' }]);
    expect(problems[0]?.message).toContain('Plaid does not send this webhook again.');
  });
});
