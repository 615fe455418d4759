import { endOfKind } from '../../src/core/item/flag-ends';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createMemoryRecords,
  createRelinkHandler,
  type ItemRecord,
  type ItemRecords,
  type WebhookHandlerOptions,
} from 'react-plaid-relink/server';
import type { SignedWebhook } from 'react-plaid-relink/testing';
import { addLinkSubject } from '../../src/server/plaid/link-webhook-url';
import { createWebhookApp, URL_OF_HOOK, type WebhookApp } from '../support/webhook-app';

let app: WebhookApp;
let records: ItemRecords;
let setUp: (overrides?: Partial<WebhookHandlerOptions>) => void;
beforeEach(() => {
  app = createWebhookApp();
  records = createMemoryRecords();
  setUp = (overrides) => app.setUp({ records, ...overrides });
  setUp();
});

const recordOf = async (itemId = app.item.itemId): Promise<ItemRecord | null> =>
  records.read(itemId);
const kindsOf = async (): Promise<string[] | undefined> =>
  (await recordOf())?.flags.map(({ kind }) => kind);
const failing: ItemRecords = {
  read: () => Promise.reject(new Error('the store is down')),
  update: () => Promise.reject(new Error('the store is down')),
};
const finished = (): Promise<SignedWebhook> =>
  app.plaid.signWebhook({
    webhook_type: 'LINK',
    webhook_code: 'SESSION_FINISHED',
    status: 'SUCCESS',
    link_session_id: 'session-1',
    link_token: 'link-sandbox-1',
    environment: 'sandbox',
  });
/** A client that knows one token: the app's own, for this purpose. */
const clientWithToken = (
  purpose: string,
  accountSelection = false,
): WebhookHandlerOptions['plaid'] => ({
  ...app.plaid.client(),
  linkTokenGet: () => {
    const subject = { plaidItemId: app.item.itemId, purpose, accountSelection };
    const webhook = addLinkSubject(URL_OF_HOOK, subject);
    return Promise.resolve({ data: { metadata: { webhook } } });
  },
});

describe('the records of a webhook handler', () => {
  it.each([
    ['PENDING_DISCONNECT', ['disconnect']],
    ['PENDING_EXPIRATION', ['expiration']],
    ['USER_PERMISSION_REVOKED', ['permission_revoked']],
    ['USER_ACCOUNT_REVOKED', ['account_revoked']],
    ['NEW_ACCOUNTS_AVAILABLE', ['new_accounts']],
    ['ERROR', []],
    ['LOGIN_REPAIRED', []],
  ])('a webhook %s is kept in the Item’s record with the flags %j', async (code, kinds) => {
    expect(await app.deliver(await app.sign(code))).toBe(200);
    expect(await kindsOf()).toEqual(kinds);
    // An answer of Plaid's from before the webhook is not believed any more.
    expect(Date.parse((await recordOf())?.changedAt ?? '')).toBeGreaterThan(
      app.plaid.clock.now() - 1_000,
    );
  });

  it('the webhook handler needs neither onEvent nor onWebhook where records are given', async () => {
    setUp({ onEvent: undefined });
    expect(await app.deliver(await app.sign('PENDING_DISCONNECT'))).toBe(200);
    expect(await kindsOf()).toEqual(['disconnect']);
  });

  it('webhooks that are not about an Item’s health make no record', async () => {
    const body = {
      webhook_type: 'TRANSACTIONS',
      webhook_code: 'X',
      item_id: app.item.itemId,
      environment: 'sandbox',
    };
    expect(await app.deliver(await app.plaid.signWebhook(body))).toBe(200);
    expect(await recordOf()).toBeNull();
  });

  it('webhooks lead to the same record in the opposite order, and delivered twice', async () => {
    const codes = ['PENDING_DISCONNECT', 'NEW_ACCOUNTS_AVAILABLE', 'ERROR', 'PENDING_DISCONNECT'];
    const signed: SignedWebhook[] = [];
    for (const code of codes) {
      signed.push(await app.sign(code));
      app.plaid.clock.advance(2_000);
    }
    for (const each of signed) await app.deliver(each);
    const expected = await recordOf();
    records = createMemoryRecords();
    setUp();
    for (const each of [...signed, ...signed].reverse()) await app.deliver(each);
    expect(await recordOf()).toEqual(expected);
    expect(expected?.flags.map(({ kind }) => kind).sort()).toEqual(['disconnect', 'new_accounts']);
  });

  it('the record is written before onWebhook and onEvent are called', async () => {
    const seen: unknown[] = [];
    const look = async (): Promise<void> => void seen.push(await kindsOf());
    setUp({ onWebhook: look, onEvent: look });
    await app.deliver(await app.sign('PENDING_DISCONNECT'));
    expect(seen).toEqual([['disconnect'], ['disconnect']]);
  });

  it('a finished session ends the flags that a relink ends, and an older webhook that comes late does not bring them back', async () => {
    setUp({ plaid: clientWithToken('repair') });
    const late = await app.sign('PENDING_DISCONNECT');
    app.plaid.clock.advance(60_000);
    expect(await app.deliver(await finished())).toBe(200);
    await app.deliver(late);
    const record = await recordOf();
    expect(record && endOfKind(record, 'disconnect')).toBe(record?.relinkedAt);
    expect((record?.flags[0]?.since ?? '') < (record?.relinkedAt ?? '')).toBe(true);
    expect(record && endOfKind(record, 'new_accounts')).toBeNull();
  });

  it.each([
    ['the purpose "accounts"', 'accounts', false],
    ['account selection, whatever its purpose,', 'x-own', true],
  ])(
    'a finished session with %s ends new_accounts too',
    async (_name, purpose, accountSelection) => {
      setUp({ plaid: clientWithToken(purpose, accountSelection) });
      expect(await app.deliver(await finished())).toBe(200);
      const record = await recordOf();
      expect(record && endOfKind(record, 'new_accounts')).toBe(record?.relinkedAt);
    },
  );
});

