/**
 * `npm run bench:hooks`: a page with 1,000 token hooks of 1,000 Items, in Chromium, for six simulated hours in which the
 * user does nothing. Needs a build.
 */
import { heapOf, openBench } from './speed/chromium.mjs';
import { simulateClock } from './speed/simulate-clock.js';

const HOOKS = Number(process.env.HOOKS ?? 1_000);
const HOURS = Number(process.env.HOURS ?? 6);
const HOUR_MS = 60 * 60_000;

const bench = await openBench();

const day = await bench.withPage(
  async (page) => {
    const before = await heapOf(page);
    const mountMs = await page.evaluate(
      ([count, ids]) => window.bench.mountHooks(count, ids),
      [HOOKS, bench.world.itemIds],
    );
    await page.waitForFunction((count) => window.bench.requests.length === count, HOOKS);
    await page.evaluate(() => window.passTime(1_000));
    const hours = [];
    for (let hour = 0; hour < HOURS; hour += 1) {
      const startedAt = Date.now();
      await page.evaluate((ms) => window.passTime(ms), HOUR_MS);
      hours.push({ heap: (await heapOf(page)) - before, tookMs: Date.now() - startedAt });
    }
    return page.evaluate(
      (measured) => ({
        ...measured,
        ready: [...document.querySelectorAll('i')].filter((i) => i.textContent === 'ready').length,
        timers: window.timerCounts(),
        requests: window.bench.requests,
        renders: window.bench.renders,
      }),
      { mountMs, hours },
    );
  },
  { initScript: simulateClock },
);
await bench.close();

/** After the first token of each hook. */
const renewals = day.requests.slice(HOOKS);
const inSecond = new Map();
for (const at of renewals) {
  const second = Math.floor(at / 1_000);
  inSecond.set(second, (inSecond.get(second) ?? 0) + 1);
}
const mb = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
const rows = {
  'hooks that have a token at the end': day.ready,
  'mounting them, in ms': day.mountMs.toFixed(0),
  'requests, per hook and hour': (renewals.length / HOOKS / HOURS).toFixed(2),
  'most requests in one second, after the first token of each': Math.max(...inSecond.values()),
  'timers at once: at the end, and most': `${day.timers.pending}, ${day.timers.most}`,
  'timers set, per request': (day.timers.set / day.requests.length).toFixed(1),
  'renders, per hook and request': (day.renders / day.requests.length).toFixed(2),
  'heap after the first hour, half of them, and all': [0, Math.floor(HOURS / 2) - 1, HOURS - 1]
    .map((hour) => mb(day.hours[Math.max(hour, 0)].heap))
    .join(', '),
  'processor time for an hour: the first, the last, in ms': `${day.hours[0].tookMs}, ${day.hours.at(-1).tookMs}`,
};
console.log(`Chromium ${bench.version}; ${HOOKS} token hooks, ${HOURS} simulated hours.\n`);
console.log('| what | figure |\n|---|---|');
for (const [what, figure] of Object.entries(rows)) console.log(`| ${what} | ${figure} |`);
