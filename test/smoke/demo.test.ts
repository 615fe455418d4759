import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '../support/browser-page';
import { startDemo, type Demo } from '../support/demo';
import { cardOf, logInAndFinish, signIn, untilHealth } from '../support/demo-page';

/** What Vite keeps of an earlier start. A new clone has none. */
const VITE_CACHE = fileURLToPath(new URL('../../node_modules/.vite/demo', import.meta.url));

describe('the demo on a new clone, started with npm start', () => {
  let demo: Demo;
  beforeAll(async () => {
    await rm(VITE_CACHE, { recursive: true, force: true });
    demo = await startDemo();
  });
  afterAll(() => demo.stop());

  it('the first visit of all relinks an Item, and the page does not reload under the user', async () => {
    const { page, problems, close } = await openPage(demo.url);
    await signIn(page);
    let loads = 0;
    page.on('domcontentloaded', () => (loads += 1));
    const item = cardOf(page, 'Tartan Bank');
    await item.getByRole('button', { name: 'Break it' }).click();
    await untilHealth(item, 'needs_update');
    await item.getByRole('button', { name: 'Reconnect' }).click();
    await logInAndFinish(page);
    await untilHealth(item, 'healthy');
    expect(loads).toBe(0);
    await close();
    expect(problems).toEqual([]);
  });
});
