import { Agent, request } from 'node:http';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually';
import type { ServerProcess } from '../support/server-process';
import type { PlaidServer } from './plaid-server';
import { send, type Answer, type Sent } from './send';

const LINK_TOKEN = '/api/plaid/link/token/create';
const TRUSTED = 'https://app.example.com';
const JSON_TYPE: [string, string] = ['content-type', 'application/json'];
const SESSION: [string, string] = ['cookie', 'session=session-of-ada'];
/** More than any socket's buffer holds. */
const LARGE = 2_000_000;

/** Where a platform is known to differ. docs/frameworks.md has the same in a table. */
export interface Differences {
  /** What it puts between two Cookie headers. @default '; ' */
  cookieSeparator?: string;
  /** Whether a connection carries the next request after a small body that the handler has refused. @default true */
  keepsConnections?: boolean;
  /** Whether it tells the handler that the client has left. @default true */
  seesClientLeave?: boolean;
}

/** What every server promises, whatever it is built on. `world` is read when a test runs. */
export function describeContract(
  world: () => { server: ServerProcess; plaid: PlaidServer },
  { cookieSeparator = '; ', keepsConnections = true, seesClientLeave = true }: Differences = {},
): void {
  const post = (changes: Sent = {}): Promise<Answer> =>
    send(world().server.port, {
      path: LINK_TOKEN,
      headers: [JSON_TYPE, SESSION],
      body: JSON.stringify({ item_id: world().plaid.own.itemId }),
      ...changes,
    });
  const bodyFor = (itemId: string): string => JSON.stringify({ item_id: itemId });
  const codeOf = (answer: Answer): [number, unknown] => [answer.status, answer.json().error_code];
  /** All of it but the time. */
  const comparable = ({ status, headers, text }: Answer): object => ({
    status,
    text,
    headers: { ...headers, date: '' },
  });

  it('the server 200s with a link token for an Item of the signed-in user', async () => {
    const answer = await post();
    expect([answer.status, answer.json().link_token]).toEqual([
      200,
      expect.stringMatching(/^link-sandbox-/),
    ]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    expect(answer.text).not.toContain('access-');
  });

  it('the server 200s with the health of an Item, and with a public token', async () => {
    const health = await post({ path: '/api/plaid/item/get' });
    expect([health.status, health.json().health]).toEqual([200, 'needs_update']);
    const token = await post({ path: '/api/plaid/item/public_token/create' });
    expect(token.json().public_token).toMatch(/^public-sandbox-/);
  });

  it('the server 200s for five health requests for one Item at the same time', async () => {
    const asked = Array.from({ length: 5 }, () => post({ path: '/api/plaid/item/get' }));
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  it('the server 200s for a body in chunks', async () => {
    const body = bodyFor(world().plaid.own.itemId);
    expect((await post({ body: [body.slice(0, 5), body.slice(5)] })).status).toBe(200);
  });

  it('the server 401s without the session cookie', async () => {
    const answer = await post({ headers: [JSON_TYPE] });
    expect(codeOf(answer)).toEqual([401, 'UNAUTHORIZED']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('the server gives the same 404 for an Item of another user and for an unknown one', async () => {
    const { foreign, plaid } = world().plaid;
    const before = plaid.requests.length;
    const answers = [
      await post({ body: bodyFor(foreign.itemId) }),
      await post({ body: bodyFor('no-such-item') }),
    ];
    expect(answers.map(codeOf)).toEqual([
      [404, 'ITEM_NOT_FOUND'],
      [404, 'ITEM_NOT_FOUND'],
    ]);
    const [first, second] = answers.map(comparable);
    expect(first).toEqual(second);
    expect(plaid.requests).toHaveLength(before);
  });

  it('the server 404s for an unknown route below its path', async () => {
    expect((await post({ path: '/api/plaid/nothing' })).status).toBe(404);
  });

  it('the server 403s for a page of another origin', async () => {
    const answer = await post({ headers: [JSON_TYPE, SESSION, ['origin', 'https://evil.test']] });
    expect(codeOf(answer)).toEqual([403, 'INVALID_ORIGIN']);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('the server 200s for a page of its own origin', async () => {
    const own = `http://127.0.0.1:${world().server.port}`;
    expect((await post({ headers: [JSON_TYPE, SESSION, ['origin', own]] })).status).toBe(200);
  });

  it('the server answers the pre-flight and the request of a trusted origin', async () => {
    const preflight = await post({
      method: 'OPTIONS',
      headers: [
        ['origin', TRUSTED],
        ['access-control-request-method', 'POST'],
        ['access-control-request-headers', 'content-type,x-csrf-token'],
      ],
      body: '',
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': TRUSTED,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,x-csrf-token',
    });
    const answer = await post({ headers: [JSON_TYPE, SESSION, ['origin', TRUSTED]] });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, TRUSTED]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('the server 405s for %s', async (method) => {
    const answer = await post({ method, headers: [SESSION], body: '' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('the server 415s for a form', async () => {
    const form: [string, string] = ['content-type', 'application/x-www-form-urlencoded'];
    expect((await post({ headers: [form, SESSION], body: 'item_id=a' })).status).toBe(415);
    expect((await post({ headers: [SESSION] })).status).toBe(415);
  });

  it('the server 413s for a body that is too large, by its length or by its chunks', async () => {
    const large = JSON.stringify({ item_id: 'x'.repeat(50_000) });
    expect(codeOf(await post({ body: large }))).toEqual([413, 'INVALID_BODY']);
    expect(codeOf(await post({ body: [large] }))).toEqual([413, 'INVALID_BODY']);
  });

  it(`the server takes the next request${keepsConnections ? ' on the same connection' : ''} after a 413 for 50 KB`, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      const refused = await post({ agent, body: bodyFor('x'.repeat(50_000)) });
      const next = await post({ agent });
      expect([refused.status, next.status]).toEqual([413, 200]);
      if (keepsConnections) expect(next.isReused).toBe(true);
    } finally {
      agent.destroy();
    }
  });

  it.each([
    ['megabytes', 'x'.repeat(LARGE)],
    ['megabytes in chunks', Array.from({ length: 32 }, () => 'x'.repeat(LARGE / 32))],
  ])(
    'the client reads a 413 for %s, and the server takes its next request',
    async (_what, body) => {
      for (let round = 0; round < 3; round++) {
        expect((await post({ body })).status).toBe(413);
        expect((await post()).status).toBe(200);
      }
    },
  );

  it('the server keeps repeated request headers and every Set-Cookie', async () => {
    const { status, headers } = await post({
      path: '/api/plaid/echo?q=1',
      headers: [
        ['x-many', '1'],
        ['x-many', '2'],
        ['cookie', 'a=1'],
        ['cookie', 'b=2'],
        ['content-type', 'application/octet-stream'],
      ],
    });
    expect(status).toBe(201);
    expect(headers['x-seen-many']).toBe('1, 2');
    expect(headers['x-seen-cookie']).toBe(`a=1${cookieSeparator}b=2`);
    expect(headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(headers['x-seen-url']).toBe(
      `http://127.0.0.1:${world().server.port}/api/plaid/echo?q=1`,
    );
  });

  it('the server streams a request’s body and its answer before either has ended', async () => {
    const outgoing = request({
      host: '127.0.0.1',
      port: world().server.port,
      method: 'POST',
      path: '/api/plaid/echo',
      headers: { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' },
    });
    let seen = '';
    let hasEnded = false;
    outgoing.on('response', (incoming) => {
      incoming.on('data', (chunk: Buffer) => (seen += chunk.toString()));
      incoming.on('end', () => (hasEnded = true));
    });
    outgoing.write('first');
    await eventually(() => expect(seen).toBe('first'));
    outgoing.end(' second');
    await eventually(() => expect([seen, hasEnded]).toEqual(['first second', true]));
  });

  /** Asks for a token, and is gone before Plaid has answered. */
  async function leaveInTheMiddle(): Promise<ReturnType<PlaidServer['hold']>> {
    const held = world().plaid.hold('/link/token/create');
    const outgoing = request({
      host: '127.0.0.1',
      port: world().server.port,
      method: 'POST',
      path: LINK_TOKEN,
      headers: Object.fromEntries([JSON_TYPE, SESSION]),
    });
    const hasLeft = new Promise<void>((resolve) => outgoing.on('close', resolve));
    outgoing.on('error', () => {});
    outgoing.end(bodyFor(world().plaid.own.itemId));
    await held.asked;
    outgoing.destroy();
    await hasLeft;
    return held;
  }

  it(
    seesClientLeave
      ? 'the server aborts its call to Plaid when the client disconnects'
      : 'the server cannot see that the client disconnects, and finishes its call to Plaid',
    async () => {
      const held = await leaveInTheMiddle();
      // Well before the handler's own time-out of ten seconds would have ended the call.
      const patience = new Promise((resolve) => {
        setTimeout(resolve, seesClientLeave ? 8_000 : 1_000, 'still waiting');
      });
      const result = await Promise.race([held.hungUp.then(() => 'hung up'), patience]);
      held.letGo();
      expect(result).toBe(seesClientLeave ? 'hung up' : 'still waiting');
      expect((await post()).status).toBe(200);
    },
  );

  it('the server’s output has no token, no secret and no mistake of the client', () => {
    const { own, foreign, plaid } = world().plaid;
    const output = world().server.output();
    for (const secret of [own.accessToken, foreign.accessToken, plaid.secret, 'link-sandbox-']) {
      expect(output).not.toContain(secret);
    }
    expect(output).not.toContain('react-plaid-relink:');
  });
}
