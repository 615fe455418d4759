import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright';
import { createFakePlaid } from 'react-plaid-relink/testing';
import type * as helper from 'react-plaid-relink/testing/playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import { createConsumer, type Consumer } from '../support/consumer';
import { serve, type Served } from '../support/serve';
import { linkTokenRequest, servePlaid, type ServedPlaid } from '../support/served-plaid';

/** A page that has Link's script in its HTML, and knows nothing of fakes. Cypress begins each page of an app like this. */
const html = (token: string): string => `<!doctype html><html><head>
  <script>parent.Cypress?.action?.('window:before:load', window)</script>
  <script src="https://cdn.plaid.com/link/v2/stable/link-initialize.js"></script></head><body>
  <button>Reconnect</button><output></output>
  <script>
    const tell = (text) => (document.querySelector('output').textContent = text);
    document.querySelector('button').onclick = () => {
      const link = Plaid.create({
        token: '${token}',
        onLoad: () => link.open(),
        onSuccess: () => tell('relinked'),
        onExit: (error) => tell(error ? error.error_code : 'closed'),
      });
    };
  </script></body></html>`;

let app: Consumer;
let relinkPage: typeof helper.relinkPage;
let browser: Browser;
let plaid: ServedPlaid;
let site: Served;
let page: Page;
let item: { itemId: string; accessToken: string };

const inPackage = (path: string): string =>
  join(app.dir, 'node_modules/react-plaid-relink/dist/testing', path);

beforeAll(async () => {
  app = await createConsumer();
  ({ relinkPage } = (await import(
    pathToFileURL(inPackage('playwright.js')).href
  )) as typeof helper);
  browser = await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
});
afterAll(async () => {
  await browser.close();
  await app.remove();
});

beforeEach(async () => {
  plaid = await servePlaid(createFakePlaid());
  item = plaid.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
  site = await serve(async () => {
    const { data } = await plaid.client.linkTokenCreate(linkTokenRequest(item.accessToken));
    return new Response(html(data.link_token), { headers: { 'content-type': 'text/html' } });
  });
  page = await browser.newPage();
});
afterEach(async () => {
  await page.close();
  await Promise.all([plaid.close(), site.close()]);
});

const outcome = (): Promise<string | null> => page.locator('output').textContent();

describe('react-plaid-relink/testing/playwright', () => {
  it('the Playwright helper installs the fake Link in an app that has no code for it, and logs in', async () => {
    const relink = await relinkPage(page, { plaid: plaid.url });
    await page.goto(site.url);
    await page.getByRole('button').click();
    await relink.dialog.waitFor();
    await relink.succeed();
    expect(await outcome()).toBe('relinked');
    expect(await relink.dialog.count()).toBe(0);
    expect(plaid.plaid.itemState(item.itemId)).toMatchObject({ errorCode: null, relinkCount: 1 });
  });

  it('the Playwright helper closes Link with an error of Plaid’s or without', async () => {
    const relink = await relinkPage(page, { plaid: plaid.url });
    for (const [code, told] of [
      ['ITEM_LOCKED', 'ITEM_LOCKED'],
      [undefined, 'closed'],
    ] as const) {
      await page.goto(site.url);
      await page.getByRole('button').click();
      await relink.exit(code);
      expect(await outcome()).toBe(told);
    }
  });

  it('the Playwright helper types credentials, and Link says that they are wrong', async () => {
    const relink = await relinkPage(page, { plaid: plaid.url });
    await page.goto(site.url);
    await page.getByRole('button').click();
    await relink.enterCredentials('user_good', 'error_ITEM_LOCKED');
    await relink.frame.getByRole('button', { name: 'Close' }).first().click();
    expect(await outcome()).toBe('ITEM_LOCKED');
  });

  it('a page without a fake Link fails the test with what to do', async () => {
    const relink = await relinkPage(page, { timeoutMs: 200 });
    await page.goto('data:text/html,<p>');
    await expect(relink.succeed()).rejects.toThrow(/Pass the address of the fake Plaid/);
  });

  it('a Link that does not open fails the test with the reason', async () => {
    // Long enough for a busy machine to answer that the page has its fake Link.
    const relink = await relinkPage(page, { plaid: plaid.url, timeoutMs: 3_000 });
    await page.goto(site.url);
    await expect(relink.succeed()).rejects.toThrow(/No Link was created: was the button clicked/);
  });

  it('CommonJS suites get the Playwright helper too', () => {
    const loaded = createRequire(import.meta.url)(inPackage('playwright.cjs')) as typeof helper;
    expect(loaded.relinkPage).toBeTypeOf('function');
  });
});

/**
 * Cypress itself needs a binary that npm does not have. Here a page has what the helper uses of Cypress, and the app in a
 * frame, as Cypress has it: the spec and the app are two worlds of one origin.
 */
describe('react-plaid-relink/testing/cypress', () => {
  const RUNNER = `<!doctype html><iframe></iframe><script>
    const frame = document.querySelector('iframe');
    const listeners = [];
    let queue = Promise.resolve();
    const failures = [];
    window.Cypress = {
      on: (event, listener) => listeners.push(listener),
      action: (event, win) => listeners.forEach((listener) => listener(win)),
    };
    window.cy = {
      visit: (url) => (queue = queue.then(() => new Promise((resolve) => {
        frame.onload = () => resolve();
        frame.src = url;
      }))),
      click: () => (queue = queue.then(() => frame.contentDocument.querySelector('button').click())),
      window: () => ({ then: (options, act) => void (queue = queue.then(() => act(frame.contentWindow))) }),
      done: () => queue.then(() => frame.contentDocument.querySelector('output').textContent),
    };
  </script>`;

  async function openRunner(): Promise<void> {
    const bundle = await build({
      entryPoints: [inPackage('cypress.js')],
      bundle: true,
      format: 'iife',
      globalName: 'helper',
      write: false,
    });
    await page.route('**/runner', (route) =>
      route.fulfill({ contentType: 'text/html', body: RUNNER }),
    );
    await page.route('https://cdn.plaid.com/**', (route) => route.abort());
    await page.goto(`${site.url}/runner`);
    await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
  }

  const run = (spec: string): Promise<string> =>
    page.evaluate<string>(`(() => {
      const relink = helper.relinkPage({ plaid: ${JSON.stringify(plaid.url)}, timeoutMs: 500 });
      cy.visit('/');
      ${spec}
      return cy.done();
    })()`);

  it('the Cypress helper installs the fake Link in an app that has no code for it, and logs in', async () => {
    await openRunner();
    expect(await run('cy.click(); relink.succeed();')).toBe('relinked');
    expect(plaid.plaid.itemState(item.itemId)).toMatchObject({ errorCode: null, relinkCount: 1 });
  });

  it('the Cypress helper closes Link with an error of Plaid’s', async () => {
    await openRunner();
    expect(await run("cy.click(); relink.exit('ITEM_LOCKED');")).toBe('ITEM_LOCKED');
  });

  it('a command of the Cypress helper fails with the reason where no Link opens', async () => {
    await openRunner();
    await expect(run('relink.succeed();')).rejects.toThrow(/was the button clicked/);
  });

  it('the Cypress helper says that it works in specs of Cypress only', async () => {
    const { relinkPage: cypressPage } = (await import(
      pathToFileURL(inPackage('cypress.js')).href
    )) as { relinkPage: () => unknown };
    expect(cypressPage).toThrow(/in the specs of Cypress only/);
  });

  it('what the helpers carry of the fake Link is in none of the other entries', async () => {
    const script = await readFile(inPackage('fake-link.js'), 'utf8');
    expect(script).not.toContain('page-script');
  });
});
