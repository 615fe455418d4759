import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createMemoryRecords,
  nextRecord,
  type ItemChange,
  type ItemRecords,
  type RelinkedEvent,
  type RelinkHandlerOptions,
} from 'react-plaid-relink/server';
import { createServerApp, ITEM, LINK, RELINKED, type ServerApp } from '../support/server-app';

let app: ServerApp;
let records: ItemRecords;
let itemId: string;
let onRelinked: ReturnType<typeof vi.fn<(event: RelinkedEvent<string>) => void>>;
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  app = createServerApp();
  records = createMemoryRecords();
  onRelinked = vi.fn<(event: RelinkedEvent<string>) => void>();
  ({ itemId } = app.items.ada);
});

const setUp = (overrides: Partial<RelinkHandlerOptions<string>> = {}) => {
  const { ask, ...rest } = app.setUp({ records, onRelinked, ...overrides });
  const report = (fields: object = {}, user = 'ada') =>
    ask(RELINKED, { user, body: JSON.stringify({ item_id: itemId, ...fields }) });
  return { ask, report, ...rest };
};
const tell = (change: ItemChange) =>
  records.update(itemId, (record) => nextRecord(itemId, record, change));
const now = (): string => new Date().toISOString();

/** The user goes through Link, and shares these accounts. */
async function relink(token: unknown, accountIds: string[]): Promise<void> {
  const { sessionId } = await app.plaid.link({ type: 'open', token: String(token) });
  const login = { username: 'user_good', password: 'pass_good' };
  await app.plaid.link({ type: 'credentials', sessionId, ...login });
  await app.plaid.link({ type: 'accounts', sessionId, accountIds });
  await app.plaid.link({ type: 'finish', sessionId });
}

