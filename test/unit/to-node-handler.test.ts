import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toNodeHandler, type WebHandler } from 'react-plaid-relink/server';
import { serve, type Served } from '../support/serve';

let served: Served | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});
async function start(handler: WebHandler): Promise<string> {
  served = await serve(handler);
  return served.url;
}

describe('toNodeHandler', () => {
  it('toNodeHandler() passes on method, URL, headers and body, and the answer back', async () => {
    const url = await start(async (request) =>
      Response.json(
        {
          method: request.method,
          path: new URL(request.url).pathname,
          header: request.headers.get('x-one'),
          body: await request.text(),
        },
        { status: 201, headers: { 'x-two': '2' } },
      ),
    );
    const response = await fetch(`${url}/some/path?q=1`, {
      method: 'POST',
      headers: { 'x-one': '1' },
      body: 'hello',
    });
    expect([response.status, response.headers.get('x-two')]).toEqual([201, '2']);
    expect(await response.json()).toEqual({
      method: 'POST',
      path: '/some/path',
      header: '1',
      body: 'hello',
    });
  });

  it('toNodeHandler() keeps every Set-Cookie', async () => {
    const url = await start(() => {
      const headers = new Headers();
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return Promise.resolve(new Response(null, { status: 204, headers }));
    });
    expect((await fetch(url)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('toNodeHandler() answers with a bare 500 where the handler throws', async () => {
    const url = await start(() => Promise.reject(new Error('secret detail')));
    const response = await fetch(url);
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      500,
      'application/json',
    ]);
    expect(JSON.parse(text)).toMatchObject({ error_code: 'INTERNAL_SERVER_ERROR' });
    expect(text).not.toContain('secret');
  });

  it('toNodeHandler() aborts the request’s signal when the client disconnects', async () => {
    let started = (): void => {};
    const hasStarted = new Promise<void>((resolve) => (started = resolve));
    let aborted = (): void => {};
    const wasAborted = new Promise<void>((resolve) => (aborted = resolve));
    const url = await start((request) => {
      request.signal.addEventListener('abort', () => aborted());
      started();
      return new Promise(() => {});
    });
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await hasStarted;
    client.destroy();
    await expect(wasAborted).resolves.toBeUndefined();
  });

  it('toNodeHandler() can answer before a body was read to its end', async () => {
    const url = await start(async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      await reader?.cancel();
      return new Response('enough', { status: 413 });
    });
    const response = await fetch(url, { method: 'POST', body: 'x'.repeat(2_000_000) });
    expect([response.status, await response.text()]).toEqual([413, 'enough']);
  });

  describe('behind a body parser', () => {
    /** What the handler reads, after a middleware has been at work. */
    async function readAfter(
      middleware: (incoming: IncomingMessage) => object | Promise<object>,
    ): Promise<string> {
      const handler = toNodeHandler(async (request) =>
        request.bodyUsed ? new Response('used') : new Response(await request.text()),
      );
      const server = createServer((incoming, outgoing) => {
        void Promise.resolve(middleware(incoming)).then((parsed) =>
          handler(Object.assign(incoming, parsed), outgoing),
        );
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        const { port } = server.address() as AddressInfo;
        const response = await fetch(`http://127.0.0.1:${port}/x`, { method: 'POST', body: 'raw' });
        return await response.text();
      } finally {
        server.close();
      }
    }

    it('toNodeHandler() takes a body parser’s result for the body', async () => {
      expect(await readAfter(() => ({ body: { item_id: 'a' } }))).toBe('{"item_id":"a"}');
      expect(await readAfter(() => ({ body: 'text' }))).toBe('text');
      expect(await readAfter(() => ({ body: Buffer.from('bytes') }))).toBe('bytes');
    });

    it('toNodeHandler() reads the stream where a body parser left it unread beside an empty object, as Express 4 does', async () => {
      expect(await readAfter(() => ({ body: {} }))).toBe('raw');
    });

    it('toNodeHandler() takes an empty object for the body where a body parser has read the stream', async () => {
      expect(await readAfter(async (incoming) => (await drain(incoming), { body: {} }))).toBe('{}');
    });

    it('toNodeHandler() marks a body that a middleware has consumed as used, instead of passing on an empty one', async () => {
      expect(await readAfter(async (incoming) => (await drain(incoming), {}))).toBe('used');
    });
  });
});

async function drain(incoming: IncomingMessage): Promise<void> {
  for await (const _chunk of incoming);
}
