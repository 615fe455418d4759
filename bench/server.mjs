/**
 * `npm run bench:server`: how much of Plaid's speed the handler leaves. The same link tokens in five ways, on one fake
 * Plaid in a process of its own: in turns, in one run, medians. First with a Plaid that takes no time, where the
 * processor is the limit, then with one that takes 50 ms. Needs a build.
 *
 * The handler checks origins, limits, times out and keeps records. The rivals do none of that. ROUNDS, CALLS and
 * ONLY=<a way> change the run; `node bench/profile.mjs` says where the processor's time goes.
 */
import { Agent } from 'node:http';
import { Configuration, PlaidApi } from 'plaid';
import { createMemoryRecords, createRelinkHandler } from '../dist/server.js';
import { median } from './median.mjs';
import { post, start } from './processes.mjs';

const CALLS = Number(process.env.CALLS ?? 1_000);
const CONCURRENCY = 50;
/** How long the fake Plaid takes in milliseconds, and how many rounds are measured so. */
const DELAYS = process.env.ROUNDS
  ? [[0, Number(process.env.ROUNDS)]]
  : [
      [0, 5],
      [50, 2],
    ];

const plaid = await start('fake-plaid-process.mjs', ['1000']);
const { url, clientId, secret, items } = plaid.hello;
const world = { WORLD: JSON.stringify(plaid.hello) };
const [ours, byHand] = await Promise.all([
  start('app-process.mjs', ['--records'], world),
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
  records: createMemoryRecords(),
});

/** `run` asks for a token. `of` is the process that answers; without it, it is this one. */
const WAYS = {
  'official client': {
    run: async (user) => (await client.linkTokenCreate(tokenRequest(user))).data.link_token,
  },
  'smallest Web-standard handler, in the same process': {
    beside: 'official client',
    run: async (user, request) => tokenOf(await smallestHandler(request)),
  },
  'handler, in the same process': {
    beside: 'official client',
    run: async (user, request) => tokenOf(await handler(request)),
  },
  'hand-written route, over HTTP': {
    of: byHand,
    run: (user) => overHttp(byHand.hello.url, user),
  },
  'handler, over HTTP': {
    of: ours,
    beside: 'hand-written route, over HTTP',
    run: (user) => overHttp(ours.hello.url, user),
  },
};

async function smallestHandler(request) {
  const { item_id } = await request.json();
  const user = request.headers.get('x-user');
  if (items[Number(user)].itemId !== item_id) return new Response(null, { status: 404 });
  const { data } = await client.linkTokenCreate(tokenRequest(user));
  return new Response(JSON.stringify(data), { headers: { 'content-type': 'application/json' } });
}

/** A server sends the body on, and does not parse it. */
function tokenOf(answer) {
  return answer.status === 200 ? 'link-' : null;
}

const ORIGIN = { origin: 'https://app.test', 'sec-fetch-site': 'same-origin' };
const headersOf = (user, origin) => ({ ...ORIGIN, origin, 'x-user': String(user) });

async function overHttp(base, user) {
  const body = { item_id: items[user].itemId };
  const { text } = await post(`${base}/api/plaid/link/token/create`, body, headersOf(user, base));
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
    headers: { 'content-type': 'application/json', ...headersOf(user, 'https://app.test') },
    body: JSON.stringify({ item_id: items[user].itemId }),
  });
}

const cpuOf = async (way) => (way.of ? way.of.ask('cpu') : process.cpuUsage());

/** @returns calls per second, and the processor time of the process that answers, in microseconds per call */
async function measure(way) {
  let next = 0;
  // Created beforehand, because a caller of the handler has a request already. The ways over HTTP pay for all of it.
  const requests = Array.from({ length: CALLS }, (_, call) => requestOf(call % items.length));
  globalThis.gc?.();
  const before = await cpuOf(way);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < CALLS) {
        const call = next;
        next += 1;
        const token = await way.run(call % items.length, requests[call]);
        if (!token?.startsWith('link-')) throw new Error('A call gave no token.');
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await cpuOf(way);
  const cpu = after.user + after.system - before.user - before.system;
  return { rate: CALLS / seconds, cpu: cpu / CALLS };
}

const names = Object.keys(WAYS).filter((name) => name === (process.env.ONLY ?? name));
for (const [delayMs, rounds] of DELAYS) {
  await plaid.ask({ delayMs });
  const results = Object.fromEntries(names.map((name) => [name, []]));
  // The first rounds warm up: measured, a call takes three times as long until the handler has run some 5,000 times.
  for (let round = delayMs === 0 ? -5 : -1; round < rounds; round += 1) {
    // Each round begins with another, so that none is always first.
    for (let index = 0; index < names.length; index += 1) {
      const name = names[(index + Math.max(round, 0)) % names.length];
      const result = await measure(WAYS[name]);
      if (round >= 0) results[name].push(result);
    }
  }
  print(delayMs, rounds, results);
}
plaid.stop();
ours.stop();
byHand.stop();

function print(delayMs, rounds, results) {
  console.log(
    `\nPlaid answers after ${delayMs} ms. ${rounds} rounds of ${CALLS} link tokens each, ${CONCURRENCY} at a time; medians on Node ${process.version}\n`,
  );
  console.log('| way | calls per second | processor time of a call | beside |\n|---|---|---|---|');
  for (const name of names) {
    const { beside } = WAYS[name];
    const rate = median(results[name].map((each) => each.rate));
    const cpu = median(results[name].map((each) => each.cpu));
    const ratio =
      beside && results[beside] ? `${beside}: ${ratiosOf(results[name], results[beside])}` : '';
    console.log(`| ${name} | ${Math.round(rate)} | ${Math.round(cpu)} µs | ${ratio} |`);
  }
}

/** The medians of the ratios within each round: what slows the machine down slows both sides of a round. */
function ratiosOf(own, rival) {
  const rate = median(own.map((each, round) => each.rate / rival[round].rate));
  const cpu = median(own.map((each, round) => rival[round].cpu / each.cpu));
  return `${rate.toFixed(2)} × the calls, ${cpu.toFixed(2)} × by processor time`;
}
