import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createWebhookApp,
  forge,
  jwtOf,
  requestOf,
  URL_OF_HOOK,
  withJwt,
} from '../support/webhook-app';
import type { SignedWebhook } from 'react-plaid-relink/testing';

const HOSTILE = 10_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function heapInMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const app = createWebhookApp();
const { plaid, sign, handler, keyCalls, problems } = app;
let names = 0;

/** Each kind of hostile webhook, of a genuine one. */
const ATTACKS: ((signed: SignedWebhook) => SignedWebhook | Promise<SignedWebhook>)[] = [
  (signed) => forge(signed, `made-up-${(names += 1)}`),
  (signed) => forge(signed, `made-up-${names % 50}`),
  (signed) => forge(signed, kidOf(signed)),
  (signed) => ({ ...signed, headers: {} }),
  (signed) => ({ ...signed, body: `${signed.body} ` }),
  async (signed) => ({ ...(await forge(signed, 'made-up')), body: '' }),
  (signed) => ({ ...signed, body: '['.repeat(10_000) }),
  (signed) => withJwt(signed, `${jwtOf(signed).slice(0, -4)}AAAA`),
  (signed) => withJwt(signed, 'x'.repeat(100_000)),
  (signed) => withJwt(signed, jwtOf(signed).split('.').slice(0, 2).join('.')),
];

const kidOf = (signed: SignedWebhook): string =>
  (
    JSON.parse(Buffer.from(jwtOf(signed).split('.')[0] ?? '', 'base64url').toString()) as {
      kid: string;
    }
  ).kid;

it(`${HOSTILE} hostile webhooks come: genuine ones are answered throughout, Plaid is asked at most 41 times a minute, memory stays flat and the log is short`, async () => {
  await handler(requestOf(await sign()));
  const random = fc.sample(fc.nat({ max: ATTACKS.length - 1 }), { numRuns: HOSTILE, seed: 18 });
  const statuses = new Map<number, number>();
  let genuine = await sign();
  let minutes = 0;
  let callsBefore = keyCalls();
  let heapBefore = 0;
  for (const [index, kind] of random.entries()) {
    const attack = ATTACKS[kind];
    const hostile = attack && (await attack(genuine));
    if (!hostile) continue;
    const { status } = await handler(new Request(URL_OF_HOOK, { method: 'POST', ...hostile }));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (index % 200 !== 199) continue;
    // 200 a minute, and Plaid changes its key twice.
    const calls = keyCalls();
    expect(calls - callsBefore).toBeLessThanOrEqual(41);
    callsBefore = calls;
    minutes += 1;
    plaid.clock.advance(60_000);
    const isRotated = minutes === 20 || minutes === 35;
    if (isRotated) plaid.rotateWebhookKey();
    genuine = await sign(minutes % 2 ? 'ERROR' : 'LOGIN_REPAIRED');
    expect((await handler(requestOf(genuine))).status).toBe(200);
    if (index === HOSTILE / 2 - 1) heapBefore = heapInMb();
  }
  // 503: a key that was not looked up may be a new one of Plaid’s.
  expect([...statuses.keys()].sort()).toEqual([401, 503]);
  expect(heapInMb() - heapBefore).toBeLessThan(3);
  // A line a minute for each of a dozen kinds.
  expect(problems.length).toBeLessThanOrEqual((minutes + 1) * 12);
  const told = problems.reduce((sum, { count = 1 }) => sum + count, 0);
  expect(told).toBeGreaterThan(HOSTILE * 0.9);
}, 180_000);
