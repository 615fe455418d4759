import { beforeEach, describe, expect, it } from 'vitest';
import type { SignedWebhook } from 'react-plaid-relink/testing';
import {
  createWebhookApp,
  forge,
  KEY_PATH,
  URL_OF_HOOK,
  withJwt,
  type WebhookApp,
} from '../support/webhook-app';

/** `{"alg":"none"}`, an empty object and no signature. */
const UNSIGNED = 'eyJhbGciOiJub25lIn0.e30.';

let plaid: WebhookApp['plaid'];
let events: WebhookApp['events'];
let sign: WebhookApp['sign'];
let deliver: WebhookApp['deliver'];
let keyCalls: WebhookApp['keyCalls'];
let handler: WebhookApp['handler'];
let problems: WebhookApp['problems'];
beforeEach(() => {
  ({ plaid, events, sign, deliver, keyCalls, handler, problems } = createWebhookApp());
});

describe('Plaid’s key', () => {
  it('Plaid’s key is requested once, also by many webhooks at the same time', async () => {
    const webhooks = await Promise.all([sign(), sign('NEW_ACCOUNTS_AVAILABLE'), sign('ERROR')]);
    await Promise.all(webhooks.map(deliver));
    await deliver(await sign('USER_PERMISSION_REVOKED'));
    expect([events.length, keyCalls()]).toEqual([4, 1]);
  });

  it('Plaid’s key is requested again once Plaid has rotated it', async () => {
    await deliver(await sign());
    plaid.rotateWebhookKey();
    expect(await deliver(await sign('ERROR'))).toBe(200);
    expect([events.length, keyCalls()]).toEqual([2, 2]);
  });

  it('made-up key ids cause at most 20 calls to Plaid in a minute, and genuine webhooks are still accepted', async () => {
    await deliver(await sign());
    const statuses = new Set<number>();
    let names = 0;
    const attack = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        statuses.add(await deliver(await forge(await sign(), `made-up-${(names += 1)}`)));
      }
    };
    await attack(60);
    // Not refused for good: Plaid delivers again what gets a 503.
    expect([...statuses].sort()).toEqual([401, 503]);
    expect(keyCalls()).toBe(21);
    expect(await deliver(await sign('ERROR'))).toBe(200);
    // A key that Plaid has given is asked for again each hour, whatever the attack has used up.
    for (const minutes of [61, 60, 24 * 60]) {
      plaid.clock.advance(minutes * 60_000);
      await attack(20);
      const before = keyCalls();
      expect(await deliver(await sign('ERROR'))).toBe(200);
      expect(keyCalls()).toBe(before + 1);
    }
  });

  it('made-up key ids never push Plaid’s own key out of the cache', async () => {
    await deliver(await sign());
    let names = 0;
    for (let minute = 0; minute < 6; minute += 1) {
      const signed = await sign();
      for (let time = 0; time < 20; time += 1)
        expect(await deliver(await forge(signed, `made-up-${(names += 1)}`))).toBe(401);
      expect(await deliver(await sign('ERROR'))).toBe(200);
      plaid.clock.advance(60_000);
    }
    expect(keyCalls()).toBe(1 + names);
  });

  it('a made-up key id is requested once', async () => {
    for (let attack = 0; attack < 5; attack += 1)
      await deliver(await forge(await sign(), 'made-up'));
    expect(keyCalls()).toBe(1);
  });

  it.each<[string, () => Promise<SignedWebhook>]>([
    ['no signature', async () => ({ ...(await sign()), headers: {} })],
    ['another algorithm', async () => withJwt(await sign(), UNSIGNED)],
    ['a malformed key id', async () => forge(await sign(), '../item/get')],
    ['another body', async () => ({ ...(await forge(await sign(), 'made-up')), body: '{"a":1}' })],
    [
      'a signature of 5 minutes ago',
      async () => {
        const signed = await forge(await sign(), 'made-up');
        plaid.clock.advance(5 * 60_000);
        return signed;
      },
    ],
    [
      'a signature of the future',
      async () => {
        const signed = await forge(await sign(), 'made-up');
        plaid.clock.advance(-60_000);
        return signed;
      },
    ],
  ])('a webhook with %s causes no call to Plaid', async (_, make) => {
    expect(await deliver(await make())).toBe(401);
    expect(keyCalls()).toBe(0);
  });

  it('a webhook without a signature is refused before its body is read', async () => {
    const request = new Request(URL_OF_HOOK, { method: 'POST', body: 'x'.repeat(300_000) });
    expect((await handler(request)).status).toBe(401);
    expect(request.bodyUsed).toBe(false);
  });
});

