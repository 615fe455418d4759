/**
 * An app's backend in a process of its own: each user owns the Item of the same number. Answers its parent's `cpu` with the
 * processor time that it has used, and any other question with its heap and what it has seen.
 */
import { Agent, createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Configuration, PlaidApi } from 'plaid';
import { createMemoryRecords, createRelinkHandler, toNodeHandler } from '../dist/server.js';

const { url, clientId, secret, items } = JSON.parse(process.env.WORLD);
const isLeaking = process.argv.includes('--leak');
const isByHand = process.argv.includes('--by-hand');
const numbers = new Map(items.map(({ itemId }, index) => [itemId, index]));
const leaked = [];
let unhandled = 0;
process.on('unhandledRejection', () => (unhandled += 1));

const plaid = new PlaidApi(
  new Configuration({
    basePath: url,
    baseOptions: {
      headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret },
      httpAgent: new Agent({ keepAlive: true }),
    },
  }),
);
const findItem = (itemId, user) =>
  numbers.get(itemId) === Number(user)
    ? { accessToken: items[Number(user)].accessToken, clientUserId: user }
    : null;

const handler = createRelinkHandler({
  plaid,
  authenticate(request) {
    if (isLeaking) leaked.push({ request, padding: 'x'.repeat(500) + leaked.length });
    return request.headers.get('x-user');
  },
  findItem,
  linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
  timeoutMs: Number(process.env.TIMEOUT_MS ?? 10_000),
  records: process.argv.includes('--records') ? createMemoryRecords() : undefined,
  onError() {},
});

/** With `--timed`: how long the slowest answer took, from its request's arrival here: what waits in a socket is the machine's queue. */
let longestMs = 0;
const loopDelay = monitorEventLoopDelay();
loopDelay.enable();
async function timed(request) {
  const startedAt = performance.now();
  const answer = await handler(request);
  longestMs = Math.max(longestMs, performance.now() - startedAt);
  return answer;
}

/** What one writes without this package, and without most of what it does. */
async function byHand(incoming, outgoing) {
  let text = '';
  for await (const chunk of incoming) text += chunk;
  const user = incoming.headers['x-user'];
  const item = findItem(JSON.parse(text).item_id, user);
  const { data } = await plaid.linkTokenCreate({
    access_token: item.accessToken,
    user: { client_user_id: user },
    client_name: 'Acme',
    country_codes: ['US'],
    language: 'en',
  });
  outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(data));
}

const ours = toNodeHandler(process.argv.includes('--timed') ? timed : handler);
const server = createServer({ keepAliveTimeout: 60_000 }, isByHand ? byHand : ours);
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  process.send({ url: `http://127.0.0.1:${server.address().port}` }),
);
process.on('message', (question) => {
  if (question === 'cpu') return process.send(process.cpuUsage());
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  process.send({ heapUsed, unhandled, longestMs, lagMs: loopDelay.max / 1e6 });
});
process.once('disconnect', () => process.exit(0));
