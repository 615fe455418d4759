/**
 * `npm run bench:cold`: what a page pays that mounts buttons, notices or a list once. Each mount is the first render of a
 * fresh page, in production builds on React 18 and 19: no code is warm, and nothing was collected. Medians of the main
 * thread's processor time until the frame after it. Needs a build.
 */
import { cpus } from 'node:os';
import { median } from './median.mjs';
import { mainThreadMs, openBench } from './speed/chromium.mjs';

/** Mounts of each way. */
const PAGES = Number(process.env.PAGES ?? 7);
/** Those of notices and lists, which take longer and vary less. */
const FEWER_PAGES = Math.min(PAGES, 3);

/** What is mounted and how many of it; in each group the first is the base of the others. */
const GROUPS = [
  {
    mount: 'mountIdle',
    ways: {
      plain: 'plain `<button>`',
      floor: 'the floor: one `useSyncExternalStore`, one ref, the handlers',
      ours: '`<RelinkButton>`',
      'on click': 'fetch-on-click',
    },
    counts: [1, 10, 100, 1_000],
    pages: PAGES,
  },
  {
    mount: 'mountKnown',
    ways: { 'plain notice': 'the elements of a notice', notice: '`<RelinkNotice>`' },
    counts: [10, 100],
    pages: FEWER_PAGES,
  },
  {
    mount: 'mountKnown',
    ways: { 'plain list': 'the elements of a list', list: '`<RelinkList>`' },
    counts: [10, 100],
    pages: FEWER_PAGES,
  },
];

const coldMount = ({ withPage }, mount, way, count) =>
  withPage(async (page) => {
    const before = await mainThreadMs(page);
    await page.evaluate(
      ([name, kind, times]) => window.bench[name](kind, times),
      [mount, way, count],
    );
    return (await mainThreadMs(page)) - before;
  });

/** Round by round, so that whatever slows the machine for a while slows every row. */
async function timesOf(bench, { mount, ways, counts, pages }) {
  const names = Object.keys(ways);
  const times = Object.fromEntries(names.map((way) => [way, counts.map(() => [])]));
  for (let round = 0; round < pages; round += 1)
    for (const [at, count] of counts.entries())
      for (let index = 0; index < names.length; index += 1) {
        const way = names[(index + round) % names.length];
        times[way][at].push(await coldMount(bench, mount, way, count));
      }
  return times;
}

const lines = [];
let version = '';
for (const peers of ['newest', 'react-18']) {
  const bench = await openBench('page.jsx', 0, peers);
  version = bench.version;
  for (const group of GROUPS) {
    const times = await timesOf(bench, group);
    const [base] = Object.values(times);
    lines.push(
      `| cold, React ${bench.react}, processor time in ms | ${group.counts.join(' | ')} |`,
      `|---|${group.counts.map(() => '---|').join('')}`,
      ...Object.entries(group.ways).map(([way, name]) => {
        const cells = times[way].map((values, at) => {
          const took = median(values);
          const beside = values === base[at] ? '' : `, ${(took / median(base[at])).toFixed(2)} ×`;
          return took.toFixed(1) + beside;
        });
        return `| ${name} | ${cells.join(' | ')} |`;
      }),
      '',
    );
  }
  await bench.close();
}

console.log(
  `Chromium ${version} on ${cpus().length} cores; ${PAGES} pages each, ${FEWER_PAGES} for notices and lists, medians.\n`,
);
console.log(lines.join('\n'));