describe('a flood of forged webhooks', () => {
  let names = 0;
  /** Each passes every check that costs nothing, under an id of its own. */
  async function flood(times: number): Promise<void> {
    const signed = await sign();
    for (let time = 0; time < times; time += 1)
      await deliver(await forge(signed, `made-up-${(names += 1)}`));
  }

  it('G13: genuine webhooks are accepted through three days of 21 forged ones a minute, and Plaid is asked at most 21 times a minute', async () => {
    await deliver(await sign());
    for (const minutes of [1, 30, 60, 90, 120, 121, 150, 180, 24 * 60, 72 * 60]) {
      plaid.clock.advance(minutes * 60_000);
      const before = keyCalls();
      await flood(21);
      expect(await deliver(await sign('ERROR'))).toBe(200);
      expect(keyCalls() - before).toBeLessThanOrEqual(21);
    }
  });

  it('G13: genuine webhooks are accepted for as long as Plaid cannot be asked for its key, which is asked for once a minute and told', async () => {
    await deliver(await sign());
    for (let hour = 0; hour < 48; hour += 1) {
      plaid.clock.advance(61 * 60_000);
      plaid.failNext(KEY_PATH, { networkError: true });
      const before = keyCalls();
      expect(await deliver(await sign())).toBe(200);
      expect(await deliver(await sign('ERROR'))).toBe(200);
      expect(keyCalls() - before).toBe(1);
    }
    expect(problems[0]).toMatchObject({ errorCode: 'WEBHOOK_KEY_KEPT', status: 200 });
    // Plaid is back, and has retired the key meanwhile.
    const old = await sign();
    plaid.rotateWebhookKey();
    plaid.clock.advance(60_000);
    expect(await deliver(old)).toBe(401);
  });

  it('a new key of Plaid’s is accepted at the first delivery where the flood fails a check that costs nothing', async () => {
    await deliver(await sign());
    const forged = { ...(await forge(await sign(), 'made-up')), body: '{"a":1}' };
    for (let time = 0; time < 200; time += 1) await deliver(forged);
    plaid.rotateWebhookKey();
    expect(await deliver(await sign('ERROR'))).toBe(200);
  });

  it('G13: a new key of Plaid’s is accepted when Plaid delivers again after 30 seconds, though the flood uses up every lookup', async () => {
    await deliver(await sign());
    await flood(100);
    plaid.rotateWebhookKey();
    const signed = await sign('ERROR');
    expect(await deliver(signed)).toBe(503);
    for (let second = 0; second < 30; second += 5) {
      plaid.clock.advance(5_000);
      await flood(40);
    }
    expect(await deliver(signed)).toBe(200);
  });

  it('a lookup that Plaid answers with a key is not counted', async () => {
    for (let rotation = 0; rotation < 40; rotation += 1) {
      expect(await deliver(await sign())).toBe(200);
      plaid.rotateWebhookKey();
    }
  });

  it('a key that Plaid retires ahead of time is accepted until then, without asking Plaid again', async () => {
    const signed = await sign();
    plaid.rotateWebhookKey({ expiresInMs: 90_000 });
    expect(await deliver(signed)).toBe(200);
    plaid.clock.advance(89_000);
    expect(await deliver(signed)).toBe(200);
    plaid.clock.advance(1_000);
    expect(await deliver(signed)).toBe(401);
    expect(keyCalls()).toBe(1);
  });
});
