import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelinkHandler, type RelinkHandlerOptions } from 'react-plaid-relink/server';
import { createServerWorld, LINK, ORIGIN, type ServerWorld } from '../support/server-world';

let plaid: ServerWorld['plaid'];
let items: ServerWorld['items'];
let problems: ServerWorld['problems'];
let setUp: ServerWorld['setUp'];
let countOf: ServerWorld['countOf'];
beforeEach(() => {
  ({ plaid, items, problems, setUp, countOf } = createServerWorld());
});

describe('retries', () => {
  it('the handler retries once after an INTERNAL_SERVER_ERROR, since Plaid says that it has minted nothing', async () => {
    plaid.failNext(LINK, { errorCode: 'INTERNAL_SERVER_ERROR' });
    expect((await setUp()(LINK)).response.status).toBe(200);
    expect(countOf(LINK)).toBe(2);
  });

  it('the handler 502s after a second INTERNAL_SERVER_ERROR', async () => {
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
    'the handler does not retry after %s, since a token may have been minted or Plaid wants rest',
    async (_, fault) => {
      plaid.failNext(LINK, fault);
      expect((await setUp()(LINK)).response.status).not.toBe(200);
      expect(countOf(LINK)).toBe(1);
    },
  );
});

describe('the time of a request', () => {
  const never = (): Promise<never> => new Promise(() => {});
  it.each<[string, Partial<RelinkHandlerOptions<string>>]>([
    ['authenticate', { authenticate: never }],
    ['findItem', { findItem: never }],
    ['linkToken', { linkToken: never }],
    ['Plaid', { plaid: { itemCreatePublicToken: never, linkTokenCreate: never, itemGet: never } }],
  ])('the handler 504s where %s hangs, and the log names it', async (who, overrides) => {
    const asked = setUp({ ...overrides, timeoutMs: 500 })(LINK);
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).response.status).toBe(504);
    expect(problems).toMatchObject([{ errorCode: 'TIMEOUT', status: 504 }]);
    expect(problems[0]?.message).toContain(who);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('the handler 504s where the body never ends', async () => {
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

  it('all functions of the app share one timeoutMs, which does not start again for each', async () => {
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

  it('the handler waits for a thenable that is no promise, such as Prisma’s', async () => {
    const item = { accessToken: items[0]?.accessToken ?? '', clientUserId: 'ada' };
    const thenable: PromiseLike<typeof item> = {
      then: (resolve) => Promise.resolve(item).then(resolve),
    };
    expect((await setUp({ findItem: () => thenable })(LINK)).response.status).toBe(200);
  });
});
