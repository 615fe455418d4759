import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { PlaidApi } from 'plaid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createWebhookHandler,
  isRelinkError,
  type ItemWebhookEvent,
  type RelinkHandlerProblem,
  type WebhookHandlerOptions,
  type WebhookPort,
} from 'react-plaid-relink/server';
import { createFakePlaid, type FakePlaid, type SignedWebhook } from 'react-plaid-relink/testing';
import { createWebhookHandlerAt } from '../../src/server/webhook/handler';

const URL_OF_HOOK = 'https://app.test/api/plaid-webhook';
const KEY_PATH = '/webhook_verification_key/get';

let plaid: FakePlaid;
let item: { itemId: string; accessToken: string };
let events: ItemWebhookEvent[];
let problems: RelinkHandlerProblem[];
let handler: (request: Request) => Promise<Response>;

function setUp(overrides: Partial<WebhookHandlerOptions> = {}): void {
  handler = createWebhookHandlerAt(
    {
      plaid: plaid.client(),
      onEvent: (event) => void events.push(event),
      onError: (problem) => problems.push(problem),
      ...overrides,
    },
    () => plaid.clock.now(),
  );
}
beforeEach(() => {
  plaid = createFakePlaid();
  item = plaid.createItem();
  events = [];
  problems = [];
  setUp();
});
afterEach(() => vi.useRealTimers());

const requestOf = ({ body, headers }: SignedWebhook): Request =>
  new Request(URL_OF_HOOK, { method: 'POST', body, headers });
async function deliver(signed: SignedWebhook): Promise<number> {
  const response = await handler(requestOf(signed));
  expect(response.headers.get('cache-control')).toBe('no-store');
  return response.status;
}
const sign = (code = 'LOGIN_REPAIRED'): Promise<SignedWebhook> =>
  plaid.signWebhook(item.itemId, code);
const jwtOf = ({ headers }: SignedWebhook): string => headers['plaid-verification'] ?? '';
const withJwt = (signed: SignedWebhook, jwt: string): SignedWebhook => ({
  ...signed,
  headers: { ...signed.headers, 'plaid-verification': jwt },
});
const keyCalls = (): number => plaid.requests.filter(({ path }) => path === KEY_PATH).length;
const partsOf = (
  jwt: string,
): { header: Record<string, unknown>; payload: Record<string, unknown> } => {
  const [header, payload] = jwt
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString())
    .map((text) => {
      try {
        return JSON.parse(text) as Record<string, unknown>;
      } catch {
        return {};
      }
    });
  return { header: header ?? {}, payload: payload ?? {} };
};
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a webhook of Plaid’s', () => {
  it('200, and the app is told once', async () => {
    expect(await deliver(await sign())).toBe(200);
    expect(events).toEqual([
      {
        type: 'repaired',
        itemId: item.itemId,
        environment: 'sandbox',
        webhookCode: 'LOGIN_REPAIRED',
      },
    ]);
    expect(problems).toEqual([]);
  });

  it('the official client fits without a cast', () => {
    const fits = (client: PlaidApi): WebhookPort => client;
    expect(fits).toBeTypeOf('function');
  });

  it('comes when Sandbox breaks an Item that has an address for webhooks', async () => {
    const arrived: Request[] = [];
    const world = createFakePlaid({
      deliverWebhook: (webhook) => Promise.resolve(arrived.push(webhook)),
    });
    const { accessToken, itemId } = world.createItem({ webhook: URL_OF_HOOK });
    const handle = createWebhookHandler({
      plaid: world.client(),
      onEvent: (event) => void events.push(event),
    });
    await world.client().sandboxItemResetLogin({ access_token: accessToken });
    await vi.waitFor(() => expect(arrived).toHaveLength(1));
    for (const webhook of arrived) expect((await handle(webhook)).status).toBe(200);
    expect(events).toMatchObject([{ type: 'needs_update', remedy: 'relink', itemId }]);
  });

  it('Plaid is asked for its key once, also by many at the same time', async () => {
    const webhooks = await Promise.all([sign(), sign('NEW_ACCOUNTS_AVAILABLE'), sign('ERROR')]);
    await Promise.all(webhooks.map(deliver));
    await deliver(await sign('USER_PERMISSION_REVOKED'));
    expect([events.length, keyCalls()]).toEqual([4, 1]);
  });

  it('is believed after Plaid has changed its key', async () => {
    await deliver(await sign());
    plaid.rotateWebhookKey();
    expect(await deliver(await sign('ERROR'))).toBe(200);
    expect([events.length, keyCalls()]).toEqual([2, 2]);
  });
});

