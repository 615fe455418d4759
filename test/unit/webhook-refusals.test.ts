import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SignedWebhook } from 'react-plaid-relink/testing';
import {
  createWebhookApp,
  jwtOf,
  requestOf,
  withJwt,
  type WebhookApp,
} from '../support/webhook-app';

let plaid: WebhookApp['plaid'];
let item: WebhookApp['item'];
let events: WebhookApp['events'];
let problems: WebhookApp['problems'];
let handler: WebhookApp['handler'];
let sign: WebhookApp['sign'];
let deliver: WebhookApp['deliver'];
beforeEach(() => {
  ({ plaid, item, events, problems, handler, sign, deliver } = createWebhookApp());
});

/** By a key that is not Plaid's, under this name. */
async function signedWithKeyNamed(kid: string): Promise<SignedWebhook> {
  const signed = await sign();
  const { payload } = partsOf(jwtOf(signed));
  const { privateKey } = await generateKeyPair('ES256');
  return withJwt(
    signed,
    await new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey),
  );
}

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

describe('webhooks that are not Plaid’s', () => {
  const cases: [why: string, reason: string, make: () => Promise<SignedWebhook>][] = [
    ['no signature', 'no signature', async () => ({ ...(await sign()), headers: {} })],
    ['no JWT', 'malformed signature', async () => withJwt(await sign(), 'nonsense')],
    [
      'another body',
      'another body',
      async () => ({ ...(await sign()), body: '{"webhook_type":"ITEM"}' }),
    ],
    [
      'an extra space in its body',
      'another body',
      async () => {
        const signed = await sign();
        return { ...signed, body: `${signed.body} ` };
      },
    ],
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
      'another key under the id of Plaid’s',
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
      'a key of its own in the JWT (jwk, jku, x5u)',
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
    ['a key that Plaid does not know', 'unknown key', () => signedWithKeyNamed('made-up')],
    ['a malformed key id', 'malformed signature', () => signedWithKeyNamed('../../item/get')],
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
      'an age of five minutes',
      'too old',
      async () => {
        const signed = await sign();
        plaid.clock.advance(5 * 60_000);
        return signed;
      },
    ],
    [
      'a time far in the future',
      'from the future',
      async () => {
        const signed = await sign();
        plaid.clock.advance(-60_000);
        return signed;
      },
    ],
  ];

  it.each(cases)(
    'the webhook handler 401s for a webhook with %s, and the log gives the reason',
    async (_, reason, make) => {
      const response = await handler(requestOf(await make()));
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        error_message: 'This is no webhook of Plaid’s.',
      });
      expect(events).toEqual([]);
      expect(problems).toMatchObject([{ route: 'webhook', errorCode: 'WEBHOOK_REFUSED' }]);
      expect(problems[0]?.message).toContain(reason);
    },
  );

  it('the webhook handler accepts a clock that is half a minute behind, and a webhook almost five minutes old', async () => {
    const [early, late] = [await sign(), await sign('ERROR')];
    plaid.clock.advance(-29_000);
    expect(await deliver(early)).toBe(200);
    plaid.clock.advance(29_000 + 5 * 60_000 - 2_000);
    expect(await deliver(late)).toBe(200);
  });
});

it('a webhook that is changed anywhere is refused, and no answer or log repeats a secret', async () => {
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
      events.length = 0;
      problems.length = 0;
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
