import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWebhookHandler, isRelinkError } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { eventually } from '../support/eventually';
import { servePlaid } from '../support/served-plaid';
import {
  createWebhookApp,
  jwtOf,
  KEY_PATH,
  URL_OF_HOOK,
  withJwt,
  type WebhookApp,
} from '../support/webhook-app';

let plaid: WebhookApp['plaid'];
let item: WebhookApp['item'];
let events: WebhookApp['events'];
let problems: WebhookApp['problems'];
let handler: WebhookApp['handler'];
let setUp: WebhookApp['setUp'];
let sign: WebhookApp['sign'];
let deliver: WebhookApp['deliver'];
let keyCalls: WebhookApp['keyCalls'];
beforeEach(() => {
  ({ plaid, item, events, problems, handler, setUp, sign, deliver, keyCalls } = createWebhookApp());
});
afterEach(() => vi.useRealTimers());

describe('a webhook of Plaid’s', () => {
  it('the webhook handler 200s, and the app gets the event once', async () => {
    expect(await deliver(await sign())).toBe(200);
    expect(events).toEqual([
      {
        type: 'repaired',
        itemId: item.itemId,
        environment: 'sandbox',
        webhookCode: 'LOGIN_REPAIRED',
        signedAt: new Date(Math.floor(plaid.clock.now() / 1000) * 1000),
        deliveryId: expect.stringMatching(/^[\da-f]{64}$/) as string,
        bodyHash: expect.stringMatching(/^[\da-f]{64}$/) as string,
      },
    ]);
    expect(problems).toEqual([]);
  });

  it('the webhook handler 200s with the official client instead of the fake’s', async () => {
    const { client, close } = await servePlaid(plaid);
    onTestFinished(close);
    setUp({ plaid: client });
    expect(await deliver(await sign())).toBe(200);
    expect([events.length, keyCalls()]).toEqual([1, 1]);
  });

  it('a webhook arrives when Sandbox breaks an Item that has a webhook URL', async () => {
    const arrived: Request[] = [];
    const sender = createFakePlaid({
      deliverWebhook: (webhook) => Promise.resolve(arrived.push(webhook)),
    });
    const { accessToken, itemId } = sender.createItem({ webhook: URL_OF_HOOK });
    const handle = createWebhookHandler({
      plaid: sender.client(),
      onEvent: (event) => void events.push(event),
    });
    await sender.client().sandboxItemResetLogin({ access_token: accessToken });
    await eventually(() => expect(arrived).toHaveLength(1));
    for (const webhook of arrived) expect((await handle(webhook)).status).toBe(200);
    expect(events).toMatchObject([{ type: 'needs_update', remedy: 'relink', itemId }]);
  });
});

