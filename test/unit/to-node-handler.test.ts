import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toNodeHandler, type WebHandler } from 'react-plaid-relink/server';
import { createServer } from 'node:http';
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
  it('hands on method, URL, headers and body, and the answer back', async () => {
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

  it('keeps every Set-Cookie', async () => {
    const url = await start(() => {
      const headers = new Headers();
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return Promise.resolve(new Response(null, { status: 204, headers }));
    });
    expect((await fetch(url)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('answers a bare 500 where the handler throws', async () => {
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

  it('aborts the request’s signal when the client goes away', async () => {
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

  it('can answer a body that was not read to its end', async () => {
    const url = await start(async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      await reader?.cancel();
      return new Response('enough', { status: 413 });
    });
    const response = await fetch(url, { method: 'POST', body: 'x'.repeat(2_000_000) });
    expect([response.status, await response.text()]).toEqual([413, 'enough']);
  });

  it('works behind a body parser, which has eaten the stream', async () => {
    const handler = toNodeHandler(async (request) => new Response(await request.text()));
    const server = createServer((incoming, outgoing) => {
      handler(
        Object.assign(incoming, { body: { item_id: 'a' }, originalUrl: '/api/plaid/x' }),
        outgoing,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const response = await fetch(`http://127.0.0.1:${port}/x`, { method: 'POST', body: 'eaten' });
    expect(await response.text()).toBe('{"item_id":"a"}');
    server.close();
  });
});
