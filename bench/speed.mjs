/**
 * `npm run bench`: buttons of this package beside plain ones and beside the ways in which one writes them by hand, in
 * Chromium, in one run. Medians. Needs a build.
 */
import { cpus } from 'node:os';
import { median } from './median.mjs';
import { heapOf, openBench } from './speed/chromium.mjs';
import { DELAYS } from './speed/serve.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
/** How long a button of a mouse is down. */
const PRESS_MS = 80;
/** After this nothing that a mount has set off is still under way. */
const SETTLED_MS = 2_000;

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
      commits: window.commits,
      iframes: document.querySelectorAll('iframe').length,
      scripts: document.querySelectorAll('script[src*="plaid"]').length,
      timers: window.pendingTimers(),
    }));
    const requests = world.requests.filter((path) => path !== '/frame.html').length;
    return { ...seen, requests, heap: (await heapOf(page)) - before };
  });
}

/** With a mouse, which points at the button for so long, and presses it as people do. */
async function clickTimes(way, hoverMs, { isLoaded = false } = {}) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(
      await withPage(async (page) => {
        await mount(page, way, 1);
        // The recipe has done by then what it does at mount.
        await page.waitForTimeout(isLoaded ? SETTLED_MS : 100);
        const open = page.evaluate(() => window.bench.untilOpen());
        await page.hover('button');
        await page.waitForTimeout(hoverMs);
        await page.mouse.down();
        await page.waitForTimeout(PRESS_MS);
        await page.mouse.up();
        return open;
      }),
    );
  }
  return median(times);
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

const least = await clickTimes('least', 0);
const clicks = [
  ['the least possible: token and script at once, then Link', least],
  [
    "react-plaid-link's recipe, all loaded at mount",
    await clickTimes('recipe', 0, { isLoaded: true }),
  ],
  ['`<RelinkButton>`, hovered for 600 ms', await clickTimes('ours', 600)],
  ['`<RelinkButton>`, hovered for 300 ms', await clickTimes('ours', 300)],
  ['`<RelinkButton>`, pressed at once', await clickTimes('ours', 0)],
  ['fetch-on-click', await clickTimes('on click', 0)],
];

await close();

console.log(
  `Chromium ${version} on ${cpus().length} cores; ${ROUNDS} rounds, medians. The backend takes ${DELAYS.backend} ms, Link's script ${DELAYS.script}, its iframe ${DELAYS.frame}, a chunk of the app ${DELAYS.chunk}.\n`,
);
console.log('| page | mounting | commits | iframes / scripts / requests / timers | heap |');
console.log('|---|---|---|---|---|');
console.log(rows.join('\n'));
console.log(`\n| from the click until Link shows | ms | beside the least |\n|---|---|---|`);
for (const [name, took] of clicks)
  console.log(`| ${name} | ${took.toFixed(0)} | ${ratio(took, least)} |`);
