/**
 * `npm run bench:click`: how long it takes from a click until Link shows, in Chromium. Each click is on a page of its own,
 * in production builds. Medians. Needs a build.
 */
import { cpus } from 'node:os';
import { median } from './median.mjs';
import { mainThreadMs, openBench } from './speed/chromium.mjs';
import { DELAYS } from './speed/serve.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
/** How long a button of a mouse is down. */
const PRESS_MS = 80;
/** After this nothing that a mount has set off is still under way. */
const SETTLED_MS = 2_000;

const { withPage, world, version, close } = await openBench();

const ways = {
  /** What a test or a keyboard does: nothing comes before the click. */
  code: (page) => page.evaluate(() => document.querySelector('button').click()),
  press: (page) => press(page, 0),
  'hover 300': (page) => press(page, 300),
  'hover 600': (page) => press(page, 600),
};

/** With a mouse, which points at the button for so long, and presses it as people do. */
async function press(page, hoverMs) {
  await page.hover('button');
  await page.waitForTimeout(hoverMs);
  await page.mouse.down();
  await page.waitForTimeout(PRESS_MS);
  await page.mouse.up();
}

/** On a visit of its own. A visit before it has put the chunks into the browser's cache, where `isCached` is true. */
function click(way, by, { isCached = false, settleMs = 100 } = {}) {
  const visit = async (page) => {
    await page.evaluate(([name, ids]) => window.bench.mount(name, 1, ids), [way, world.itemIds]);
    await page.waitForTimeout(settleMs);
    const before = await mainThreadMs(page);
    const open = page.evaluate(() => window.bench.untilOpen());
    await ways[by](page);
    const tookMs = await open;
    return { tookMs, processorMs: (await mainThreadMs(page)) - before };
  };
  return withPage(visit, {}, isCached ? visit : null);
}

const ROWS = [
  ['the least possible, its code in the page', 'least', 'code', {}],
  ['the least possible, its code in a chunk', 'least later', 'code', {}],
  ['the same, the chunk cached', 'least later', 'code', { isCached: true }],
  ['`<RelinkButton>`, clicked by code', 'ours', 'code', {}],
  ['the same, its chunks cached', 'ours', 'code', { isCached: true }],
  ['`<RelinkButton>`, pressed', 'ours', 'press', {}],
  ['the same, its chunks cached', 'ours', 'press', { isCached: true }],
  ['`<RelinkButton>`, hovered for 300 ms, then pressed', 'ours', 'hover 300', {}],
  ['`<RelinkButton>`, hovered for 600 ms, then pressed', 'ours', 'hover 600', {}],
  ['fetch-on-click, clicked by code', 'on click', 'code', {}],
  ["react-plaid-link's recipe, all loaded at mount", 'recipe', 'code', { settleMs: SETTLED_MS }],
];

const clicks = ROWS.map(() => []);
// Round by round, so that whatever slows the machine for a while slows every row.
for (let round = 0; round < ROUNDS; round += 1)
  for (const [index, [, way, by, options]] of ROWS.entries())
    clicks[index].push(await click(way, by, options));
await close();

const [least, leastLater] = clicks.map((all) => median(all.map(({ tookMs }) => tookMs)));
const ratio = (value, base) => `${(value / base).toFixed(2)} ×`;
console.log(
  `Chromium ${version} on ${cpus().length} cores; ${ROUNDS} clicks each, medians. The processor time is the main thread’s. The backend takes ${DELAYS.backend} ms, Link's script ${DELAYS.script}, its iframe ${DELAYS.frame}, a chunk of the app ${DELAYS.chunk}. A press takes ${PRESS_MS} ms.\n`,
);
console.log(
  '| from the click until Link shows | ms | beside the least | beside the least in a chunk | processor time |',
);
console.log('|---|---|---|---|---|');
for (const [index, [name]] of ROWS.entries()) {
  const took = median(clicks[index].map(({ tookMs }) => tookMs));
  const processorMs = median(clicks[index].map((each) => each.processorMs));
  console.log(
    `| ${name} | ${took.toFixed(0)} | ${ratio(took, least)} | ${ratio(took, leastLater)} | ${processorMs.toFixed(0)} ms |`,
  );
}
