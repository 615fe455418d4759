/**
 * `npm run soak`: 1,000 users at once, over HTTP, against a fake Plaid that fails in every way. Needs a build.
 *
 * USERS, ROUNDS and LEAK=1 (a backend that leaks on purpose, which must be noticed) change it. Prints what it saw as
 * JSON in its last line, and exits with 1 where a promise is broken.
 */
import { post, start } from './processes.mjs';

const USERS = Number(process.env.USERS ?? 1_000);
const ROUNDS = Number(process.env.ROUNDS ?? 40);
const TIMEOUT_MS = 5_000;
/** Beyond what the machine itself was late by. */
const SLACK_MS = 1_000;
/** What the heap may grow by from the middle of the run to its end, in bytes: its own noise, and some per request. */
const HEAP_NOISE = 4_000_000;
const HEAP_PER_REQUEST = 20;
const REQUESTS_PER_USER = 4;

/** What docs/security.md says that may come back. */
const STATUSES = new Set([200, 404, 409, 429, 500, 502, 503, 504]);

const plaid = await start('fake-plaid-process.mjs', [String(USERS), 'faults']);
const { items } = plaid.hello;
const app = await start('app-process.mjs', process.env.LEAK ? ['--timed', '--leak'] : ['--timed'], {
  WORLD: JSON.stringify(plaid.hello),
  TIMEOUT_MS: String(TIMEOUT_MS),
});

const problems = new Set();
const counts = {};
let requests = 0;
let opened = 0;

async function ask(user, path, itemId) {
  requests += 1;
  const url = `${app.hello.url}/api/plaid${path}`;
  const answer = await post(url, { item_id: itemId }, { 'x-user': String(user) });
  counts[answer.status] = (counts[answer.status] ?? 0) + 1;
  if (!STATUSES.has(answer.status)) problems.add(`${path} answered ${answer.status}`);
  if (answer.text.includes('access-')) problems.add(`${path} gave an access token away`);
  return answer;
}

/** Whose Item a token opens, only Plaid knows. */
async function checkOwner(user, token) {
  const { text } = await post(`${plaid.hello.url}/fake/link`, { type: 'open', token });
  const bank = JSON.parse(text).institution?.name;
  opened += 1;
  if (bank !== `bank of user ${user}`) problems.add(`user ${user} got a token for the ${bank}`);
}

async function visit(user) {
  const { itemId } = items[user];
  const [token, health, foreign] = await Promise.all([
    ask(user, '/link/token/create', itemId),
    ask(user, '/item/get', itemId),
    ask(user, '/link/token/create', items[(user + 1) % USERS].itemId),
    ask(user, '/item/public_token/create', itemId),
  ]);
  if (foreign.status !== 404) problems.add(`a foreign Item was answered with ${foreign.status}`);
  if (token.status === 200) await checkOwner(user, JSON.parse(token.text).link_token);
  if (health.status === 200 && JSON.parse(health.text).item_id !== itemId)
    problems.add('health of another Item');
}

const heaps = [];
for (let round = 0; round < ROUNDS; round += 1) {
  await Promise.all(items.map((_, user) => visit(user)));
  heaps.push((await app.ask('heap')).heapUsed);
}
// What Plaid holds up longest is over by then, and its timers with it.
const end = await app.ask('heap');
// A busy machine fires the time-out late, and runs late what follows from it.
if (end.longestMs > TIMEOUT_MS + 2 * end.lagMs + SLACK_MS) {
  problems.add(`an answer took ${Math.round(end.longestMs)} ms`);
}
if (end.unhandled > 0) problems.add(`${end.unhandled} unhandled rejections`);

const middle = Math.floor(ROUNDS / 2);
const growth = heaps.at(-1) - heaps[middle];
const requestsMeanwhile = (ROUNDS - 1 - middle) * USERS * REQUESTS_PER_USER;
if (growth > HEAP_NOISE + HEAP_PER_REQUEST * requestsMeanwhile) {
  problems.add(`the heap grew by ${Math.round(growth / requestsMeanwhile)} bytes per request`);
}
if (opened === 0) problems.add('no token was ever minted');

plaid.stop();
app.stop();
console.log(
  JSON.stringify({
    users: USERS,
    rounds: ROUNDS,
    requests,
    counts,
    opened,
    longestMs: Math.round(end.longestMs),
    lagMs: Math.round(end.lagMs),
    heapMB: heaps.map((bytes) => Math.round(bytes / 1e5) / 10),
    growthMB: Math.round(growth / 1e5) / 10,
    problems: [...problems],
  }),
);
process.exit(problems.size > 0 ? 1 : 0);
