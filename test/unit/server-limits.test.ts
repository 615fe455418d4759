import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RelinkHandlerOptions } from 'react-plaid-relink/server';
import { createServerApp, LINK, type ServerApp } from '../support/server-app';

let plaid: ServerApp['plaid'];
let items: ServerApp['items'];
let problems: ServerApp['problems'];
let setUp: ServerApp['setUp'];
let countOf: ServerApp['countOf'];
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  ({ plaid, items, problems, setUp, countOf } = createServerApp());
});

describe('retries', () => {
  it('the handler retries once after an INTERNAL_SERVER_ERROR, since Plaid says that it has minted nothing', async () => {
    plaid.failNext(LINK, { errorCode: 'INTERNAL_SERVER_ERROR' });
    expect((await setUp().ask(LINK)).status).toBe(200);
    expect(countOf(LINK)).toBe(2);
  });

  it('the handler 502s after a second INTERNAL_SERVER_ERROR', async () => {
    plaid.failNext(LINK, { errorCode: 'INTERNAL_SERVER_ERROR', times: 2 });
    expect((await setUp().ask(LINK)).status).toBe(502);
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
      expect((await setUp().ask(LINK)).status).not.toBe(200);
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
    const asked = setUp({ ...overrides, timeoutMs: 500 }).ask(LINK);
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).status).toBe(504);
    expect(problems).toMatchObject([{ errorCode: 'TIMEOUT', status: 504 }]);
    expect(problems[0]?.message).toContain(who);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('the handler 504s where the body never ends', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"item_id":')),
    });
    const asked = setUp({ timeoutMs: 500 }).ask(LINK, { body, ...{ duplex: 'half' } });
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).status).toBe(504);
  });

  it('all functions of the app share one timeoutMs, which does not start again for each', async () => {
    const slow = <Value>(value: Value): Promise<Value> =>
      new Promise((resolve) => setTimeout(() => resolve(value), 400));
    const asked = setUp({
      authenticate: () => slow('ada'),
      findItem: () => slow({ accessToken: items.ada.accessToken, clientUserId: 'ada' }),
      timeoutMs: 500,
    }).ask(LINK);
    await vi.advanceTimersByTimeAsync(500);
    expect((await asked).status).toBe(504);
    expect(countOf(LINK)).toBe(0);
  });

  it('the handler waits for a thenable that is no promise, such as Prisma’s', async () => {
    const item = { accessToken: items.ada.accessToken, clientUserId: 'ada' };
    const thenable: PromiseLike<typeof item> = {
      then: (resolve) => Promise.resolve(item).then(resolve),
    };
    expect((await setUp({ findItem: () => thenable }).ask(LINK)).status).toBe(200);
  });
});
