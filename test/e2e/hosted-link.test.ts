import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import {
  createFakeBackend,
  createFakePlaid,
  type FakeBackend,
  type FakePlaid,
} from 'react-plaid-relink/testing';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aliases } from '../../aliases';
import { openPage, type WatchedPage } from '../support/browser-page';
import { serve, type Served } from '../support/serve';

let dist: string;
let served: Served;
let plaid: FakePlaid;
let backend: FakeBackend;
let itemId: string;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'relink-hosted-'));
  await build({
    root: fileURLToPath(new URL('hosted-app', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    resolve: { alias: aliases },
    build: { outDir: dist, emptyOutDir: true },
  });
  served = await serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/plaid/')) return backend.handle(request);
    if (pathname.startsWith('/fake/')) return plaid.fetch(request);
    const isScript = pathname.startsWith('/assets/');
    const body = await readFile(join(dist, isScript ? pathname : 'index.html'));
    const type = isScript ? 'text/javascript' : 'text/html';
    return new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  });
});
afterAll(async () => {
  await served.close();
  await rm(dist, { recursive: true });
});

beforeEach(async () => {
  const { url } = served;
  plaid = createFakePlaid({ hostedLinkBaseUrl: `${url}/fake/hosted` });
  backend = createFakeBackend({
    plaid,
    handlerOptions: {
      linkToken: {
        clientName: 'App',
        countryCodes: ['US'],
        language: 'en',
        hostedLink: { completionRedirectUri: `${url}/back` },
      },
    },
  });
  const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
  ({ itemId } = item);
  backend.addItem(item);
  watched = await openPage('about:blank');
  ({ page } = watched);
});
afterEach(async () => {
  const { problems } = watched;
  await watched.close();
  expect(problems).toEqual([]);
});

/** Opens the app. `settings` are what its page reads from localStorage. */
async function visit(settings: Record<string, string> = {}): Promise<void> {
  await page.addInitScript((values) => {
    for (const [name, value] of Object.entries(values)) localStorage.setItem(name, value);
  }, settings);
  await page.goto(`${served.url}/?item=${itemId}`);
  await button().waitFor();
}
const button = () => page.locator('[data-relink="button"]');
const untilHeard = (what: RegExp) => page.locator('output', { hasText: what }).waitFor();
const logIn = (on: Page) => on.getByRole('button', { name: 'Log in to the bank' }).click();

/** Clicks the button, and gives the tab that it opens. */
async function openTab(): Promise<Page> {
  const opening = page.context().waitForEvent('page');
  await button().click();
  return opening;
}

/** The user closes the tab, and looks at the app again. */
async function comeBackFrom(tab: Page): Promise<void> {
  await tab.close();
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
}

describe('a button that opens Plaid’s own page', () => {
  it('the page opens in a new tab, leads back to the app there, and the first tab sees the repair', async () => {
    await visit();
    const tab = await openTab();
    await logIn(tab);
    await tab.waitForURL(`${served.url}/back`);
    // The app in the other tab has not opened the page, so nothing is told there.
    await tab.locator('[data-relink="button"][data-state="idle"]').waitFor();
    expect(await tab.evaluate(() => window.opener as unknown)).toBeNull();
    await comeBackFrom(tab);
    await page.getByRole('button', { name: 'Connected' }).waitFor();
    await untilHeard(/^relinked$/);
    expect(plaid.itemState(itemId).relinkCount).toBe(1);
    expect(await page.locator('iframe[title="Plaid Link"]').count()).toBe(0);
  });

  it('a page that was prepared under the pointer opens in the tab at once', async () => {
    await visit();
    await button().hover();
    await page.locator('[data-relink="button"][data-state="ready"]').waitFor();
    const tab = await openTab();
    await tab.waitForURL(/\/fake\/hosted\//);
    await logIn(tab);
    await tab.waitForURL(`${served.url}/back`);
    await comeBackFrom(tab);
    await page.getByRole('button', { name: 'Connected' }).waitFor();
  });

  it('a tab that is closed without a login is an exit, and the next click opens another', async () => {
    await visit();
    await comeBackFrom(await openTab());
    await page.locator('[data-relink="button"][data-state="exited"]').waitFor();
    const again = await openTab();
    await logIn(again);
    await again.waitForURL(`${served.url}/back`);
    await comeBackFrom(again);
    await page.getByRole('button', { name: 'Connected' }).waitFor();
  });

  describe('where the browser opens no tab', () => {
    beforeEach(() =>
      page.addInitScript(() => {
        window.open = () => null;
      }),
    );

    it('the page opens in the same tab, and the page that it leads back to sees the repair', async () => {
      await visit();
      await button().click();
      await page.waitForURL(/\/fake\/hosted\//);
      await logIn(page);
      await page.waitForURL(`${served.url}/back`);
      await page.getByRole('button', { name: 'Connected' }).waitFor();
      await untilHeard(/^relinked$/);
      expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
    });

    it('a notice tells of the repair too, though the Item is healthy by the time that it asks', async () => {
      await visit({ shows: 'notice' });
      await button().click();
      await page.waitForURL(/\/fake\/hosted\//);
      await logIn(page);
      await page.waitForURL(`${served.url}/back`);
      await untilHeard(/^relinked$/);
    });

    it('the back button is an exit, and the button works again', async () => {
      await visit();
      await button().click();
      await page.waitForURL(/\/fake\/hosted\//);
      await page.goBack();
      await page.locator('[data-relink="button"][data-state="exited"]').waitFor();
      expect(await page.locator('output').textContent()).not.toContain('relinked');
      await button().click();
      await page.waitForURL(/\/fake\/hosted\//);
    });
  });
});

describe('a button with presentation "auto"', () => {
  it('in a browser Link opens in the page', async () => {
    await visit({ presentation: 'auto' });
    await button().click();
    await page.locator('iframe[title="Plaid Link"]').waitFor();
  });

  it('in a web view Plaid’s page takes the place of the page, and no tab is tried', async () => {
    await page.addInitScript(() => {
      Object.assign(window, { ReactNativeWebView: { postMessage() {} } });
      window.open = () => {
        throw new Error('no tabs here');
      };
    });
    await visit({ presentation: 'auto' });
    await button().click();
    await page.waitForURL(/\/fake\/hosted\//);
    await logIn(page);
    await page.waitForURL(`${served.url}/back`);
    await page.getByRole('button', { name: 'Connected' }).waitFor();
  });
});
