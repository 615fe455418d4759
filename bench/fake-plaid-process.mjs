/**
 * A fake Plaid in a process of its own: `node fake-plaid-process.mjs ITEMS [faults]`. Tells its parent the URL, the keys
 * and the Items; the name of an Item's bank says which one it is, so that a token's Item can be told by opening it. Its
 * parent may set `delayMs`, how long each answer takes.
 */
import { createServer } from 'node:http';
import { toNodeHandler } from '../dist/server.js';
import { createFakePlaid } from '../dist/testing.js';

const [count, faults] = process.argv.slice(2);
let delayMs = 0;
const plaid = createFakePlaid();
const items = Array.from({ length: Number(count) }, (_, index) =>
  plaid.createItem({ institutionName: `bank of user ${index}`, errorCode: 'ITEM_LOGIN_REQUIRED' }),
);

/** Each in so many of 1,000 calls. */
const FAULTS = [
  [20, (_request, response) => response.destroy()],
  [30, error(500, 'API_ERROR', 'INTERNAL_SERVER_ERROR')],
  [20, error(503, 'API_ERROR', 'PLANNED_MAINTENANCE')],
  [20, error(429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT')],
  [20, (_request, response) => response.writeHead(502).end('<html>Bad gateway</html>')],
  [20, (_request, response) => response.writeHead(200, JSON_TYPE).end('{"link_token":"link-')],
  [40, (request, response) => setTimeout(serve, 200, request, response)],
  [10, (request, response) => setTimeout(serve, 15_000, request, response).unref()],
];
const JSON_TYPE = { 'content-type': 'application/json' };

function error(status, error_type, error_code) {
  const body = JSON.stringify({
    error_type,
    error_code,
    error_message: '',
    display_message: null,
    request_id: 'r',
  });
  return (_request, response) => response.writeHead(status, JSON_TYPE).end(body);
}

const serve = toNodeHandler(plaid.fetch);
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  if (delayMs > 0) return setTimeout(serve, delayMs, request, response);
  if (!faults || request.url.startsWith('/fake/')) return serve(request, response);
  let at = Math.random() * 1000;
  for (const [share, fault] of FAULTS) {
    at -= share;
    if (at < 0) return fault(request, response);
  }
  return serve(request, response);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  process.send({ url, clientId: plaid.clientId, secret: plaid.secret, items });
});
process.on('message', (settings) => {
  ({ delayMs } = settings);
  process.send('set');
});
process.once('disconnect', () => process.exit(0));
