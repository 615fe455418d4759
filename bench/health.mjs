/**
 * The second part of `npm run bench:server`: what the health of Items costs with records. Needs a build.
 *
 * 1. `/item/get` answered from records in one process, in turns with its rivals, medians.
 * 2. Calls to Plaid for 10,000 page views of 1,000 Items in an hour, on four machines that share records, on a virtual
 *    clock.
 */
import { createRelinkHandler, createMemoryRecords, nextRecord } from '../dist/server.js';
import { createFakePlaid } from '../dist/testing.js';
import { median } from './median.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
const CALLS = Number(process.env.CALLS ?? 5_000);
const ITEMS = 1_000;
const VIEWS = 10_000;
const CONCURRENCY = 50;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

await measureSpeed();
await countCalls();

/** A fake Plaid, and the handlers of an app in which each user owns the Item of the same number. */
function createApp() {
  const plaid = createFakePlaid();
  const items = Array.from({ length: ITEMS }, () => plaid.createItem());
  const client = plaid.client();
  const createHandler = (options) =>
    createRelinkHandler({
      plaid: client,
      authenticate: (request) => request.headers.get('x-user'),
      findItem: (itemId, user) => {
        const item = items[Number(user)];
        return item.itemId === itemId
          ? { accessToken: item.accessToken, clientUserId: user }
          : null;
      },
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
      // Users call more often here than anybody could.
      rateLimit: false,
      ...options,
    });
  const requestFor = (user) =>
    new Request('https://app.test/api/plaid/item/get', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': String(user) },
      body: JSON.stringify({ item_id: items[user].itemId }),
    });
  return { plaid, items, createHandler, requestFor };
}

async function measureSpeed() {
  const { items, createHandler, requestFor } = createApp();
  const records = createMemoryRecords();
  const at = new Date().toISOString();
  const answer = { type: 'answer', at, item: { error: null, institution_id: 'ins_1' } };
  for (const { itemId } of items)
    await records.update(itemId, (record) => nextRecord(itemId, record, answer));
  const withRecords = createHandler({ records, healthMaxAgeMs: HOUR });
  const withoutRecords = createHandler({});
  const bodies = new Map();
  for (const [user, { itemId }] of items.entries())
    bodies.set(itemId, await (await withRecords(requestFor(user))).json());

  const ways = {
    'handler with records': withRecords,
    'hand-written route, the same body': async (request) => {
      const { item_id } = await request.json();
      const item = items[Number(request.headers.get('x-user'))];
      if (item.itemId !== item_id) return new Response(null, { status: 404 });
      return Response.json(bodies.get(item_id), { headers: { 'cache-control': 'no-store' } });
    },
    'handler without records, Plaid in the same process': withoutRecords,
  };

  /** @returns calls per second */
  async function measure(way) {
    // Otherwise the answers of the last 4 seconds are shared.
    for (const { itemId } of items) withoutRecords.invalidateHealth(itemId);
    const isSlow = way === withoutRecords;
    const calls = isSlow ? ITEMS : CALLS;
    let next = 0;
    const requests = Array.from({ length: calls }, (_, call) => requestFor(call % ITEMS));
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        while (next < calls) {
          const response = await way(requests[next++]);
          if ((await response.json()).health !== 'healthy') throw new Error('A call failed.');
        }
      }),
    );
    return (calls / (performance.now() - startedAt)) * 1000;
  }

  const results = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const rate = await measure(way);
      if (round >= 0) results[name].push(rate);
    }
  }
  const rates = Object.entries(results).map(([name, all]) => [name, median(all)]);
  const [, own] = rates[0];
  console.log(
    `\n/item/get, ${ROUNDS} rounds of ${CALLS} calls, ${CONCURRENCY} at a time; medians on Node ${process.version}\n`,
  );
  console.log('| way | calls per second | the handler with records beside it |\n|---|---|---|');
  for (const [name, rate] of rates)
    console.log(`| ${name} | ${Math.round(rate)} | ${(own / rate).toFixed(2)} × |`);
}

async function countCalls() {
  console.log(
    `\n${VIEWS} page views of ${ITEMS} Items in an hour, at random, on four machines\n\n| | calls to Plaid |\n|---|---|`,
  );
  const rows = [
    ['without records', () => ({})],
    ...[1, 15, 60].map((minutes) => [
      `with records, healthMaxAgeMs ${minutes * MINUTE}`,
      () => ({ records: createMemoryRecords(), healthMaxAgeMs: minutes * MINUTE }),
    ]),
  ];
  for (const [name, createOptions] of rows)
    console.log(`| ${name} | ${await callsOf(createOptions())} |`);
}

/** @returns how often Plaid was called */
async function callsOf(options) {
  const clock = useVirtualClock();
  const { plaid, createHandler, requestFor } = createApp();
  let calls = 0;
  plaid.onRequest(() => (calls += 1));
  const machines = Array.from({ length: 4 }, () => createHandler(options));
  const random = createRandom();
  for (let view = 0; view < VIEWS; view += 1) {
    clock.advance(HOUR / VIEWS);
    const machine = machines[Math.floor(random() * 4)];
    const response = await machine(requestFor(Math.floor(random() * ITEMS)));
    if (response.status !== 200) throw new Error('A page view failed.');
  }
  clock.restore();
  return calls;
}

/** The time of `Date` and of `performance`. Timers run as always: none is waited for here. */
function useVirtualClock() {
  const RealDate = Date;
  const realNow = performance.now;
  let now = RealDate.now();
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      super(...(args.length > 0 ? args : [now]));
    }
    static now() {
      return now;
    }
  };
  performance.now = () => now;
  return {
    advance: (ms) => (now += ms),
    restore() {
      globalThis.Date = RealDate;
      performance.now = realNow;
    },
  };
}

/** The same numbers in each run: a linear congruential generator. */
function createRandom() {
  let seed = 1;
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}
