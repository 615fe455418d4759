import { generateKeyPair, SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { createWebhookApp, withJwt, type WebhookApp } from '../support/webhook-app';

let plaid: WebhookApp['plaid'];
let events: WebhookApp['events'];
let sign: WebhookApp['sign'];
let deliver: WebhookApp['deliver'];
let keyCalls: WebhookApp['keyCalls'];
beforeEach(() => {
  ({ plaid, events, sign, deliver, keyCalls } = createWebhookApp());
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
    const { privateKey } = await generateKeyPair('ES256');
    const statuses = new Set<number>();
    let names = 0;
    const attack = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        const header = { alg: 'ES256', kid: `made-up-${(names += 1)}` };
        const jwt = await new SignJWT({}).setProtectedHeader(header).sign(privateKey);
        statuses.add(await deliver(withJwt(await sign(), jwt)));
      }
    };
    await attack(60);
    // Not refused for good: Plaid delivers again what gets a 503.
    expect([...statuses].sort()).toEqual([401, 503]);
    expect(keyCalls()).toBe(20);
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
    const { privateKey } = await generateKeyPair('ES256');
    let names = 0;
    for (let minute = 0; minute < 6; minute += 1) {
      const signed = await sign();
      // As many as are looked up in a minute; Plaid's own was one of the first.
      const times = minute === 0 ? 19 : 20;
      for (let time = 0; time < times; time += 1) {
        const header = { alg: 'ES256', kid: `made-up-${(names += 1)}` };
        const jwt = await new SignJWT({}).setProtectedHeader(header).sign(privateKey);
        expect(await deliver(withJwt(signed, jwt))).toBe(401);
      }
      expect(await deliver(await sign('ERROR'))).toBe(200);
      plaid.clock.advance(60_000);
    }
    expect(keyCalls()).toBe(1 + names);
  });

  it('a made-up key id is requested once', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const jwt = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'made-up' })
      .sign(privateKey);
    for (let attack = 0; attack < 5; attack += 1) await deliver(withJwt(await sign(), jwt));
    expect(keyCalls()).toBe(1);
  });
});
