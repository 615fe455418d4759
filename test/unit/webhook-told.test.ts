import { describe, expect, it } from 'vitest';
import { keepMessage } from '../../src/server/node/message-of';
import { createWebhookApp, forge, requestOf } from '../support/webhook-app';

const asRewritten = (request: Request): Request =>
  keepMessage(request, { incoming: {}, isRewritten: true });

describe('what the log hears of refused webhooks', () => {
  it('1,000 webhooks without a signature are told twice in two minutes, with their number', async () => {
    const { plaid, problems, sign, deliver } = createWebhookApp();
    const unsigned = { ...(await sign()), headers: {} };
    for (let time = 0; time < 1_000; time += 1) await deliver(unsigned);
    expect(problems).toMatchObject([{ errorCode: 'WEBHOOK_REFUSED' }]);
    plaid.clock.advance(60_000);
    expect(await deliver(await sign())).toBe(200);
    expect(problems).toHaveLength(2);
    expect(problems[1]).toMatchObject({ count: 999 });
  });

  it('a flood of invented keys is told once a minute', async () => {
    const { problems, sign, deliver } = createWebhookApp();
    const signed = await sign();
    for (let time = 0; time < 100; time += 1) await deliver(await forge(signed, `made-up-${time}`));
    expect(problems.map(({ errorCode }) => errorCode)).toEqual([
      'WEBHOOK_REFUSED',
      'TOO_MANY_KEYS',
    ]);
  });
});

describe('a body that toNodeHandler has written again', () => {
  /** As Express leaves it where a parser with a reviver, or of another format, came first. */
  const changed = (body: string): string =>
    JSON.stringify({ ...(JSON.parse(body) as object), parsedAt: 1 });

  it('a genuine webhook whose body a parser has changed gets a 500 that says so, also as a clone', async () => {
    for (const copy of [(request: Request) => request, (request: Request) => request.clone()]) {
      const { events, problems, sign, handler } = createWebhookApp();
      const signed = await sign();
      const request = asRewritten(requestOf({ ...signed, body: changed(signed.body) }));
      expect((await handler(copy(request))).status).toBe(500);
      expect(problems).toMatchObject([{ errorCode: 'APP_ERROR' }]);
      expect(problems[0]?.message).toMatch(/a body parser came first.*before the middleware/);
      expect(events).toEqual([]);
    }
  });

  it('a forged webhook is refused, though a parser came first', async () => {
    const { problems, sign, handler } = createWebhookApp();
    const forged = await forge(await sign(), 'made-up');
    const request = asRewritten(requestOf({ ...forged, body: changed(forged.body) }));
    expect((await handler(request)).status).toBe(401);
    expect(problems).toMatchObject([{ errorCode: 'WEBHOOK_REFUSED' }]);
  });

  it('a webhook is accepted where the parser gave back the same bytes', async () => {
    const { sign, handler } = createWebhookApp();
    expect((await handler(asRewritten(requestOf(await sign())))).status).toBe(200);
  });
});
