import { beforeEach, describe, expect, it } from 'vitest';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';

const DAY = 24 * 60 * 60_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const HOOK = 'https://app.test/hook';

type Answer = Record<string, unknown>;
interface EventsPage {
  webhook_events: Answer[];
  has_more: boolean;
  next_cursor: string;
}

let plaid: FakePlaid;
let appStatus: number | null;
let delivered: Answer[];
beforeEach(() => {
  appStatus = 200;
  const received: Answer[] = [];
  delivered = received;
  plaid = createFakePlaid({
    now: () => START,
    deliverWebhook: async (webhook) => {
      if (appStatus === null) throw new TypeError('fetch failed');
      received.push((await webhook.json()) as Answer);
      return new Response(null, { status: appStatus });
    },
  });
});

async function list(request: object = {}): Promise<EventsPage> {
  const { data } = await plaid.client().betaWebhookEventsList(request);
  return data as unknown as EventsPage;
}

const codesOf = ({ webhook_events }: EventsPage): unknown[] =>
  webhook_events.map(({ webhook_code }) => webhook_code);

describe('webhooks of the fake Plaid', () => {
  it('an update of the address is acknowledged to the new address', async () => {
    const { accessToken } = plaid.createItem();
    await plaid.client().itemWebhookUpdate({ access_token: accessToken, webhook: HOOK });
    await plaid.whenWebhooksAnswered();
    expect(delivered).toMatchObject([
      { webhook_code: 'WEBHOOK_UPDATE_ACKNOWLEDGED', new_webhook_url: HOOK, error: null },
    ]);
  });

  it('a test sends any webhook about an Item, with fields of its own', async () => {
    const { itemId } = plaid.createItem({ webhook: HOOK });
    await plaid.sendWebhook(itemId, 'PRODUCT_PERMISSIONS_REQUIRED', { webhook_type: 'IDENTITY' });
    expect(delivered).toEqual([
      {
        webhook_type: 'IDENTITY',
        webhook_code: 'PRODUCT_PERMISSIONS_REQUIRED',
        item_id: itemId,
        environment: 'sandbox',
      },
    ]);
  });

  it('/item/get names the last webhook that was sent', async () => {
    const { itemId, accessToken } = plaid.createItem({ webhook: HOOK });
    await plaid.announceDisconnect(itemId);
    const { data } = await plaid.client().itemGet({ access_token: accessToken });
    expect(data.status).toMatchObject({
      last_webhook: { code_sent: 'PENDING_DISCONNECT', sent_at: '2026-03-01T00:00:00.000Z' },
    });
  });
});

