import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPage, type WatchedPage } from '../support/browser-page';
import { startBuiltDemo, type Demo } from '../support/demo';

const KEY = 'react-plaid-relink:try-backend';

describe('the page "Try your backend" of the demo, clicked in Chromium', () => {
  let demo: Demo;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    demo = await startBuiltDemo();
  });
  afterAll(() => demo.stop());
  beforeEach(async () => {
    watched = await openPage(demo.url);
    page = watched.page;
    await page.getByRole('link', { name: 'Try your backend' }).click();
    await page.getByRole('heading', { name: 'Try your backend' }).waitFor();
  });
  afterEach(async () => {
    await watched.close();
    // The browser logs each answer that is an error, and the checks provoke many.
    const unexpected = watched.problems.filter(
      (problem) => !/the server responded with a status of 4\d\d/.test(problem),
    );
    expect(unexpected).toEqual([]);
  });

  const outcome = (text: RegExp): Promise<void> =>
    page.getByRole('status').filter({ hasText: text }).waitFor();

  it('the first click gets an answer of the demo’s own backend, with its token hidden', async () => {
    await page.getByRole('button', { name: 'Send /link/token/create' }).click();
    await outcome(/^\/link\/token\/create: answered 200/);
    const body = page.getByRole('group', { name: 'Body' });
    expect(await body.textContent()).toMatch(/"link_token": "link-sandbox-•+"/);
    await page.getByRole('button', { name: 'Show the token’s first characters' }).click();
    expect(await body.textContent()).toMatch(/"link_token": "link-sandbox-[\da-f]{4}•+"/);
  });

  it('another user’s Item is answered with 404, and the error leads to its page in the docs', async () => {
    await page.getByLabel(/Ask about the other user’s Item/).check();
    await page.getByRole('button', { name: 'Send /item/get' }).click();
    await outcome(/answered 404 in \d+ milliseconds, item_not_found/);
    const link = page.getByRole('link', { name: 'item_not_found' });
    expect(await link.getAttribute('href')).toMatch(/\/docs\/errors\/item_not_found\.md$/);
  });

  it('the demo’s backend passes every check that a page can make', async () => {
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome(/^\d+ hold, 0 fail, \d+ skipped$/);
    await page.getByText('A page cannot set the headers that this check needs').first().waitFor();
  });

  it('the code follows the form, and the browser keeps the form without its secret', async () => {
    await page.getByLabel('Gateway URL').fill(`${demo.url}/api/plaid/`);
    await page.getByRole('button', { name: 'Add a header' }).click();
    await page.getByLabel('Name', { exact: true }).fill('authorization');
    await page.getByLabel('Value', { exact: true }).fill('Bearer hunter2');
    await page.getByLabel('Item id', { exact: true }).fill("it's an item");
    await page.getByRole('tab', { name: 'curl' }).click();
    const code = await page.getByRole('tabpanel').textContent();
    expect(code).toContain(String.raw`'{"item_id":"it'\''s an item"}'`);
    expect(code).not.toContain('hunter2');

    const kept = await page.evaluate((key) => localStorage.getItem(key), KEY);
    expect(kept).toContain("it's an item");
    expect(kept).not.toContain('hunter2');
    await page.reload();
    await page.getByRole('heading', { name: 'Try your backend' }).waitFor();
    expect(await page.getByLabel('Item id', { exact: true }).inputValue()).toBe("it's an item");
    expect(await page.getByLabel('Value', { exact: true }).inputValue()).toBe('');

    await page.getByRole('button', { name: 'Forget it' }).click();
    expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
  });

  it('an access token is refused with a sentence, and nothing is sent', async () => {
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    const field = page.getByLabel('Item id', { exact: true });
    await field.fill('access-sandbox-8ab976e6-64bc-4b38-98f7-731e7a349970');
    await page.getByText('This is an access token of Plaid’s').waitFor();
    // A button that is disabled for assistive technology still says why when it is pressed.
    await page.getByRole('button', { name: 'Send /item/get' }).press('Enter');
    await outcome(/^Nothing was sent/);
    expect(sent).toEqual([]);
  });

  it('a backend that does not let the page read its answers is told from one that is wrong', async () => {
    // Another origin of this machine, which sends no CORS headers.
    await page.getByLabel('Gateway URL').fill(`${demo.url.replace('localhost', '127.0.0.1')}/api`);
    await page.getByRole('button', { name: 'Send /item/get' }).click();
    await outcome(/no answer after \d+ milliseconds, network_error/);
    await page.getByText('Access-Control-Allow-Credentials: true').waitFor();
    watched.problems.splice(0);
  });

  it('the page fits the smallest phone, with an answer and with the results of the checks', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    // The checks before may have used up the limit of this Item.
    await page.getByRole('button', { name: 'Send /item/get' }).click();
    await outcome(/answered (?:200|429)/);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome(/^\d+ hold/);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
