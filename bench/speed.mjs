/**
 * `npm run bench:speed`: buttons of this package beside plain ones and beside the ways in which one writes them by hand, in
 * Chromium, in one run. They are mounted warm: each way many times on one page. bench/cold.mjs mounts them as pages do.
 * Medians of the main thread's processor time. Needs a build.
 */
import { cpus } from 'node:os';
import { median } from './median.mjs';
import { heapOf, mainThreadMs, openBench } from './speed/chromium.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
/** After this nothing that a mount has set off is still under way. */
const SETTLED_MS = 2_000;

const { withPage, world, version, close } = await openBench();

/** @returns the main thread's processor time in milliseconds, until the page has its layout */
async function mount(page, way, count) {
  const before = await mainThreadMs(page);
  await page.evaluate(
    ([name, times, ids]) => window.bench.mount(name, times, ids),
    [way, count, world.itemIds],
  );
  return (await mainThreadMs(page)) - before;
}

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
      commits: window.commits,
      iframes: document.querySelectorAll('iframe').length,
      scripts: document.querySelectorAll('script[src*="plaid"]').length,
      timers: window.pendingTimers(),
    }));
    const requests = world.requests.filter((path) => path !== '/frame.html').length;
    return { ...seen, requests, heap: (await heapOf(page)) - before };
  });
}

const ratio = (value, base) => `${(value / base).toFixed(2)} ×`;
const ms = (value) => `${value.toFixed(1)} ms`;
const NAMES = {
  plain: 'plain `<button>`',
  ours: '`<RelinkButton>`',
  recipe: "react-plaid-link's recipe",
  'on click': 'fetch-on-click',
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

await close();

console.log(`Chromium ${version} on ${cpus().length} cores; ${ROUNDS} rounds, medians.\n`);
console.log('| page | mounting, warm | commits | iframes / scripts / requests / timers | heap |');
console.log('|---|---|---|---|---|');
console.log(rows.join('\n'));
