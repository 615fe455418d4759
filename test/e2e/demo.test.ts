import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { untilAtRest } from '../../scripts/story-page';
import { openPage, type WatchedPage } from '../support/browser-page';
import { failToStart, startBuiltDemo, type Demo } from '../support/demo';
import {
  finish,
  itemIdOf,
  linkOn,
  logIn,
  openTab,
  playBank,
  productOn,
  reconnectOn,
  switchFault,
  untilHealth,
  untilPaid,
} from '../support/demo-page';
import { freePorts } from '../support/free-port';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** In the page. */
declare const axe: typeof import('axe-core');

/** What axe finds, by rule and element. Link is a frame of its own. */
async function violationsOf(page: Page): Promise<string[]> {
  // A row that fades in has half its contrast meanwhile.
  await untilAtRest(page);
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { violations } = await axe.run(document, { iframes: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** The paths below /api/plaid that the page asks for an Item from now on. */
function watchRequests(page: Page, itemId: string): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    const path = request.url().split('/api/plaid')[1];
    if (path && request.postData()?.includes(`"${itemId}"`)) paths.push(path);
  });
  return paths;
}

const atState = (button: Locator, state: string): Promise<void> =>
  button.and(button.page().locator(`[data-state="${state}"]`)).waitFor();

describe('the demo, clicked in Chromium', () => {
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
  });
  afterEach(async () => {
    await watched.close();
    expect(watched.problems).toEqual([]);
  });

  it('two clicks repair the first bank, and its paused transactions come in', async () => {
    await productOn(page).getByText('Paused since').waitFor();
    await reconnectOn(page).click();
    await logIn(page);
    await untilPaid(page);
    expect(await productOn(page).getByText('Acme Corp. Payroll').isVisible()).toBe(true);
    await page.getByText(/Repaired in \d+\.\d s\. Try: an ad blocker/).waitFor();
    expect(await productOn(page).getByText('−$', { exact: false }).count()).toBeGreaterThan(0);
    expect(await productOn(page).getByText('-$').count()).toBe(0);
    await openTab(page, 'List');
    await page.locator('.toast').waitFor({ state: 'detached' });
  });

  it('“Signed out” has one colour in the tabs Button and List', async () => {
    const colourOf = async (tab: string): Promise<string> => {
      await openTab(page, tab);
      const text = productOn(page).getByText('Signed out', { exact: true }).first();
      return text.evaluate((element) => getComputedStyle(element).color);
    };
    expect(await colourOf('Button')).toBe(await colourOf('List'));
  });

  it('the demo relinks an Item with a link token', async () => {
    const paths = watchRequests(page, await itemIdOf(page, 'First Platypus Bank'));
    await reconnectOn(page).click();
    await logIn(page);
    await untilPaid(page);
    expect(paths).toContain('/link/token/create');
    expect(paths).not.toContain('/item/public_token/create');
    // Only the server can know: it heard of the relink, and asked Plaid.
    expect(paths).toContain('/item/relinked');
    await page.locator('[data-kind="click"]').getByText('itemGet').first().waitFor();
  });

  it('the demo relinks an Item with a public token', async () => {
    await openTab(page, 'More');
    const itemId = await itemIdOf(page, 'Argyle Savings');
    await untilHealth(page, itemId, 'needs_update');
    const paths = watchRequests(page, itemId);
    await reconnectOn(page).click();
    await logIn(page);
    await productOn(page).locator('[data-topic="repaired"]').waitFor();
    expect(paths).toContain('/item/public_token/create');
    expect(paths).not.toContain('/link/token/create');
  });

  it('the demo relinks an Item through the token hook and plain react-plaid-link', async () => {
    await openTab(page, 'More');
    await productOn(page).getByText('Token is fresh').waitFor();
    await productOn(page).getByRole('button', { name: 'Open Link' }).click();
    await logIn(page);
    await untilHealth(page, await itemIdOf(page, 'Chambray Bank'), 'healthy');
  });

  it('the demo relinks an Item through a UI of its own', async () => {
    await openTab(page, 'Your own UI');
    await productOn(page).getByRole('button', { name: 'Resume' }).click();
    await logIn(page);
    await productOn(page).getByText('Import is running').waitFor();
  });

  it('a repair in the list adds its bank to the sum', async () => {
    await openTab(page, 'List');
    const sum = productOn(page).locator('.worth li', { hasText: 'Houndstooth Bank' });
    await sum.getByText('—').waitFor();
    const row = productOn(page).locator('[data-relink="list-item"]', { hasText: 'Houndstooth' });
    await row.locator('[data-relink="button"]').click();
    await logIn(page);
    await sum.getByText('$4,210.50').waitFor();
  });

  it('the demo relinks an Item after a wrong password, an exit and a security code', async () => {
    const button = reconnectOn(page);
    await button.click();
    await linkOn(page).getByText('Make it fail').click();
    await linkOn(page).getByRole('button', { name: 'Wrong password' }).click();
    await linkOn(page).getByRole('alert').getByText('not correct').waitFor();
    await page.keyboard.press('Escape');
    await atState(button, 'exited');
    await button.and(page.locator(':focus')).waitFor();

    await button.click();
    await linkOn(page).getByText('Make it fail').click();
    await linkOn(page).getByRole('button', { name: 'Ask for a security code' }).click();
    await linkOn(page).getByLabel('Security code').fill('1234');
    await linkOn(page).getByRole('button', { name: 'Continue' }).click();
    await finish(page);
    await untilPaid(page);
  });

  it('a repair by keyboard leaves the focus on nothing that breaks the bank again', async () => {
    await reconnectOn(page).focus();
    await page.keyboard.press('Enter');
    await linkOn(page).getByRole('button', { name: 'Log in', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await untilPaid(page);
    await productOn(page).locator('[data-relink^="notice"]:focus').waitFor();
    await page.keyboard.press('Enter');
    expect(await productOn(page).getByText('5 new').isVisible()).toBe(true);
  });

  describe('an OAuth bank', () => {
    const KEY = 'react-plaid-relink:oauth-return';
    const atBank = async (): Promise<void> => {
      await reconnectOn(page).click();
      await linkOn(page).getByRole('button', { name: 'Continue at the bank’s site' }).click();
      await page.getByRole('heading', { name: 'Back from your bank' }).waitFor();
    };
    beforeEach(() => openTab(page, 'OAuth'));

    it('the demo relinks an Item once after the bank’s redirect, and keeps no record of it', async () => {
      await atBank();
      await linkOn(page).getByRole('button', { name: 'Finish' }).waitFor();
      expect(page.url()).not.toContain('oauth_state_id');
      await finish(page);
      await untilPaid(page);
      expect(await page.evaluate((key) => sessionStorage.getItem(key), KEY)).toBeNull();
    });

    it('the demo goes back to the page from which the user left for the bank', async () => {
      await page.goto(`${demo.url}/?from=the-mail#oauth`);
      await atBank();
      await finish(page);
      await untilPaid(page);
      expect(page.url()).toBe(`${demo.url}/?from=the-mail#oauth`);
    });

    it('a reload of the return page says that the session has ended, and the user can relink from the start', async () => {
      await atBank();
      await linkOn(page).getByRole('button', { name: 'Finish' }).waitFor();
      await page.reload();
      await page.getByText('That sign-in has ended. Start again.').waitFor();
      expect(await page.locator('iframe[title="Plaid Link"]:visible').count()).toBe(0);
      await productOn(page).getByRole('link', { name: 'Back to your banks' }).click();
      await reconnectOn(page).click();
      await linkOn(page).getByRole('button', { name: 'Log in there and allow' }).click();
      await finish(page);
      await untilPaid(page);
    });

    it('the back button opens no second Link after an OAuth return', async () => {
      await atBank();
      await finish(page);
      await untilPaid(page);
      await page.goBack();
      await page.getByText('That sign-in has ended. Start again.').waitFor();
      expect(await page.locator('iframe[title="Plaid Link"]:visible').count()).toBe(0);
    });

    it('a return without a record, as in another browser, says that the session has ended', async () => {
      await page.goto(`${demo.url}/oauth?oauth_state_id=00000000-0000-0000-0000-000000000000`);
      await page.getByText('That sign-in has ended. Start again.').waitFor();
    });
  });

  describe('a blocked script', () => {
    const offered = async (): Promise<void> => {
      await reconnectOn(page).click();
      await atState(reconnectOn(page), 'failed');
    };
    beforeEach(async () => {
      await page.goto(`${demo.url}/?blocked`);
    });

    it('G12: a user who returns from Plaid’s page without finishing gets another try', async () => {
      await offered();
      const opening = page.context().waitForEvent('page');
      await reconnectOn(page).click();
      const hosted = await opening;
      await hosted.close();
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await atState(reconnectOn(page), 'exited');
      await offered();
    });

    it('G11: a button with a blocked script offers Plaid’s own page, opens it at the next click, and sees the repair', async () => {
      await offered();
      const opening = page.context().waitForEvent('page');
      await reconnectOn(page).click();
      const hosted = await opening;
      await hosted.getByRole('button', { name: 'Log in to the bank' }).click();
      await hosted.getByRole('heading', { name: 'All done' }).waitFor();
      expect(await hosted.evaluate(() => window.opener as unknown)).toBeNull();
      await hosted.close();
      await page.bringToFront();
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await untilPaid(page);
    });
  });

  it('the hint names the login that Link’s dialog has filled in, and no button that Plaid’s own page lacks', async () => {
    const hint = page.locator('.time-line .empty', { hasText: 'Press' });
    const inDialog = await hint.textContent();
    await reconnectOn(page).click();
    const fields = linkOn(page).locator('input');
    await fields.nth(1).waitFor();
    expect(inDialog).toContain(await fields.nth(0).inputValue());
    expect(inDialog).toContain(await fields.nth(1).inputValue());
    await page.goto(`${demo.url}/?hosted`);
    await hint.waitFor();
    const named = (await hint.textContent())?.match(/(?<=“)[^”]+/g) ?? [];
    const buttons = await productOn(page).getByRole('button').allTextContents();
    const opening = page.context().waitForEvent('page');
    await reconnectOn(page).click();
    const hosted = await opening;
    await hosted.getByRole('button').waitFor();
    buttons.push(...(await hosted.getByRole('button').allTextContents()));
    expect(named).toEqual(['Reconnect']);
    expect(buttons).toEqual(expect.arrayContaining(named));
    await hosted.close();
  });

  it('a page whose user is on Plaid’s own page hears of the relink by the webhook, while the user is still there', async () => {
    await page.goto(`${demo.url}/?hosted`);
    const opening = page.context().waitForEvent('page');
    await reconnectOn(page).click();
    const hosted = await opening;
    await hosted.getByRole('button', { name: 'Log in to the bank' }).click();
    await hosted.getByRole('heading', { name: 'All done' }).waitFor();
    await untilPaid(page);
  });

  it('a relink reaches the user’s other tab, which asks the server and then shows it', async () => {
    await productOn(page).getByText('Paused since').waitFor();
    const other = await page.context().newPage();
    await other.goto(demo.url);
    await productOn(other).getByText('Paused since').waitFor();
    const asked = watchRequests(other, await itemIdOf(page, 'First Platypus Bank'));
    // Side by side: the other tab is never hidden, and gets no focus that would make it look again.
    await reconnectOn(page).click();
    await logIn(page);
    await untilPaid(page);
    await untilPaid(other);
    expect(asked).toContain('/item/get');
    expect(asked.filter((path) => !/^\/items?\/get$/.test(path))).toEqual([]);
  });

  it('the page asks about no Item before it would hear of a change of it', async () => {
    await page.goto('about:blank');
    const seen: string[] = [];
    page.on('request', (request) => {
      if (/\/items?\/get$/.test(request.url())) seen.push('asked');
    });
    await page.route('**/api/events', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      seen.push('connecting');
      await route.continue();
    });
    await page.goto(demo.url);
    await productOn(page).getByText('Paused since').waitFor();
    expect(seen.slice(0, 2)).toEqual(['connecting', 'asked']);
  });

  describe('a webhook while the page is open', () => {
    /** The same user in another browser, so that nothing but the server tells the page. */
    async function elsewhere(): Promise<WatchedPage> {
      // Before the first request: the late answer to one without a session would replace the cookie.
      const other = await openPage('about:blank');
      await other.page.context().addCookies(await page.context().cookies());
      await other.page.goto(demo.url);
      return other;
    }
    /** Lets the bank of a tab act. */
    async function letBank(tab: string, action: string, bank?: string): Promise<void> {
      const other = await elsewhere();
      await openTab(other.page, tab);
      await other.page.getByRole('tab', { name: 'Break it' }).click();
      if (bank) await other.page.getByLabel('Bank', { exact: true }).selectOption(bank);
      // The page asks for its transactions below the same path.
      const answered = other.page.waitForResponse(
        (response) =>
          response.url().includes('/api/items/') && response.request().method() === 'POST',
      );
      await playBank(other.page, action);
      await answered;
      await other.close();
    }
    const rowOf = (bank: string): Locator =>
      productOn(page).locator('[data-relink="list-item"]', { hasText: bank });

    it('G13: the demo shows the announced move of a bank, after the user has closed Link too, until it is relinked', async () => {
      await openTab(page, 'List');
      const row = rowOf('Herringbone Bank').and(page.locator('[data-topic="migrating"]'));
      const button = row.locator('[data-relink="button"]');
      await button.click();
      await linkOn(page).getByRole('button', { name: 'Close', exact: true }).click();
      await atState(button, 'exited');
      await page.reload();
      await button.click();
      await logIn(page);
      await rowOf('Herringbone Bank').and(page.locator('[data-topic="repaired"]')).waitFor();

      await letBank('List', 'Announce a move', 'Herringbone Bank');
      await row.waitFor();
    });

    it('a relink whose page is gone before it could report ends the announced move of a bank', async () => {
      await openTab(page, 'List');
      await rowOf('Herringbone Bank').waitFor();
      const { page: dying, close } = await elsewhere();
      await openTab(dying, 'List');
      // It never arrives: the page ends first.
      await dying.route('**/item/relinked', () => {});
      const row = productOn(dying).locator('[data-relink="list-item"]', { hasText: 'Herringbone' });
      await row.locator('[data-relink="button"]').click();
      const reporting = dying.waitForRequest('**/item/relinked');
      await logIn(dying);
      await reporting;
      await close();

      // This page has been open all along, and only the server tells it.
      await page.locator('summary', { hasText: 'Page load' }).click();
      const line = page.getByRole('region', { name: 'Time line, oldest first' });
      await line.getByText('LINK SESSION_FINISHED').first().waitFor();
      await rowOf('Herringbone Bank').and(page.locator('[data-topic="repaired"]')).waitFor();
      await page.reload();
      await rowOf('Houndstooth Bank').waitFor();
      expect(await rowOf('Herringbone Bank').count()).toBe(0);
    });

    it('the demo offers to share a new account, which breaks nothing, until the user has chosen accounts', async () => {
      await reconnectOn(page).click();
      await logIn(page);
      await untilPaid(page);
      await page.reload();
      await untilPaid(page);
      await letBank('Notice', 'Open a new account');
      const offer = productOn(page).locator('[data-topic="new_accounts"]');
      await offer.locator('[data-relink="button"]').click();
      await logIn(page);
      await linkOn(page).getByRole('button', { name: 'Continue', exact: true }).click();
      await finish(page);
      await offer.waitFor({ state: 'detached' });
      expect(await productOn(page).getByText('5 new').isVisible()).toBe(true);
    });
  });

  it('the bank breaks its connection again while the page is open', async () => {
    await reconnectOn(page).click();
    await logIn(page);
    await untilPaid(page);
    await playBank(page, 'Ask for a new login');
    await productOn(page).getByText('Paused since').waitFor();
    expect(await page.getByText('Bob’s Bank').count()).toBe(0);
  });

  it('a reset gives every tab of the browser a new world, and other browsers keep theirs', async () => {
    const stranger = await openPage(demo.url);
    for (const each of [page, stranger.page]) {
      await reconnectOn(each).click();
      await logIn(each);
      await untilPaid(each);
    }
    const before = await itemIdOf(page, 'First Platypus Bank');
    const other = await page.context().newPage();
    await other.goto(demo.url);
    await untilPaid(other);
    await page.getByRole('button', { name: 'Reset' }).click();
    for (const tab of [page, other]) await productOn(tab).getByText('Paused since').waitFor();
    expect(await itemIdOf(page, 'First Platypus Bank')).not.toBe(before);
    await stranger.page.reload();
    await untilPaid(stranger.page);
    await stranger.close();
    expect(stranger.problems).toEqual([]);
  });

  it('the time line is oldest first, has the click as its zero, and scrolls by keyboard', async () => {
    await reconnectOn(page).click();
    await logIn(page);
    await untilPaid(page);
    const line = page.getByRole('region', { name: 'Time line, oldest first' });
    const turn = line.locator('[data-kind="click"]').first();
    await turn.getByText('/item/relinked').first().waitFor();
    expect(await turn.locator('.title').textContent()).toMatch(/^Reconnect/);
    const what = await turn.locator('.what').allTextContents();
    expect(what.indexOf('/link/token/create')).toBeLessThan(what.indexOf('OPEN'));
    expect(what.indexOf('OPEN')).toBeLessThan(what.indexOf('/item/relinked'));
    expect(await line.evaluate((element: HTMLElement) => element.tabIndex)).toBe(0);
    expect(await line.locator('details[open]').count()).toBe(0);
  });

  it('the code of a tab is the file that runs in it', async () => {
    await page.getByRole('tab', { name: 'Code' }).click();
    const file = new URL('../../demo/app/snippets/notice.tsx', import.meta.url);
    const code = page.getByRole('region', { name: 'Code of bank-notice.tsx' });
    expect(await code.textContent()).toBe((await readFile(file, 'utf8')).trimEnd());
  });

  describe('what can go wrong, by switch', () => {
    const FAILURES = [
      ['Signed out (401)', 'unauthorized'],
      ['Too many requests (429)', 'rate_limited'],
      ['Server error (500)', 'backend_error'],
      ['HTML in place of JSON', 'invalid_response'],
      ['Plaid is down', 'backend_error'],
    ] as const;
    // The browser logs each answer that is an error.
    afterEach(() => void watched.problems.splice(0));

    it('“Sign in” signs the user in, and opens Link', async () => {
      await productOn(page).getByText('Paused since').waitFor();
      await switchFault(page, 'Signed out (401)');
      await reconnectOn(page).click();
      await productOn(page)
        .getByRole('button', { name: /^Sign in/ })
        .click();
      await logIn(page);
      await untilPaid(page);
      expect(await page.locator('.count').count()).toBe(0);
    });

    it.each(FAILURES)(
      '“%s” fails the click with %s, and the next one works once it is off',
      async (name, code) => {
        await productOn(page).getByText('Paused since').waitFor();
        await switchFault(page, name);
        await reconnectOn(page).click();
        await page.getByRole('tab', { name: 'Time line' }).click();
        await page.locator('[data-from="error"]', { hasText: code }).waitFor();
        await switchFault(page, name);
        await page.locator('.count').waitFor({ state: 'detached' });
        if (code === 'rate_limited') {
          // The button counts down for as long as the server asked to wait.
          await productOn(page)
            .getByText(/^Try again in \d+ s$/)
            .waitFor();
          await page.reload();
        }
        await reconnectOn(page).click();
        await logIn(page);
        await untilPaid(page);
      },
    );
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    // A row that comes while axe reads is at once what it will be.
    beforeEach(() => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }));

    it.each(['Notice', 'List', 'Button', 'Your own UI', 'OAuth', 'More'])(
      'the tab “%s” has no violation that axe can find',
      async (tab) => {
        await openTab(page, tab);
        await productOn(page).getByRole('heading', { level: 2 }).waitFor();
        for (const panel of ['Time line', 'Code', 'Break it']) {
          await page.getByRole('tab', { name: panel }).click();
          expect(await violationsOf(page)).toEqual([]);
        }
      },
    );
  });

  it('the tab of an address is in view at 375 px', async () => {
    await page.setViewportSize({ width: 375, height: 720 });
    await page.goto(new URL('#more', demo.url).href);
    const tab = page.getByRole('link', { name: 'More', exact: true });
    await expect
      .poll(async () => {
        const box = await tab.boundingBox();
        return box && box.x >= 0 && box.x + box.width <= 375;
      })
      .toBe(true);
  });

  it.each([320, 375, 768])(
    'at %d px nothing overflows, and the time line can be reached',
    async (width) => {
      await page.setViewportSize({ width, height: 720 });
      for (const tab of ['Notice', 'List', 'Button', 'Your own UI', 'OAuth', 'More']) {
        await openTab(page, tab);
        await productOn(page).getByRole('heading', { level: 2 }).waitFor();
        const room = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(room, tab).toBe(0);
      }
      await openTab(page, 'Notice');
      await reconnectOn(page).click();
      await logIn(page);
      await untilPaid(page);
      const sums = await productOn(page)
        .locator('.sum')
        .evaluateAll((all) =>
          all.map((sum) => sum.scrollWidth <= sum.clientWidth && sum.clientHeight < 48),
        );
      expect(sums, 'an amount on one line').toEqual([true, true]);
      const isCovered = await page.locator('.toast').evaluate((toast) => {
        const product = document.querySelector('.product')?.getBoundingClientRect();
        return product && toast.getBoundingClientRect().top < product.bottom;
      });
      expect(isCovered, 'the toast is below the product').toBe(false);
      await productOn(page).getByText('5 new').scrollIntoViewIfNeeded();
      await page.getByRole('tab', { name: 'Time line' }).click();
      await page.getByText('/item/relinked').first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
    },
  );
});

describe('a demo that cannot start', () => {
  it('a demo whose port is in use says so in one line', async () => {
    const port = await freePorts();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, 'localhost', resolve));
    const { exitCode, lines } = await failToStart({ PORT: String(port) });
    other.close();
    expect(lines).toEqual([`Port ${port} is in use. Stop what uses it, or set PORT to another.`]);
    expect(exitCode).not.toBe(0);
  });

  it('a demo with one Plaid key names the missing one in one line', async () => {
    const { exitCode, lines } = await failToStart({ PLAID_CLIENT_ID: 'id' });
    expect(lines).toEqual([expect.stringMatching(/^PLAID_SECRET is missing\..*or neither/)]);
    expect(exitCode).not.toBe(0);
  });

  it('a demo whose keys Plaid refuses says so in one line', async () => {
    const port = await freePorts();
    const { exitCode, lines } = await failToStart({
      PORT: String(port),
      PLAID_CLIENT_ID: 'id',
      PLAID_SECRET: 'secret',
      PLAID_BASE_URL: `http://127.0.0.1:${port}`,
    });
    expect(lines).toEqual([
      expect.stringMatching(/^Plaid's Sandbox made no Items .*could not be reached/),
    ]);
    expect(exitCode).not.toBe(0);
  });
});
