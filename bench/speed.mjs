/**
 * `npm run bench`: buttons of this package beside plain ones and beside the ways in which one writes them by hand, in
 * Chromium, in one run. Medians. Needs a build.
 */
import { cpus } from 'node:os';
import { heapOf, openBench } from './speed/chromium.mjs';
import { DELAYS } from './speed/serve.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
/** Between pointing at a button and pressing it. */
const HOVER_MS = 300;
/** After this nothing that a mount has set off is still under way. */
const SETTLED_MS = 2_000;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const { withPage, world, version, close } = await openBench();

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

await close();

console.log(
  `Chromium ${version} on ${cpus().length} cores; ${ROUNDS} rounds, medians. The backend takes ${DELAYS.backend} ms, Link's script ${DELAYS.script}, its iframe ${DELAYS.frame}, a chunk of the app ${DELAYS.chunk}.\n`,
);
console.log('| page | mounting | commits | iframes / scripts / requests / timers | heap |');
console.log('|---|---|---|---|---|');
console.log(rows.join('\n'));
console.log(`\n| from the click until Link shows | ms | beside ${ideal} ms |\n|---|---|---|`);
for (const [name, took] of clicks)
  console.log(`| ${name} | ${took.toFixed(0)} | ${ratio(took, ideal)} |`);
