/**
 * `npm run bench:server`: how much of Plaid's speed the handler leaves. Calls of the official client, and the same call
 * through the handler, on one fake Plaid in a process of its own; in turns, in one run, medians. Needs a build.
 * DELAY_MS=0 shows the processor's part alone.
 */
import { Agent } from 'node:http';
import { Configuration, PlaidApi } from 'plaid';
import { createRelinkHandler } from '../dist/server.js';
import { median } from './median.mjs';
import { post, start } from './processes.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const CALLS = Number(process.env.CALLS ?? 1_000);
const CONCURRENCY = 50;

/** Of the fake Plaid, in milliseconds: 0 leaves nothing to wait for but the processor. */
const DELAY_MS = process.env.DELAY_MS ?? '50';

const plaid = await start('fake-plaid-process.mjs', ['1000'], { DELAY_MS });
const { url, clientId, secret, items } = plaid.hello;
const world = { WORLD: JSON.stringify(plaid.hello) };
const [ours, byHand] = await Promise.all([
  start('app-process.mjs', [], world),
  start('app-process.mjs', ['--by-hand'], world),
]);

const client = new PlaidApi(
  new Configuration({
    basePath: url,
    baseOptions: {
      headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret },
      httpAgent: new Agent({ keepAlive: true }),
    },
  }),
);
const handler = createRelinkHandler({
  plaid: client,
  authenticate: (request) => request.headers.get('x-user'),
  findItem: (itemId, user) => {
    const item = items[Number(user)];
    return item.itemId === itemId ? { accessToken: item.accessToken, clientUserId: user } : null;
  },
  linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
  // The limit is counted as always, and is not the point: each user calls more often here than anybody could.
  rateLimit: countOnly(),
});

function countOnly() {
  const calls = new Map();
  return { consume: async (key) => void calls.set(key, (calls.get(key) ?? 0) + 1) };
}

const WAYS = {
  'official client': async (user) => {
    const { data } = await client.linkTokenCreate(tokenRequest(user));
    return data.link_token;
  },
  'handler, in the same process': async (user, request) => {
    const answer = await handler(request);
    return answer.status === 200 ? 'link-' : null;
  },
  'smallest Web-standard handler, in the same process': async (user, request) => {
    const { item_id } = await request.json();
    const item = items[Number(request.headers.get('x-user'))];
    if (item.itemId !== item_id) return null;
    const { data } = await client.linkTokenCreate(tokenRequest(user));
    return new Response(JSON.stringify(data), {
      headers: { 'content-type': 'application/json' },
    }).ok
      ? data.link_token
      : null;
  },
  'hand-written route, over HTTP': (user) => overHttp(byHand.hello.url, user),
  'handler, over HTTP': (user) => overHttp(ours.hello.url, user),
};

async function overHttp(base, user) {
  const body = { item_id: items[user].itemId };
  const { text } = await post(`${base}/api/plaid/link/token/create`, body, {
    'x-user': String(user),
  });
  return JSON.parse(text).link_token;
}

function tokenRequest(user) {
  return {
    access_token: items[user].accessToken,
    user: { client_user_id: String(user) },
    client_name: 'Acme',
    country_codes: ['US'],
    language: 'en',
  };
}

function requestOf(user) {
  return new Request('https://app.test/api/plaid/link/token/create', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': String(user) },
    body: JSON.stringify({ item_id: items[user].itemId }),
  });
}

/** @returns calls per second */
async function measure(way) {
  let next = 0;
  // Created beforehand, because a caller of the handler has a request already. The ways over HTTP pay for all of it.
  const requests = Array.from({ length: CALLS }, (_, call) => requestOf(call % items.length));
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < CALLS) {
        const call = next;
        next += 1;
        const token = await way(call % items.length, requests[call]);
        if (!token?.startsWith('link-')) throw new Error('A call gave no token.');
      }
    }),
  );
  return (CALLS / (performance.now() - startedAt)) * 1000;
}

const results = Object.fromEntries(Object.keys(WAYS).map((name) => [name, []]));
// The app's own process counts 60 calls a minute per user and Item: 15 rounds stay below.
for (let round = -1; round < ROUNDS; round += 1) {
  const names = Object.keys(WAYS);
  // Each round begins with another, so that none is always first.
  for (let index = 0; index < names.length; index += 1) {
    const name = names[(index + Math.max(round, 0)) % names.length];
    const rate = await measure(WAYS[name]);
    if (round >= 0) results[name].push(rate);
  }
}
plaid.stop();
ours.stop();
byHand.stop();

const rates = Object.fromEntries(Object.entries(results).map(([name, all]) => [name, median(all)]));
console.log(
  `Plaid answers after ${DELAY_MS} ms. ${ROUNDS} rounds of ${CALLS} link tokens each, ${CONCURRENCY} at a time; medians on Node ${process.version}\n`,
);
console.log('| way | calls per second | beside |\n|---|---|---|');
const rivals = {
  'handler, in the same process': 'official client',
  'smallest Web-standard handler, in the same process': 'official client',
  'handler, over HTTP': 'hand-written route, over HTTP',
};
for (const [name, rate] of Object.entries(rates)) {
  const rival = rivals[name];
  const ratio = rival ? `${(rate / rates[rival]).toFixed(2)} × ${rival}` : '';
  console.log(`| ${name} | ${Math.round(rate)} | ${ratio} |`);
}
