import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebHandler } from 'react-plaid-relink/server';
import { serve, type Served } from '../support/serve';

let served: Served | null = null;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterEach(async () => {
  agent.destroy();
  await served?.close();
  served = null;
});
async function portOf(handler: WebHandler): Promise<number> {
  served = await serve(handler);
  return Number(new URL(served.url).port);
}

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
  /** Whether the connection had carried an earlier request. */
  isReused: boolean;
}

function post(port: number, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, agent, method: 'POST' }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => {
        const { statusCode: status, headers } = response;
        resolve({ status, headers, text, isReused: sent.reusedSocket });
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** Sends the head of a request and 10 bytes of its body, and then nothing. */
function stall(port: number, contentLength: number): Promise<{ text: string; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => resolve({ text, socket }));
    socket.on('error', reject);
    socket.write(
      `POST / HTTP/1.1\r\nHost: app.test\r\nContent-Length: ${contentLength}\r\n\r\n${'x'.repeat(10)}`,
    );
  });
}

const refuse: WebHandler = () => Promise.resolve(new Response('no', { status: 413 }));
const readAPart: WebHandler = async (request) => {
  await request.body?.getReader().read();
  return new Response('no', { status: 413 });
};
const cancel: WebHandler = async (request) => {
  await request.body?.cancel();
  return new Response('no', { status: 413 });
};
const HANDLERS: [string, WebHandler][] = [
  ['left unread', refuse],
  ['read in part', readAPart],
  ['cancelled', cancel],
];

describe('a body that has not ended when its answer goes out', () => {
  it.each(HANDLERS)(
    'a connection carries the next request after 30 KB that the handler has %s',
    async (_what, handler) => {
      const port = await portOf(handler);
      const answers = [await post(port, 'x'.repeat(30_000)), await post(port, 'x')];
      expect(answers.map(({ status, isReused }) => [status, isReused])).toEqual([
        [413, false],
        [413, true],
      ]);
    },
  );

  it.each(HANDLERS)(
    'the client reads the whole answer, and its connection closes, after megabytes that the handler has %s',
    async (_what, handler) => {
      const port = await portOf(handler);
      for (let round = 0; round < 5; round++) {
        const { status, text, headers, isReused } = await post(port, 'x'.repeat(3_000_000));
        expect([status, text, headers.connection, isReused]).toEqual([413, 'no', 'close', false]);
      }
    },
  );

  it.each([
    ['a small body', 100],
    ['a large body', 100_000_000],
  ])(
    'the connection of a client that stalls in %s closes a second after the answer',
    async (_what, length) => {
      const port = await portOf(refuse);
      const begun = performance.now();
      const { text } = await stall(port, length);
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).toContain('no');
      expect(performance.now() - begun).toBeLessThan(5_000);
    },
  );

  it('the server takes no more of an unread body of 300 MB than fits in the buffers of two sockets', async () => {
    const port = await portOf(refuse);
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST / HTTP/1.1\r\nHost: app.test\r\nContent-Length: 300000000\r\n\r\n');
    const chunk = Buffer.alloc(65_536);
    const pump = (): void => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on('drain', pump).resume();
    pump();
    await new Promise((resolve) => socket.on('close', resolve));
    expect(socket.bytesWritten).toBeLessThan(300_000_000);
    expect(socket.bytesWritten - socket.writableLength).toBeLessThan(20_000_000);
  });
});
