import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWebhookHandler, isRelinkError } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { eventually } from '../support/eventually';
import { officialClient } from '../support/plaid-client';
import { serve } from '../support/serve';
import {
  createWebhookWorld,
  jwtOf,
  KEY_PATH,
  URL_OF_HOOK,
  withJwt,
  type WebhookWorld,
} from '../support/webhook-world';

let plaid: WebhookWorld['plaid'];
let item: WebhookWorld['item'];
let events: WebhookWorld['events'];
let problems: WebhookWorld['problems'];
let handler: WebhookWorld['handler'];
let setUp: WebhookWorld['setUp'];
let sign: WebhookWorld['sign'];
let deliver: WebhookWorld['deliver'];
let keyCalls: WebhookWorld['keyCalls'];
beforeEach(() => {
  ({ plaid, item, events, problems, handler, setUp, sign, deliver, keyCalls } =
    createWebhookWorld());
});
afterEach(() => vi.useRealTimers());

describe('a webhook of Plaid’s', () => {
  it('200, and the app is told once', async () => {
    expect(await deliver(await sign())).toBe(200);
    expect(events).toEqual([
      {
        type: 'repaired',
        itemId: item.itemId,
        environment: 'sandbox',
        webhookCode: 'LOGIN_REPAIRED',
      },
    ]);
    expect(problems).toEqual([]);
  });

  it('200 with the official client in the place of the fake’s', async () => {
    const served = await serve(plaid.fetch);
    onTestFinished(served.close);
    setUp({ plaid: officialClient(served.url, plaid) });
    expect(await deliver(await sign())).toBe(200);
    expect([events.length, keyCalls()]).toEqual([1, 1]);
  });

  it('comes when Sandbox breaks an Item that has an address for webhooks', async () => {
    const arrived: Request[] = [];
    const world = createFakePlaid({
      deliverWebhook: (webhook) => Promise.resolve(arrived.push(webhook)),
    });
    const { accessToken, itemId } = world.createItem({ webhook: URL_OF_HOOK });
    const handle = createWebhookHandler({
      plaid: world.client(),
      onEvent: (event) => void events.push(event),
    });
    await world.client().sandboxItemResetLogin({ access_token: accessToken });
    await eventually(() => expect(arrived).toHaveLength(1));
    for (const webhook of arrived) expect((await handle(webhook)).status).toBe(200);
    expect(events).toMatchObject([{ type: 'needs_update', remedy: 'relink', itemId }]);
  });
});

describe('the same delivery', () => {
  it('again: 200, and the app is not told twice', async () => {
    const signed = await sign();
    expect([await deliver(signed), await deliver(signed)]).toEqual([200, 200]);
    expect(await Promise.all([deliver(signed), deliver(signed)])).toEqual([200, 200]);
    expect(events).toHaveLength(1);
  });

  it('with the other valid signature of the same text: not twice either', async () => {
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
      'threw',
      () => {
        throw new Error('the database is down');
      },
    ],
    ['rejected', () => Promise.reject(new Error('the database is down'))],
  ])('500 where the app %s, and the next delivery is handled', async (_, fail) => {
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
  });
});

describe('Plaid waits 10 seconds for an answer', () => {
  it('504 before that where the app takes longer', async () => {
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

  it('with waitUntil the answer does not wait, and a failure is told to the log', async () => {
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
    'where Plaid %s, its webhooks are not refused but delivered again',
    async (_, fault, status) => {
      plaid.failNext(KEY_PATH, fault);
      const signed = await sign();
      expect(await deliver(signed)).toBe(status);
      expect(events).toEqual([]);
      expect(await deliver(signed)).toBe(200);
    },
  );

  it('504 where Plaid’s key does not come', async () => {
    setUp({ plaid: { webhookVerificationKeyGet: () => new Promise(() => {}) }, timeoutMs: 20 });
    expect(await deliver(await sign())).toBe(504);
  });
});

describe('requests that are none', () => {
  it('405 for GET', async () => {
    const response = await handler(new Request(URL_OF_HOOK));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('413 for a body that is no webhook’s, whatever it says of its length', async () => {
    const signed = await sign();
    expect(await deliver({ ...signed, body: 'x'.repeat(70_000) })).toBe(413);
    expect(keyCalls()).toBe(0);
  });

  it('400 for a body that ends early', async () => {
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
      'another product’s',
      { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE', item_id: 'i' },
    ],
    [
      'a code that nobody knows yet',
      { webhook_type: 'ITEM', webhook_code: 'BRAND_NEW', item_id: 'i' },
    ],
    ['one without an Item', { webhook_type: 'ITEM', webhook_code: 'NEW_ACCOUNTS_AVAILABLE' }],
    [
      'an outage of the bank',
      {
        webhook_type: 'ITEM',
        webhook_code: 'ERROR',
        item_id: 'i',
        error: { error_type: 'INSTITUTION_ERROR', error_code: 'INSTITUTION_DOWN' },
      },
    ],
    ['no JSON object', [1]],
  ])('200 for %s, and the app is not bothered', async (_, body) => {
    expect(await deliver(await plaid.signWebhook(body))).toBe(200);
    expect([events, problems]).toEqual([[], []]);
  });
});

it.each<[string, object]>([
  ['plaid', { plaid: {} }],
  ['onEvent', { onEvent: undefined }],
  ['waitUntil', { waitUntil: true }],
  ['timeoutMs', { timeoutMs: 0 }],
])('a mistake in `%s` is found at start-up', (option, overrides) => {
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