describe('what is not Plaid’s, or no longer, gets the same 401, and the app’s log says why', () => {
  const cases: [why: string, reason: string, make: () => Promise<SignedWebhook>][] = [
    ['no signature', 'no signature', async () => ({ ...(await sign()), headers: {} })],
    ['no JWT', 'malformed signature', async () => withJwt(await sign(), 'nonsense')],
    [
      'another body',
      'another body',
      async () => ({ ...(await sign()), body: '{"webhook_type":"ITEM"}' }),
    ],
    [
      'one blank more',
      'another body',
      async () => {
        const signed = await sign();
        return { ...signed, body: `${signed.body} ` };
      },
    ],
    ['an empty body', 'another body', async () => ({ ...(await sign()), body: '' })],
    [
      'a changed claim',
      'wrong signature',
      async () => {
        const signed = await sign();
        const { payload } = partsOf(jwtOf(signed));
        const [header, , signature] = jwtOf(signed).split('.');
        return withJwt(
          signed,
          `${header}.${encode({ ...payload, iat: Number(payload.iat) + 1 })}.${signature}`,
        );
      },
    ],
    [
      'no signature in the JWT, alg none',
      'wrong algorithm',
      async () => {
        const signed = await sign();
        const { header, payload } = partsOf(jwtOf(signed));
        return withJwt(signed, `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`);
      },
    ],
    [
      'HS256 with the public key as its secret',
      'wrong algorithm',
      async () => {
        const signed = await sign();
        const { header, payload } = partsOf(jwtOf(signed));
        const { data } = await plaid.client().webhookVerificationKeyGet({ key_id: header.kid });
        const secret = new TextEncoder().encode(JSON.stringify(data.key));
        return withJwt(
          signed,
          await new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret),
        );
      },
    ],
    [
      'somebody else’s key under Plaid’s name',
      'wrong signature',
      async () => {
        const signed = await sign();
        const { header, payload } = partsOf(jwtOf(signed));
        const { privateKey } = await generateKeyPair('ES256');
        return withJwt(
          signed,
          await new SignJWT(payload)
            .setProtectedHeader({ ...header, alg: 'ES256' })
            .sign(privateKey),
        );
      },
    ],
    [
      'a key that the JWT brings along (jwk, jku, x5u)',
      'wrong signature',
      async () => {
        const signed = await sign();
        const { header, payload } = partsOf(jwtOf(signed));
        const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
        const evil = {
          jwk: await exportJWK(publicKey),
          jku: 'https://evil.test/keys',
          x5u: 'https://evil.test/x',
        };
        return withJwt(
          signed,
          await new SignJWT(payload)
            .setProtectedHeader({ ...header, ...evil, alg: 'ES256' })
            .sign(privateKey),
        );
      },
    ],
    [
      'a key that Plaid does not know',
      'unknown key',
      async () => {
        const signed = await sign();
        const { payload } = partsOf(jwtOf(signed));
        const { privateKey } = await generateKeyPair('ES256');
        return withJwt(
          signed,
          await new SignJWT(payload)
            .setProtectedHeader({ alg: 'ES256', kid: 'made-up' })
            .sign(privateKey),
        );
      },
    ],
    [
      'a key’s name that is none',
      'malformed signature',
      async () => {
        const signed = await sign();
        const { payload } = partsOf(jwtOf(signed));
        const { privateKey } = await generateKeyPair('ES256');
        return withJwt(
          signed,
          await new SignJWT(payload)
            .setProtectedHeader({ alg: 'ES256', kid: '../../item/get' })
            .sign(privateKey),
        );
      },
    ],
    [
      'a key that has expired',
      'expired key',
      async () => {
        const signed = await sign();
        plaid.rotateWebhookKey();
        return signed;
      },
    ],
    [
      'five minutes old',
      'too old',
      async () => {
        const signed = await sign();
        plaid.clock.advance(5 * 60_000);
        return signed;
      },
    ],
    [
      'of a clock that is far ahead',
      'from the future',
      async () => {
        const signed = await sign();
        plaid.clock.advance(-60_000);
        return signed;
      },
    ],
  ];

  it.each(cases)('%s', async (_, reason, make) => {
    const response = await handler(requestOf(await make()));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error_message: 'This is no webhook of Plaid’s.',
    });
    expect(events).toEqual([]);
    expect(problems).toMatchObject([{ route: 'webhook', errorCode: 'WEBHOOK_REFUSED' }]);
    expect(problems[0]?.message).toContain(reason);
  });

  it('a clock that is half a minute behind is forgiven, and so are almost five minutes', async () => {
    const [early, late] = [await sign(), await sign('ERROR')];
    plaid.clock.advance(-29_000);
    expect(await deliver(early)).toBe(200);
    plaid.clock.advance(29_000 + 5 * 60_000 - 2_000);
    expect(await deliver(late)).toBe(200);
  });

  it('made-up keys make no more than 20 calls to Plaid in a minute, and genuine webhooks still count', async () => {
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
    // An hour later the key would be asked for anew; while the attack goes on, the old one serves an hour longer.
    plaid.clock.advance(61 * 60_000);
    await attack(20);
    expect(await deliver(await sign('ERROR'))).toBe(200);
    plaid.clock.advance(60 * 60_000);
    await attack(20);
    expect(await deliver(await sign('ERROR'))).toBe(503);
  });

  it('made-up keys do not push Plaid’s own key out, for however long they come', async () => {
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

  it('the same made-up key is asked for once', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const jwt = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'made-up' })
      .sign(privateKey);
    for (let attack = 0; attack < 5; attack += 1) await deliver(withJwt(await sign(), jwt));
    expect(keyCalls()).toBe(1);
  });
});

