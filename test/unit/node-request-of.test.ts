import { once } from 'node:events';
import { createServer, request as sendHttp, type IncomingMessage } from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import {
  createRelinkHandler,
  nodeRequestOf,
  toNodeHandler,
  type RelinkHandlerError,
} from 'react-plaid-relink/server';
import { eventually } from '../support/eventually';
import { createServerApp, ITEM, ORIGIN } from '../support/server-app';

const ADDRESS =
  'https://github.com/react-plaid-relink/react-plaid-relink/blob/main/docs/errors/invalid_options.md';

/** Answers with the user whom a middleware has put on the `req` of the request. */
const greet = (request: Request): Promise<Response> =>
  Promise.resolve(new Response(nodeRequestOf<{ user: string }>(request).user));

describe('nodeRequestOf()', () => {
  it('nodeRequestOf() returns the `req` of Node’s http from which toNodeHandler() made the request', async () => {
    let found: IncomingMessage | null = null;
    const handle = toNodeHandler((request) => {
      found = nodeRequestOf(request);
      return Promise.resolve(new Response());
    });
    const requests: IncomingMessage[] = [];
    const server = createServer((incoming, outgoing) => {
      requests.push(incoming);
      void handle(incoming, outgoing);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await once(sendHttp({ port, host: '127.0.0.1', agent: false }).end(), 'response');
    server.close();
    expect(requests).toEqual([expect.anything()]);
    expect(found).toBe(requests[0]);
  });

  it('nodeRequestOf() returns the `req` of Node’s http2', async () => {
    const handle = toNodeHandler(greet);
    const server = createHttp2Server((incoming, outgoing) => {
      void handle(Object.assign(incoming, { user: 'ada' }), outgoing);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`);
    const stream = client.request({ ':path': '/' }).setEncoding('utf8');
    const texts: string[] = [];
    stream.on('data', (text: string) => texts.push(text));
    await once(stream, 'end');
    client.close();
    server.close();
    expect(texts).toEqual(['ada']);
  });

  it('nodeRequestOf() takes a clone of the request, and a clone of that', async () => {
    const incoming = { method: 'POST', url: '/', body: { a: 1 } };
    const found: unknown[] = [];
    const handle = toNodeHandler((request) => {
      found.push(nodeRequestOf(request.clone()), nodeRequestOf(request.clone().clone()));
      return Promise.resolve(new Response());
    });
    await handle(incoming as never, { setHeader: vi.fn(), end: vi.fn() } as never);
    expect(found[0]).toBe(incoming);
    expect(found[1]).toBe(incoming);
  });

  it('the request that `authenticate`, `linkToken` and `onRequest` get is the one that toNodeHandler() made', async () => {
    const { options, items } = createServerApp();
    const users: string[] = [];
    const note = (request: Request): void =>
      void users.push(nodeRequestOf<{ user: string }>(request).user);
    const { linkToken: _linkToken, ...rest } = options;
    const relink = createRelinkHandler({
      ...rest,
      authenticate: (request) => {
        note(request);
        return 'ada';
      },
      linkToken: (_item, _user, request) => {
        note(request);
        return { clientName: 'App', countryCodes: ['US'], language: 'en' };
      },
      onRequest: (_event, request) => {
        if (request) note(request);
      },
    });
    const incoming = {
      method: 'POST',
      url: '/api/plaid/link/token/create',
      headers: { 'content-type': 'application/json' },
      body: { item_id: items.ada.itemId },
      user: 'ada',
    };
    const outgoing = { statusCode: 0, setHeader: vi.fn(), write: vi.fn(), end: vi.fn() };
    await toNodeHandler(relink)(incoming as never, outgoing as never);
    expect(outgoing.statusCode).toBe(200);
    await eventually(() => expect(users).toEqual(['ada', 'ada', 'ada']));
  });

  it.each([
    ['a request that came by another way', new Request('https://app.test/')],
    ['nothing', undefined as never],
  ])('nodeRequestOf() throws for %s, with the address of its page', (_what, request) => {
    expect(() => nodeRequestOf(request)).toThrow(
      expect.objectContaining({
        code: 'invalid_options',
        message: expect.stringMatching(
          /^nodeRequestOf: `request` must be the Request that/,
        ) as string,
      }),
    );
    expect(() => nodeRequestOf(request)).toThrow(ADDRESS);
  });

  it('a handler that runs without toNodeHandler() answers with a 500, and not as if no user were signed in', async () => {
    const { options, items } = createServerApp();
    const onError = vi.fn<(error: RelinkHandlerError) => void>();
    const relink = createRelinkHandler({
      ...options,
      onError,
      authenticate: (request) => nodeRequestOf<{ user?: string }>(request).user ?? null,
    });
    const answer = await relink(
      new Request(`${ORIGIN}/api/plaid${ITEM}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ item_id: items.ada.itemId }),
      }),
    );
    expect(answer.status).toBe(500);
    expect(onError.mock.calls.map(([{ message }]) => message)).toEqual([
      expect.stringMatching(/^nodeRequestOf: `request` must be/),
    ]);
  });
});
