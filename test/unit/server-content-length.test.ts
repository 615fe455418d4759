import { createServer } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toNodeHandler, type WebHandler } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { serve } from '../support/serve';

async function ask(handler: WebHandler, init?: RequestInit, path = '/'): Promise<Response> {
  const served = await serve(handler);
  onTestFinished(served.close);
  return fetch(served.url + path, init);
}
const answers =
  (body: BodyInit | null, init?: ResponseInit): WebHandler =>
  () =>
    Promise.resolve(new Response(body, init));

describe('the length of an answer', () => {
  it('toNodeHandler tells the length of an answer in bytes', async () => {
    const response = await ask(answers('{"bank":"Zürich"}'));
    expect(response.headers.get('content-length')).toBe('18');
    expect(await response.text()).toBe('{"bank":"Zürich"}');
  });

  it('an answer of the served fake Plaid has its length', async () => {
    const plaid = createFakePlaid();
    const response = await ask(plaid.fetch, { method: 'POST', body: '{}' }, '/item/get');
    const length = Number(response.headers.get('content-length'));
    expect(length).toBe((await response.arrayBuffer()).byteLength);
    expect(length).toBeGreaterThan(0);
  });

  it('an answer that a handler streams has no length, and its first chunk does not wait for the next', async () => {
    let end = (): void => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from('first'));
        end = () => controller.close();
      },
    });
    const response = await ask(answers(body));
    expect(response.headers.get('content-length')).toBeNull();
    const reader = response.body?.getReader();
    expect(String(Buffer.from((await reader?.read())?.value ?? []))).toBe('first');
    end();
    expect((await reader?.read())?.done).toBe(true);
  });

  it('the answer to HEAD has the length and no body, and a 204 has neither', async () => {
    const head = await ask(answers('four'), { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('4');
    expect(await head.text()).toBe('');
    const empty = await ask(answers(null, { status: 204 }));
    expect(empty.headers.get('content-length')).toBeNull();
    expect(empty.headers.get('transfer-encoding')).toBeNull();
  });

  it('a length that the handler gives is kept', async () => {
    const headers = { 'content-length': '4' };
    expect((await ask(answers('four', { headers }))).headers.get('content-length')).toBe('4');
  });

  it('an answer over HTTP/2 has its length', async () => {
    const relink = toNodeHandler(answers('four'));
    const server = createHttp2Server((incoming, outgoing) => void relink(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    const stream = client.request({ ':path': '/' });
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      stream.on('response', resolve);
      stream.on('error', reject);
    });
    expect(headers['content-length']).toBe('4');
  });

  it('a middleware that compresses answers may remove the length', async () => {
    const relink = toNodeHandler(answers('four'));
    const server = createServer((incoming, outgoing) => {
      const { write } = outgoing;
      // As the package `compression` does: at the first write, before the headers are sent.
      outgoing.write = (...written: unknown[]) => {
        if (!outgoing.headersSent) outgoing.removeHeader('content-length');
        return Reflect.apply(write, outgoing, written) as boolean;
      };
      void relink(incoming, outgoing);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      headers: { connection: 'close' },
    });
    expect(response.headers.get('content-length')).toBeNull();
    expect(await response.text()).toBe('four');
  });
});