describe('the same delivery', () => {
  it('again: 200, and the app is not told twice', async () => {
    const signed = await sign();
    expect([await deliver(signed), await deliver(signed)]).toEqual([200, 200]);
    expect(await Promise.all([deliver(signed), deliver(signed)])).toEqual([200, 200]);
    expect(events).toHaveLength(1);
  });

  it('with the other valid signature of the same text: not twice either', async () => {
    const signed = await sign();
    await deliver(signed);
    // ES256 accepts (r, -s) wherever it accepts (r, s).
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const [header, payload, signature = ''] = jwtOf(signed).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
    const other = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
    const twin = Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url');
    expect(await deliver(withJwt(signed, `${header}.${payload}.${twin}`))).toBe(200);
    expect(events).toHaveLength(1);
  });

  it.each<[string, () => void | Promise<void>]>([
    [
      'threw',
      () => {
        throw new Error('the database is down');
      },
    ],
    ['rejected', () => Promise.reject(new Error('the database is down'))],
  ])('500 where the app %s, and the next delivery is handled', async (_, fail) => {
    let isDown = true;
    setUp({
      onEvent(event) {
        if (isDown) return fail();
        events.push(event);
      },
    });
    const signed = await sign();
    expect(await deliver(signed)).toBe(500);
    expect(problems).toMatchObject([
      { errorCode: 'APP_ERROR', cause: { message: 'the database is down' } },
    ]);
    isDown = false;
    expect(await deliver(signed)).toBe(200);
    expect(events).toHaveLength(1);
  });
});

