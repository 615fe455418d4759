import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createMemoryRecords,
  createRelinkService,
  isRelinkServiceError,
  type ItemRecord,
  type ItemRecords,
} from 'react-plaid-relink/server';
import { addLinkSubject } from '../../src/server/plaid/link-webhook-url';
import { createServerApp, ITEM, RELINKED, type ServerApp } from '../support/server-app';
import { createWebhookApp, URL_OF_HOOK, type WebhookApp } from '../support/webhook-app';

describe('webhooks that an attacker sends or repeats', () => {
  let app: WebhookApp;
  beforeEach(() => {
    app = createWebhookApp();
  });
  const finished = () =>
    app.plaid.signWebhook({
      webhook_type: 'LINK',
      webhook_code: 'SESSION_FINISHED',
      status: 'SUCCESS',
      link_token: 'link-sandbox-1',
      link_session_id: 'session-1',
      environment: 'sandbox',
    });

  it('a finished session that is delivered a hundred times asks Plaid for its token once', async () => {
    const linkTokenGet = vi.fn(() => {
      const webhook = addLinkSubject(URL_OF_HOOK, {
        plaidItemId: app.item.itemId,
        purpose: 'repair',
        accountSelection: false,
      });
      return Promise.resolve({ data: { metadata: { webhook } } });
    });
    app.setUp({ plaid: { ...app.plaid.client(), linkTokenGet }, records: createMemoryRecords() });
    const signed = await finished();
    for (let time = 0; time < 100; time += 1) expect(await app.deliver(signed)).toBe(200);
    expect(linkTokenGet).toHaveBeenCalledTimes(1);
  });

  it('a finished session whose token could not be asked for is asked for again when it is repeated', async () => {
    const records = createMemoryRecords();
    const linkTokenGet = vi
      .fn<() => Promise<{ data: unknown }>>()
      .mockRejectedValueOnce(new Error('no network'))
      .mockResolvedValue({
        data: {
          metadata: {
            webhook: addLinkSubject(URL_OF_HOOK, {
              plaidItemId: app.item.itemId,
              purpose: null,
              accountSelection: false,
            }),
          },
        },
      });
    app.setUp({ plaid: { ...app.plaid.client(), linkTokenGet }, records });
    const signed = await finished();
    expect(await app.deliver(signed)).toBe(502);
    expect(await app.deliver(signed)).toBe(200);
    expect((await records.read(app.item.itemId))?.relinkedAt).not.toBeNull();
  });

  it('G13: a webhook whose store hung for ever is kept when Plaid sends it again', async () => {
    const memory = createMemoryRecords();
    let isHanging = true;
    const update: ItemRecords['update'] = (id, change) =>
      isHanging ? new Promise<void>(() => {}) : memory.update(id, change);
    app.setUp({ timeoutMs: 300, records: { ...memory, update } });
    const signed = await app.sign('PENDING_DISCONNECT');
    expect(await app.deliver(signed)).toBe(504);
    isHanging = false;
    app.plaid.clock.advance(30_000);
    expect(await app.deliver(signed)).toBe(200);
    expect((await memory.read(app.item.itemId))?.flags).toHaveLength(1);
  });

  it.each([2_000, 100_000])(
    'another body of %d nested brackets under a signature of Plaid’s gets a 401 at once',
    async (depth) => {
      const signed = await app.sign('ERROR');
      await app.deliver(signed);
      const stringify = vi.spyOn(JSON, 'stringify');
      onTestFinished(() => stringify.mockRestore());
      const body = '['.repeat(depth) + ']'.repeat(depth);
      expect(await app.deliver({ ...signed, body })).toBe(401);
      // The text of an indented body grows with the square of its depth.
      expect(stringify.mock.calls.filter(([, , indent]) => indent !== undefined)).toEqual([]);
      expect(app.problems.at(-1)?.message).toContain('another body');
    },
  );

  it('G7: no token of a Link session reaches the log, though the app’s own error holds the webhook', async () => {
    app.setUp({
      onWebhook({ body }) {
        throw new Error(`Unknown webhook: ${JSON.stringify(body)}`);
      },
    });
    const signed = await app.plaid.signWebhook({
      webhook_type: 'LINK',
      webhook_code: 'ITEM_ADD_RESULT',
      link_token: 'link-sandbox-33792986-2b9c-4b80-b1f2-518caaac6183',
      public_token: 'public-production-b0e2c4ee-a763-4df5-bfe9-46a46bce993d',
      environment: 'sandbox',
    });
    expect(await app.deliver(signed)).toBe(500);
    const log = JSON.stringify(app.problems);
    expect(log).toContain('Unknown webhook');
    expect(log).not.toMatch(/33792986|b0e2c4ee/);
  });
});

