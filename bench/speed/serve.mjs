import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { toNodeHandler } from '../../dist/server.js';
import { createFakeBackend, createFakePlaid } from '../../dist/testing.js';

/** What each thing takes to answer, in milliseconds; everything else comes at once. */
export const DELAYS = { backend: 150, script: 100, frame: 50, chunk: 30 };

/**
 * The page, as Vite built it, and a backend over a fake Plaid.
 *
 * @param files by their paths on the server
 * @param backendMs how long the backend takes
 */
export async function serve(files, items, backendMs) {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });
  const itemIds = Array.from({ length: items }, (_, at) => {
    const item = plaid.createItem({
      institutionName: `Bank ${at + 1}`,
      errorCode: 'ITEM_LOGIN_REQUIRED',
    });
    backend.addItem(item);
    return item.itemId;
  });
  const api = toNodeHandler((request) => backend.handle(request));
  const script = await readFile(new URL('link.js', import.meta.url), 'utf8');
  const requests = [];

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    requests.push(pathname);
    const answer = (type, body, delayMs = 0, cache = 'no-store') =>
      setTimeout(() => {
        response.writeHead(200, { 'content-type': type, 'cache-control': cache }).end(body);
      }, delayMs);
    if (pathname.startsWith('/api/')) setTimeout(api, backendMs, request, response);
    else if (pathname === '/plaid/link-initialize.js')
      answer('text/javascript', script, DELAYS.script);
    else if (pathname === '/frame.html') answer('text/html', FRAME, DELAYS.frame);
    else if (pathname === '/') answer('text/html', files.page);
    else if (files[pathname]) answer('text/javascript', files[pathname], DELAYS.chunk, FOR_EVER);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${server.address().port}/`,
    plaid,
    itemIds,
    requests,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A chunk has the hash of its code in its name. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** About the weight of a small page, since each iframe is one. */
const FRAME = `<!doctype html><title>Link</title>${'<p>Link</p>'.repeat(50)}`;
