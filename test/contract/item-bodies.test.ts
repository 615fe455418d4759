import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createMemoryRecords,
  nextRecord,
  type ItemHealthEvent,
  type ItemRecords,
} from 'react-plaid-relink/server';
import { createHttpGateway } from '../../src/core/gateway/http-gateway';
import type { RelinkGateway } from '../../src/core/gateway/wire';
import { parseItemHealth } from '../../src/core/item/parse-item-health';
import { createServerApp, ORIGIN, type ServerApp } from '../support/server-app';

const DAY = 24 * 60 * 60_000;

let app: ServerApp;
let records: ItemRecords;
let gateway: Required<RelinkGateway>;
let heard: ItemHealthEvent<string>[];
beforeEach(() => {
  app = createServerApp();
  records = createMemoryRecords();
  heard = [];
  const { handler } = app.setUp({ records, onHealth: (event) => void heard.push(event) });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => handler(new Request(url, init)));
  gateway = createHttpGateway({ baseUrl: `${ORIGIN}/api/plaid`, headers: { 'x-user': 'ada' } });
});
afterEach(() => vi.unstubAllGlobals());

const { signal } = new AbortController();
const call = { signal };
const report = { signal, linkSessionId: 's-1', purpose: 'repair' };

/** Items whose bodies have each field in use, by what happened to them. */
const ITEMS: Record<string, () => { itemId: string; accessToken: string }> = {
  'a healthy Item': () => app.plaid.createItem(),
  'a broken Item': () => app.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' }),
  'a consent that ends': () => {
    const consentExpirationTime = new Date(Date.now() + 5 * DAY).toISOString();
    return app.plaid.createItem({ consentExpirationTime });
  },
  'an Item without accounts': () => app.plaid.createItem({ accountCount: 0 }),
};

describe('what the server says of an Item, and what the client reads', () => {
  it.each(Object.entries(ITEMS))(
    '/item/get: the page reads the health that onHealth hears, from Plaid and from the record: %s',
    async (_name, create) => {
      const item = create();
      const { itemId } = item;
      app.own('ada', item);
      const fromPlaid = parseItemHealth(itemId, await gateway.getItem(itemId, call), Date.now());
      const fromRecord = parseItemHealth(itemId, await gateway.getItem(itemId, call), Date.now());
      expect(heard.map(({ health }) => health)).toEqual([fromPlaid]);
      expect(fromRecord).toEqual(fromPlaid);
    },
  );

  it('/item/relinked: the page reads the health that onHealth hears', async () => {
    const { itemId } = app.items.ada;
    const body = await gateway.reportRelink(itemId, report);
    expect(heard.map(({ health }) => health)).toEqual([parseItemHealth(itemId, body, Date.now())]);
  });

  it('G13: a flag of a webhook reaches the page with its reason, and a report ends it there', async () => {
    const { itemId } = app.items.ada;
    const at = new Date(Date.now() - 5_000).toISOString();
    const flag = { kind: 'disconnect', since: at, reason: 'INSTITUTION_MIGRATION' } as const;
    await records.update(itemId, (record) =>
      nextRecord(itemId, record, { type: 'webhook', at, flag }),
    );
    const before = parseItemHealth(itemId, await gateway.getItem(itemId, call), Date.now());
    expect(before).toMatchObject({
      state: 'expiring',
      remedy: 'relink',
      reason: 'INSTITUTION_MIGRATION',
      flags: ['disconnect'],
      consentExpiresAt: new Date(Date.parse(at) + 7 * DAY),
    });
    const after = parseItemHealth(itemId, await gateway.reportRelink(itemId, report), Date.now());
    expect(after).toMatchObject({ state: 'healthy', reason: null, flags: [] });
  });

  it('/items/get: each entry is the body of /item/get, or Plaid’s error object', async () => {
    const { ada, bob } = app.items;
    await gateway.getItem(ada.itemId, call);
    const { items } = await gateway.getItems([ada.itemId, bob.itemId], call);
    expect(items).toEqual([
      await gateway.getItem(ada.itemId, call),
      {
        item_id: bob.itemId,
        error: {
          error_type: 'ITEM_ERROR',
          error_code: 'ITEM_NOT_FOUND',
          error_message: expect.any(String) as string,
          display_message: null,
          request_id: null,
        },
      },
    ]);
  });

  it('a path that the handler does not have is a 404 with NOT_FOUND, and a foreign Item one with ITEM_NOT_FOUND', async () => {
    const elsewhere = createHttpGateway({
      baseUrl: `${ORIGIN}/api/plaid/v2`,
      headers: { 'x-user': 'ada' },
    });
    await expect(elsewhere.reportRelink(app.items.ada.itemId, report)).rejects.toMatchObject({
      status: 404,
      cause: { error_code: 'NOT_FOUND' },
    });
    await expect(gateway.reportRelink(app.items.bob.itemId, report)).rejects.toMatchObject({
      status: 404,
      cause: { error_code: 'ITEM_NOT_FOUND' },
    });
  });
});
