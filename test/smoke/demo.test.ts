import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '../support/browser-page';
import { startDemo, type Demo } from '../support/demo';
import { logIn, reconnectOn, untilPaid } from '../support/demo-page';

/** What Vite keeps of an earlier start. A new clone has none. */
const VITE_CACHE = fileURLToPath(new URL('../../node_modules/.vite/demo', import.meta.url));

describe('the demo on a new clone, started with npm start', () => {
  let demo: Demo;
  beforeAll(async () => {
    await rm(VITE_CACHE, { recursive: true, force: true });
    demo = await startDemo();
  });
  afterAll(() => demo.stop());

  it('the first visit of all repairs a bank within 10 seconds and two clicks, and the page does not reload under the user', async () => {
    const { page, problems, close } = await openPage('about:blank');
    await page.goto(demo.url);
    let loads = 0;
    page.on('domcontentloaded', () => (loads += 1));
    await reconnectOn(page).click();
    await logIn(page);
    await untilPaid(page);
    // Since the page was asked for. The start of a browser is not the demo's.
    expect(await page.evaluate(() => performance.now())).toBeLessThan(10_000);
    expect(loads).toBe(0);
    await close();
    expect(problems).toEqual([]);
  });
});
