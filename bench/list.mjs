/**
 * `npm run bench:list`: a list of a thousand Items, and a thousand `useItemHealth`, beside the same written by hand with
 * SWR and one request for each Item. In Chromium, production React, each mount on a page of its own. Medians of processor
 * time of the main thread, with layout and painting. Needs a build.
 */
import { cpus } from 'node:os';
import { median } from './median.mjs';
import { heapOf, mainThreadMs, openBench } from './speed/chromium.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** A page that is written by hand takes many seconds. */
const ROUNDS_BY_HAND = Number(process.env.ROUNDS_BY_HAND ?? 1);
/** The backend takes as long for an answer. */
const BACKEND_MS = 20;
/** In the usual list every fiftieth Item is broken. */
const EVERY = 50;
/** After this nothing that an answer has set off is still under way. */
const SETTLED_MS = 400;
const POLL_MS = 50;

const bench = await openBench('../list/page.jsx', BACKEND_MS);
const { world, withPage } = bench;
const { plaid, itemIds } = world;

const read = (page) =>
  page.evaluate(() => ({ commits: window.commits, renders: window.bench.renders }));

/** Until it holds, and all that follows is over. @returns how long it took, in milliseconds */
async function until(page, holds) {
  const startedAt = performance.now();
  await page.waitForFunction(holds.test, holds.argument, { polling: POLL_MS, timeout: 20_000 });
  const tookMs = performance.now() - startedAt;
  // The last Items of a list may be healthy, and show nothing.
  for (let asked = 0; asked < world.requests.length;) {
    asked = world.requests.length;
    await page.waitForTimeout(SETTLED_MS);
  }
  return tookMs;
}

/** Runs one step, and says what it cost. */
async function cost(page, step) {
  const before = await read(page);
  const asked = world.requests.length;
  const cpuBefore = await mainThreadMs(page);
  const tookMs = await step();
  const cpuMs = (await mainThreadMs(page)) - cpuBefore;
  const after = await read(page);
  return {
    cpuMs,
    tookMs,
    requests: world.requests.length - asked,
    commits: after.commits - before.commits,
    renders: after.renders - before.renders,
  };
}

/** One page: mounted, one Item updated, and scrolled. */
async function onePage(way, shown, update) {
  return withPage(async (page) => {
    const before = await heapOf(page);
    const mount = await cost(page, async () => {
      await page.evaluate(([name, ids]) => window.bench.mount(name, ids), [way, itemIds]);
      return until(page, { test: (count) => window.bench.shown() === count, argument: shown });
    });
    const heap = (await heapOf(page)) - before;
    const scroll = await cost(page, () => page.evaluate(() => window.bench.scroll()));
    const was = await page.evaluate(stateOf, update.at);
    update.happen();
    const updated = await cost(page, async () => {
      await page.evaluate((itemId) => void window.bench.update(itemId), itemIds[update.at]);
      return until(page, { test: hasChanged, argument: [update.at, was] });
    });
    update.undo();
    return { mount, heap, scroll, updated };
  });
}

const stateOf = (at) => `${window.bench.shown()} ${window.bench.textOf(at)}`;
const hasChanged = ([at, was]) => `${window.bench.shown()} ${window.bench.textOf(at)}` !== was;

const AT = 525;
const repair = {
  at: AT,
  happen: () => plaid.repairItem(itemIds[AT]),
  undo: () => plaid.breakItem(itemIds[AT]),
};
const breakIt = { at: AT, happen: repair.undo, undo: repair.happen };

const rows = [];
async function compare(what, ways, shown, update) {
  const pages = Object.fromEntries(ways.map((way) => [way, []]));
  const [ours, byHand] = ways;
  for (let round = 0; round < ROUNDS; round += 1) {
    pages[ours].push(await onePage(ours, shown, update));
    if (round < ROUNDS_BY_HAND) pages[byHand].push(await onePage(byHand, shown, update));
  }
  const figure = (way, of) => median(pages[way].map(of));
  for (const way of ways.filter((one) => pages[one].length > 0)) {
    const cell = (of) => {
      const [value, base] = [figure(way, of), figure(byHand, of)];
      return way === byHand
        ? value.toFixed(0)
        : `${value.toFixed(0)}, ${(value / base).toFixed(2)} ×`;
    };
    const mb = (figure(way, ({ heap }) => heap) / 1e6).toFixed(1);
    rows.push(
      [
        `${what}, ${way}`,
        cell(({ mount }) => mount.cpuMs),
        figure(way, ({ mount }) => mount.tookMs).toFixed(0),
        `${figure(way, ({ mount }) => mount.requests)} / ${figure(way, ({ mount }) => mount.commits)}`,
        cell(({ updated }) => updated.cpuMs),
        `${figure(way, ({ updated }) => updated.requests)} / ${figure(way, ({ updated }) => updated.commits)}`,
        cell(({ scroll }) => scroll.cpuMs),
        mb,
      ].join(' | '),
    );
  }
}

const LISTS = ['list', 'list by hand'];
await compare('all broken', LISTS, itemIds.length, repair);
for (const [at, itemId] of itemIds.entries()) if (at % EVERY !== 0) plaid.repairItem(itemId);
await compare('20 broken', LISTS, itemIds.length / EVERY, breakIt);
await compare('20 broken', ['hooks', 'hooks by hand'], itemIds.length, breakIt);
await bench.close();

console.log(
  `Chromium ${bench.version} on ${cpus().length} cores; ${ROUNDS} pages each, medians; ${ROUNDS_BY_HAND} by hand. The backend takes ${BACKEND_MS} ms. Times are in ms; requests and commits are counts.\n`,
);
const HEAD = [
  'a thousand Items',
  'mounting',
  'until all are shown',
  'requests / commits',
  'updating one',
  'requests / commits',
  'scrolling',
  'heap, MB',
];
console.log(`| ${HEAD.join(' | ')} |\n|${'---|'.repeat(HEAD.length)}`);
for (const row of rows) console.log(`| ${row} |`);
