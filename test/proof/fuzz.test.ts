import fc from 'fast-check';
import type { RelinkRequestEvent } from 'react-plaid-relink/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CANARY, fuzzedRequest, STRAY_TOKEN, type Fuzzed } from './fuzzed-request';
import {
  createServerApp,
  ORIGIN,
  TRUSTED,
  TRUSTED_APP,
  type ServerApp,
  type OwnedFakeItem,
} from '../support/server-app';
import { clientThat } from '../support/stub-plaid-client';

const RUNS = Number(process.env.FUZZ ?? 10_000);

let app: Fuzzed['app'] = 'behaves';
let plaid: ServerApp['plaid'];
let problems: ServerApp['problems'];
let items: ServerApp['items'] & { removed: OwnedFakeItem };
let handler: (request: Request) => Promise<Response>;
let said: string[];
let events: RelinkRequestEvent[];
beforeEach(async () => {
  said = [];
  for (const method of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void said.push(words.join(' ')));
  }
  const backend = createServerApp();
  ({ plaid, problems } = backend);
  items = { ...backend.items, removed: await backend.ownRemoved('ada') };
  events = [];
  const limits = {
    trustedOrigins: [TRUSTED, TRUSTED_APP],
    allowedHosts: [new URL(ORIGIN).host],
    rateLimit: false,
    onRequest: (event: RelinkRequestEvent) => void events.push(event),
  } as const;
  const honest = backend.setUp(limits).handler;
  // The same Items, in an app that misbehaves on demand.
  const bad = backend.setUp({
    ...limits,
    plaid: clientThat(() => Promise.reject(new Error('down'))),
    authenticate() {
      if (app === 'authenticate throws')
        throw new Error(`no session store for ${items.ada.accessToken}`);
      if (app === 'authenticate gives an object for a visitor') return { user: null } as never;
      return app === 'authenticate gives true' ? (true as never) : 'ada';
    },
    findItem() {
      if (app === 'findItem throws')
        throw Object.assign(new Error('no database'), { accessToken: items.ada.accessToken });
      if (app === 'findItem gives a string') return 'item' as never;
      return { accessToken: items.ada.accessToken, clientUserId: 'ada' };
    },
  }).handler;
  handler = (asked) => (app === 'behaves' ? honest(asked) : bad(asked));
});
afterEach(() => vi.restoreAllMocks());

/** Replaces the names of Items by their ids. */
function named(text: string): string {
  const { ada, bob, removed } = items;
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
  return handler(asked);
}

/** As the handler sees them. */
function sentHeaders({ headers }: Fuzzed): Record<string, string> {
  const sent = new Headers();
  for (const [name, value] of headers) sent.append(name, value);
  return Object.fromEntries(sent);
}

/** An answer about many Items names each by the id that it was asked for. */
function withoutAskedIds(text: string): string {
  if (!text.startsWith('{"items":')) return text;
  const { items: answers } = JSON.parse(text) as { items: Record<string, unknown>[] };
  return JSON.stringify(answers.map(({ item_id: _, ...answer }) => answer));
}

/** The only requests for which a token may be minted. */
function mayMint({ user, method, path, isJson, headers, body }: Fuzzed): boolean {
  const isJsonType =
    isJson || headers.some(([name, value]) => name === 'content-type' && /json/i.test(value));
  if (method !== 'POST' || user === 'nobody' || !isJsonType || !path.startsWith('/api/plaid'))
    return false;
  const id = named(`@${user}`);
  return (
    textOf(body).includes(id) || (user === 'ada' && textOf(body).includes(items.removed.itemId))
  );
}

it(`${RUNS} malformed and adversarial requests mint nothing, cause no 5xx of the handler’s own, and read or repeat no secret`, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fuzzedRequest, async (fuzzed) => {
      app = fuzzed.app;
      const before = plaid.requests.length;
      problems.length = 0;
      said.length = 0;
      events.length = 0;
      const answer = await send(fuzzed);
      const text = await answer.text();
      const whole = `${answer.status} ${answer.statusText} ${JSON.stringify([...answer.headers])} ${withoutAskedIds(text)}`;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);

      const isAppsFault =
        app !== 'behaves' || fuzzed.delivery === 'read before' || fuzzed.delivery === 'locked';
      if (!isAppsFault) expect(answer.status).toBeLessThan(500);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      if (answer.status !== 204) expect(() => void JSON.parse(text)).not.toThrow();

      const minted = plaid.requests.slice(before).filter(({ path }) => path.endsWith('/create'));
      if (minted.length > 0) {
        expect([app, mayMint(fuzzed)]).toEqual(['behaves', true]);
        const { origin, host, 'sec-fetch-site': site } = sentHeaders(fuzzed);
        expect([undefined, ORIGIN, TRUSTED, TRUSTED_APP]).toContain(origin);
        expect([undefined, 'app.test', 'APP.test:443']).toContain(host);
        // The browser of a page of the app's own says nothing else.
        if (origin === undefined || origin === ORIGIN)
          expect([undefined, 'same-origin', 'none']).toContain(site);
      }

      // A pre-flight has to name the headers that it lets pass.
      const isPreflight = answer.status === 204;
      if (!isPreflight) expect(whole).not.toContain(CANARY);
      const { ada, bob, removed } = items;
      const logged = JSON.stringify([problems, events]) + said.join();
      if (!isPreflight) {
        const [event] = events;
        expect(events).toHaveLength(1);
        expect(event?.status).toBe(answer.status);
        // An event names the Items that the user owns, and the app that misbehaves gives its user any.
        const told = JSON.stringify(event, (key, value: unknown) =>
          key === 'itemId' && app !== 'behaves' ? null : value,
        );
        expect(told).not.toContain(CANARY);
        if (fuzzed.user !== 'bob') expect(told).not.toContain(bob.itemId);
      }
      for (const secret of [
        plaid.secret,
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
