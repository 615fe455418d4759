/**
 * `npm run bench:counts`: the short form of the benchmarks. It counts what a page does, and measures no time, so that a
 * test can hold the counts on any machine (test/load/page-counts.test.ts). Needs a build. The last line is JSON.
 */
import { openBench } from './speed/chromium.mjs';
import { simulateClock } from './speed/simulate-clock.js';

const BUTTONS = 100;
const HOOKS = 300;
const HOURS = 1;
/** After this nothing that a mount has set off is still under way. */
const SETTLED_MS = 1_000;

const bench = await openBench();
const { itemIds } = bench.world;

const countsOf = async (page) => ({
  ...(await page.evaluate(() => ({
    commits: window.commits,
    iframes: document.querySelectorAll('iframe').length,
    scripts: document.querySelectorAll('script[src*="plaid"]').length,
    timers: window.pendingTimers(),
  }))),
  requests: [...bench.world.requests],
});

const buttons = await bench.withPage(async (page) => {
  await page.evaluate(([n, ids]) => window.bench.mount('ours', n, ids), [BUTTONS, itemIds]);
  await page.waitForTimeout(SETTLED_MS);
  const idle = await countsOf(page);
  const open = page.evaluate(() => window.bench.untilOpen());
  await page.click('button');
  await open;
  const { iframes, scripts, requests } = await countsOf(page);
  const ofBackend = requests.filter((path) => path.startsWith('/api/'));
  return { idle, clicked: { iframes, scripts, requests: ofBackend } };
});

const hooks = await bench.withPage(
  async (page) => {
    await page.evaluate(([n, ids]) => window.bench.mountHooks(n, ids), [HOOKS, itemIds]);
    await page.waitForFunction((n) => window.bench.requests.length >= n, HOOKS);
    const mounted = await page.evaluate(() => window.bench.requests.length);
    await page.evaluate((ms) => window.passTime(ms), HOURS * 60 * 60_000);
    return page.evaluate((first) => {
      const renewals = window.bench.requests.slice(first);
      const perSecond = new Map();
      for (const at of renewals) {
        const second = Math.floor(at / 1_000);
        perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
      }
      return {
        ready: [...document.querySelectorAll('i')].filter((i) => i.textContent === 'ready').length,
        first,
        renewals: renewals.length,
        mostInASecond: Math.max(...perSecond.values()),
        timers: window.timerCounts().pending,
      };
    }, mounted);
  },
  { initScript: simulateClock },
);

await bench.close();

const list = await openBench('../list/page.jsx');
const { world } = list;
const banks = await list.withPage(async (page) => {
  await page.evaluate((ids) => window.bench.mount('list', ids), world.itemIds);
  await page.waitForFunction((n) => window.bench.shown() === n, world.itemIds.length);
  await page.waitForTimeout(SETTLED_MS);
  const ofBackend = world.requests.filter((path) => path.startsWith('/api/'));
  return { shown: await page.evaluate(() => window.bench.shown()), requests: ofBackend };
});
await list.close();

const ofHooks = { ...hooks, count: HOOKS, hours: HOURS };
console.log(JSON.stringify({ ...buttons, hooks: ofHooks, banks }));
