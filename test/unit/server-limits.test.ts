import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import {
  createRelinkHandler,
  type RelinkHandlerOptions,
  type RelinkHandlerProblem,
} from 'react-plaid-relink/server';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';

const LINK = '/link/token/create';
const ITEM = '/item/get';
const ORIGIN = 'https://app.test';

let plaid: FakePlaid;
let items: { itemId: string; accessToken: string }[];
let problems: RelinkHandlerProblem[];

beforeEach(() => {
  vi.useFakeTimers();
  plaid = createFakePlaid();
  items = [plaid.createItem(), plaid.createItem()];
  problems = [];
});
afterEach(() => vi.useRealTimers());

/** Everybody owns everything here: who asks is in a header. */
function setUp(overrides: Partial<RelinkHandlerOptions<string>> = {}) {
  const handler = createRelinkHandler<string>({
    plaid: plaid.client(),
    authenticate: (request) => request.headers.get('x-user') ?? 'ada',
    findItem(itemId, clientUserId) {
      const item = items.find((known) => known.itemId === itemId);
      return item ? { accessToken: item.accessToken, clientUserId } : null;
    },
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    onError: (problem) => problems.push(problem),
    ...overrides,
  });
  return async (
    path: string,
    { user = 'ada', item = 0, headers = {}, signal = new AbortController().signal } = {},
  ) => {
    const response = await handler(
      new Request(`${ORIGIN}/api/plaid${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-user': user, ...headers },
        body: JSON.stringify({ item_id: items[item]?.itemId ?? 'unknown' }),
        signal,
      }),
    );
    return { response, body: (await response.json()) as Record<string, unknown> };
  };
}
const OWNED = { accessToken: 'access-sandbox-1', clientUserId: 'ada' };
const countOf = (path: string): number =>
  plaid.requests.filter((request) => request.path === path).length;

describe('a limit per user and Item', () => {
  it('429 after 60 requests in a minute, and says for how long', async () => {
    const ask = setUp();
    for (let call = 1; call <= 60; call += 1) expect((await ask(LINK)).response.status).toBe(200);
    await vi.advanceTimersByTimeAsync(20_000);
    const { response, body } = await ask(LINK);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('40');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'RATE_LIMIT' });
    expect(countOf(LINK)).toBe(60);
    // The client did it, not the server.
    expect(problems).toEqual([]);

    await vi.advanceTimersByTimeAsync(40_000);
    expect((await ask(LINK)).response.status).toBe(200);
  });

  it('nobody’s limit is used up by another user, or by another Item', async () => {
    const ask = setUp();
    for (let call = 1; call <= 61; call += 1) await ask(LINK);
    expect((await ask(LINK)).response.status).toBe(429);
    expect((await ask(LINK, { user: 'bob' })).response.status).toBe(200);
    expect((await ask(LINK, { item: 1 })).response.status).toBe(200);
  });

  it('G8: an Item that the user does not own gets the same 404, however often', async () => {
    const ask = setUp();
    for (let call = 1; call <= 70; call += 1) {
      expect((await ask(LINK, { item: 9 })).response.status).toBe(404);
    }
  });

  it('a browser on a trusted origin may read Retry-After', async () => {
    const ask = setUp({ trustedOrigins: ['https://other.test'] });
    const { response } = await ask(LINK, { headers: { origin: 'https://other.test' } });
    expect(response.headers.get('access-control-expose-headers')).toBe('retry-after');
  });

  it('a limiter of rate-limiter-flexible fits as it is', async () => {
    const ask = setUp({ rateLimit: new RateLimiterMemory({ points: 2, duration: 30 }) });
    const statuses = [await ask(LINK), await ask(LINK), await ask(LINK)];
    expect(statuses.map(({ response }) => response.status)).toEqual([200, 200, 429]);
    expect(statuses[2]?.response.headers.get('retry-after')).toBe('30');
  });

  it('the key holds no part of one user that could be taken for another’s', async () => {
    const keys: string[] = [];
    const rateLimit = { consume: (key: string) => Promise.resolve(keys.push(key)) };
    const ask = setUp({ rateLimit });
    await ask(LINK, { user: 'a:b' });
    expect(keys).toEqual([`a%3Ab:${items[0]?.itemId}`]);
  });

  it('false: no limit', async () => {
    const ask = setUp({ rateLimit: false });
    for (let call = 1; call <= 100; call += 1) {
      expect((await ask(LINK)).response.status).toBe(200);
    }
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('redis://user:password@host is down'))],
    ['never answers', () => new Promise(() => {})],
    [
      'throws',
      () => {
        throw new Error('not connected');
      },
    ],
  ])('a limiter that %s lets the request pass, and the log hears of it', async (_, consume) => {
    const ask = setUp({ rateLimit: { consume } });
    const asked = ask(LINK);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await asked).response.status).toBe(200);
    expect(problems).toMatchObject([{ route: LINK, errorCode: 'RATE_LIMIT_UNAVAILABLE' }]);
    expect(JSON.stringify(problems)).not.toContain('password');
  });

  it('504 where findItem has left a limiter that never answers no time', async () => {
    const consume = vi.fn(() => new Promise(() => {}));
    const findItem = () => new Promise<null>((resolve) => setTimeout(resolve, 9_500, OWNED));
    const ask = setUp({ findItem, rateLimit: { consume } });
    const asked = ask(LINK);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(consume).toHaveBeenCalledOnce();
    expect((await asked).response.status).toBe(504);
    expect(problems).toMatchObject([{ errorCode: 'TIMEOUT' }]);
  });

  it('a limiter that never answers lets requests pass in half of a short timeoutMs', async () => {
    const ask = setUp({ timeoutMs: 400, rateLimit: { consume: () => new Promise(() => {}) } });
    const asked = ask(LINK);
    await vi.advanceTimersByTimeAsync(200);
    expect((await asked).response.status).toBe(200);
  });

  it('a client that leaves does not wait for a limiter', async () => {
    const client = new AbortController();
    const consume = () => {
      client.abort();
      return new Promise(() => {});
    };
    const ask = setUp({ rateLimit: { consume } });
    const asked = ask(LINK, { signal: client.signal });
    await vi.advanceTimersByTimeAsync(0);
    expect((await asked).response.status).toBe(499);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 0.2])(
    'Retry-After is whole seconds, also where a limiter says %s ms',
    async (msBeforeNext) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- As rate-limiter-flexible says it.
      const ask = setUp({ rateLimit: { consume: () => Promise.reject({ msBeforeNext }) } });
      const { response } = await ask(LINK);
      expect(response.status).toBe(429);
      expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    },
  );

  it('memory stays bounded, however many users there are', async () => {
    const { createMemoryRateLimiter } = await import('../../src/server/rate-limit');
    let now = 0;
    const limiter = createMemoryRateLimiter(() => now);
    for (let call = 1; call <= 60; call += 1) await limiter.consume('first');
    for (let user = 0; user < 50_000; user += 1) await limiter.consume(`user-${user}`);
    // The oldest window went, so that the newest had room.
    await expect(limiter.consume('first')).resolves.toBeUndefined();
    for (let call = 1; call <= 59; call += 1) await limiter.consume('user-49999');
    await expect(limiter.consume('user-49999')).rejects.toEqual({ msBeforeNext: 60_000 });
    now = 60_000;
    await expect(limiter.consume('user-49999')).resolves.toBeUndefined();
  });
});

describe('how an Item is, is asked of Plaid once in 4 seconds', () => {
  it('concurrent askers share one call', async () => {
    const ask = setUp();
    const answers = await Promise.all([ask(ITEM), ask(ITEM), ask(ITEM, { user: 'bob' })]);
    expect(answers.map(({ body }) => body.health)).toEqual(['healthy', 'healthy', 'healthy']);
    expect(countOf(ITEM)).toBe(1);
  });

  it('who asks within 4 seconds gets the same answer, who asks later a new one', async () => {
    const ask = setUp();
    await ask(ITEM);
    plaid.breakItem(items[0]?.itemId ?? '');
    await vi.advanceTimersByTimeAsync(3_999);
    expect((await ask(ITEM)).body.health).toBe('healthy');
    await vi.advanceTimersByTimeAsync(1);
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    expect(countOf(ITEM)).toBe(2);
  });

  const fresh = { headers: { 'cache-control': 'no-cache' } };

  it('G10: who needs to know how it is now waits until Plaid may be asked again', async () => {
    const ask = setUp();
    await ask(ITEM);
    plaid.breakItem(items[0]?.itemId ?? '');
    await vi.advanceTimersByTimeAsync(1_000);
    const asked = [ask(ITEM, fresh), ask(ITEM, { ...fresh, user: 'bob' })];
    await vi.advanceTimersByTimeAsync(2_999);
    expect(countOf(ITEM)).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const healths = (await Promise.all(asked)).map(({ body }) => body.health);
    expect(healths).toEqual(['needs_update', 'needs_update']);
    // They shared it, and whoever needs no more gets it too.
    expect((await ask(ITEM)).body.health).toBe('needs_update');
    expect(countOf(ITEM)).toBe(2);
  });

  it('who needs to know now does not wait where nobody asked before', async () => {
    expect((await setUp()(ITEM, fresh)).response.status).toBe(200);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a call that is under way since before is too old for who needs to know now', async () => {
    const answers: ((error: null | object) => void)[] = [];
    const ask = setUp({
      plaid: {
        ...plaid.client(),
        itemGet: () =>
          new Promise((resolve) => {
            answers.push((error) => resolve({ data: { item: { error } } }));
          }),
      },
    });
    const old = ask(ITEM);
    await vi.advanceTimersByTimeAsync(1_000);
    const now = ask(ITEM, fresh);
    await vi.advanceTimersByTimeAsync(3_000);
    answers[0]?.({ error_code: 'ITEM_LOGIN_REQUIRED' });
    answers[1]?.(null);
    expect((await old).body.health).toBe('needs_update');
    expect((await now).body.health).toBe('healthy');
    // The newer answer is the one that is kept.
    expect((await ask(ITEM)).body.health).toBe('healthy');
  });

  it('who waits for a new call and leaves leaves nothing behind', async () => {
    const ask = setUp();
    await ask(ITEM);
    const leaving = new AbortController();
    const asked = ask(ITEM, { ...fresh, signal: leaving.signal });
    await vi.advanceTimersByTimeAsync(10);
    leaving.abort();
    expect((await asked).response.status).toBe(499);
    expect(vi.getTimerCount()).toBe(0);
    expect(countOf(ITEM)).toBe(1);
  });

  it('what the app knows to be out of date is asked anew', async () => {
    const handler = createRelinkHandler<string>({
      plaid: plaid.client(),
      authenticate: () => 'ada',
      findItem: (_, clientUserId) => ({ accessToken: items[0]?.accessToken ?? '', clientUserId }),
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    });
    const ask = async (): Promise<unknown> => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"item_id":"item-1"}',
      };
      const response = await handler(new Request(`${ORIGIN}/api/plaid${ITEM}`, init));
      return Reflect.get((await response.json()) as object, 'health');
    };
    expect(await ask()).toBe('healthy');
    plaid.breakItem(items[0]?.itemId ?? '');
    expect(await ask()).toBe('healthy');
    handler.forgetHealth('item-1');
    expect(await ask()).toBe('needs_update');
  });

  it('G4: one id with another access token is another Item', async () => {
    plaid.breakItem(items[1]?.itemId ?? '');
    let which = 0;
    const ask = setUp({
      findItem: (_, clientUserId) => ({
        accessToken: items[which]?.accessToken ?? '',
        clientUserId,
      }),
    });
    expect((await ask(ITEM)).body.health).toBe('healthy');
    which = 1;
    expect((await ask(ITEM)).body.health).toBe('needs_update');
  });

  it('G4: users whose Items go by the same id of the app’s own have an answer each, once in 4 seconds', async () => {
    // Such as an id that counts from 1 for every user.
    const ofUser = new Map(['ada', 'bob'].map((user, index) => [user, items[index]?.accessToken]));
    const ask = setUp({
      findItem: (_, clientUserId) => ({
        accessToken: ofUser.get(clientUserId) ?? '',
        clientUserId,
      }),
    });
    plaid.breakItem(items[1]?.itemId ?? '');
    for (let round = 0; round < 3; round += 1) {
      expect((await ask(ITEM, { user: 'ada' })).body.health).toBe('healthy');
      expect((await ask(ITEM, { user: 'bob' })).body.health).toBe('needs_update');
    }
    expect(countOf(ITEM)).toBe(2);
  });

  it('G4: another Item has its own answer', async () => {
    plaid.breakItem(items[1]?.itemId ?? '');
    const ask = setUp();
    expect((await ask(ITEM)).body).toMatchObject({ health: 'healthy', item_id: items[0]?.itemId });
    expect((await ask(ITEM, { item: 1 })).body).toMatchObject({ health: 'needs_update' });
  });

  it('a failure is not shared with who asks after it', async () => {
    const ask = setUp();
    plaid.failNext(ITEM, { errorCode: 'PLANNED_MAINTENANCE' });
    expect((await ask(ITEM)).response.status).toBe(503);
    expect((await ask(ITEM)).response.status).toBe(200);
  });

  it('but Plaid’s own rate limit is: another call would only prolong it', async () => {
    const ask = setUp();
    plaid.failNext(ITEM, { errorCode: 'RATE_LIMIT' });
    expect((await ask(ITEM)).response.status).toBe(429);
    expect((await ask(ITEM)).response.status).toBe(429);
    expect(countOf(ITEM)).toBe(1);
    await vi.advanceTimersByTimeAsync(4_000);
    expect((await ask(ITEM)).response.status).toBe(200);
  });

  it('one asker who leaves takes the answer from nobody; the last one stops the call', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    let answer = (): void => {};
    const ask = setUp({
      plaid: {
        ...plaid.client(),
        itemGet(_, options) {
          signals.push(options?.signal);
          return new Promise((resolve) => {
            answer = () => resolve({ data: { item: { error: null } } });
          });
        },
      },
    });
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [ask(ITEM, { signal: first.signal }), ask(ITEM, { signal: second.signal })];
    await vi.advanceTimersByTimeAsync(0);
    first.abort();
    expect((await asked[0])?.response.status).toBe(499);
    expect(signals[0]?.aborted).toBe(false);
    second.abort();
    expect((await asked[1])?.response.status).toBe(499);
    expect(signals[0]?.aborted).toBe(true);

    // Who comes now is not given the call that was stopped.
    const third = ask(ITEM);
    await vi.advanceTimersByTimeAsync(0);
    answer();
    expect((await third).response.status).toBe(200);
    expect(signals).toHaveLength(2);
  });

  it('504 for each asker whose own time is over, and nothing is left behind', async () => {
    const ask = setUp({
      plaid: { ...plaid.client(), itemGet: () => new Promise(() => {}) },
      timeoutMs: 1_000,
    });
    const early = ask(ITEM);
    await vi.advanceTimersByTimeAsync(900);
    const late = ask(ITEM);
    await vi.advanceTimersByTimeAsync(100);
    expect((await early).response.status).toBe(504);
    await vi.advanceTimersByTimeAsync(900);
    expect((await late).response.status).toBe(504);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('G10: an Item that shares no account is not healthy, although /item/get sees no error', async () => {
    items = [plaid.createItem({ accountCount: 0 })];
    const { body } = await setUp()(ITEM);
    expect(body).toMatchObject({ health: 'needs_update', remedy: 'relink_with_accounts' });
    expect(countOf(ITEM)).toBe(1);
  });

  it('a product without accounts keeps the word of /item/get', async () => {
    plaid.failNext('/accounts/get', { errorCode: 'INVALID_FIELD' });
    expect((await setUp()(ITEM)).body).toMatchObject({ health: 'healthy' });
    expect(problems).toEqual([]);
  });
});

describe('Plaid’s INTERNAL_SERVER_ERROR', () => {
  it('is tried once more, since Plaid says that nothing was minted', async () => {
    plaid.failNext(LINK, { errorCode: 'INTERNAL_SERVER_ERROR' });
    expect((await setUp()(LINK)).response.status).toBe(200);
    expect(countOf(LINK)).toBe(2);
  });

  it('twice is a 502', async () => {
    plaid.failNext(LINK, { errorCode: 'INTERNAL_SERVER_ERROR', times: 2 });
    expect((await setUp()(LINK)).response.status).toBe(502);
    expect(countOf(LINK)).toBe(2);
  });

  it.each([
    ['a lost connection', { networkError: true }],
    ['a proxy’s page', { body: '<html>', status: 500 }],
    ['maintenance', { errorCode: 'PLANNED_MAINTENANCE' }],
    ['a rate limit', { errorCode: 'RATE_LIMIT' }],
  ])(
    '%s is never tried again: a token may have been minted, or Plaid wants rest',
    async (_, fault) => {
      plaid.failNext(LINK, fault);
      expect((await setUp()(LINK)).response.status).not.toBe(200);
      expect(countOf(LINK)).toBe(1);
    },
  );
});

describe('a request takes no longer than timeoutMs in all', () => {
  const never = (): Promise<never> => new Promise(() => {});
  it.each<[string, Partial<RelinkHandlerOptions<string>>]>([
    ['authenticate', { authenticate: never }],
    ['findItem', { findItem: never }],
    ['linkToken', { linkToken: never }],
    ['Plaid', { plaid: { itemCreatePublicToken: never, linkTokenCreate: never, itemGet: never } }],
  ])('504 where %s hangs, and the log says who', async (who, overrides) => {
    const asked = setUp({ ...overrides, timeoutMs: 500 })(LINK);
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).response.status).toBe(504);
    expect(problems).toMatchObject([{ errorCode: 'TIMEOUT', status: 504 }]);
    expect(problems[0]?.message).toContain(who);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('504 where the body never ends', async () => {
    const handler = createRelinkHandler<string>({
      plaid: plaid.client(),
      authenticate: () => 'ada',
      findItem: () => null,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
      onError: (problem) => problems.push(problem),
      timeoutMs: 500,
    });
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"item_id":')),
    });
    const asked = handler(
      new Request(`${ORIGIN}/api/plaid${LINK}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        ...{ duplex: 'half' },
      }),
    );
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).status).toBe(504);
  });

  it('the functions share the time, they do not add up', async () => {
    const slow = <Value>(value: Value): Promise<Value> =>
      new Promise((resolve) => setTimeout(() => resolve(value), 400));
    const asked = setUp({
      authenticate: () => slow('ada'),
      findItem: () => slow({ accessToken: items[0]?.accessToken ?? '', clientUserId: 'ada' }),
      timeoutMs: 500,
    })(LINK);
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).response.status).toBe(504);
    expect(countOf(LINK)).toBe(0);
  });

  it('a thenable that is no promise, as Prisma’s are, is waited for', async () => {
    const item = { accessToken: items[0]?.accessToken ?? '', clientUserId: 'ada' };
    const thenable: PromiseLike<typeof item> = {
      then: (resolve) => Promise.resolve(item).then(resolve),
    };
    expect((await setUp({ findItem: () => thenable })(LINK)).response.status).toBe(200);
  });
});
