import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRelinkHandler, toNodeHandler, type WebHandler } from 'react-plaid-relink/server';
import { eventually } from '../support/eventually';
import { serve, type Served } from '../support/serve';

let served: Served | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});
async function portOf(handler: WebHandler): Promise<number> {
  served = await serve(handler);
  return Number(new URL(served.url).port);
}

/** Sends bytes as they are, which no well-behaved client would. */
function sendRaw(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

describe('the URL that a handler sees', () => {
  it.each([
    ['/a?b=1', 'app.test', 'http://app.test/a?b=1'],
    ['/a', 'app.test:3000', 'http://app.test:3000/a'],
    ['/a', '[::1]:3000', 'http://[::1]:3000/a'],
    ['//evil.test/a', 'app.test', 'http://app.test//evil.test/a'],
    ['http://evil.test/a', 'app.test', 'http://app.test/'],
    // Another path than the one that Express, or a proxy's rules, have seen.
    ['/x/../api/plaid/item/get', 'app.test', 'http://app.test/'],
    ['/api\\plaid/item/get', 'app.test', 'http://app.test/'],
    ['/api/%2e/plaid/item/get', 'app.test', 'http://app.test/'],
    ['/a', 'user@evil.test', 'http://invalid.invalid/a'],
    ['/a', 'app.test/evil?', 'http://invalid.invalid/a'],
    // These look like hosts, and a URL cannot have them.
    ['/a', 'app.test:99999', 'http://invalid.invalid/a'],
    ['/a', '999.999.999.999', 'http://invalid.invalid/a'],
    ['/a', '[:::::]', 'http://invalid.invalid/a'],
  ])('a request for %s at host %s has the URL %s', async (target, host, url) => {
    let seen = '';
    const port = await portOf((request) => {
      seen = request.url;
      return Promise.resolve(new Response('ok'));
    });
    await sendRaw(port, [`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close']);
    expect(seen).toBe(url);
  });

  it('X-Forwarded-Host does not choose the host of a request’s URL', async () => {
    let seen = '';
    const port = await portOf((request) => {
      seen = request.url;
      return Promise.resolve(new Response('ok'));
    });
    await sendRaw(port, [
      'GET /a HTTP/1.1',
      'Host: app.test',
      'X-Forwarded-Host: evil.test',
      'X-Forwarded-Proto: https',
      'Connection: close',
    ]);
    expect(seen).toBe('http://app.test/a');
  });
});

it('G8: the Node adapter 403s or 404s for another site that writes its own name into the request line', async () => {
  const never = () => Promise.reject(new Error('Plaid was asked.'));
  const port = await portOf(
    createRelinkHandler({
      plaid: { itemCreatePublicToken: never, linkTokenCreate: never, itemGet: never },
      authenticate: () => 'ada',
      findItem: () => ({ accessToken: 'access-sandbox-1', clientUserId: 'ada' }),
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    }),
  );
  for (const target of ['//evil.test/api/plaid/item/get', 'http://evil.test/api/plaid/item/get']) {
    const answer = await sendRaw(port, [
      `POST ${target} HTTP/1.1`,
      'Host: app.test',
      'Origin: http://evil.test',
      'Content-Type: application/json',
      'Content-Length: 0',
      'Connection: close',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 (403|404)/);
  }
});

it('the Node adapter 405s for TRACE, which a Request cannot express', async () => {
  const port = await portOf(() => Promise.reject(new Error('The handler was asked.')));
  const answer = await sendRaw(port, ['TRACE /a HTTP/1.1', 'Host: app.test', 'Connection: close']);
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer).toMatch(/^allow: POST\r$/m);
  expect(answer).toContain('INVALID_METHOD');
});

it('the Node adapter keeps all values of a repeated request header', async () => {
  let seen: string | null = '';
  const port = await portOf((request) => {
    seen = request.headers.get('x-many');
    return Promise.resolve(new Response('ok'));
  });
  await sendRaw(port, [
    'GET / HTTP/1.1',
    'Host: app.test',
    'X-Many: 1',
    'X-Many: 2',
    'Connection: close',
  ]);
  expect(seen).toBe('1, 2');
});

it('an answer much larger than a socket’s buffer arrives whole', async () => {
  const port = await portOf(() => {
    let left = 64;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(65_536).fill(97));
        else controller.close();
      },
    });
    return Promise.resolve(new Response(body));
  });
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect((await response.arrayBuffer()).byteLength).toBe(64 * 65_536);
});

it('an answer whose stream breaks is not delivered as a complete one', async () => {
  const port = await portOf(() => {
    let isFirst = true;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isFirst) controller.enqueue(new Uint8Array([97]));
        else controller.error(new Error('secret'));
        isFirst = false;
      },
    });
    return Promise.resolve(new Response(body));
  });
  // Whether the headers got out before the break is up to the socket; that it is no whole answer is not.
  const read = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
  await expect(read).rejects.toThrow();
});

it('a request whose client left before the adapter ran is aborted', async () => {
  let isAborted: boolean | null = null;
  const adapter = toNodeHandler((request) => {
    isAborted = request.signal.aborted;
    return Promise.resolve(new Response('ok'));
  });
  const server = createServer((incoming, outgoing) => {
    // As a slow session middleware would.
    outgoing.once('close', () => void adapter(incoming, outgoing));
    incoming.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  await eventually(() => expect(isAborted).toBe(true));
  server.close();
});
