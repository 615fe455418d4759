import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';
import { toNodeHandler } from 'react-plaid-relink/server';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aliases } from '../../aliases';
import { openPage } from '../support/browser-page';

/** How a server may send the body of an answer. */
const SENDERS: Record<string, (response: ServerResponse, body: Buffer) => void> = {
  'with its length'(response, body) {
    response.setHeader('content-length', body.byteLength);
    response.end(body);
  },
  'in one chunk'(response, body) {
    response.write(body);
    response.end();
  },
  'in a chunk, and its end later'(response, body) {
    response.write(body);
    setTimeout(() => response.end(), 20);
  },
  'as a stream of small chunks'(response, body) {
    const pieces = Array.from({ length: 8 }, (_, at) => {
      const size = Math.ceil(body.byteLength / 8);
      return body.subarray(at * size, (at + 1) * size);
    });
    const timer = setInterval(() => {
      const piece = pieces.shift();
      if (piece) return void response.write(piece);
      clearInterval(timer);
      response.end();
    }, 5);
  },
  'compressed, in chunks'(response, body) {
    const bytes = gzipSync(body);
    response.setHeader('content-encoding', 'gzip');
    response.write(bytes.subarray(0, 20));
    setTimeout(() => {
      response.write(bytes.subarray(20));
      setTimeout(() => response.end(), 5);
    }, 5);
  },
};

/** A page with two Items: a request for both, each one's token, and an answer asked for again. */
const PAGE = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import { RelinkProvider, useItemHealth, useLinkTokenForItem } from 'react-plaid-relink';
  function Item({ itemId }) {
    const { health, refresh } = useItemHealth(itemId);
    const { token } = useLinkTokenForItem(itemId);
    return createElement('button', { onClick: refresh }, health && token ? health.state : 'wait');
  }
  createRoot(document.getElementById('root')).render(
    createElement(RelinkProvider, {
      gateway: location.pathname + '/api/plaid',
      children: ITEMS.map((itemId) => createElement(Item, { itemId, key: itemId })),
    }),
  );`;

describe('the browser’s record of the requests', () => {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });
  const items = [plaid.createItem(), plaid.createItem()];
  for (const item of items) backend.addItem(item);
  const ids = items.map(({ itemId }) => itemId);
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    const chunks = await buildPage(`const ITEMS = ${JSON.stringify(ids)};${PAGE}`);
    const entry = chunks.find(({ isEntry }) => isEntry)?.fileName;
    const ofPackage = toNodeHandler(async (request) => {
      const url = new URL(request.url);
      url.pathname = url.pathname.slice(url.pathname.indexOf('/api'));
      return backend.handle(new Request(url, request));
    });
    server = createServer((incoming, outgoing) => {
      const [, way = '', isApi] = (incoming.url ?? '').split('/');
      const chunk = chunks.find(({ fileName }) => incoming.url?.endsWith(fileName));
      const send = SENDERS[decodeURIComponent(way)];
      if (chunk) {
        outgoing.setHeader('content-type', 'text/javascript').end(chunk.code);
      } else if (!isApi) {
        outgoing.setHeader('content-type', 'text/html');
        outgoing.end(`<!doctype html><link rel="icon" href="data:,"><div id="root"></div>
          <script type="module" src="/${entry}"></script>`);
      } else if (send) void answer(incoming.url ?? '', outgoing, send);
      else void ofPackage(incoming, outgoing);

      async function answer(url: string, response: ServerResponse, sendBody: typeof send) {
        const body: Buffer[] = [];
        for await (const piece of incoming) body.push(piece as Buffer);
        const answered = await backend.handle(
          new Request(`http://localhost/${url.split('/').slice(2).join('/')}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: Buffer.concat(body),
          }),
        );
        response.statusCode = answered.status;
        for (const [name, value] of answered.headers) response.setHeader(name, value);
        sendBody?.(response, Buffer.from(await answered.arrayBuffer()));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it.each([...Object.keys(SENDERS), 'through toNodeHandler'])(
    'no call is shown as cancelled where the backend answers %s',
    async (way) => {
      const { page, problems, close } = await openPage('about:blank');
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Network.enable');
      const calls = new Map<string, string>();
      const ended: string[] = [];
      devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
        if (request.method === 'POST')
          calls.set(requestId, request.url.split('/api/plaid')[1] ?? '');
      });
      devtools.on('Network.loadingFinished', ({ requestId }) => {
        if (calls.has(requestId)) ended.push(`${calls.get(requestId)}: finished`);
      });
      devtools.on('Network.loadingFailed', ({ requestId, errorText }) => {
        ended.push(`${calls.get(requestId)}: ${errorText}`);
      });

      await page.goto(`${origin}/${encodeURIComponent(way)}`);
      await page.getByText('healthy').nth(1).waitFor();
      await page.getByText('healthy').nth(0).click();
      await expect.poll(() => ended.length).toBe(4);

      expect(ended.toSorted()).toEqual([
        '/item/get: finished',
        '/items/get: finished',
        '/link/token/create: finished',
        '/link/token/create: finished',
      ]);
      await close();
      expect(problems).toEqual([]);
    },
  );
});

async function buildPage(code: string): Promise<Rolldown.OutputChunk[]> {
  const result = await build({
    logLevel: 'error',
    configFile: false,
    resolve: { alias: aliases },
    build: { write: false, rolldownOptions: { input: 'page' } },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? id : null),
        load: (id) => (id === 'page' ? code : null),
      },
    ],
  });
  if (!('output' in result)) throw new Error('Vite built more than one page.');
  return result.output.filter((part) => part.type === 'chunk');
}