describe('Plaid waits 10 seconds for an answer', () => {
  it('504 before that where the app takes longer', async () => {
    const signed = await sign();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = new Promise<void>((isAsked) => {
      setUp({
        onEvent() {
          isAsked();
          return new Promise(() => {});
        },
      });
    });
    const status = deliver(signed);
    await asked;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await status).toBe(504);
    expect(problems[0]?.message).toContain('onEvent');
  });

  it('with waitUntil the answer does not wait, and a failure is told to the log', async () => {
    let fail = (): void => {};
    const works: Promise<void>[] = [];
    setUp({
      waitUntil: (work) => void works.push(work),
      onEvent: () => new Promise<void>((_, reject) => (fail = () => reject(new Error('late')))),
    });
    expect(await deliver(await sign())).toBe(200);
    fail();
    await Promise.all(works);
    expect(problems).toMatchObject([
      { status: 200, errorCode: 'APP_ERROR', cause: { message: 'late' } },
    ]);
  });

  it.each([
    ['is down', { networkError: true }, 502],
    ['is in maintenance', { errorCode: 'PLANNED_MAINTENANCE' }, 503],
    ['refuses the app’s keys', { errorCode: 'INVALID_API_KEYS' }, 500],
  ])(
    'where Plaid %s, its webhooks are not refused but delivered again',
    async (_, fault, status) => {
      plaid.failNext(KEY_PATH, fault);
      const signed = await sign();
      expect(await deliver(signed)).toBe(status);
      expect(events).toEqual([]);
      expect(await deliver(signed)).toBe(200);
    },
  );

  it('504 where Plaid’s key does not come', async () => {
    setUp({ plaid: { webhookVerificationKeyGet: () => new Promise(() => {}) }, timeoutMs: 20 });
    expect(await deliver(await sign())).toBe(504);
  });
});

