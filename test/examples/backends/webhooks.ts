import { generateKeyPair, SignJWT } from 'jose';
import type { SignedWebhook } from 'react-plaid-relink/testing';
import { expect, it } from 'vitest';
import { LINK, RELINKED, WEBHOOK_URL, type BackendWorld, type ItemName } from './world';

const KEY_PATH = '/webhook_verification_key/get';
const MINUTE = 60_000;

interface WebhookCode {
  webhook_code: string;
}

interface Parts {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
  rest: string;
}

function partsOf({ headers }: SignedWebhook): Parts {
  const [header = '', payload = '', rest = ''] = (headers['plaid-verification'] ?? '').split('.');
  const parse = (text: string) =>
    JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
  return { header: parse(header), payload: parse(payload), rest };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtOf = ({ header, payload, rest }: Parts): string =>
  `${encode(header)}.${encode(payload)}.${rest}`;
const withJwt = (signed: SignedWebhook, jwt: string): SignedWebhook => ({
  ...signed,
  headers: { ...signed.headers, 'plaid-verification': jwt },
});

/** What Plaid signs is believed, and nothing else. `world` is read when a test runs. */
export function describeWebhooks(world: () => BackendWorld): void {
  const sign = (code: string, name: ItemName = 'told'): Promise<SignedWebhook> =>
    world().plaid.signWebhook(world().items[name].itemId, code);

  /** As if it had been signed by Plaid then. */
  async function signedAt(ms: number, code: string): Promise<SignedWebhook> {
    const { clock } = world().plaid;
    clock.set(ms);
    const signed = await sign(code);
    clock.set(Date.now());
    return signed;
  }

  async function relink(name: ItemName): Promise<void> {
    const fields = { ...world().itemIds(name), account_selection_enabled: true };
    expect((await world().ask(RELINKED, { fields })).status).toBe(200);
  }

  it.each([
    ['PENDING_DISCONNECT', 'expiring', 'relink', 'disconnect'],
    ['PENDING_EXPIRATION', 'expiring', 'relink', 'expiration'],
    ['USER_PERMISSION_REVOKED', 'needs_update', 'relink', 'permission_revoked'],
    ['USER_ACCOUNT_REVOKED', 'needs_update', 'relink_with_accounts', 'account_revoked'],
    ['PRODUCT_PERMISSIONS_REQUIRED', 'needs_update', 'relink', 'product_permissions'],
    ['NEW_ACCOUNTS_AVAILABLE', 'healthy', 'none', 'new_accounts'],
  ] as const)(
    'G13: %s marks an Item for which Plaid reports no error as %s, %s, until the user relinks it',
    async (code, health, remedy, flag) => {
      const { deliver, healthOf } = world();
      const signed = await sign(code, code);
      expect(await deliver(signed)).toBe(200);
      const told = { health, remedy, flags: [flag], error_code: null };
      expect(await healthOf(code)).toMatchObject(told);
      await relink(code);
      // Plaid may deliver a webhook again, and later than others.
      expect(await deliver(signed)).toBe(200);
      const over = { health: 'healthy', remedy: 'none', flags: [] };
      expect(await healthOf(code)).toMatchObject(over);
    },
  );

  /** What Plaid sends about Link while `work` runs, signed. */
  async function linkWebhooksDuring(work: () => Promise<unknown>): Promise<SignedWebhook[]> {
    const { plaid } = world();
    const bodies: object[] = [];
    const stop = plaid.onWebhook(({ body }) => {
      if (body.webhook_type === 'LINK') bodies.push(body);
    });
    await work();
    await plaid.whenWebhooksAnswered();
    stop();
    return Promise.all(bodies.map((body) => plaid.signWebhook(body)));
  }

  /** The user goes through Plaid's own page, for a token that the backend mints. */
  async function finishHosted(name: ItemName, fields: object = {}): Promise<SignedWebhook[]> {
    const { ask, itemIds, plaid } = world();
    const asked = { ...itemIds(name), hosted_link: true, ...fields };
    const { hosted_link_url: page } = (await ask(LINK, { fields: asked })).json();
    return linkWebhooksDuring(() => plaid.completeHostedLink(String(page)));
  }

  it('G13: a relink on Plaid’s own page ends what a webhook said of the Item, though no page reports it', async () => {
    const { deliver, healthOf } = world();
    for (const code of ['PENDING_DISCONNECT', 'NEW_ACCOUNTS_AVAILABLE'])
      expect(await deliver(await sign(code, 'hosted'))).toBe(200);
    expect(await healthOf('hosted')).toMatchObject({ health: 'expiring' });
    const told = await finishHosted('hosted');
    expect(told.map(({ body }) => (JSON.parse(body) as WebhookCode).webhook_code)).toEqual([
      'EVENTS',
      'SESSION_FINISHED',
    ]);
    for (const signed of told) expect(await deliver(signed)).toBe(200);
    expect(await healthOf('hosted')).toMatchObject({ health: 'healthy', flags: ['new_accounts'] });
    for (const signed of await finishHosted('hosted', { account_selection_enabled: true }))
      expect(await deliver(signed)).toBe(200);
    expect(await healthOf('hosted')).toMatchObject({ health: 'healthy', flags: [] });
  });

  it('an old webhook about a relink, and one that comes again, do not undo a newer relink', async () => {
    const { clock } = world().plaid;
    const { deliver, healthOf } = world();
    clock.set(Date.now() - 3 * MINUTE);
    const before = await finishHosted('hostedTwice');
    const late = await finishHosted('hostedTwice');
    clock.set(Date.now());
    expect(await deliver(await sign('PENDING_DISCONNECT', 'hostedTwice'))).toBe(200);
    const expiring = { health: 'expiring', flags: ['disconnect'] };
    expect(await healthOf('hostedTwice')).toMatchObject(expiring);
    // It tells of a relink of before the announcement.
    for (const signed of before) expect(await deliver(signed)).toBe(200);
    expect(await healthOf('hostedTwice')).toMatchObject(expiring);
    await relink('hostedTwice');
    for (const signed of [...late, ...before]) expect(await deliver(signed)).toBe(200);
    expect(await healthOf('hostedTwice')).toMatchObject({ health: 'healthy', flags: [] });
  });

  it('a user who leaves Plaid’s own page, and tokens that the backend did not make, end nothing and are a 200', async () => {
    const { ask, deliver, healthOf, itemIds, items, plaid } = world();
    expect(await deliver(await sign('PENDING_DISCONNECT', 'hostedExit'))).toBe(200);
    const finished = (fields: object): Promise<SignedWebhook> =>
      plaid.signWebhook({
        webhook_type: 'LINK',
        webhook_code: 'SESSION_FINISHED',
        link_session_id: 'session-1',
        status: 'SUCCESS',
        ...fields,
      });
    const fields = itemIds('hostedExit');
    const { link_token: left } = (await ask(LINK, { fields })).json();
    expect(await deliver(await finished({ link_token: left, status: 'EXITED' }))).toBe(200);
    // Of another program with the same account at Plaid.
    const foreign = await plaid.client().linkTokenCreate({
      access_token: items.hostedExit.accessToken,
      client_name: 'Acme',
      country_codes: ['US'],
      language: 'en',
      user: { client_user_id: 'ada' },
      webhook: WEBHOOK_URL,
    });
    const { link_token: elsewhere } = Object(foreign.data) as { link_token: string };
    for (const token of [elsewhere, 'link-sandbox-unknown', ''])
      expect(await deliver(await finished({ link_token: token }))).toBe(200);
    expect(await healthOf('hostedExit')).toMatchObject({ flags: ['disconnect'] });
    // Where Plaid cannot be asked, it sends the webhook again.
    plaid.failNext('/link/token/get', { times: 2 });
    expect(await deliver(await finished({ link_token: left }))).toBe(502);
    expect(await deliver(await finished({ link_token: left }))).toBe(200);
    expect(await healthOf('hostedExit')).toMatchObject({ flags: [] });
  });

  it('a webhook about an Item that the app does not have is a 200', async () => {
    const { deliver, plaid } = world();
    const { itemId } = plaid.createItem();
    expect(await deliver(await plaid.signWebhook(itemId, 'ERROR'))).toBe(200);
    const body = { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE' };
    expect(await deliver(await plaid.signWebhook(body))).toBe(200);
  });

  const free: [why: string, forge: () => Promise<SignedWebhook>][] = [
    ['no signature', async () => ({ ...(await sign('ERROR')), headers: {} })],
    ['no JWT', async () => withJwt(await sign('ERROR'), 'nonsense')],
    ['another body', async () => ({ ...(await sign('ERROR')), body: '{"webhook_type":"ITEM"}' })],
    [
      'another space in its body',
      async () => {
        const signed = await sign('ERROR');
        return { ...signed, body: `${signed.body} ` };
      },
    ],
    [
      'no algorithm',
      async () => {
        const signed = await sign('ERROR');
        const parts = partsOf(signed);
        return withJwt(
          signed,
          jwtOf({ ...parts, header: { ...parts.header, alg: 'none' }, rest: '' }),
        );
      },
    ],
    [
      'HS256',
      async () => {
        const signed = await sign('ERROR');
        const { header, payload } = partsOf(signed);
        const jwt = new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' });
        return withJwt(signed, await jwt.sign(new TextEncoder().encode('x'.repeat(32))));
      },
    ],
    ['a signature of 6 minutes ago', () => signedAt(Date.now() - 6 * MINUTE, 'ERROR')],
    ['a signature of in 10 minutes', () => signedAt(Date.now() + 10 * MINUTE, 'ERROR')],
    [
      'no time',
      async () => {
        const signed = await sign('ERROR');
        const parts = partsOf(signed);
        return withJwt(signed, jwtOf({ ...parts, payload: { ...parts.payload, iat: undefined } }));
      },
    ],
    [
      'a time beyond all numbers',
      async () => {
        const signed = await sign('ERROR');
        const { header, rest } = partsOf(signed);
        const payload = Buffer.from(`{"iat":1${'0'.repeat(400)}}`).toString('base64url');
        return withJwt(signed, `${encode(header)}.${payload}.${rest}`);
      },
    ],
    [
      'a header that nests deeply',
      async () => {
        const header = Buffer.from('['.repeat(5_000)).toString('base64url');
        return withJwt(await sign('ERROR'), `${header}.e30.${'A'.repeat(86)}`);
      },
    ],
    [
      'a key id that is a path',
      async () => {
        const signed = await sign('ERROR');
        const parts = partsOf(signed);
        return withJwt(
          signed,
          jwtOf({ ...parts, header: { ...parts.header, kid: '../item/get' } }),
        );
      },
    ],
  ];

  it.each(free)('a webhook with %s is a 401, and costs no call to Plaid', async (_, forge) => {
    const { callsDuring, deliver } = world();
    const forged = await forge();
    expect(await callsDuring(async () => expect(await deliver(forged)).toBe(401))).toEqual([]);
  });

  async function signedByOther(kid: unknown): Promise<SignedWebhook> {
    const signed = await sign('USER_PERMISSION_REVOKED');
    const { payload } = partsOf(signed);
    const { privateKey } = await generateKeyPair('ES256');
    const jwt = new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: String(kid) });
    return withJwt(signed, await jwt.sign(privateKey));
  }

  it('a webhook signed by another key under the id of Plaid’s is a 401, and marks nothing', async () => {
    const { deliver, healthOf } = world();
    const { header } = partsOf(await sign('ERROR'));
    expect(await deliver(await signedByOther(header.kid))).toBe(401);
    expect((await healthOf('told')).flags).not.toContain('permission_revoked');
  });

  it('a changed claim, and a signature that is cut off, are a 401', async () => {
    const { deliver } = world();
    const signed = await sign('ERROR');
    const parts = partsOf(signed);
    const changed = { ...parts, payload: { ...parts.payload, iat: Number(parts.payload.iat) - 1 } };
    expect(await deliver(withJwt(signed, jwtOf(changed)))).toBe(401);
    const [head, claims, signature = ''] = (signed.headers['plaid-verification'] ?? '').split('.');
    for (const cut of ['', 'AA', signature.slice(4), `${signature}AAAA`])
      expect(await deliver(withJwt(signed, [head, claims, cut].join('.')))).toBe(401);
  });

  it('Plaid is asked for a key once, and for invented key ids a few times a minute, and no genuine webhook is refused then', async () => {
    const { callsDuring, deliver } = world();
    expect(await deliver(await sign('LOGIN_REPAIRED'))).toBe(200);
    const calls = await callsDuring(async () => {
      for (let index = 0; index < 40; index += 1)
        expect([401, 503]).toContain(await deliver(await signedByOther(`invented-${index}`)));
      expect(await deliver(await sign('LOGIN_REPAIRED'))).toBe(200);
    });
    expect(new Set(calls)).toEqual(new Set([KEY_PATH]));
    expect(calls.length).toBeLessThanOrEqual(20);
  });

  it('a webhook that is sent by another method is a 405, and one that is too large a 413', async () => {
    const { send } = world();
    expect((await send({ path: '/api/plaid-webhook', method: 'GET' })).status).toBe(405);
    const { headers } = await sign('ERROR');
    const body = 'x'.repeat(300_000);
    const sent = { path: '/api/plaid-webhook', headers: Object.entries(headers), body };
    expect((await send(sent)).status).toBe(413);
  });
}
