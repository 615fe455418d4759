import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { ensureChromium, launchOptions } from '../../scripts/chromium.ts';
import { installIn } from '../../scripts/install.mjs';
import { folderOf, takeFrom, versionsOf } from '../../test/compat/set.ts';
import { countCommits } from './count-commits.js';
import { countTimers } from './count-timers.js';
import { DELAYS, serve } from './serve.mjs';

/** Plaid's, and in its place the one of the bench's server: a page whose requests are intercepted has no cache. */
const LINK_SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
const standInForLink = {
  name: 'stand-in-for-link',
  transform: (code) => code.replaceAll(LINK_SCRIPT, '/plaid/link-initialize.js'),
};

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** As an app would be built for production, on this package's build. */
async function buildPage(entry, peers) {
  if (peers !== 'newest') installIn(folderOf(peers));
  const { output } = await build({
    root: here('.'),
    configFile: false,
    logLevel: 'error',
    plugins: [standInForLink, ...(peers === 'newest' ? [] : [takeFrom(peers)])],
    resolve: { alias: { 'react-plaid-relink': here('../../dist/index.js') } },
    build: { write: false, rollupOptions: { input: here(entry) } },
  });
  const files = Object.fromEntries(output.map(({ fileName, code }) => [`/${fileName}`, code]));
  const { fileName } = output.find(({ isEntry }) => isEntry);
  files.page = `<!doctype html><link rel="icon" href="data:,"><title>bench</title><body><script type="module" src="/${fileName}"></script>`;
  return files;
}

/**
 * A Chromium, and a page of the benchmarks in it.
 *
 * @param entry its script, by its path from this folder
 * @param backendMs how long the backend takes
 * @param peers where React, SWR and react-plaid-link come from: a set of test/compat, or the repository
 */
export async function openBench(entry = 'page.jsx', backendMs = DELAYS.backend, peers = 'newest') {
  const world = await serve(await buildPage(entry, peers), 1_000, backendMs);
  const options = launchOptions(await ensureChromium());
  const browser = await chromium.launch({
    ...options,
    args: [...options.args, '--js-flags=--expose-gc'],
  });
  return {
    world,
    version: browser.version(),
    react: versionsOf(peers).react,
    async close() {
      await browser.close();
      world.stop();
    },
    /**
     * A page of a context of its own, so that nothing is cached but what it loads itself, or what the visit `before` has
     * loaded.
     *
     * @param visit its path, and what runs in it before its scripts do
     */
    async withPage(work, visit = {}, before = null) {
      const context = await browser.newContext();
      try {
        if (before) await visitPage(context, world, before, visit);
        return await visitPage(context, world, work, visit);
      } finally {
        await context.close();
      }
    },
  };
}

/** @throws what the page throws */
async function visitPage(context, world, work, { path = '', initScript = countTimers }) {
  const page = await context.newPage();
  let failure = null;
  page.on('pageerror', (error) => (failure ??= error));
  processorOf.set(page, await watchProcessor(page));
  await page.addInitScript(countCommits);
  await page.addInitScript(initScript);
  await page.goto(world.url + path);
  await page.waitForFunction(() => window.bench);
  world.requests.length = 0;
  const result = await work(page);
  if (failure) throw failure;
  await page.close();
  return result;
}

const processorOf = new WeakMap();

/** What it returns gives the processor time, in milliseconds, that the main thread of the page has had since. */
async function watchProcessor(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1_000;
  };
}

/**
 * The processor time that the main thread of a page has had so far, in milliseconds: scripts, the garbage that is collected on
 * that thread, styles, layout and painting. Not the time in which other processes had the processor, nor what V8 does on
 * threads of its own.
 */
export const mainThreadMs = (page) => processorOf.get(page)();

/** What is left after a collection, in bytes. */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
