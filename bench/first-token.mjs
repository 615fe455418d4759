/**
 * `npm run bench:first-token`: how long it takes from a page's navigation until it shows a token, with a token hook of this
 * package and with what one would write by hand. Fresh pages, production builds, medians. Needs a build.
 */
import { cpus } from 'node:os';
import { median } from './median.mjs';
import { mainThreadMs, openBench } from './speed/chromium.mjs';
import { DELAYS } from './speed/serve.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const PAGES = {
  '`useSWR` and `fetch`': '../first-token/swr.jsx',
  '`useEffect` and `fetch`': '../first-token/effect.jsx',
  '`useLinkTokenForItem`': '../first-token/ours.jsx',
};

const rows = [];
for (const [name, entry] of Object.entries(PAGES))
  rows.push({ name, bench: await openBench(entry), times: [], processor: [], requests: '' });

// One round to warm the machine, and then round by round: whatever slows it for a while slows every row.
for (let round = -1; round < ROUNDS; round += 1) {
  for (const row of rows) {
    const { withPage, world } = row.bench;
    const result = await withPage(
      async (page) => ({
        shownMs: await page.evaluate(() => window.bench.shown),
        processorMs: await mainThreadMs(page),
        requests: await page.evaluate(() =>
          performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
        ),
      }),
      { path: `?item=${world.itemIds[0]}` },
    );
    if (round < 0) continue;
    row.times.push(result.shownMs);
    row.processor.push(result.processorMs);
    row.requests = `${result.requests.length} (${result.requests.map((path) => (path.startsWith('/api/') ? 'token' : 'script')).join(', ')})`;
  }
}
for (const { bench } of rows) await bench.close();

const [base] = rows;
const cell = (values, baseValues) =>
  `${median(values).toFixed(1)} ms, ${(median(values) / median(baseValues)).toFixed(2)} ×`;
console.log(
  `Chromium ${base.bench.version} on ${cpus().length} cores; ${ROUNDS} pages each, medians. The backend takes ${DELAYS.backend} ms, the page's script ${DELAYS.chunk}.\n`,
);
console.log('| page | until its token shows | the main thread’s processor time | requests |');
console.log('|---|---|---|---|');
for (const { name, times, processor, requests } of rows)
  console.log(
    `| ${name} | ${cell(times, base.times)} | ${cell(processor, base.processor)} | ${requests} |`,
  );