describe('an app’s waitUntil, store and callers that misbehave', () => {
  const rejections: unknown[] = [];
  const hear = (reason: unknown): void => void rejections.push(reason);
  beforeEach(() => {
    rejections.length = 0;
    process.on('unhandledRejection', hear);
  });
  afterEach(() => {
    process.off('unhandledRejection', hear);
  });
  /** An async function is accepted where a function without a result is. */
  const rejecting = (): unknown => Promise.reject(new Error('outside of a request'));
  const waitUntil: (work: Promise<void>) => void = rejecting;
  /** Node reports unhandled rejections once the microtasks are done. */
  const nextTask = () => new Promise((resolve) => setImmediate(resolve));

  it('a waitUntil that rejects is reported, and ends no process', async () => {
    const server = createServerApp();
    const { ask } = server.setUp({ onHealth() {}, waitUntil });
    expect((await ask(ITEM)).status).toBe(200);
    const hook = createWebhookApp();
    hook.setUp({ waitUntil });
    expect(await hook.deliver(await hook.sign('ERROR'))).toBe(200);
    await nextTask();
    expect(rejections).toEqual([]);
    for (const { problems } of [server, hook]) {
      expect(problems).toMatchObject([{ cause: { message: 'outside of a request' } }]);
    }
    expect(hook.events).toHaveLength(1);
  });

  it('a stored value that throws when it is read fails no request', async () => {
    const stored = {
      get version(): 1 {
        throw new Error('The row was detached.');
      },
    } as ItemRecord;
    const { ask, problems } = createServerApp().setUp({
      records: { read: () => stored, update() {} },
    });
    expect((await ask(ITEM)).status).toBe(200);
    expect(problems[0]).toMatchObject({ errorCode: 'RECORDS_FAILED' });
  });

  it('input of a service that is no object rejects as every other mistake, and a signal that is none is ignored', async () => {
    const { options, items } = createServerApp();
    const { plaid, findItem, onError } = options;
    const linkToken = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
    const service = createRelinkService<string>({ plaid, findItem, linkToken, onError });
    const { itemId } = items.ada;
    const withSignal = { itemId, signal: {} as AbortSignal };
    expect((await service.getItem('ada', withSignal)).health).toBe('healthy');
    for (const input of [undefined, null, 'text']) {
      const { createPublicToken, createLinkToken, getItem, getItems, reportRelink } = service;
      for (const ask of [createPublicToken, createLinkToken, getItem, getItems, reportRelink]) {
        const call = ask as (user: string, input: unknown) => Promise<unknown>;
        const rejected: unknown = await call('ada', input).catch((error: unknown) => error);
        expect(isRelinkServiceError(rejected), String(input)).toBe(true);
      }
    }
  });
});

describe('answers that were overtaken', () => {
  let app: ServerApp;
  let records: ItemRecords;
  let itemId: string;
  beforeEach(() => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    app = createServerApp();
    records = createMemoryRecords();
    ({ itemId } = app.items.ada);
  });

  it('an answer from the second before a relink is not given after it', async () => {
    const [first, second] = [app.setUp({ records }), app.setUp({ records })];
    app.plaid.breakItem(itemId);
    expect((await first.ask(ITEM)).body.health).toBe('needs_update');
    await vi.advanceTimersByTimeAsync(300);
    app.plaid.repairItem(itemId);
    // The other machine knows of the relink, and cannot ask Plaid.
    app.plaid.failNext(ITEM, { status: 503 });
    await second.ask(RELINKED);
    await vi.advanceTimersByTimeAsync(100);
    expect((await first.ask(ITEM)).body.health).toBe('healthy');
  });
});
