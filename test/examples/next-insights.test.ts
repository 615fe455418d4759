import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const NEXT = join(import.meta.dirname, '../../examples/next');
const url = (path: string): string => pathToFileURL(join(NEXT, path)).href;

interface Activity {
  parseActivity(text: string): Record<string, unknown> | null;
  saveActivity(userId: string, step: object): Promise<void>;
  countStep(userId: string): Promise<boolean>;
}
interface Insights {
  brokenByBank(): Promise<Record<string, unknown>[]>;
  funnelByWeek(now: Date): Promise<Record<string, unknown>[]>;
  exitsByView(now: Date): Promise<Record<string, unknown>[]>;
  samplesSince(): Promise<Date | null>;
}
interface Pglite {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  exec(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

// The files of the example, over a database in memory with the example's own migrations. Next.js alone knows `server-only`.
const { database } = vi.hoisted((): { database: { now: unknown } } => ({
  database: { now: null },
}));
vi.mock('../../examples/next/node_modules/server-only/index.js', () => ({}));
vi.mock('../../examples/next/lib/db/client.ts', () => ({
  db: () => Promise.resolve(database.now),
}));

let pglite: Pglite;
let activity: Activity;
let insights: Insights;
let items: { setItemHealth(itemId: string, health: object, at: Date): Promise<void> };
let samples: { addSampleActivity(now: Date): Promise<void> };
let isSameOrigin: (request: Request) => boolean;
const ADA = '00000000-0000-4000-8000-000000000001';

beforeAll(async () => {
  const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ url(path));
  const { PGlite } = (await load('node_modules/@electric-sql/pglite/dist/index.js')) as {
    PGlite: new () => Pglite;
  };
  const { drizzle } = (await load('node_modules/drizzle-orm/pglite/index.js')) as {
    drizzle(client: Pglite): unknown;
  };
  const { migrate } = (await load('node_modules/drizzle-orm/pglite/migrator.js')) as {
    migrate(database: unknown, options: { migrationsFolder: string }): Promise<void>;
  };
  pglite = new PGlite();
  database.now = drizzle(pglite);
  await migrate(database.now, { migrationsFolder: join(NEXT, 'drizzle') });
  activity = (await load('lib/activity.ts')) as Activity;
  insights = (await load('lib/insights.ts')) as Insights;
  items = (await load('lib/items.ts')) as typeof items;
  samples = (await load('lib/sample-activity.ts')) as typeof samples;
  ({ isSameOrigin } = (await load('lib/same-origin.ts')) as { isSameOrigin: typeof isSameOrigin });
});
afterAll(() => pglite.close());
beforeEach(async () => {
  await pglite.exec('delete from activity; delete from items; delete from users;');
  await pglite.query('insert into users (id, email, password_hash) values ($1, $2, $3)', [
    ADA,
    'ada@example.com',
    '',
  ]);
});

const STEP = { itemId: 'item-1', name: 'shown', purpose: 'repair' };

describe('a step that a page of the Next.js example sends', () => {
  it('a step is kept with the fields that the table has, and nothing else', () => {
    const told = {
      ...STEP,
      name: 'exited',
      at: '2026-11-29T10:00:00.000Z',
      topic: 'relink',
      institutionId: 'ins_1',
      linkSessionId: 'session-1',
      isOAuth: false,
      exitStatus: 'requires_code',
      view: 'MFA',
      errorCode: 'INVALID_MFA',
      by: null,
      sinceClickMs: 12_000,
    };
    const { at, ...kept } = told;
    expect(activity.parseActivity(JSON.stringify({ ...told, userId: 'bob', id: '1' }))).toEqual(
      kept,
    );
    expect(at).toBeDefined();
  });

  it.each([
    ['no JSON', 'shown'],
    ['no object', '"shown"'],
    ['an unknown name', JSON.stringify({ ...STEP, name: 'toString' })],
    ['no Item', JSON.stringify({ ...STEP, itemId: '' })],
    ['an Item that is no text', JSON.stringify({ ...STEP, itemId: { $gt: '' } })],
    ['an Item that is too long', JSON.stringify({ ...STEP, itemId: 'i'.repeat(101) })],
    ['an Item that Postgres cannot take', JSON.stringify({ ...STEP, itemId: 'a\u0000' })],
    ['no purpose', JSON.stringify({ ...STEP, purpose: null })],
  ])('a step is refused where it has %s', (_, text) => {
    expect(activity.parseActivity(text)).toBeNull();
  });

  it('a step loses a field that is not what it should be', () => {
    const odd = { view: 'v'.repeat(101), errorCode: 5, isOAuth: 'yes', sinceClickMs: -1 };
    expect(activity.parseActivity(JSON.stringify({ ...STEP, ...odd }))).toMatchObject({
      view: null,
      errorCode: null,
      isOAuth: null,
      sinceClickMs: null,
    });
    expect(
      activity.parseActivity(JSON.stringify({ ...STEP, sinceClickMs: 2 ** 31 })),
    ).toMatchObject({ sinceClickMs: null });
  });

  it('a step is kept for a year, and goes with its user', async () => {
    await activity.saveActivity(ADA, STEP);
    await pglite.exec("update activity set at = now() - interval '366 days'");
    await activity.saveActivity(ADA, STEP);
    expect((await pglite.query('select * from activity')).rows).toHaveLength(1);
    await pglite.exec('delete from users');
    expect((await pglite.query('select * from activity')).rows).toEqual([]);
  });

  it('a user has at most 120 steps in a minute', async () => {
    const counted = [];
    for (let step = 0; step < 121; step += 1) counted.push(await activity.countStep('eve'));
    expect(counted.filter(Boolean)).toHaveLength(120);
    expect(await activity.countStep('ada')).toBe(true);
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://app.example.com' }, false],
    [{ origin: 'https://app.example.com' }, true],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
  ])('a request with the headers %j is taken for one of this origin: %s', (headers, isOwn) => {
    const request = {
      headers: new Headers({ host: 'app.example.com', ...headers }),
    };
    expect(isSameOrigin(request as Request)).toBe(isOwn);
  });
});

/** A Wednesday. */
const NOW = new Date('2026-11-25T12:00:00Z');

async function add(itemId: string, at: string, ...names: string[]): Promise<void> {
  for (const name of names)
    await pglite.query(
      'insert into activity (user_id, item_id, name, purpose, at) values ($1, $2, $3, $4, $5)',
      [ADA, itemId, name, 'repair', at],
    );
}

describe('the figures of the Next.js example for its product team', () => {
  it('a connection counts once in a week, for every step up to the furthest', async () => {
    await add('a', '2026-11-24T10:00:00Z', 'shown', 'shown', 'clicked', 'opened', 'exited');
    await add('a', '2026-11-25T10:00:00Z', 'shown', 'clicked', 'opened', 'succeeded', 'confirmed');
    await add('b', '2026-11-24T10:00:00Z', 'shown', 'clicked', 'hosted', 'confirmed');
    await add('c', '2026-11-24T10:00:00Z', 'shown', 'clicked', 'failed');
    await add('d', '2026-11-24T10:00:00Z', 'shown');
    expect(await insights.funnelByWeek(NOW)).toEqual([
      { week: new Date('2026-11-23'), shown: 4, clicked: 3, opened: 2, succeeded: 2, confirmed: 2 },
    ]);
  });

  it('weeks begin on Monday in UTC, and end eight weeks back', async () => {
    await add('a', '2026-11-22T23:59:59Z', 'shown');
    await add('a', '2026-11-23T00:00:00Z', 'shown', 'clicked');
    await add('a', '2026-10-05T00:00:00Z', 'shown');
    await add('a', '2026-10-04T23:59:59Z', 'shown');
    const weeks = await insights.funnelByWeek(NOW);
    expect(weeks.map(({ week, shown, clicked }) => [week, shown, clicked])).toEqual([
      [new Date('2026-10-05'), 1, 0],
      [new Date('2026-11-16'), 1, 0],
      [new Date('2026-11-23'), 1, 1],
    ]);
  });

  it('exits are counted by view and error, the most frequent first, with the time that half of them took', async () => {
    const exits: [string | null, string | null, string | null, number | null][] = [
      ['MFA', null, 'requires_code', 10_000],
      ['MFA', null, 'requires_code', 30_000],
      ['MFA', 'INVALID_MFA', 'requires_code', 5_000],
      [null, null, 'requires_oauth', null],
    ];
    for (const [view, error, status, ms] of exits)
      await pglite.query(
        `insert into activity (user_id, item_id, name, purpose, at, view, error_code, exit_status, since_click_ms)
          values ($1, 'a', 'exited', 'repair', $2, $3, $4, $5, $6)`,
        [ADA, NOW, view, error, status, ms],
      );
    expect(await insights.exitsByView(NOW)).toEqual([
      { view: 'MFA', errorCode: null, exits: 2, medianMs: 20_000 },
      { view: 'MFA', errorCode: 'INVALID_MFA', exits: 1, medianMs: 5_000 },
      { view: 'requires_oauth', errorCode: null, exits: 1, medianMs: null },
    ]);
  });

  it('broken connections are counted by bank, with the day since when the longest of them is', async () => {
    const add = (itemId: string, bank: string) =>
      pglite.query(
        `insert into items (item_id, user_id, institution_name, sealed_access_token, state_since)
          values ($1, $2, $3, '', '2026-01-01')`,
        [itemId, ADA, bank],
      );
    await Promise.all(
      [
        ['a', 'Tartan'],
        ['b', 'Tartan'],
        ['c', 'Tartan'],
        ['d', 'Platypus'],
      ].map(([itemId = '', bank = '']) => add(itemId, bank)),
    );
    const health = (state: string) => ({ state, consentExpiresAt: null });
    await items.setItemHealth('a', health('needs_update'), new Date('2026-11-03'));
    // The same answer again is no news.
    await items.setItemHealth('a', health('needs_update'), new Date('2026-11-20'));
    await items.setItemHealth('b', health('expiring'), new Date('2026-11-05'));
    await items.setItemHealth('c', health('healthy'), new Date('2026-11-05'));
    expect(await insights.brokenByBank()).toEqual([
      { bank: 'Tartan', total: 3, broken: 1, ending: 1, since: new Date('2026-11-03') },
      { bank: 'Platypus', total: 1, broken: 0, ending: 0, since: null },
    ]);
  });

  it('an app without users has none of them', async () => {
    expect(await insights.brokenByBank()).toEqual([]);
    expect(await insights.funnelByWeek(NOW)).toEqual([]);
    expect(await insights.exitsByView(NOW)).toEqual([]);
    expect(await insights.samplesSince()).toBeNull();
  });

  it('the samples fill each week, are added once, and are told from the steps of users', async () => {
    await add('a', '2026-11-24T10:00:00Z', 'shown');
    expect(await insights.samplesSince()).toBeNull();
    await samples.addSampleActivity(NOW);
    await samples.addSampleActivity(NOW);
    const weeks = await insights.funnelByWeek(NOW);
    expect(weeks).toHaveLength(8);
    for (const { shown, confirmed } of weeks) {
      expect(Number(shown)).toBeGreaterThan(10);
      expect(Number(confirmed)).toBeLessThan(Number(shown));
    }
    expect((await insights.exitsByView(NOW)).length).toBeGreaterThan(3);
    expect((await insights.samplesSince())?.getTime()).toBeLessThan(NOW.getTime());
    const { rows } = await pglite.query('select max(at) as last from activity');
    expect((rows[0]?.last as Date).getTime()).toBeLessThanOrEqual(NOW.getTime());
  });
});
