import { describe, expect, it, vi } from 'vitest';
import {
  createMemoryRecords,
  nextRecord,
  SweepError,
  sweepItems,
  type RelinkHandlerError,
  type SweepHealth,
  type SweepItem,
  type SweepOptions,
  type SweepSummary,
  type SweepVisit,
} from 'react-plaid-relink/server';
import { healthOfRecord } from '../../src/core/item/record-health';
import { createSweepWorld, plaidRefusal, START, type SweepWorld } from '../support/sweep-world';
import { sweepThroughTrouble } from '../support/troubled-sweep';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const HOOK = 'https://app.test/hook';
const INTERNAL = plaidRefusal('API_ERROR', 'INTERNAL_SERVER_ERROR', 500);
const LIMIT = plaidRefusal('RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 429);

function sweep(world: SweepWorld, options: Partial<SweepOptions> = {}): Promise<SweepSummary> {
  return world.clock.run(sweepItems({ ...world.options(), ...options }));
}

function itemAt({ items }: SweepWorld, index: number): SweepItem {
  const item = items[index];
  if (!item) throw new Error(`The world has no Item ${index}.`);
  return item;
}

describe('a sweep', () => {
  it.each([5, 7.5, 12])(
    'a sweep that was stopped in minute %s goes on where it was, and asks for no Item twice',
    async (stopAfterMinutes) => {
      const pace = { callsPerMinute: 60, stopAfterMinutes };
      const result = await sweepThroughTrouble(500, pace);
      const { first, last } = result;
      expect(first.isComplete).toBe(false);
      expect(last).toMatchObject({ isComplete: true, skipped: 500 - last.checked, failed: 0 });
      expect(result.itemsAnswered).toBe(500);
      expect(result.mostInAMinute).toBeLessThanOrEqual(60);
      expect(result.askedAgain).toBe(0);
    },
  );

  it('the answers of a sweep are in the records, and onHealth hears each with its Item', async () => {
    const world = createSweepWorld(
      3,
      (index) =>
        [
          { errorCode: 'ITEM_LOGIN_REQUIRED', errorCodeReason: 'OAUTH_CONSENT_EXPIRED' },
          { accountCount: 0 },
          {},
        ][index],
    );
    const heard = new Map<string, SweepHealth>();
    const onHealth = (event: SweepHealth): void => void heard.set(event.itemId, event);
    await expect(sweep(world, { onHealth })).resolves.toEqual({
      checked: 3,
      skipped: 0,
      failed: 0,
      needingUser: 2,
      webhooksElsewhere: 0,
      webhooksRepaired: 0,
      rateLimited: 0,
      isComplete: true,
    });
    const states = await Promise.all(
      world.items.map(async ({ itemId }) => {
        const record = await world.records.read(itemId);
        const health = record && healthOfRecord(record, world.clock.now());
        expect(heard.get(itemId)?.health).toEqual(health);
        return [health?.state, health?.errorCode, health?.reason, record?.accountIds?.length];
      }),
    );
    expect(states).toEqual([
      ['needs_update', 'ITEM_LOGIN_REQUIRED', 'OAUTH_CONSENT_EXPIRED', undefined],
      ['needs_update', 'NO_ACCOUNTS', null, 0],
      ['healthy', null, null, 2],
    ]);
    expect(heard.get(itemAt(world, 2).itemId)?.item).toBe(itemAt(world, 2));
  });

  it('an Item that was checked within a day is skipped, unless a webhook has come since', async () => {
    const world = createSweepWorld(2);
    await sweep(world);
    await expect(sweep(world)).resolves.toMatchObject({ checked: 0, skipped: 2 });
    const { itemId } = itemAt(world, 0);
    const at = new Date(world.clock.now()).toISOString();
    await world.records.update(itemId, (record) =>
      nextRecord(itemId, record, { type: 'webhook', at, flag: null }),
    );
    await world.clock.run(world.clock.sleep(2_000));
    await expect(sweep(world)).resolves.toMatchObject({ checked: 1, skipped: 1 });
    await world.clock.run(world.clock.sleep(DAY));
    await expect(sweep(world)).resolves.toMatchObject({ checked: 2, skipped: 0 });
  });

  it('an Item that two users share is asked for once', async () => {
    const world = createSweepWorld(1);
    const item = itemAt(world, 0);
    const shared = { ...item, itemId: 'row-2', plaidItemId: item.itemId };
    const summary = await sweep(world, { items: [item, shared] });
    expect(summary).toMatchObject({ checked: 1, skipped: 1 });
  });

  it('a sweep that is stopped before it begins calls nothing', async () => {
    const world = createSweepWorld(2);
    const summary = await sweep(world, { signal: AbortSignal.abort() });
    expect(summary).toMatchObject({ checked: 0, isComplete: false });
    expect(world.calls).toEqual([]);
  });

  it('a sweep without a clock of its own runs by the real one', async () => {
    const world = createSweepWorld(2);
    const { plaid } = world;
    const { now: _, sleep: __, ...options } = world.options();
    const summary = await sweepItems({
      ...options,
      plaid: plaid.client(),
      callsPerMinute: 60_000,
    });
    expect(summary).toMatchObject({ checked: 2, isComplete: true });
  });
});

describe('a disconnect that was announced before there were records', () => {
  async function healthAfterSweep(
    init: Parameters<SweepWorld['plaid']['createItem']>[0],
    prepare: (world: SweepWorld, itemId: string) => Promise<void>,
  ) {
    const world = createSweepWorld(1, () => ({ webhook: HOOK, ...init }));
    const { itemId } = itemAt(world, 0);
    await prepare(world, itemId);
    await world.clock.run(world.clock.sleep(DAY));
    await sweep(world);
    const record = await world.records.read(itemId);
    if (!record) throw new Error('The sweep has stored nothing.');
    return { record, health: healthOfRecord(record, world.clock.now()) };
  }

  it('G13: a disconnect that was announced before the app kept records is found by status.last_webhook', async () => {
    const { record, health } = await healthAfterSweep({}, (world, itemId) =>
      world.plaid.sendWebhook(itemId, 'PENDING_DISCONNECT'),
    );
    const since = new Date(START).toISOString();
    expect(record.flags).toMatchObject([{ kind: 'disconnect', since }]);
    expect(health).toMatchObject({
      state: 'expiring',
      remedy: 'relink',
      consentExpiresAt: new Date(START + 7 * DAY),
    });
  });

  it('a consent that outlives the announced disconnect shows that the Item was relinked since', async () => {
    const consentExpirationTime = new Date(START + 365 * DAY).toISOString();
    const { record, health } = await healthAfterSweep({ consentExpirationTime }, (world, itemId) =>
      world.plaid.sendWebhook(itemId, 'PENDING_DISCONNECT'),
    );
    expect(record.flags).toEqual([]);
    expect(health?.state).toBe('healthy');
  });

  it('the flag of the webhook itself stays as it is, with its reason and its end', async () => {
    const flag = {
      kind: 'disconnect',
      since: new Date(START - 500).toISOString(),
      until: new Date(START + 3 * DAY).toISOString(),
      reason: 'INSTITUTION_MIGRATION',
    } as const;
    const { record } = await healthAfterSweep({}, async (world, itemId) => {
      await world.plaid.sendWebhook(itemId, 'PENDING_DISCONNECT');
      await world.records.update(itemId, (known) =>
        nextRecord(itemId, known, { type: 'webhook', at: flag.since, flag }),
      );
    });
    expect(record.flags).toEqual([flag]);
  });

  it('any other last webhook flags nothing', async () => {
    const { record } = await healthAfterSweep({}, (world, itemId) =>
      world.plaid.sendWebhook(itemId, 'NEW_ACCOUNTS_AVAILABLE'),
    );
    expect(record.flags).toEqual([]);
  });
});

describe('where webhooks go', () => {
  const addresses = [HOOK, 'https://app.test:443/hook', 'https://old.test/hook', undefined];
  const world = () => createSweepWorld(4, (index) => ({ webhook: addresses[index] ?? '' }));

  async function webhooksOf(options: Partial<SweepOptions>, of = world()) {
    const visits: SweepVisit['webhook'][] = [];
    const summary = await sweep(of, {
      ...options,
      concurrency: 1,
      onItem: ({ webhook }) => void visits.push(webhook),
    });
    return { visits, summary };
  }

  it('Items whose webhooks go elsewhere are reported, and left alone', async () => {
    const { visits, summary } = await webhooksOf({ webhookUrl: HOOK });
    expect(visits).toEqual(['here', 'here', 'elsewhere', 'elsewhere']);
    expect(summary).toMatchObject({ webhooksElsewhere: 2, webhooksRepaired: 0 });
    expect((await webhooksOf({})).visits).toEqual(Array(4).fill('not_compared'));
  });

  it('repairWebhooks gives such Items the address of the app', async () => {
    const repaired = world();
    const options = { webhookUrl: HOOK, repairWebhooks: true };
    const { visits, summary } = await webhooksOf(options, repaired);
    expect(visits).toEqual(['here', 'here', 'repaired', 'repaired']);
    expect(summary).toMatchObject({ webhooksElsewhere: 0, webhooksRepaired: 2 });
    expect(repaired.plaid.itemState(itemAt(repaired, 3).itemId).webhook).toBe(HOOK);
  });

  it('a repair that Plaid refuses is reported, and the Item counts as checked', async () => {
    const errors: RelinkHandlerError[] = [];
    const refused = world();
    refused.plaid.failNext('/item/webhook/update', { errorCode: 'INVALID_FIELD' });
    const { visits, summary } = await webhooksOf(
      { webhookUrl: HOOK, repairWebhooks: true, onError: (error) => void errors.push(error) },
      refused,
    );
    expect(visits).toEqual(['here', 'here', 'elsewhere', 'repaired']);
    expect(summary).toMatchObject({ checked: 4, failed: 0 });
    expect(errors).toMatchObject([{ route: 'sweepItems', errorCode: 'INVALID_FIELD' }]);
  });
});

describe('a sweep when something goes wrong', () => {
  it('an Item that alone gets no answer fails after five tries, and the others are checked', async () => {
    const world = createSweepWorld(30);
    const bad = itemAt(world, 4).accessToken;
    const errors: RelinkHandlerError[] = [];
    const options = world.options(({ accessToken }) => {
      if (accessToken === bad) throw INTERNAL;
    });
    const summary = await sweep(world, { ...options, onError: (error) => void errors.push(error) });
    expect(summary).toMatchObject({ checked: 29, failed: 1, isComplete: true });
    expect(errors).toMatchObject([{ route: 'sweepItems', errorCode: 'INTERNAL_SERVER_ERROR' }]);
    expect(errors[0]?.message).toContain(itemAt(world, 4).itemId);
    expect(world.calls.filter(({ accessToken }) => accessToken === bad)).toHaveLength(5);
    await expect(sweep(world)).resolves.toMatchObject({ checked: 1, skipped: 29 });
  });

  it.each([
    ['/accounts/get', 'accountsGet'],
    ['/item/get', 'itemGet'],
  ])('a 429 of %s slows the sweep down, and the Item is asked again', async (_path, method) => {
    const world = createSweepWorld(20, () => ({ accountCount: 0 }));
    let left = 3;
    const options = world.options((call) => {
      if (call.method === method && left-- > 0) throw LIMIT;
    });
    const summary = await sweep(world, options);
    expect(summary).toMatchObject({ checked: 20, failed: 0, needingUser: 20, rateLimited: 3 });
    const ats = world.calls.map(({ at }) => at);
    const gaps = ats.slice(1).map((at, index) => at - (ats[index] ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(14_000);
    expect(gaps.at(-1)).toBeGreaterThanOrEqual(120);
  });

  it('an outage of ten minutes ends the sweep with an error that says how far it came', async () => {
    const world = createSweepWorld(2_000);
    const options = world.options(({ at }) => {
      if (at - START > 30_000) throw new TypeError('fetch failed');
    });
    const failure: unknown = await sweep(world, options).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SweepError);
    const { message, summary } = failure as SweepError;
    expect(message).toContain('Plaid has not answered for 10 minutes');
    expect(message).toMatch(/ See https:\S+\/server\.md#errors-of-sweepitems$/);
    expect(summary.isComplete).toBe(false);
    expect(summary.checked).toBeGreaterThan(200);
    expect(summary.failed).toBeLessThan(100);
    // Growing pauses: 10 Items at a time, a few tries a minute.
    const tries = world.calls.filter(({ at }) => at - START > 30_000);
    expect(tries.length).toBeLessThan(250);
    const rest = await sweep(world);
    expect(rest).toMatchObject({ isComplete: true, skipped: summary.checked, failed: 0 });
  });

  it('keys that Plaid refuses end the sweep at once', async () => {
    const world = createSweepWorld(100);
    const options = world.options(() => {
      throw plaidRefusal('INVALID_INPUT', 'INVALID_API_KEYS', 400);
    });
    await expect(sweep(world, options)).rejects.toThrow(/refuses the app: INVALID_API_KEYS/);
    expect(world.calls.length).toBeLessThanOrEqual(20);
  });

  it('rows without a token, with a foreign token or with the id of another Item fail alone', async () => {
    const world = createSweepWorld(3);
    const errors: string[] = [];
    const [first, second, third] = [0, 1, 2].map((index) => itemAt(world, index));
    const summary = await sweep(world, {
      items: [
        { ...first, accessToken: '' },
        { ...second, accessToken: 'access-sandbox-of-another-app' },
        { ...third, itemId: 'row-3' },
        third,
      ] as SweepItem[],
      onError: ({ message, errorCode }) => void errors.push(`${errorCode}: ${message}`),
    });
    expect(summary).toMatchObject({ checked: 1, failed: 3, isComplete: true });
    expect(errors.join('\n')).toContain('has no { itemId, accessToken }');
    expect(errors.join('\n')).toContain('INVALID_ACCESS_TOKEN');
    expect(errors.join('\n')).toContain('plaidItemId');
    expect(await world.records.read('row-3')).toBeNull();
  });

  it('an Item that was removed is recorded as one that needs a new Link', async () => {
    const world = createSweepWorld(1);
    const { itemId, accessToken } = itemAt(world, 0);
    await world.plaid.client().itemRemove({ access_token: accessToken });
    const onHealth = vi.fn();
    await expect(sweep(world, { onHealth })).resolves.toMatchObject({ checked: 1, needingUser: 1 });
    expect(onHealth).toHaveBeenCalledWith(
      expect.objectContaining({
        itemId,
        health: expect.objectContaining({ remedy: 'new_link' }) as unknown,
      }),
    );
  });

  it('a call that takes too long counts as one that was not answered', async () => {
    const world = createSweepWorld(1);
    const options = world.options();
    const itemGet = vi.fn(() => new Promise<never>(() => {}));
    let nowMs = START;
    const work = sweepItems({
      ...options,
      plaid: { itemGet },
      timeoutMs: 5,
      now: () => nowMs,
      sleep(ms) {
        nowMs += ms;
        return Promise.resolve();
      },
    });
    await expect(work).resolves.toMatchObject({ failed: 1 });
    expect(itemGet).toHaveBeenCalledTimes(5);
  });

  it('records that fail for every Item end the sweep; a short break does not', async () => {
    const world = createSweepWorld(100);
    const memory = createMemoryRecords();
    const failing = (first: number, last: number): SweepOptions['records'] => {
      let reads = 0;
      return {
        read(id) {
          reads += 1;
          if (reads >= first && reads <= last) throw new Error('ECONNREFUSED');
          return memory.read(id);
        },
        update: memory.update,
      };
    };
    const short = await sweep(world, { records: failing(20, 30) });
    expect(short).toMatchObject({ checked: 89, failed: 11 });
    await expect(sweep(world, { records: failing(5, 200) })).rejects.toThrow(
      /records failed for 20 Items in a row/,
    );
  });

  it('callbacks that throw are reported, and the sweep goes on', async () => {
    const world = createSweepWorld(2);
    const errors: RelinkHandlerError[] = [];
    const onItem = (): never => {
      throw new Error('broken callback');
    };
    const summary = await sweep(world, { onItem, onError: (error) => void errors.push(error) });
    expect(summary).toMatchObject({ checked: 2, failed: 0 });
    expect(errors).toMatchObject([
      { errorCode: 'APP_ERROR', cause: { message: 'broken callback' } },
      { errorCode: 'APP_ERROR' },
    ]);
    expect(errors[0]?.message).toContain('onItem');
  });

  it('an error of the app’s own list ends the sweep with that error, after the Items that were begun', async () => {
    const world = createSweepWorld(2);
    async function* broken(): AsyncGenerator<SweepItem> {
      yield* world.items;
      await Promise.resolve();
      throw new Error('the database is gone');
    }
    await expect(sweep(world, { items: broken() })).rejects.toThrow('the database is gone');
    await expect(sweep(world)).resolves.toMatchObject({ skipped: 2 });
  });

  it('the secret of the app and the token of the Item reach no error', async () => {
    const world = createSweepWorld(1);
    const { accessToken } = itemAt(world, 0);
    const errors: RelinkHandlerError[] = [];
    const thrown = Object.assign(new Error(`failed for ${accessToken}`), {
      config: { accessToken },
    });
    const options = world.options(() => {
      throw thrown;
    });
    await sweep(world, { ...options, onError: (error) => void errors.push(error) });
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toContain(accessToken);
  });

  it.each([
    [{ plaid: {} }, 'plaid'],
    [{ records: {} }, 'records'],
    [{ items: () => [] }, 'items'],
    [{ items: [null] }, 'items'],
    [{ callsPerMinute: 0 }, 'callsPerMinute'],
    [{ concurrency: 1.5 }, 'concurrency'],
    [{ olderThanMs: -1 }, 'olderThanMs'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ webhookUrl: '/hook' }, 'webhookUrl'],
    [{ repairWebhooks: true }, 'repairWebhooks'],
  ])('sweepItems refuses %o, and names the option %s', async (wrong, option) => {
    const options = { ...createSweepWorld(1).options(), ...wrong } as SweepOptions;
    await expect(sweepItems(options)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(`sweepItems: \`${option}\``) as unknown,
    });
  });
});
