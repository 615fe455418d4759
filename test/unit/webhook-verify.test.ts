import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  createWebhookHandler,
  isRelinkError,
  isWebhookError,
  toNodeHandler,
  verifyWebhook,
  type ItemWebhookEvent,
  type RelinkHandlerError,
  type WebhookError,
} from 'react-plaid-relink/server';
import { createFakePlaid, type FakePlaid, type SignedWebhook } from 'react-plaid-relink/testing';
import { forge, KEY_PATH, requestOf } from '../support/webhook-app';

let plaid: FakePlaid;
let client: ReturnType<FakePlaid['client']>;
let signed: SignedWebhook;
beforeEach(async () => {
  plaid = createFakePlaid();
  client = plaid.client();
  signed = await plaid.signWebhook({
    webhook_type: 'TRANSACTIONS',
    webhook_code: 'SYNC_UPDATES_AVAILABLE',
    item_id: 'item-1',
    environment: 'sandbox',
  });
});

const refusalOf = async (request: Request): Promise<WebhookError> => {
  const error: unknown = await verifyWebhook(request, { plaid: client }).catch(
    (thrown: unknown) => thrown,
  );
  if (!isWebhookError(error)) throw new Error('It was not refused with a WebhookError.');
  return error;
};

describe('verifyWebhook()', () => {
  it('verifyWebhook() resolves to the webhook that Plaid signed', async () => {
    expect(await verifyWebhook(requestOf(signed), { plaid: client })).toMatchObject({
      webhookType: 'TRANSACTIONS',
      webhookCode: 'SYNC_UPDATES_AVAILABLE',
      itemId: 'item-1',
      environment: 'sandbox',
      body: JSON.parse(signed.body) as object,
    });
  });

  it.each<[string, number, string, () => Request | Promise<Request>]>([
    ['without a signature', 401, 'no signature', () => requestOf({ ...signed, headers: {} })],
    ['of another sender', 401, 'unknown key', async () => requestOf(await forge(signed, 'forged'))],
    ['with another body', 401, 'another body', () => requestOf({ ...signed, body: '{"a":1}' })],
    [
      'whose spaces were changed',
      401,
      'another body',
      () => requestOf({ ...signed, body: ` ${signed.body}` }),
    ],
    ['without a body', 500, 'no body', () => requestOf({ ...signed, body: '' })],
    [
      'that was parsed and serialized again',
      500,
      'parsed body',
      () => requestOf({ ...signed, body: JSON.stringify(JSON.parse(signed.body)) }),
    ],
    [
      'that was read before',
      500,
      'unavailable',
      async () => {
        const request = requestOf(signed);
        await request.text();
        return request;
      },
    ],
    [
      'that is too large',
      413,
      'unreadable',
      () => requestOf({ ...signed, body: 'x'.repeat(300_000) }),
    ],
  ])(
    'verifyWebhook() refuses a webhook %s with status %i and the reason "%s"',
    async (_, status, reason, make) => {
      const error = await refusalOf(await make());
      expect(error).toBeInstanceOf(Error);
      expect([error.name, error.status, error.reason]).toEqual(['WebhookError', status, reason]);
    },
  );

  it('verifyWebhook() rejects with a 502 where Plaid’s key cannot be fetched, and verifies at the next delivery', async () => {
    plaid.failNext(KEY_PATH, { networkError: true });
    expect(await refusalOf(requestOf(signed))).toMatchObject({
      status: 502,
      reason: 'unavailable',
    });
    await expect(verifyWebhook(requestOf(signed), { plaid: client })).resolves.toBeDefined();
  });

  it('verifyWebhook() and the handlers of one client fetch Plaid’s key once', async () => {
    const handlers = [1, 2].map(() => createWebhookHandler({ plaid: client, onWebhook() {} }));
    await verifyWebhook(requestOf(signed), { plaid: client });
    for (const handler of handlers) expect((await handler(requestOf(signed))).status).toBe(200);
    expect(plaid.requests.filter(({ path }) => path === KEY_PATH)).toHaveLength(1);
  });

  it('no message of verifyWebhook() contains the signature or the body', async () => {
    const { message } = await refusalOf(
      requestOf({ ...signed, body: JSON.stringify(JSON.parse(signed.body)) }),
    );
    expect(message).toMatch(/ See https:\S+\/server\.md#errors-of-verifywebhook$/);
    expect(message).not.toContain('item-1');
    expect(message).not.toContain(signed.headers['plaid-verification']);
  });

  it.each<[string, object]>([
    ['plaid', { plaid: {} }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('verifyWebhook() names a mistake in %s', async (option, overrides) => {
    const thrown: unknown = await verifyWebhook(requestOf(signed), {
      plaid: client,
      ...overrides,
    }).catch((error: unknown) => error);
    expect(isRelinkError(thrown) && thrown.message).toContain(`verifyWebhook: \`${option}\``);
  });
});

describe('a body parser before the webhook handler', () => {
  let events: ItemWebhookEvent[];
  let problems: RelinkHandlerError[];

  /** Delivers a genuine webhook to Express with this middleware first. @returns the status of the answer */
  async function deliverTo(...middleware: express.RequestHandler[]): Promise<number> {
    events = [];
    problems = [];
    const app = express();
    for (const each of middleware) app.use(each);
    app.use(
      '/hook',
      toNodeHandler(
        createWebhookHandler({
          plaid: client,
          onEvent: (event) => void events.push(event),
          onError: (problem) => problems.push(problem),
        }),
      ),
    );
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const { port } = server.address() as AddressInfo;
    const { itemId } = plaid.createItem();
    const webhook = await plaid.signWebhook(itemId, 'LOGIN_REPAIRED');
    const response = await fetch(`http://127.0.0.1:${port}/hook`, { method: 'POST', ...webhook });
    return response.status;
  }
  const keepIn = (keep: (bytes: Buffer) => unknown): express.RequestHandler =>
    express.json({
      verify: (request, _response, bytes) => Object.assign(request, { rawBody: keep(bytes) }),
    });

  it.each<[string, express.RequestHandler]>([
    ['rawBody is kept as bytes', keepIn((bytes) => bytes)],
    ['rawBody is kept as text', keepIn((bytes) => bytes.toString())],
    ['the body is kept as bytes', express.raw({ type: '*/*' })],
    ['the body is kept as text', express.text({ type: '*/*' })],
    ['nothing was parsed', express.urlencoded()],
    [
      'rawBody is empty and nothing was read',
      (request, _, next) => {
        Object.assign(request, { rawBody: '' });
        next();
      },
    ],
  ])('a genuine webhook arrives under Express where %s', async (_, middleware) => {
    expect([await deliverTo(middleware), events.length]).toEqual([200, 1]);
    expect(problems).toEqual([]);
  });

  it('a genuine webhook after express.json() gets a 500, and the log says that a parser came first and what to do', async () => {
    expect([await deliverTo(express.json()), events.length]).toEqual([500, 0]);
    expect(problems).toMatchObject([{ status: 500, errorCode: 'APP_ERROR' }]);
    expect(problems[0]?.message).toMatch(
      /a body parser came first.*before the middleware.*rawBody/,
    );
  });

  it('a genuine webhook gets a 500 that says what to do where a middleware read the body and kept nothing', async () => {
    const status = await deliverTo((request, _, next) => {
      request.resume().on('end', () => next());
    });
    expect([status, events.length]).toEqual([500, 0]);
    expect(problems[0]?.message).toMatch(/was read before the handler could/);
  });

  it('Plaid’s own example of a webhook that was parsed has the hash of its indented text', async () => {
    // From a question about a webhook of 2020: its body, and the hash that Plaid signed (stackoverflow.com/q/62117400).
    const body = {
      error: null,
      item_id: 'yxQbxDjnD8hr69pKbQpbcKeVn3GL9QuyA7NV3',
      new_transactions: 390,
      webhook_code: 'HISTORICAL_UPDATE',
      webhook_type: 'TRANSACTIONS',
    };
    const bytes = new TextEncoder().encode(JSON.stringify(body, null, 2));
    expect(Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')).toBe(
      'b63a07b547b00f992547f6bbc8d9acc61a8ccee138bc82f44a6baa09683a5d0f',
    );
  });
});