describe('requests that are none', () => {
  it('405 for GET', async () => {
    const response = await handler(new Request(URL_OF_HOOK));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('413 for a body that is no webhook’s, whatever it says of its length', async () => {
    const signed = await sign();
    expect(await deliver({ ...signed, body: 'x'.repeat(70_000) })).toBe(413);
    expect(keyCalls()).toBe(0);
  });

  it('400 for a body that ends early', async () => {
    const { headers } = await sign();
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    const request = new Request(URL_OF_HOOK, {
      method: 'POST',
      headers,
      body,
      ...{ duplex: 'half' },
    });
    expect((await handler(request)).status).toBe(400);
  });

  it.each([
    [
      'another product’s',
      { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE', item_id: 'i' },
    ],
    [
      'a code that nobody knows yet',
      { webhook_type: 'ITEM', webhook_code: 'BRAND_NEW', item_id: 'i' },
    ],
    ['one without an Item', { webhook_type: 'ITEM', webhook_code: 'NEW_ACCOUNTS_AVAILABLE' }],
    [
      'an outage of the bank',
      {
        webhook_type: 'ITEM',
        webhook_code: 'ERROR',
        item_id: 'i',
        error: { error_type: 'INSTITUTION_ERROR', error_code: 'INSTITUTION_DOWN' },
      },
    ],
    ['no JSON object', [1]],
  ])('200 for %s, and the app is not bothered', async (_, body) => {
    expect(await deliver(await plaid.signWebhook(body))).toBe(200);
    expect([events, problems]).toEqual([[], []]);
  });
});

describe('what happened to an Item', () => {
  const base = { webhook_type: 'ITEM', item_id: 'item-1', environment: 'production' };
  const error = (error_code: string, error_type = 'ITEM_ERROR') => ({
    error: { error_code, error_type },
  });
  it.each<[code: string, fields: object, event: object]>([
    [
      'ERROR',
      error('ITEM_LOGIN_REQUIRED'),
      { type: 'needs_update', remedy: 'relink', errorCode: 'ITEM_LOGIN_REQUIRED' },
    ],
    ['ERROR', error('NO_ACCOUNTS'), { type: 'needs_update', remedy: 'relink_with_accounts' }],
    ['ERROR', error('ITEM_LOCKED'), { type: 'needs_update', remedy: 'visit_bank' }],
    ['ERROR', error('BRAND_NEW'), { type: 'needs_update', remedy: 'relink' }],
    ['ERROR', { error: null }, { type: 'needs_update', errorCode: null }],
    [
      'ERROR',
      error('ITEM_NOT_FOUND'),
      { type: 'revoked', accountId: null, errorCode: 'ITEM_NOT_FOUND' },
    ],
    [
      'ERROR',
      error('USER_PERMISSION_REVOKED', 'INVALID_INPUT'),
      { type: 'revoked', accountId: null },
    ],
    [
      'PENDING_EXPIRATION',
      { consent_expiration_time: '2026-12-01T00:00:00Z' },
      { type: 'expiring', expiresAt: new Date('2026-12-01T00:00:00Z'), reason: null },
    ],
    [
      'PENDING_DISCONNECT',
      { reason: 'INSTITUTION_MIGRATION', disconnect_time: '2026-12-01T00:00:00Z' },
      {
        type: 'expiring',
        expiresAt: new Date('2026-12-01T00:00:00Z'),
        reason: 'INSTITUTION_MIGRATION',
      },
    ],
    [
      'PENDING_DISCONNECT',
      { reason: 'INSTITUTION_TOKEN_EXPIRATION', disconnect_time: 'soon' },
      { type: 'expiring', expiresAt: null },
    ],
    ['LOGIN_REPAIRED', {}, { type: 'repaired' }],
    [
      'USER_PERMISSION_REVOKED',
      error('USER_PERMISSION_REVOKED'),
      { type: 'revoked', accountId: null, errorCode: 'USER_PERMISSION_REVOKED' },
    ],
    ['USER_ACCOUNT_REVOKED', { account_id: 'acc-1' }, { type: 'revoked', accountId: 'acc-1' }],
    ['NEW_ACCOUNTS_AVAILABLE', {}, { type: 'new_accounts' }],
  ])('%s %j', async (webhook_code, fields, event) => {
    await deliver(await plaid.signWebhook({ ...base, webhook_code, ...fields }));
    expect(events).toMatchObject([
      { itemId: 'item-1', environment: 'production', webhookCode: webhook_code, ...event },
    ]);
  });
});

it('whatever is changed in a webhook, it is not believed, and no answer or log says a secret or repeats it', async () => {
  const signed = await sign();
  const { body } = signed;
  const jwt = jwtOf(signed);
  const at = (length: number) => fc.integer({ min: 0, max: length - 1 });
  const change = fc.oneof(
    fc.record({
      what: fc.constant('body' as const),
      index: at(body.length),
      char: fc.string({ minLength: 1, maxLength: 1 }),
    }),
    fc.record({
      what: fc.constant('jwt' as const),
      index: at(jwt.length),
      char: fc.constantFrom('A', 'z', '.', '-', '='),
    }),
    fc.record({ what: fc.constant('cut' as const), index: at(jwt.length), char: fc.constant('') }),
  );
  const { payload } = partsOf(jwt);
  await fc.assert(
    fc.asyncProperty(change, async ({ what, index, char }) => {
      const put = (text: string): string => text.slice(0, index) + char + text.slice(index + 1);
      const changed =
        what === 'body'
          ? { ...signed, body: put(body) }
          : withJwt(signed, what === 'jwt' ? put(jwt) : jwt.slice(0, index));
      fc.pre(changed.body !== body || jwtOf(changed) !== jwt);
      // The last character of base64 has bits that mean nothing: another spelling of the same signature.
      const isSameBytes = Buffer.from(jwtOf(changed).split('.')[2] ?? '', 'base64url').equals(
        Buffer.from(jwt.split('.')[2] ?? '', 'base64url'),
      );
      fc.pre(
        changed.body !== body ||
          !isSameBytes ||
          jwtOf(changed).split('.').slice(0, 2).join() !== jwt.split('.').slice(0, 2).join(),
      );
      events = [];
      problems = [];
      const response = await handler(requestOf(changed));
      const said = (await response.text()) + JSON.stringify(problems);
      expect([401, 503]).toContain(response.status);
      expect(events).toEqual([]);
      for (const secret of [
        plaid.secret,
        item.accessToken,
        item.itemId,
        String(payload.request_body_sha256),
      ]) {
        expect(said).not.toContain(secret);
      }
    }),
    { numRuns: 500 },
  );
});

it.each<[string, object]>([
  ['plaid', { plaid: {} }],
  ['onEvent', { onEvent: undefined }],
  ['waitUntil', { waitUntil: true }],
  ['timeoutMs', { timeoutMs: 0 }],
])('a mistake in `%s` is found at start-up', (option, overrides) => {
  let thrown: unknown;
  try {
    createWebhookHandler({
      plaid: plaid.client(),
      onEvent() {},
      ...overrides,
    });
  } catch (error) {
    thrown = error;
  }
  expect(isRelinkError(thrown) && thrown.message).toContain(`createWebhookHandler: \`${option}\``);
});
