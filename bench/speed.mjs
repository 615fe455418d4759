/**
 * `npm run bench`: buttons of this package beside plain ones and beside the ways in which one writes them by hand, in
 * Chromium, in one run. Medians. Needs a build and a Chromium (CHROMIUM_PATH, or one that Playwright finds).
 */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { ensureChromium, launchOptions } from '../scripts/chromium.mjs';
import { DELAYS, serve } from './speed/serve.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
/** Between pointing at a button and pressing it. */
const HOVER_MS = 300;
/** After this nothing that a mount has set off is still under way. */
const SETTLED_MS = 2_000;
const LINK_SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function buildPage() {
  const { output } = await build({
    root: here('speed'),
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'react-plaid-relink': here('../dist/index.js') } },
    build: { write: false, rollupOptions: { input: here('speed/page.jsx') } },
  });
  const files = Object.fromEntries(output.map(({ fileName, code }) => [`/${fileName}`, code]));
  const { fileName } = output.find(({ isEntry }) => isEntry);
  files.page = `<!doctype html><link rel="icon" href="data:,"><title>bench</title><body><script type="module" src="/${fileName}"></script>`;
  return files;
}

const world = await serve(await buildPage(), 1_000);
const browser = await chromium.launch(launchOptions(await ensureChromium()));

/** A page of its own context, so that nothing is cached but what it loads itself. */
async function withPage(work, prepare = () => {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    await page.route(LINK_SCRIPT, async (route) => {
      const response = await fetch(`${world.url}link-initialize.js`);
      await route.fulfill({ contentType: 'text/javascript', body: await response.text() });
    });
    await page.addInitScript(countTimers);
    await prepare(page);
    await page.goto(world.url);
    await page.waitForFunction(() => window.bench);
    world.requests.length = 0;
    return await work(page);
  } finally {
    await context.close();
  }
}

function countTimers() {
  const pending = new Set();
  const { setTimeout: set, clearTimeout: clear, setInterval: repeat } = window;
  window.setTimeout = (callback, ms, ...args) => {
    const id = set(() => {
      pending.delete(id);
      callback(...args);
    }, ms);
    pending.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    pending.delete(id);
    clear(id);
  };
  window.setInterval = (...args) => {
    const id = repeat(...args);
    pending.add(id);
    return id;
  };
  window.pendingTimers = () => pending.size;
}

async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

const mount = (page, way, count) =>
  page.evaluate(
    ([name, times, ids]) => window.bench.mount(name, times, ids),
    [way, count, world.itemIds],
  );

/** Each round mounts every way once, on pages that are already warm, and begins with another. */
async function mountTimes(ways, count) {
  const times = Object.fromEntries(ways.map((way) => [way, []]));
  await withPage(async (page) => {
    for (let round = -3; round < ROUNDS * 3; round += 1) {
      for (let index = 0; index < ways.length; index += 1) {
        const way = ways[(index + Math.max(round, 0)) % ways.length];
        const tookMs = await mount(page, way, count);
        if (round >= 0) times[way].push(tookMs);
        await page.evaluate(() => window.bench.unmount());
      }
    }
  });
  return times;
}

async function idleCost(way, count) {
  return withPage(async (page) => {
    const before = await heapOf(page);
    await mount(page, way, count);
    await page.waitForTimeout(SETTLED_MS);
    if (way === 'recipe')
      await page.waitForFunction((n) => document.querySelectorAll('iframe').length === n, count, {
        timeout: 120_000,
      });
    const seen = await page.evaluate(() => ({
      commits: window.bench.commits(),
      iframes: document.querySelectorAll('iframe').length,
      scripts: document.querySelectorAll('script[src*="plaid"]').length,
      timers: window.pendingTimers(),
    }));
    const requests = world.requests.filter((path) => path !== '/frame.html').length;
    return { ...seen, requests, heap: (await heapOf(page)) - before };
  });
}

async function clickTimes(way, { hover }) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(
      await withPage(async (page) => {
        await mount(page, way, 1);
        // The recipe has done by then what it does at mount.
        await page.waitForTimeout(way === 'recipe' ? SETTLED_MS : 100);
        if (hover) {
          await page.hover('button');
          await page.waitForTimeout(HOVER_MS);
        }
        return page.evaluate(() => window.bench.click());
      }),
    );
  }
  return times;
}