describe('a reported relink', () => {
  it('a report answers with the health that Plaid gives at once, though Plaid was asked a moment ago', async () => {
    const { ask, report } = setUp();
    app.plaid.breakItem(itemId);
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    await relink((await ask(LINK)).body.link_token, ['acc-checking']);
    await vi.advanceTimersByTimeAsync(100);
    const { status, body } = await report({ link_session_id: 's-1', purpose: 'repair' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ item_id: itemId, health: 'healthy', flags: [] });
    expect(app.countOf(ITEM)).toBe(2);
    // Later page views believe it, on every machine.
    expect((await setUp().ask(ITEM)).body.health).toBe('healthy');
    expect(app.countOf(ITEM)).toBe(2);
  });

  it('G13: a report ends the flags that webhooks raised', async () => {
    await tell({ type: 'webhook', at: now(), flag: { kind: 'disconnect', since: now() } });
    await vi.advanceTimersByTimeAsync(5_000);
    const { ask, report } = setUp();
    expect((await ask(ITEM)).body.health).toBe('expiring');
    expect((await report()).body).toMatchObject({ health: 'healthy', flags: [] });
    expect((await ask(ITEM)).body).toMatchObject({ health: 'healthy', flags: [] });
  });

  it.each([1, 2])(
    'G13: a relink is kept though the store fails for %s calls, at once or when it is reported again',
    async (failures) => {
      await tell({ type: 'webhook', at: now(), flag: { kind: 'disconnect', since: now() } });
      await vi.advanceTimersByTimeAsync(5_000);
      let left = failures;
      const unsteady: ItemRecords = {
        read: (id) => records.read(id),
        update(id, change) {
          left -= 1;
          if (left >= 0) throw new Error('down');
          return records.update(id, change);
        },
      };
      const { ask, report } = setUp({ records: unsteady });
      await report({ link_session_id: 's-1' });
      if (failures > 1) await report({ link_session_id: 's-1' });
      expect((await ask(ITEM)).body).toMatchObject({ health: 'healthy', flags: [] });
      expect(onRelinked).toHaveBeenCalledTimes(failures);
    },
  );

  it('G13: a repeated report ends no newer flag, though the app has no onRelinked', async () => {
    const { report } = setUp({ onRelinked: undefined });
    await report({ link_session_id: 's-1' });
    await vi.advanceTimersByTimeAsync(60_000);
    await tell({ type: 'webhook', at: now(), flag: { kind: 'disconnect', since: now() } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await report({ link_session_id: 's-1' })).body).toMatchObject({ health: 'expiring' });
  });

  it.each([
    ['with the purpose "accounts"', { purpose: 'accounts' }],
    [
      'with account selection, whatever its purpose',
      { purpose: 'x-own', account_selection_enabled: true },
    ],
  ])('new accounts are over after a report %s, and after no other', async (_name, fields) => {
    await tell({ type: 'webhook', at: now(), flag: { kind: 'new_accounts', since: now() } });
    await vi.advanceTimersByTimeAsync(5_000);
    const { report } = setUp();
    expect((await report({ purpose: 'x-own' })).body.flags).toEqual(['new_accounts']);
    expect((await report(fields)).body.flags).toEqual([]);
  });

  it('no machine believes an older answer once a relink is reported, though Plaid cannot be asked', async () => {
    app.plaid.breakItem(itemId);
    const { ask, report } = setUp();
    await ask(ITEM);
    await vi.advanceTimersByTimeAsync(5_000);
    app.plaid.failNext(ITEM, { errorCode: 'PLANNED_MAINTENANCE' });
    expect((await report({ link_session_id: 's-1' })).status).toBe(503);
    expect(onRelinked).not.toHaveBeenCalled();
    await setUp().ask(ITEM);
    expect(app.countOf(ITEM)).toBe(3);
    // The page tries again, and the app hears of it then.
    await report({ link_session_id: 's-1' });
    expect(onRelinked).toHaveBeenCalledOnce();
  });

  it('three reports a minute ask Plaid at once, and later ones 4 seconds apart', async () => {
    const { report } = setUp();
    const started = Date.now();
    for (let count = 0; count < 4; count += 1) expect((await report()).status).toBe(200);
    expect(Date.now()).toBe(started);
    const asked = report();
    await vi.advanceTimersByTimeAsync(3_999);
    expect(app.countOf(ITEM)).toBe(4);
    await vi.advanceTimersByTimeAsync(1);
    expect((await asked).status).toBe(200);
    await vi.advanceTimersByTimeAsync(60_000);
    await report();
    await report();
    expect(app.countOf(ITEM)).toBe(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('the rate limit counts reports', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- As rate-limiter-flexible says it.
    const { report } = setUp({ rateLimit: { consume: () => Promise.reject({ msBeforeNext: 1 }) } });
    expect((await report()).status).toBe(429);
    expect(records.read(itemId)).toBeNull();
  });

  it('G8: a report about an Item of another user, an unknown one and a malformed id get the same 404, and nothing is written', async () => {
    const { report } = setUp();
    const answers = [];
    for (const item_id of [app.items.bob.itemId, 'unknown', 'a\0b', 7, null, '__proto__'])
      answers.push(await report({ item_id }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ error_code: 'ITEM_NOT_FOUND' });
    expect(records.read(app.items.bob.itemId)).toBeNull();
    expect(records.read('unknown')).toBeNull();
    expect(app.plaid.requests).toEqual([]);
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it.each<[string, object]>([
    ['a number as session', { link_session_id: 7 }],
    ['an empty session', { link_session_id: '' }],
    ['a list as session', { link_session_id: ['s-1'] }],
    ['a long session', { link_session_id: 'x'.repeat(201) }],
    ['control characters', { link_session_id: 'a\nb' }],
    ['a purpose with spaces', { purpose: 'my purpose' }],
    ['a field of a token', { hosted_link: true }],
    ['health of its own', { health: 'healthy' }],
    ['constructor', { constructor: 1 }],
  ])('the handler 400s for a report with %s, and nothing is written', async (_name, fields) => {
    const { report } = setUp();
    const { status, text } = await report(fields);
    expect(status).toBe(400);
    expect(text).not.toContain('my purpose');
    expect([records.read(itemId), app.plaid.requests]).toEqual([null, []]);
  });

  it('a key that changes prototypes is refused as an unknown field', async () => {
    const { ask } = setUp();
    const body = `{"item_id":${JSON.stringify(itemId)},"__proto__":{"purpose":"accounts"}}`;
    expect((await ask(RELINKED, { body })).status).toBe(400);
  });

  it('a report is answered without records too, and where the store is down', async () => {
    const down = (): Promise<never> => Promise.reject(new Error('down'));
    for (const overrides of [{ records: undefined }, { records: { read: down, update: down } }]) {
      const { report } = setUp(overrides);
      expect((await report({ link_session_id: 's-1' })).body).toMatchObject({ health: 'healthy' });
    }
    expect(onRelinked).toHaveBeenCalledTimes(2);
    expect(onRelinked.mock.calls[0]?.[0].accounts).toBeNull();
  });

  it('an app with ids of its own has the relink under Plaid’s id', async () => {
    await tell({ type: 'webhook', at: now(), flag: { kind: 'disconnect', since: now() } });
    await vi.advanceTimersByTimeAsync(5_000);
    const healths: string[] = [];
    const { report } = setUp({
      findItem: (_, clientUserId) => ({ accessToken: app.items.ada.accessToken, clientUserId }),
      onHealth: ({ health }) => void healths.push(health.state),
    });
    expect((await report({ item_id: 'row-1' })).body).toMatchObject({ health: 'healthy' });
    expect(records.read(itemId)).toMatchObject({ relinkedAt: now() });
    expect(healths).toEqual(['healthy']);
  });
});

describe('onRelinked', () => {
  it('onRelinked hears of a relink after the answer, with the accounts added and removed', async () => {
    const { ask, report, problems } = setUp();
    await ask(ITEM);
    const choose = async (accountIds: string[], linkSessionId: string) => {
      await vi.advanceTimersByTimeAsync(5_000);
      const body = JSON.stringify({ item_id: itemId, purpose: 'accounts' });
      await relink((await ask(LINK, { body })).body.link_token, accountIds);
      return report({ link_session_id: linkSessionId, purpose: 'accounts' });
    };
    await choose(['acc-saving'], 's-1');
    const answer = await choose(['acc-checking'], 's-2');
    const event = {
      itemId,
      item: { accessToken: app.items.ada.accessToken, clientUserId: 'ada' },
      user: 'ada',
      health: expect.objectContaining({ state: 'healthy' }) as object,
      linkSessionId: 's-1',
      purpose: 'accounts',
      accounts: { added: [] as string[], removed: ['acc-checking'] },
    };
    const accounts = { added: ['acc-checking'], removed: ['acc-saving'] };
    expect(onRelinked.mock.calls).toEqual([
      [event],
      [{ ...event, linkSessionId: 's-2', accounts }],
    ]);
    expect(answer.text).not.toContain('acc-');
    expect(problems).toEqual([]);
  });

  it('onRelinked hears of one Link session once, however often it is reported and on whatever machine', async () => {
    const machines = [setUp(), setUp()];
    await Promise.all(
      machines.flatMap(({ report }) => [
        report({ link_session_id: 's-1' }),
        report({ link_session_id: 's-1' }),
      ]),
    );
    await machines[1]?.report({ link_session_id: 's-1' });
    expect(onRelinked).toHaveBeenCalledOnce();
    await machines[0]?.report({ link_session_id: 's-2' });
    expect(onRelinked).toHaveBeenCalledTimes(2);
  });

  it('G13: a report that is repeated later ends no flag that is newer than the relink', async () => {
    const { report } = setUp();
    await report({ link_session_id: 's-1' });
    await vi.advanceTimersByTimeAsync(60_000);
    await tell({ type: 'webhook', at: now(), flag: { kind: 'disconnect', since: now() } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await report({ link_session_id: 's-1' })).body).toMatchObject({ health: 'expiring' });
  });

  it('an Item that is still broken after a report is told so', async () => {
    app.plaid.breakItem(itemId);
    const { report } = setUp();
    expect((await report()).body).toMatchObject({ health: 'needs_update' });
    expect(onRelinked.mock.calls[0]?.[0]).toMatchObject({
      health: { state: 'needs_update' },
      accounts: null,
      linkSessionId: null,
      purpose: 'repair',
    });
  });

  it('onRelinked that fails, or never ends, fails no request, and onHealth is called beside it', async () => {
    const onHealth = vi.fn();
    const failing = setUp({ onHealth, onRelinked: () => Promise.reject(new Error('down')) });
    expect((await failing.report()).status).toBe(200);
    await vi.advanceTimersByTimeAsync(0);
    expect(failing.problems).toMatchObject([{ route: RELINKED, cause: { message: 'down' } }]);
    expect(failing.problems[0]?.message).toContain('onRelinked');
    const hanging = setUp({ onHealth, onRelinked: () => new Promise(() => {}) });
    expect((await hanging.report()).status).toBe(200);
    await vi.advanceTimersByTimeAsync(0);
    expect(onHealth).toHaveBeenCalledTimes(2);
  });

  it('a waitUntil that throws fails no request, and onRelinked is called all the same', async () => {
    const { report, problems } = setUp({
      waitUntil() {
        throw new Error('outside of a request');
      },
    });
    expect((await report()).status).toBe(200);
    await vi.advanceTimersByTimeAsync(0);
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(problems[0]?.message).toContain('waitUntil');
  });
});