describe('/beta/webhook_events/list', () => {
  it('the list has each webhook with its body, its address and how the delivery went', async () => {
    const { itemId } = plaid.createItem({ webhook: HOOK });
    await plaid.announceDisconnect(itemId);
    appStatus = 503;
    await plaid.sendWebhook(itemId, 'ERROR');
    appStatus = null;
    await plaid.sendWebhook(itemId, 'LOGIN_REPAIRED');
    const page = await list();
    expect(codesOf(page)).toEqual(['PENDING_DISCONNECT', 'ERROR', 'LOGIN_REPAIRED']);
    expect(page.webhook_events).toMatchObject([
      { item_id: itemId, payload: delivered[0], destination_url: HOOK, last_http_status_code: 200 },
      { delivery_status: 'FAILED', last_http_status_code: 503 },
      { delivery_status: 'FAILED', last_http_status_code: null },
    ]);
    expect(codesOf(await list({ delivery_statuses: ['DELIVERED'] }))).toEqual([
      'PENDING_DISCONNECT',
    ]);
  });

  it('a cursor continues after the last page, and later finds only newer webhooks', async () => {
    const { itemId } = plaid.createItem({ webhook: HOOK });
    for (const code of ['ERROR', 'LOGIN_REPAIRED', 'ERROR']) await plaid.sendWebhook(itemId, code);
    const first = await list({ count: 2 });
    expect(first).toMatchObject({ has_more: true });
    const second = await list({ cursor: first.next_cursor, count: 2 });
    expect(codesOf(second)).toEqual(['ERROR']);
    expect(second.has_more).toBe(false);
    expect(codesOf(await list({ cursor: second.next_cursor }))).toEqual([]);
    await plaid.announceNewAccounts(itemId);
    expect(codesOf(await list({ cursor: second.next_cursor }))).toEqual(['NEW_ACCOUNTS_AVAILABLE']);
  });

  it('filters are combined', async () => {
    const { itemId } = plaid.createItem({ webhook: HOOK });
    const other = plaid.createItem({ webhook: HOOK });
    await plaid.sendWebhook(itemId, 'ERROR');
    await plaid.sendWebhook(itemId, 'SYNC_UPDATES_AVAILABLE');
    await plaid.sendWebhook(other.itemId, 'ERROR');
    expect(codesOf(await list({ webhook_types: ['TRANSACTIONS'] }))).toEqual([
      'SYNC_UPDATES_AVAILABLE',
    ]);
    const both = await list({ webhook_codes: ['ERROR'], item_ids: [other.itemId] });
    expect(both.webhook_events).toMatchObject([{ item_id: other.itemId }]);
  });

  it('Plaid forgets webhooks after 7 days', async () => {
    const { itemId } = plaid.createItem({ webhook: HOOK });
    await plaid.sendWebhook(itemId, 'ERROR');
    plaid.clock.advance(6 * DAY);
    await plaid.sendWebhook(itemId, 'LOGIN_REPAIRED');
    const { next_cursor: cursor } = await list({ count: 1 });
    const start_time = new Date(plaid.clock.now() - DAY).toISOString();
    expect(codesOf(await list({ start_time }))).toEqual(['LOGIN_REPAIRED']);
    plaid.clock.advance(DAY + 1);
    expect(codesOf(await list())).toEqual(['LOGIN_REPAIRED']);
    expect(codesOf(await list({ cursor }))).toEqual(['LOGIN_REPAIRED']);
  });

  it.each([
    [
      'a cursor with a start_time',
      { cursor: btoa('webhook-1'), start_time: '2026-02-28T00:00:00Z' },
    ],
    ['a cursor of another API', { cursor: 'abc' }],
    ['a start_time before the last 7 days', { start_time: '2026-02-01T00:00:00Z' }],
    ['a count of 101', { count: 101 }],
    ['a count of 0', { count: 0 }],
  ])('%s is an INVALID_FIELD', async (_, request) => {
    await expect(list(request)).rejects.toMatchObject({
      response: { status: 400, data: { error_code: 'INVALID_FIELD' } },
    });
  });
});

describe('endpoints of an app’s own', () => {
  it('an endpoint that a test adds gets the body and the Item of the access token', async () => {
    plaid = createFakePlaid({
      endpoints: {
        '/transactions/sync': ({ cursor }, item) => ({ cursor, item_id: item?.itemId }),
      },
    });
    const { itemId, accessToken } = plaid.createItem();
    const answer = await call('/transactions/sync', { access_token: accessToken, cursor: 'c' });
    expect(answer).toMatchObject({
      status: 200,
      body: { cursor: 'c', item_id: itemId, request_id: expect.any(String) as string },
    });
  });

  it('a broken Item, an unknown token and wrong keys do not reach an added endpoint', async () => {
    plaid = createFakePlaid({ endpoints: { '/transactions/sync': () => ({}) } });
    const { accessToken } = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    const codes = [
      await call('/transactions/sync', { access_token: accessToken }),
      await call('/transactions/sync', { access_token: 'access-sandbox-0' }),
      await call('/transactions/sync', { access_token: accessToken, secret: 'x' }, {}),
    ].map(({ body }) => body.error_code);
    expect(codes).toEqual(['ITEM_LOGIN_REQUIRED', 'INVALID_ACCESS_TOKEN', 'INVALID_API_KEYS']);
  });

  it('the error of an unknown endpoint says how to add one', async () => {
    const { status, body } = await call('/transactions/sync', {});
    expect(status).toBe(404);
    expect(body).toMatchObject({ error_type: 'INVALID_REQUEST', error_code: 'NOT_FOUND' });
    expect(body.error_message).toContain("endpoints: { '/transactions/sync':");
  });

  async function call(
    path: string,
    body: object,
    headers: object = { 'plaid-client-id': plaid.clientId, 'plaid-secret': plaid.secret },
  ): Promise<{ status: number; body: Answer }> {
    const response = await plaid.fetch(
      new Request(`https://plaid.test${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    );
    return { status: response.status, body: (await response.json()) as Answer };
  }
});

it('a listener hears each webhook, also of an Item without an address, until it unsubscribes', async () => {
  const { itemId } = plaid.createItem();
  const heard: unknown[] = [];
  const stop = plaid.onWebhook(({ body }) => void heard.push(body.webhook_code));
  await plaid.announceNewAccounts(itemId);
  stop();
  await plaid.sendWebhook(itemId, 'ERROR');
  expect(heard).toEqual(['NEW_ACCOUNTS_AVAILABLE']);
  expect(codesOf(await list())).toEqual([]);
});