describe('the same delivery', () => {
  it('the webhook handler 200s for a repeated delivery without calling the app again', async () => {
    const signed = await sign();
    expect([await deliver(signed), await deliver(signed)]).toEqual([200, 200]);
    expect(await Promise.all([deliver(signed), deliver(signed)])).toEqual([200, 200]);
    expect(events).toHaveLength(1);
  });

  it('the webhook handler treats the other valid signature of a delivery as the same delivery', async () => {
    const signed = await sign();
    await deliver(signed);
    // ES256 accepts (r, -s) wherever it accepts (r, s).
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const [header, payload, signature = ''] = jwtOf(signed).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
    const other = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
    const twin = Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url');
    expect(await deliver(withJwt(signed, `${header}.${payload}.${twin}`))).toBe(200);
    expect(events).toHaveLength(1);
  });

  it.each<[string, () => void | Promise<void>]>([
    [
      'throws',
      () => {
        throw new Error('the database is down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('the database is down'))],
  ])(
    'the webhook handler 500s where the app’s onEvent %s, and handles the next delivery',
    async (_, fail) => {
      let isDown = true;
      setUp({
        onEvent(event) {
          if (isDown) return fail();
          events.push(event);
        },
      });
      const signed = await sign();
      expect(await deliver(signed)).toBe(500);
      expect(problems).toMatchObject([
        { errorCode: 'APP_ERROR', cause: { message: 'the database is down' } },
      ]);
      isDown = false;
      expect(await deliver(signed)).toBe(200);
      expect(events).toHaveLength(1);
    },
  );
});

describe('Plaid waits 10 seconds for an answer', () => {
  it('the webhook handler 504s before Plaid’s 10 seconds are over, where the app takes longer', async () => {
    const signed = await sign();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = new Promise<void>((isAsked) => {
      setUp({
        onEvent() {
          isAsked();
          return new Promise(() => {});
        },
      });
    });
    const status = deliver(signed);
    await asked;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await status).toBe(504);
    expect(problems[0]?.message).toContain('onEvent');
  });

  it('the webhook handler answers at once with waitUntil, and logs a later failure', async () => {
    let fail = (): void => {};
    const works: Promise<void>[] = [];
    setUp({
      waitUntil: (work) => void works.push(work),
      onEvent: () => new Promise<void>((_, reject) => (fail = () => reject(new Error('late')))),
    });
    expect(await deliver(await sign())).toBe(200);
    fail();
    await Promise.all(works);
    expect(problems).toMatchObject([
      { status: 200, errorCode: 'APP_ERROR', cause: { message: 'late' } },
    ]);
  });

  it.each([
    ['is down', { networkError: true }, 502],
    ['is in maintenance', { errorCode: 'PLANNED_MAINTENANCE' }, 503],
    ['refuses the app’s keys', { errorCode: 'INVALID_API_KEYS' }, 500],
  ])(
    'a webhook is not refused where Plaid %s, but accepted at its next delivery',
    async (_, fault, status) => {
      plaid.failNext(KEY_PATH, fault);
      const signed = await sign();
      expect(await deliver(signed)).toBe(status);
      expect(events).toEqual([]);
      expect(await deliver(signed)).toBe(200);
    },
  );

  it('the webhook handler 504s where Plaid’s key does not arrive', async () => {
    setUp({ plaid: { webhookVerificationKeyGet: () => new Promise(() => {}) }, timeoutMs: 20 });
    expect(await deliver(await sign())).toBe(504);
  });
});

describe('requests that are no webhooks', () => {
  it('the webhook handler 405s for GET', async () => {
    const response = await handler(new Request(URL_OF_HOOK));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('the webhook handler 413s for a body too large for a webhook, whatever its Content-Length', async () => {
    const signed = await sign();
    expect(await deliver({ ...signed, body: 'x'.repeat(300_000) })).toBe(413);
    expect(keyCalls()).toBe(0);
  });

  it('the webhook handler 400s for a body that ends early', async () => {
    const { headers } = await sign();
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    const request = new Request(URL_OF_HOOK, {
      method: 'POST',
      headers,
      body,
      ...{ duplex: 'half' },
    });
    expect((await handler(request)).status).toBe(400);
  });

  it.each([
    [
      'a webhook of another product',
      { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE', item_id: 'i' },
    ],
    ['an unknown webhook_code', { webhook_type: 'ITEM', webhook_code: 'BRAND_NEW', item_id: 'i' }],
    ['a webhook without an Item', { webhook_type: 'ITEM', webhook_code: 'NEW_ACCOUNTS_AVAILABLE' }],
    [
      'an outage of the bank',
      {
        webhook_type: 'ITEM',
        webhook_code: 'ERROR',
        item_id: 'i',
        error: { error_type: 'INSTITUTION_ERROR', error_code: 'INSTITUTION_DOWN' },
      },
    ],
  ])('the webhook handler 200s for %s without calling onEvent', async (_, body) => {
    expect(await deliver(await plaid.signWebhook({ ...body, environment: 'sandbox' }))).toBe(200);
    expect([events, problems]).toEqual([[], []]);
  });
});

it.each<[string, object]>([
  ['plaid', { plaid: {} }],
  ['onEvent', { onEvent: undefined }],
  ['onEvent', { onEvent: {} }],
  ['onWebhook', { onWebhook: true }],
  ['records', { records: {} }],
  ['waitUntil', { waitUntil: true }],
  ['timeoutMs', { timeoutMs: 0 }],
])('createWebhookHandler() names a mistake in %s', (option, overrides) => {
  let thrown: unknown;
  try {
    createWebhookHandler({
      plaid: plaid.client(),
      onEvent() {},
      ...overrides,
    });
  } catch (error) {
    thrown = error;
  }
  expect(isRelinkError(thrown) && thrown.message).toContain(`createWebhookHandler: \`${option}\``);
});
