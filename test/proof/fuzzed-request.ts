import fc from 'fast-check';
import {
  ITEM,
  ITEMS,
  LINK,
  ORIGIN,
  PUBLIC,
  RELINKED,
  TRUSTED,
  TRUSTED_APP,
} from '../support/server-app';

/** In every part of every request, so that whatever comes back is seen. */
export const CANARY = 'c4n4ry';
/** A token such as could be in a request that was meant for somebody else. */
export const STRAY_TOKEN = 'access-production-00000000-stray';

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
      {
        item_id: itemId,
        account_selection_enabled: flags,
        hosted_link: flags,
        platform: fc.oneof(flags, fc.constantFrom('ios', 'android')),
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        item_id: itemId,
        link_session_id: fc.oneof(canaried, flags),
        purpose: fc.oneof(canaried, flags),
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      item_ids: fc.oneof(
        fc.array(itemId, { maxLength: 5 }),
        fc.array(canaried, { maxLength: 102 }),
        itemId,
      ),
    }),
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
      TRUSTED_APP,
      `${TRUSTED_APP}.evil.test`,
      'evilapp://app.test',
      'file://',
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
  fc.tuple(
    fc.constant('host'),
    fc.constantFrom('app.test', 'APP.test:443', 'evil.test', 'evil.test@app.test', CANARY, ''),
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

const anyRequest = fc.record({
  user: fc.constantFrom<'ada' | 'bob' | 'nobody'>('ada', 'ada', 'ada', 'bob', 'nobody'),
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
      arbitrary: fc
        .constantFrom(PUBLIC, LINK, ITEM, RELINKED, ITEMS)
        .map((route) => `/api/plaid${route}`),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '/api/plaid',
        '/api/plaid/',
        '/api/plaid//item/get',
        '/api/plaid/item/get/',
        '/api/plaid/link/token/create/',
        '/api/plaid/link/token/create//',
        '/app/api/plaid/item/get',
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
    'authenticate gives an object for a visitor',
    'findItem throws',
    'findItem gives a string',
    'Plaid fails',
  ),
});
export type Fuzzed = typeof anyRequest extends fc.Arbitrary<infer Value> ? Value : never;

const RIGHT: Fuzzed = {
  user: 'ada',
  method: 'POST',
  path: `/api/plaid${LINK}`,
  headers: [],
  isJson: true,
  body: { json: { item_id: '@ada' } },
  delivery: 'whole',
  app: 'behaves',
};

/** Not the path: each relink that is reported waits for Plaid's limit. */
const FAULTS = (Object.keys(RIGHT) as (keyof Fuzzed)[]).filter((field) => field !== 'path');

/** A request, and the app that it meets. One in ten has one fault at most, so that it comes past the first gates. */
export const fuzzedRequest: fc.Arbitrary<Fuzzed> = fc.oneof(
  { weight: 9, arbitrary: anyRequest },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyRequest, fc.constantFrom(...FAULTS))
      .map(([request, fault]) => ({ ...RIGHT, [fault]: request[fault] })),
  },
);
