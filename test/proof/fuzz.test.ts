import fc from 'fast-check';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWorld, ORIGIN, ROUTES, TRUSTED, type UserId, type World } from './handler-world';

/** In every part of every request, so that whatever comes back is seen. */
const CANARY = 'c4n4ry';
const RUNS = Number(process.env.FUZZ ?? 10_000);
/** A token such as could be in a request that was meant for somebody else. */
const STRAY_TOKEN = 'access-production-00000000-stray';

const word = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '\ufeff',
    '__proto__',
    'constructor',
    '../../item/get',
    STRAY_TOKEN,
    "' or 1=1 --",
    'ada',
    'x'.repeat(5_000),
  ),
);
const canaried = word.map((text) => `${CANARY}${text}`);

/** By name: the ids differ from world to world. */
const itemId = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('@ada', '@bob', '@removed', '@ADA') },
  { weight: 2, arbitrary: canaried },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 3, withBigInt: false }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>({ $gt: '' }, ['@ada'], null, 0, true, { toString: 'x' }),
  },
);
const flags = fc.oneof(fc.boolean(), fc.constantFrom<unknown>('true', 1, null, [], {}));

const json = fc.oneof(
  { weight: 4, arbitrary: fc.record({ item_id: itemId }) },
  {
    weight: 2,
    arbitrary: fc.record(
      { item_id: itemId, account_selection_enabled: flags, hosted_link: flags },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.dictionary(canaried, fc.anything({ maxDepth: 2, withBigInt: false }), {
      maxKeys: 4,
    }),
  },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 3, withBigInt: false }) },
);
const raw = fc.oneof(
  { weight: 6, arbitrary: json.map((value) => ({ json: value })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        '{',
        '[',
        '"',
        '{"item_id":',
        '{"item_id":"@ada"',
        'null',
        '\ufeff{"item_id":"@ada"}',
        '{"item_id":"@ada"}{}',
        '{"__proto__":{"item_id":"@ada"}}',
        '{"item_id":"@bob","item_id":"@ada"}',
        `{"item_id":1e999}`,
        `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
        'x'.repeat(4_097),
        `{"item_id":"${'é'.repeat(2_100)}"}`,
        CANARY,
      )
      .map((text) => ({ text })),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 5_000 }).map((bytes) => ({ bytes })) },
);

const header = fc.oneof(
  fc.tuple(
    fc.constant('content-type'),
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'text/plain',
      'application/jsonx',
      '',
      `${CANARY}/json`,
    ),
  ),
  fc.tuple(
    fc.constant('origin'),
    fc.constantFrom(
      ORIGIN,
      TRUSTED,
      'https://evil.test',
      'null',
      `${ORIGIN}.evil.test`,
      `https://${CANARY}.test`,
      'http://app.test',
      '',
    ),
  ),
  fc.tuple(
    fc.constant('sec-fetch-site'),
    fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none', CANARY),
  ),
  fc.tuple(fc.constant('content-length'), fc.constantFrom('0', '-1', '1e3', '99999999', CANARY)),
  fc.tuple(
    fc.constantFrom(
      'x-forwarded-host',
      'x-http-method-override',
      'authorization',
      'cookie',
      'access-control-request-headers',
      'cache-control',
    ),
    fc.constantFrom(CANARY, `${CANARY}-access-production-1`, 'evil.test'),
  ),
);

const request = fc.record({
  user: fc.constantFrom<UserId | 'nobody'>('ada', 'ada', 'ada', 'bob', 'nobody'),
  method: fc.constantFrom(
    'POST',
    'POST',
    'POST',
    'POST',
    'GET',
    'PUT',
    'DELETE',
    'OPTIONS',
    'HEAD',
    'PATCH',
    CANARY.toUpperCase(),
  ),
  path: fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom(...Object.values(ROUTES)).map((route) => `/api/plaid${route}`),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '/api/plaid',
        '/api/plaid/',
        '/api/plaid//item/get',
        '/api/plaid/item/get/',
        '/api/plaid/item/get?x=1',
        '/api/plaid/ITEM/GET',
        '/api/plaid/./item/get',
        '/api/plaid/x/../item/get',
        '/api/plaid/%69tem/get',
        '/api/plaid/item%2fget',
        '/API/plaid/item/get',
        '/other',
        `/api/plaid/${CANARY}`,
        `/api/plaid/${'x'.repeat(8_000)}`,
        '/api/plaid/constructor',
        '/api/plaid/__proto__',
      ),
    },
  ),
  headers: fc.array(header, { maxLength: 4 }),
  isJson: fc.boolean(),
  body: raw,
  delivery: fc.constantFrom(
    'whole',
    'whole',
    'whole',
    'bytes',
    'chunks',
    'breaks off',
    'read before',
    'locked',
    'cloned',
  ),
  app: fc.constantFrom(
    'behaves',
    'behaves',
    'behaves',
    'behaves',
    'behaves',
    'behaves',
    'authenticate throws',
    'authenticate gives true',
    'findItem throws',
    'findItem gives a string',
    'Plaid fails',
  ),
});
type Fuzzed = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

