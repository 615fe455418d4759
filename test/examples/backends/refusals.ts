import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isNotOffered, ITEM, ITEMS, LINK, RELINKED, TRUSTED, type BackendWorld } from './world';

const ROUTES = [LINK, ITEM, ITEMS, RELINKED];

/** Values in place of an id that are answered like an unknown id. */
const NO_IDS: unknown[] = [
  ...['no-such-item', '', 'x'.repeat(201), 'a\u0000b', 'a\nb', '\ud800', "' or 1=1 --", ' '],
  ...[7, true, null, [], {}, ['no-such-item'], undefined],
];

/** What every backend refuses, in the order of openapi.yaml. `world` is read when a test runs. */
export function describeRefusals(world: () => BackendWorld): void {
  it.each(ROUTES)('%s is a 401 without a session, whatever the body is', async (path) => {
    const { callsDuring, codeOf } = world();
    const calls = await callsDuring(async () => {
      expect(await codeOf(path, { user: null })).toEqual([401, 'UNAUTHORIZED']);
      expect(await codeOf(path, { user: null, body: '[' })).toEqual([401, 'UNAUTHORIZED']);
      const headers = { cookie: 'session=; session=nonsense; session=__proto__' };
      expect(await codeOf(path, { user: null, headers })).toEqual([401, 'UNAUTHORIZED']);
    });
    expect(calls).toEqual([]);
  });

  it.each([LINK, ITEM, RELINKED])(
    'G8: %s gives the same 404 for an Item of another user, an unknown one and what cannot be an id',
    async (path) => {
      const { ask, callsDuring, itemIds } = world();
      const comparable = async (fields: object): Promise<unknown> => {
        const { status, headers, text } = await ask(path, { fields });
        return { status, text, headers: { ...headers, date: '' } };
      };
      const calls = await callsDuring(async () => {
        const foreign = await comparable(itemIds('foreign'));
        expect(foreign).toMatchObject({ status: 404 });
        for (const item_id of NO_IDS) expect(await comparable({ item_id })).toEqual(foreign);
      });
      expect(calls).toEqual([]);
    },
  );

  it('an id in another spelling is another id', async () => {
    const { codeOf, itemIds } = world();
    const { item_id: id } = itemIds('own');
    for (const spelled of [`${id} `, ` ${id}`, id.toUpperCase(), `${id}%`, `${id}\u200b`])
      expect(await codeOf(LINK, { fields: { item_id: spelled } })).toEqual([404, 'ITEM_NOT_FOUND']);
  });

  it.each([
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: 'http://app.example.com' },
    { origin: `${TRUSTED}.evil.test` },
    { origin: `${TRUSTED}:444` },
    { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('a request with %j is a 403, signed in or not', async (headers) => {
    const { ask, callsDuring } = world();
    const calls = await callsDuring(async () => {
      for (const user of ['ada', null] as const) {
        const answer = await ask(LINK, { headers, user });
        expect([answer.status, answer.json().error_code]).toEqual([403, 'INVALID_ORIGIN']);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    });
    expect(calls).toEqual([]);
  });

  it('a page of the app’s own origin gets in', async () => {
    const origin = `http://127.0.0.1:${world().server.port}`;
    for (const headers of [{ origin }, { origin, 'sec-fetch-site': 'same-origin' }])
      expect((await world().ask(LINK, { headers })).status).toBe(200);
  });

  it('a page of a trusted origin gets its pre-flight and its answer, and no other page does', async () => {
    const preflight = {
      method: 'OPTIONS',
      user: null,
      body: '',
      headers: {
        'content-type': '',
        origin: TRUSTED,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-csrf-token',
      },
    };
    const { ask } = world();
    const allowed = await ask(LINK, preflight);
    expect(allowed.status).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': TRUSTED,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,x-csrf-token',
      vary: 'Origin',
    });
    for (const origin of [TRUSTED, 'capacitor://localhost']) {
      const headers = { origin, 'sec-fetch-site': 'cross-site' };
      const answer = await ask(LINK, { headers });
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, origin]);
    }
    const refused = await ask(LINK, {
      ...preflight,
      headers: { ...preflight.headers, origin: 'https://evil.test' },
    });
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([
      403,
      undefined,
    ]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('the method %s is a 405', async (method) => {
    const answer = await world().ask(LINK, { method, body: '' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });

  it('an unknown route is a 404 in JSON', async () => {
    const paths = [
      '/api/plaid/nothing',
      '/api/plaid/',
      '/api/plaid/link//token/create',
      '/nothing',
    ];
    for (const path of [...paths, '/api/plaid/../plaid/item/get%00']) {
      const { status, headers } = await world().send({ path });
      expect([path, status, headers['content-type']]).toEqual([path, 404, 'application/json']);
    }
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/json2', ''])(
    'the content type "%s" is a 415',
    async (type) => {
      const asked = { headers: { 'content-type': type }, body: 'item_id=a' };
      expect(await world().codeOf(LINK, asked)).toEqual([415, 'INVALID_HEADERS']);
    },
  );

  it.each([LINK, ITEM, RELINKED, ITEMS])(
    'a body for %s that is too large is a 413',
    async (path) => {
      const { ask, codeOf } = world();
      const body = JSON.stringify({ item_id: 'x'.repeat(50_000) });
      const answer = await ask(path, { body });
      if (isNotOffered(answer)) return;
      expect([answer.status, answer.json().error_code]).toEqual([413, 'INVALID_BODY']);
      expect(await codeOf(path, { body: [body] })).toEqual([413, 'INVALID_BODY']);
      expect(await codeOf(path, { body: 'x'.repeat(1_000_000) })).toEqual([413, 'INVALID_BODY']);
    },
  );

  it('a body in chunks is read to its end', async () => {
    const body = JSON.stringify(world().itemIds('own'));
    expect((await world().ask(LINK, { body: [body.slice(0, 5), body.slice(5)] })).status).toBe(200);
  });

  it.each([
    ['nothing', '', 'INVALID_BODY'],
    ['no JSON', '{"item_id":', 'INVALID_BODY'],
    ['NaN', '{"item_id": NaN}', 'INVALID_BODY'],
    ['two values', '{} {}', 'INVALID_BODY'],
    ['a list', '[{}]', 'INVALID_BODY'],
    ['a text', '"x"', 'INVALID_BODY'],
    ['null', 'null', 'INVALID_BODY'],
    ['a deep list', '['.repeat(4_000), 'INVALID_BODY'],
    ['a field of Plaid’s', '{"item_id":"x","access_token":"x"}', 'UNKNOWN_FIELDS'],
    ['a field in another case', '{"ITEM_ID":"x"}', 'UNKNOWN_FIELDS'],
    ['a flag that is a text', '{"item_id":"x","account_selection_enabled":"yes"}', 'INVALID_FIELD'],
    ['a purpose with a space', '{"item_id":"x","purpose":"a b"}', 'INVALID_FIELD'],
    ['a purpose that ends in a line break', '{"item_id":"x","purpose":"a\\n"}', 'INVALID_FIELD'],
    ['a long purpose', `{"item_id":"x","purpose":"${'p'.repeat(41)}"}`, 'INVALID_FIELD'],
    ['an unknown platform', '{"item_id":"x","platform":"windows"}', 'INVALID_FIELD'],
    ['a platform in another case', '{"item_id":"x","platform":"iOS"}', 'INVALID_FIELD'],
    ['a platform that is a list', '{"item_id":"x","platform":["ios"]}', 'INVALID_FIELD'],
    ['a platform that is empty', '{"item_id":"x","platform":""}', 'INVALID_FIELD'],
  ])('a body with %s is a 400', async (_, body, code) => {
    expect(await world().codeOf(LINK, { body })).toEqual([400, code]);
  });

  it('a body that ends early gets no 5xx, and the next request is answered', async () => {
    const { ask, server } = world();
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    // A backend may close the connection instead.
    socket.on('error', () => {});
    const hasEnded = new Promise((resolve) => socket.once('close', resolve));
    const head = [
      'POST /api/plaid/item/get HTTP/1.1',
      `host: 127.0.0.1:${server.port}`,
      'cookie: session=session-of-ada',
      'content-type: application/json',
      'content-length: 100',
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n{"item_id"`);
    await hasEnded;
    expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
    expect((await ask(ITEM)).status).toBe(200);
  });

  it('no body of 300 at random is answered with a 5xx, and none is repeated', async () => {
    const { ask, callsDuring } = world();
    const key = fc.constantFrom(
      ...['item_id', 'purpose', 'account_selection_enabled', 'hosted_link', 'platform'],
    );
    const body = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc.dictionary(key, fc.jsonValue({ maxDepth: 2 })).map((fields) => JSON.stringify(fields)),
      fc.string({ unit: 'binary' }),
    );
    const calls = await callsDuring(() =>
      fc.assert(
        fc.asyncProperty(body, async (text) => {
          const { status } = await ask(LINK, { body: text, user: 'bob' });
          expect([400, 404, 413, 429]).toContain(status);
        }),
        { numRuns: 300 },
      ),
    );
    expect(calls).toEqual([]);
  });
}
