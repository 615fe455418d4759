import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createServerApp, ITEM, LINK, type ServerApp } from '../support/server-app';

let items: ServerApp['items'];
let problems: ServerApp['problems'];
let setUp: ServerApp['setUp'];
let countOf: ServerApp['countOf'];
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const app = createServerApp();
  ({ items, problems, setUp, countOf } = app);
  app.own('bob', items.ada);
  app.own('ada', items.bob);
  app.own('a:b', items.ada);
});

const OWNED = { accessToken: 'access-sandbox-1', clientUserId: 'ada' };

describe('a limit per user and Item', () => {
  it('the handler 429s after 60 requests in a minute, with the seconds to wait', async () => {
    const { ask } = setUp();
    for (let call = 1; call <= 60; call += 1) expect((await ask(LINK)).status).toBe(200);
    await vi.advanceTimersByTimeAsync(20_000);
    const { status, headers, body } = await ask(LINK);
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('40');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'RATE_LIMIT' });
    expect(countOf(LINK)).toBe(60);
    // The client did it, not the server.
    expect(problems).toEqual([]);

    await vi.advanceTimersByTimeAsync(40_000);
    expect((await ask(LINK)).status).toBe(200);
  });

  it('a user’s rate limit is not used up by another user or for another Item', async () => {
    const { ask } = setUp();
    for (let call = 1; call <= 61; call += 1) await ask(LINK);
    expect((await ask(LINK)).status).toBe(429);
    expect((await ask(LINK, { user: 'bob' })).status).toBe(200);
    expect((await ask(LINK, { itemId: items.bob.itemId })).status).toBe(200);
  });

  it('a browser on a trusted origin may read Retry-After', async () => {
    const { ask } = setUp({ trustedOrigins: ['https://other.test'] });
    const { headers } = await ask(LINK, { headers: { origin: 'https://other.test' } });
    expect(headers.get('access-control-expose-headers')).toBe('retry-after');
  });

  it('a limiter of rate-limiter-flexible fits without an adapter', async () => {
    const { ask } = setUp({ rateLimit: new RateLimiterMemory({ points: 2, duration: 30 }) });
    const statuses = [await ask(LINK), await ask(LINK), await ask(LINK)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(statuses[2]?.headers.get('retry-after')).toBe('30');
  });

  it('the rate limiter’s keys escape or hash what they name, and hold no id that a client sent', async () => {
    const keys: string[] = [];
    const rateLimit = { consume: (key: string) => Promise.resolve(keys.push(key)) };
    const { ask } = setUp({ rateLimit });
    const hashOfItem = createHash('sha256')
      .update(items.ada.accessToken)
      .digest('hex')
      .slice(0, 32);
    await ask(LINK, { user: 'a:b' });
    expect(keys).toEqual([`a%3Ab:${hashOfItem}`]);
    await ask(LINK, { itemId: 'of-another-user' });
    expect(keys[1]).toBe('foreign:ada');

    const long = 'é'.repeat(40);
    for (const userId of [long, '\ud800']) {
      keys.length = 0;
      const hashOfUser = createHash('sha256').update(userId).digest('hex').slice(0, 32);
      await setUp({ rateLimit, userId: () => userId }).ask(LINK);
      expect(keys).toEqual([`sha256=${hashOfUser}:${hashOfItem}`]);
    }
  });

  it('a rateLimit of false means no limit', async () => {
    const { ask } = setUp({ rateLimit: false });
    for (let call = 1; call <= 100; call += 1) {
      expect((await ask(LINK)).status).toBe(200);
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
  ])('a limiter that %s lets the request pass and is logged', async (_, consume) => {
    const { ask } = setUp({ rateLimit: { consume } });
    const asked = ask(LINK);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await asked).status).toBe(200);
    expect(problems).toMatchObject([{ route: LINK, errorCode: 'RATE_LIMIT_UNAVAILABLE' }]);
    expect(JSON.stringify(problems)).not.toContain('password');
  });

  it('the handler 504s where findItem leaves no time for a limiter that never answers', async () => {
    const consume = vi.fn(() => new Promise(() => {}));
    const findItem = () => new Promise<null>((resolve) => setTimeout(resolve, 9_500, OWNED));
    const { ask } = setUp({ findItem, rateLimit: { consume } });
    const asked = ask(LINK);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(consume).toHaveBeenCalledOnce();
    expect((await asked).status).toBe(504);
    expect(problems).toMatchObject([{ errorCode: 'TIMEOUT' }]);
  });

  it('a limiter that never answers lets requests pass after half of a short timeoutMs', async () => {
    const { ask } = setUp({ timeoutMs: 400, rateLimit: { consume: () => new Promise(() => {}) } });
    const asked = ask(LINK);
    await vi.advanceTimersByTimeAsync(200);
    expect((await asked).status).toBe(200);
  });

  it('a client that disconnects does not wait for a limiter', async () => {
    const client = new AbortController();
    const consume = () => {
      client.abort();
      return new Promise(() => {});
    };
    const { ask } = setUp({ rateLimit: { consume } });
    const asked = ask(LINK, { signal: client.signal });
    await vi.advanceTimersByTimeAsync(0);
    expect((await asked).status).toBe(499);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 0.2])(
    'Retry-After is whole seconds, also where a limiter gives %s ms',
    async (msBeforeNext) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- As rate-limiter-flexible says it.
      const { ask } = setUp({ rateLimit: { consume: () => Promise.reject({ msBeforeNext }) } });
      const { status, headers } = await ask(LINK);
      expect(status).toBe(429);
      expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    },
  );

  it('G8: the limit counts Plaid’s Item, in whatever spelling a client asks for it', async () => {
    const { itemId, accessToken } = items.ada;
    // As MySQL's and SQL Server's default collations, citext and NOCASE find a row.
    const findItem = (asked: string, clientUserId: string) =>
      asked.trim().toLowerCase() === itemId ? { accessToken, clientUserId } : null;
    const { ask } = setUp({ findItem });
    const statuses: number[] = [];
    for (let call = 0; call < 200; call += 1) {
      const spelled = call % 2 ? itemId : itemId.toUpperCase();
      statuses.push((await ask(LINK, { itemId: spelled + ' '.repeat(call % 50) })).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(countOf(LINK)).toBe(60);
  });

  it('users who share an Item and a clientUserId are counted apart', async () => {
    const findItem = () => ({ accessToken: items.ada.accessToken, clientUserId: 'household' });
    const { ask } = setUp({ findItem });
    for (let call = 0; call < 60; call += 1) await ask(LINK);
    expect((await ask(LINK)).status).toBe(429);
    expect((await ask(LINK, { user: 'bob' })).status).toBe(200);
  });

  it.each([LINK, ITEM])(
    'a limiter that fails lets no request for %s through if onLimiterDown is "refuse"',
    async (path) => {
      const rateLimit = {
        consume: () => Promise.reject(new Error('redis://user:pw@host is down')),
      };
      const { ask } = setUp({ rateLimit, onLimiterDown: 'refuse' });
      const [own, foreign] = [await ask(path), await ask(path, { itemId: 'unknown' })];
      expect([own.status, own.headers.get('retry-after')]).toEqual([503, '5']);
      expect(own.body).toMatchObject({ error_code: 'RATE_LIMIT_UNAVAILABLE' });
      expect(foreign.text).toBe(own.text);
      expect(countOf(path)).toBe(0);
      expect(problems).toMatchObject([{ status: 503, errorCode: 'RATE_LIMIT_UNAVAILABLE' }]);
    },
  );

  it('the memory of the rate limiter stays bounded, however many users there are', async () => {
    const { createMemoryRateLimiter } =
      await import('../../src/server/rate-limit/memory-rate-limiter');
    let now = 0;
    const limiter = createMemoryRateLimiter(() => now);
    for (let call = 1; call <= 60; call += 1) limiter.consume('first');
    for (let user = 0; user < 50_000; user += 1) limiter.consume(`user-${user}`);
    // The oldest window went, so that the newest had room.
    expect(limiter.consume('first')).toBeUndefined();
    for (let call = 1; call <= 59; call += 1) limiter.consume('user-49999');
    expect(refusalOf(() => limiter.consume('user-49999'))).toEqual({ msBeforeNext: 60_000 });
    now = 60_000;
    expect(limiter.consume('user-49999')).toBeUndefined();
  });
});

/** It is no Error, which `toThrow` would want. */
function refusalOf(consume: () => unknown): unknown {
  try {
    return consume();
  } catch (refusal) {
    return refusal;
  }
}