let app: Fuzzed['app'] = 'behaves';
let world: World;
let said: string[];
beforeEach(async () => {
  said = [];
  for (const method of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void said.push(words.join(' ')));
  }
  world = await createWorld();
  const { handler } = world;
  // The same world, whose app misbehaves on demand.
  const bad = createRelinkHandler<unknown>({
    plaid: {
      itemCreatePublicToken: () => Promise.reject(new Error('down')),
      linkTokenCreate: () => Promise.reject(new Error('down')),
      itemGet: () => Promise.reject(new Error('down')),
    },
    authenticate() {
      if (app === 'authenticate throws')
        throw new Error(`no session store for ${world.items.ada.accessToken}`);
      return app === 'authenticate gives true' ? true : 'ada';
    },
    findItem() {
      if (app === 'findItem throws')
        throw Object.assign(new Error('no database'), { accessToken: world.items.ada.accessToken });
      if (app === 'findItem gives a string') return 'item' as never;
      return { accessToken: world.items.ada.accessToken, clientUserId: 'ada' };
    },
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    trustedOrigins: [TRUSTED],
    rateLimit: false,
    onError: (problem) => world.problems.push(problem),
  });
  world.handler = (asked) => (app === 'behaves' ? handler(asked) : bad(asked));
});
afterEach(() => vi.restoreAllMocks());

/** The ids of this world, in place of their names. */
function named(text: string): string {
  const { ada, bob, removed } = world.items;
  return text
    .replaceAll('@ada', ada.itemId)
    .replaceAll('@bob', bob.itemId)
    .replaceAll('@removed', removed.itemId)
    .replaceAll('@ADA', ada.itemId.toUpperCase());
}

function textOf(body: Fuzzed['body']): string {
  if ('text' in body) return named(body.text);
  if ('bytes' in body) return new TextDecoder('latin1').decode(body.bytes);
  return named(JSON.stringify([body.json]).slice(1, -1));
}

function streamOf(bytes: Uint8Array, breaksOff: boolean): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length || (breaksOff && at > 0)) {
        if (breaksOff) controller.error(new Error('connection reset'));
        else controller.close();
        return;
      }
      // Odd sizes, which cut characters of several bytes apart.
      controller.enqueue(bytes.slice(at, at + 7));
      at += 7;
    },
  });
}

async function send({
  user,
  method,
  path,
  headers,
  isJson,
  body,
  delivery,
}: Fuzzed): Promise<Response> {
  const sent = new Headers({ 'x-user': user });
  if (isJson) sent.set('content-type', 'application/json');
  for (const [name, value] of headers) sent.append(name, value);
  const text = textOf(body);
  const bytes = 'bytes' in body ? body.bytes : new TextEncoder().encode(text);
  const isBodiless = method === 'GET' || method === 'HEAD';
  const isStream = delivery === 'chunks' || delivery === 'breaks off';
  const content = isStream
    ? streamOf(bytes, delivery === 'breaks off')
    : delivery === 'bytes'
      ? new Uint8Array(bytes)
      : text;
  const asked = new Request(ORIGIN + path, {
    method,
    headers: sent,
    ...(!isBodiless && { body: content, ...(isStream && { duplex: 'half' }) }),
  });
  if (delivery === 'read before') await asked.text();
  if (delivery === 'locked') asked.body?.getReader();
  if (delivery === 'cloned') asked.clone();
  return world.handler(asked);
}

/** The only requests for which a token may be minted. */
function mayMint({ user, method, path, isJson, headers, body }: Fuzzed): boolean {
  const isJsonType =
    isJson || headers.some(([name, value]) => name === 'content-type' && /json/i.test(value));
  if (method !== 'POST' || user === 'nobody' || !isJsonType || !path.startsWith('/api/plaid'))
    return false;
  const id = named(`@${user}`);
  return (
    textOf(body).includes(id) ||
    (user === 'ada' && textOf(body).includes(world.items.removed.itemId))
  );
}

it(`${RUNS} malformed and adversarial requests: no 5xx of its own making, nothing minted, nothing given away, nothing repeated`, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async (fuzzed) => {
      app = fuzzed.app;
      const before = world.plaid.requests.length;
      world.problems.length = 0;
      said.length = 0;
      const answer = await send(fuzzed);
      const text = await answer.text();
      const whole = `${answer.status} ${answer.statusText} ${JSON.stringify([...answer.headers])} ${text}`;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);

      const isAppsFault =
        app !== 'behaves' || fuzzed.delivery === 'read before' || fuzzed.delivery === 'locked';
      if (!isAppsFault) expect(answer.status).toBeLessThan(500);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      if (answer.status !== 204) expect(() => void JSON.parse(text)).not.toThrow();

      const minted = world.plaid.requests
        .slice(before)
        .filter(({ path }) => path.endsWith('/create'));
      if (minted.length > 0) expect([app, mayMint(fuzzed)]).toEqual(['behaves', true]);

      // A pre-flight has to name the headers that it lets pass.
      const isPreflight = answer.status === 204;
      if (!isPreflight) expect(whole).not.toContain(CANARY);
      const { ada, bob, removed } = world.items;
      const logged = JSON.stringify(world.problems) + said.join();
      for (const secret of [
        world.plaid.secret,
        ada.accessToken,
        bob.accessToken,
        removed.accessToken,
        STRAY_TOKEN,
      ]) {
        expect(whole).not.toContain(secret);
        expect(logged).not.toContain(secret);
      }
      if (fuzzed.user !== 'bob') expect(whole).not.toContain(bob.itemId);
      expect(text).not.toMatch(/node_modules|\bat .*\.ts:/);
    }),
    { numRuns: RUNS },
  );
  // Not all of them at the first gate.
  for (const status of [200, 204, 400, 401, 403, 404, 405, 413, 415, 500]) {
    expect(statuses.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(0);
  }
}, 120_000);