/** 1,000 hooks of 1,000 Items, and a day in which nobody does anything. */
async function dayOfHooks() {
  return withPage(
    async (page) => {
      await page.evaluate(
        (ids) => window.bench.mount('hooks', 1_000, ids, { onClock: true }),
        world.itemIds,
      );
      await page.clock.runFor(60_000);
      const hours = [];
      for (let hour = 0; hour < 24; hour += 1) {
        await page.clock.runFor(60 * 60_000);
        hours.push(await heapOf(page));
      }
      const requests = await page.evaluate(() => window.bench.requests);
      const [first] = requests;
      const bySecond = new Map();
      for (const at of requests.filter((time) => time > first + 60_000)) {
        const second = Math.floor(at / 1_000);
        bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
      }
      const [timers, renders] = await page.evaluate(() => [
        window.pendingTimers(),
        window.bench.renders,
      ]);
      return {
        hours,
        timers,
        renders,
        requests: requests.length,
        burst: Math.max(...bySecond.values()),
      };
    },
    (page) => page.clock.install(),
  );
}

const ratio = (value, base) => `${(value / base).toFixed(2)} ×`;
const ms = (value) => `${value.toFixed(1)} ms`;
const NAMES = {
  plain: 'plain `<button>`',
  ours: '`<RelinkButton>`',
  recipe: "react-plaid-link's recipe",
  'on click': 'everything at the click',
};
const rows = [];
const row = (...cells) => rows.push(`| ${cells.join(' | ')} |`);

for (const [count, ways] of [
  [100, ['plain', 'ours', 'on click', 'recipe']],
  [1_000, ['plain', 'ours', 'on click']],
]) {
  const times = await mountTimes(
    ways.filter((way) => way !== 'recipe'),
    count,
  );
  const base = median(times.plain);
  const plainHeap = (await idleCost('plain', count)).heap;
  for (const way of ways) {
    // A recipe that mounts asks for its tokens, so each of its mounts is a page of its own.
    const took = median(times[way] ?? (await recipeMounts(count)));
    const { commits, iframes, scripts, requests, timers, heap } = await idleCost(way, count);
    row(
      `${count} × ${NAMES[way]}`,
      `${ms(took)}, ${ratio(took, base)}`,
      commits,
      `${iframes} / ${scripts} / ${requests} / ${timers}`,
      `${(heap / 1e6).toFixed(2)} MB, ${ratio(heap, plainHeap)}`,
    );
  }
}

async function recipeMounts(count) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    await withPage(async (page) => {
      // As warm as the other ways are.
      for (let warm = 0; warm < 5; warm += 1) {
        await mount(page, 'plain', count);
        await page.evaluate(() => window.bench.unmount());
      }
      times.push(await mount(page, 'recipe', count));
    });
  }
  return times;
}

const clicks = [];
const hovered = median(await clickTimes('ours', { hover: true }));
const cold = median(await clickTimes('ours', { hover: false }));
const prepaid = median(await clickTimes('recipe', { hover: false }));
const paidAtClick = median(await clickTimes('on click', { hover: false }));
clicks.push(['`<RelinkButton>`, pointed at before', hovered]);
clicks.push(["react-plaid-link's recipe, all loaded", prepaid]);
clicks.push(['`<RelinkButton>`, not pointed at', cold]);
clicks.push(['everything at the click', paidAtClick]);
const ideal = Math.max(DELAYS.backend, DELAYS.script) + DELAYS.frame;

const day = await dayOfHooks();
await browser.close();
world.stop();

console.log(
  `Chromium ${browser.version()} on ${cpus().length} cores; ${ROUNDS} rounds, medians. The backend takes ${DELAYS.backend} ms, Link's script ${DELAYS.script}, its iframe ${DELAYS.frame}, a chunk of the app ${DELAYS.chunk}.\n`,
);
console.log('| page | mounting | commits | iframes / scripts / requests / timers | heap |');
console.log('|---|---|---|---|---|');
console.log(rows.join('\n'));
console.log(`\n| from the click until Link shows | ms | beside ${ideal} ms |\n|---|---|---|`);
for (const [name, took] of clicks)
  console.log(`| ${name} | ${took.toFixed(0)} | ${ratio(took, ideal)} |`);
const mb = (bytes) => (bytes / 1e6).toFixed(1);
console.log(
  `\n1,000 token hooks, one simulated day: ${day.requests} requests, at most ${day.burst} in any second after the first minute; ${day.timers} timers; ${day.renders} renders; heap ${mb(day.hours[0])} MB after an hour, ${mb(day.hours[11])} after 12, ${mb(day.hours[23])} after 24.`,
);
