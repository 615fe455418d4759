import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createMemoryRecords,
  nextRecord,
  type ItemChange,
  type ItemHealthEvent,
  type ItemRecords,
  type RelinkedEvent,
  type RelinkHandlerOptions,
} from 'react-plaid-relink/server';
import { changeOf } from '../../src/server/webhook/flag-of';
import { createServerApp, ITEM, LINK, RELINKED, type ServerApp } from '../support/server-app';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let app: ServerApp;
let records: ItemRecords;
let itemId: string;
const onRelinked = vi.fn<(event: RelinkedEvent<string>) => void>();
const onHealth = vi.fn<(event: ItemHealthEvent<string>) => void>();
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  vi.clearAllMocks();
  app = createServerApp();
  records = createMemoryRecords();
  ({ itemId } = app.items.ada);
});

/** One machine. All share the records. */
const setUp = (overrides: Partial<RelinkHandlerOptions<string>> = {}) => {
  const { ask, handler } = app.setUp({
    records,
    onRelinked,
    onHealth,
    healthMaxAgeMs: HOUR,
    rateLimit: false,
    ...overrides,
  });
  const report = (linkSessionId: string | null) =>
    ask(RELINKED, { body: JSON.stringify({ item_id: itemId, link_session_id: linkSessionId }) });
  return { ask, handler, report };
};
const tell = (change: ItemChange) =>
  records.update(itemId, (record) => nextRecord(itemId, record, change));
const now = (): string => new Date().toISOString();
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** The user goes through Link, and shares these accounts. */
async function relink(token: unknown, accountIds = ['acc-checking']): Promise<void> {
  const { sessionId } = await app.plaid.link({ type: 'open', token: String(token) });
  const login = { username: 'user_good', password: 'pass_good' };
  await app.plaid.link({ type: 'credentials', sessionId, ...login });
  await app.plaid.link({ type: 'accounts', sessionId, accountIds });
  await app.plaid.link({ type: 'finish', sessionId });
}

describe('one Link session', () => {
  const disconnect = () =>
    tell({ type: 'webhook', at: now(), flag: { kind: 'disconnect', since: now() } });
  const relinkedWebhook = () => {
    const signedAt = new Date();
    return tell(
      changeOf({
        type: 'relinked',
        itemId,
        environment: 'sandbox',
        webhookCode: 'SESSION_FINISHED',
        signedAt,
        deliveryId: signedAt.toISOString(),
        bodyHash: 'hash',
        linkSessionId: 's-1',
        purpose: 'repair',
        accountSelection: false,
      }),
    );
  };

  it.each([
    ['its report and then its webhook', () => setUp().report('s-1'), relinkedWebhook],
    ['its webhook and then its report', relinkedWebhook, () => setUp().report('s-1')],
  ])('G13: %s end no flag that is raised between them', async (_name, first, second) => {
    await first();
    await pass(MINUTE);
    await disconnect();
    await pass(MINUTE);
    await second();
    expect((await setUp().ask(ITEM)).body).toMatchObject({ flags: ['disconnect'] });
    expect(onRelinked).toHaveBeenCalledOnce();
  });

  it('G13: a report that is sent again, since Plaid could not be asked, ends no flag that is newer than the first', async () => {
    const { ask, report } = setUp();
    app.plaid.failNext(ITEM, { errorCode: 'PLANNED_MAINTENANCE' });
    expect((await report('s-1')).status).toBe(503);
    await pass(4_000);
    await disconnect();
    await pass(4_000);
    await report('s-1');
    expect((await ask(ITEM)).body).toMatchObject({ flags: ['disconnect'] });
    expect(onRelinked).toHaveBeenCalledOnce();
  });

  it('52 reports of one session at once on four machines are one relink, and ask Plaid once on each machine', async () => {
    const machines = Array.from({ length: 4 }, () => setUp());
    const reports = Array.from({ length: 13 }, () => machines.map(({ report }) => report('s-1')));
    await pass(0);
    const answers = await Promise.all(reports.flat());
    expect(answers.every(({ body }) => body.health === 'healthy')).toBe(true);
    expect(app.countOf(ITEM)).toBe(4);
    expect(onRelinked).toHaveBeenCalledOnce();
  });
});

describe('between the token and the report', () => {
  it('G10: an Item that was asked for while Link was open is asked for again, since the page may die before its report', async () => {
    app.plaid.breakItem(itemId);
    const { ask } = setUp();
    const { link_token: token } = (await ask(LINK)).body;
    await pass(MINUTE);
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    await relink(token);
    await pass(5_000);
    expect((await setUp().ask(ITEM)).body.health).toBe('healthy');
    expect(onHealth.mock.lastCall?.[0].health.state).toBe('healthy');
  });

  it('an Item that stays broken is answered from its record again an hour after its last token', async () => {
    app.plaid.breakItem(itemId);
    const { ask } = setUp();
    await ask(LINK);
    await pass(HOUR - MINUTE);
    await ask(ITEM);
    await pass(MINUTE);
    await ask(ITEM);
    expect(app.countOf(ITEM)).toBe(1);
  });

  it('onRelinked hears which accounts were added, though Plaid was asked between Link’s success and the report', async () => {
    const { ask, report } = setUp();
    await ask(ITEM);
    const body = JSON.stringify({ item_id: itemId, purpose: 'accounts' });
    await relink((await ask(LINK, { body })).body.link_token, ['acc-saving']);
    await pass(5_000);
    await ask(ITEM);
    await pass(5_000);
    await report('s-1');
    await pass(0);
    expect(onRelinked.mock.lastCall?.[0].accounts).toEqual({
      added: [],
      removed: ['acc-checking'],
    });
  });
});

describe('clocks and disconnects', () => {
  it('onHealth hears of each answer, and records keep it, after the server’s clock was set back by hours', async () => {
    const { ask } = setUp();
    await ask(ITEM);
    vi.setSystemTime(Date.now() - 3 * HOUR);
    await pass(5_000);
    app.plaid.breakItem(itemId);
    await ask(ITEM, { headers: { 'cache-control': 'no-cache' } });
    await pass(0);
    expect(onHealth.mock.lastCall?.[0].health.state).toBe('needs_update');
    await setUp().ask(ITEM);
    expect(app.countOf(ITEM)).toBe(2);
  });

  it('onHealth hears of an answer though the client disconnects while it is stored', async () => {
    const slow: ItemRecords = {
      read: (id) => records.read(id),
      async update(id, change) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await records.update(id, change);
      },
    };
    const { handler } = setUp({ records: slow });
    const client = new AbortController();
    const answered = handler(app.requestFor(ITEM, { signal: client.signal }));
    await pass(100);
    client.abort();
    expect((await answered).status).toBe(499);
    await pass(1_000);
    expect(await records.read(itemId)).toMatchObject({ item: { error: null } });
    expect(onHealth).toHaveBeenCalledOnce();
  });
});