describe('a store of records that fails', () => {
  it('the webhook handler 500s where the store fails, onEvent hears the webhook, and its repetition is recorded', async () => {
    const signed = await app.sign('PENDING_DISCONNECT');
    let isDown = true;
    setUp({
      records: {
        read: (itemId) => records.read(itemId),
        update: (itemId, change) => (isDown ? failing : records).update(itemId, change),
      },
    });
    expect(await app.deliver(signed)).toBe(500);
    expect(app.events).toHaveLength(1);
    expect(app.problems).toMatchObject([
      { status: 500, errorCode: 'APP_ERROR', cause: { message: 'the store is down' } },
    ]);
    expect(app.problems[0]?.message).toContain('records.update threw for ITEM/PENDING_DISCONNECT');
    isDown = false;
    expect(await app.deliver(signed)).toBe(200);
    expect([await kindsOf(), app.events.length]).toEqual([['disconnect'], 1]);
  });

  it('Plaid gets no 200 where the store fails, also with waitUntil', async () => {
    const works: Promise<void>[] = [];
    setUp({ records: failing, waitUntil: (work) => void works.push(work) });
    expect(await app.deliver(await app.sign('PENDING_DISCONNECT'))).toBe(500);
    await Promise.all(works);
    expect(app.events).toHaveLength(1);
    expect(app.problems).toMatchObject([{ status: 500 }]);
  });

  it('onEvent hears a webhook where the store never answers, and Plaid gets a 504', async () => {
    const isStopped = new Promise<void>((stop) => {
      const update = (): Promise<void> => {
        stop();
        return new Promise(() => {});
      };
      setUp({ records: { read: () => null, update }, timeoutMs: 1_000 });
    });
    expect(await app.timeOut(await app.sign('PENDING_DISCONNECT'), isStopped, 1_000)).toBe(504);
    expect(app.events).toHaveLength(1);
  });

  it('a stored value that is no record is replaced', async () => {
    let stored: unknown = { version: 0 };
    setUp({
      records: {
        read: () => null,
        update: (_itemId, change) => void (stored = change(stored as ItemRecord)),
      },
    });
    expect(await app.deliver(await app.sign('PENDING_DISCONNECT'))).toBe(200);
    expect(stored).toMatchObject({ version: 1, flags: [{ kind: 'disconnect' }] });
  });
});

describe('the token of a session', () => {
  const webhookOf = async (body: object, plaidItemId?: string): Promise<unknown> => {
    const { item } = app;
    const client = app.plaid.client();
    let address: unknown;
    const handler = createRelinkHandler({
      plaid: {
        ...client,
        linkTokenCreate(fields, options) {
          address = fields.webhook;
          return client.linkTokenCreate(fields, options);
        },
      },
      authenticate: () => ({ id: 'user-1' }),
      findItem: () => ({ accessToken: item.accessToken, clientUserId: 'user-1', plaidItemId }),
      linkToken: {
        clientName: 'Acme',
        countryCodes: ['US'],
        language: 'en',
        webhook: `${URL_OF_HOOK}?tenant=7`,
      },
    });
    const request = new Request('https://app.test/api/plaid/link/token/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect((await handler(request)).status).toBe(200);
    return address;
  };

  it('the address for LINK webhooks tells the Item and the purpose, beside the app’s own query', async () => {
    const address = await webhookOf({ item_id: 'my-row', purpose: 'renew' }, app.item.itemId);
    expect(address).toBe(
      `${URL_OF_HOOK}?tenant=7&relink_item_id=${app.item.itemId}&relink_purpose=renew`,
    );
  });

  it('the address for LINK webhooks has the page’s id where findItem gives no plaidItemId', async () => {
    expect(await webhookOf({ item_id: app.item.itemId })).toContain(
      `relink_item_id=${app.item.itemId}&relink_purpose=repair`,
    );
  });
});
