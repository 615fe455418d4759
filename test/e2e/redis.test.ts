import { afterEach, expect, it } from 'vitest';
import { createRelinkHandler, type RelinkHandlerError } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { hasRedis, startRedis, type RedisServer } from '../support/redis';

const isThere = hasRedis();
if (!isThere)
  console.warn('Skipped: redis-server is not installed (apt-get install redis-server).');

let redis: RedisServer | undefined;
afterEach(() => redis?.kill());

it.skipIf(!isThere)(
  'a rate limit on a real Redis is one for all machines, and lets every request pass during an outage',
  async () => {
    redis = await startRedis();
    process.env.REDIS_URL = redis.url;
    // The example as it is; it reads the address when it is loaded.
    const { rateLimit, closeRateLimit } = await import('../../examples/servers/rate-limit');
    const plaid = createFakePlaid();
    const { itemId, accessToken } = plaid.createItem();
    const problems: RelinkHandlerError[] = [];
    const newMachine = () =>
      createRelinkHandler({
        plaid: plaid.client(),
        authenticate: (request) => request.headers.get('x-user'),
        findItem: (_, clientUserId) => ({ accessToken, clientUserId }),
        linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
        rateLimit,
        onError: (problem) => problems.push(problem),
      });
    const machines = [newMachine(), newMachine(), newMachine()];
    const ask = async (call: number, user: string): Promise<Response | undefined> =>
      machines[call % machines.length]?.(
        new Request('https://app.test/api/plaid/link/token/create', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-user': user },
          body: JSON.stringify({ item_id: itemId }),
        }),
      );

    const answers = await Promise.all(Array.from({ length: 75 }, (_, call) => ask(call, 'ada')));
    const statuses = answers.map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const refused = answers.find((answer) => answer?.status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await ask(0, 'bob'))?.status).toBe(200);
    expect(problems).toEqual([]);

    await redis.kill();
    expect((await ask(0, 'ada'))?.status).toBe(200);
    expect(problems).toMatchObject([{ errorCode: 'RATE_LIMIT_UNAVAILABLE' }]);
    closeRateLimit();
  },
);
