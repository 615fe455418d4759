import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { ensureChromium, launchOptions } from '../../scripts/chromium.ts';
import { countCommits } from './count-commits.js';
import { countTimers } from './count-timers.js';
import { serve } from './serve.mjs';

const LINK_SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** As an app would be built for production, on this package's build. */
async function buildPage() {
  const { output } = await build({
    root: here('.'),
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'react-plaid-relink': here('../../dist/index.js') } },
    build: { write: false, rollupOptions: { input: here('page.jsx') } },
  });
  const files = Object.fromEntries(output.map(({ fileName, code }) => [`/${fileName}`, code]));
  const { fileName } = output.find(({ isEntry }) => isEntry);
  files.page = `<!doctype html><link rel="icon" href="data:,"><title>bench</title><body><script type="module" src="/${fileName}"></script>`;
  return files;
}

/** A Chromium, and the page of the benchmarks in it. */
export async function openBench() {
  const world = await serve(await buildPage(), 1_000);
  const options = launchOptions(await ensureChromium());
  const browser = await chromium.launch({
    ...options,
    args: [...options.args, '--js-flags=--expose-gc'],
  });
  return {
    world,
    version: browser.version(),
    async close() {
      await browser.close();
      world.stop();
    },
    /** A page of a context of its own, so that nothing is cached but what it loads itself. */
    async withPage(work, initScript = countTimers) {
      const context = await browser.newContext();
      const page = await context.newPage();
      let failure = null;
      page.on('pageerror', (error) => (failure ??= error));
      try {
        await page.route(LINK_SCRIPT, async (route) => {
          const response = await fetch(`${world.url}link-initialize.js`);
          await route.fulfill({ contentType: 'text/javascript', body: await response.text() });
        });
        await page.addInitScript(countCommits);
        await page.addInitScript(initScript);
        await page.goto(world.url);
        await page.waitForFunction(() => window.bench);
        world.requests.length = 0;
        const result = await work(page);
        if (failure) throw failure;
        return result;
      } finally {
        await context.close();
      }
    },
  };
}

/** What is left after a collection, in bytes. */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
