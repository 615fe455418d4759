import { createServer } from 'node:net';
import type { Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPage, type WatchedPage } from '../support/browser-page';
import { failToStart, startBuiltDemo, type Demo } from '../support/demo';
import { cardOf, linkOn, logInAndFinish, signIn, untilHealth } from '../support/demo-page';
import { freePorts } from '../support/free-port';

/** The paths below /api/plaid that the page asks for an Item from now on. */
async function watchRequests(item: Locator): Promise<string[]> {
  const itemId = await item.getAttribute('data-item');
  const paths: string[] = [];
  item.page().on('request', (request) => {
    const path = request.url().split('/api/plaid')[1];
    if (path && request.postData()?.includes(`"${itemId}"`)) paths.push(path);
  });
  return paths;
}

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
    await signIn(page);
  });
  afterEach(async () => {
    await watched.close();
    expect(watched.problems).toEqual([]);
  });

  it('the demo relinks an Item with a link token', async () => {
    const item = cardOf(page, 'First Platypus Bank');
    await untilHealth(item, 'needs_update');
    const paths = await watchRequests(item);
    await item.getByRole('button', { name: 'Reconnect' }).click();
    await logInAndFinish(page);
    await untilHealth(item, 'healthy');
    expect(paths).toContain('/link/token/create');
    expect(paths).not.toContain('/item/public_token/create');
    // Only the server can know: it heard of the relink, and asked Plaid.
    expect(paths).toContain('/item/relinked');
    await page.getByText('itemGet').first().waitFor();
  });

  it('the demo relinks an Item with a public token', async () => {
    const item = cardOf(page, 'Argyle Savings');
    await untilHealth(item, 'needs_update');
    const paths = await watchRequests(item);
    await item.getByRole('button', { name: 'Reconnect' }).click();
    await logInAndFinish(page);
    await untilHealth(item, 'healthy');
    expect(paths).toContain('/item/public_token/create');
    expect(paths).not.toContain('/link/token/create');
  });

  it('the demo relinks an Item through a custom UI of the hook and plain react-plaid-link', async () => {
    const item = cardOf(page, 'Paisley Union');
    await item.getByText(/token until/).waitFor();
    await item.getByRole('button', { name: 'Open Link' }).click();
    await logInAndFinish(page);
    await untilHealth(item, 'healthy');
  });

  it('the demo relinks an Item after a wrong password, an exit and a security code', async () => {
    const item = cardOf(page, 'Houndstooth Bank');
    await item.getByRole('button', { name: 'Reconnect' }).click();
    await linkOn(page).getByText('Make it fail').click();
    await linkOn(page).getByRole('button', { name: 'Wrong password' }).click();
    await linkOn(page).getByRole('alert').getByText('not correct').waitFor();
    await page.keyboard.press('Escape');
    const button = item.getByRole('button', { name: 'Reconnect' });
    await button.and(page.locator('[data-state="exited"]')).waitFor();
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

    await button.click();
    await linkOn(page).getByText('Make it fail').click();
    await linkOn(page).getByRole('button', { name: 'Ask for a security code' }).click();
    await linkOn(page).getByLabel('Security code').fill('1234');
    await linkOn(page).getByRole('button', { name: 'Continue' }).click();
    await linkOn(page).getByRole('button', { name: 'Finish' }).click();
    await untilHealth(item, 'healthy');
  });

  describe('an OAuth bank', () => {
    const KEY = 'react-plaid-relink:oauth-return';
    const atBank = async (bank: string): Promise<void> => {
      const item = cardOf(page, bank);
      await item.getByRole('button', { name: /Break it|Reconnect/ }).waitFor();
      const broken = item.getByRole('button', { name: 'Break it' });
      if (await broken.isVisible()) await broken.click();
      await item.getByRole('button', { name: 'Reconnect' }).click();
      await linkOn(page).getByRole('button', { name: 'Continue at the bank’s site' }).click();
      await page.getByRole('heading', { name: 'Back from your bank' }).waitFor();
    };

    it('the demo relinks an Item once after the bank’s redirect, and keeps no record of it', async () => {
      await atBank('First Platypus Bank');
      await linkOn(page).getByRole('button', { name: 'Finish' }).waitFor();
      expect(page.url()).not.toContain('oauth_state_id');
      await linkOn(page).getByRole('button', { name: 'Finish' }).click();
      await page.getByRole('heading', { name: 'Your connections' }).waitFor();
      await untilHealth(cardOf(page, 'First Platypus Bank'), 'healthy');
      expect(await page.evaluate((key) => sessionStorage.getItem(key), KEY)).toBeNull();
    });

    it('the demo goes back to the page from which the user left for the bank', async () => {
      await page.goto(`${demo.url}/?from=the-mail#banks`);
      await atBank('First Platypus Bank');
      await linkOn(page).getByRole('button', { name: 'Finish' }).click();
      await page.getByRole('heading', { name: 'Your connections' }).waitFor();
      expect(page.url()).toBe(`${demo.url}/?from=the-mail#banks`);
    });

    it('a reload of the return page says that the session has ended, and the user can relink from the start', async () => {
      await atBank('First Platypus Bank');
      await linkOn(page).getByRole('button', { name: 'Finish' }).waitFor();
      await page.reload();
      await page.getByText('Your session has ended. Please start again.').waitFor();
      expect(await page.locator('iframe[title="Plaid Link"]:visible').count()).toBe(0);
      await page.getByRole('link', { name: 'Your connections' }).click();
      const item = cardOf(page, 'First Platypus Bank');
      await item.getByRole('button', { name: 'Reconnect' }).click();
      await logInAndFinish(page);
      await untilHealth(item, 'healthy');
    });

    it('the back button opens no second Link after an OAuth return', async () => {
      await atBank('First Platypus Bank');
      await linkOn(page).getByRole('button', { name: 'Finish' }).click();
      await page.getByRole('heading', { name: 'Your connections' }).waitFor();
      await page.goBack();
      await page.getByText('Your session has ended. Please start again.').waitFor();
      expect(await page.locator('iframe[title="Plaid Link"]:visible').count()).toBe(0);
    });

    it('a return without a record, as in another browser, says that the session has ended', async () => {
      await page.goto(`${demo.url}/oauth?oauth_state_id=00000000-0000-0000-0000-000000000000`);
      await page.getByText('Your session has ended. Please start again.').waitFor();
    });
  });

  describe('a blocked script', () => {
    beforeEach(async () => {
      await page.goto(`${demo.url}/?blocked`);
      const item = cardOf(page, 'Tartan Bank');
      await item.getByRole('button', { name: /Break it|Reconnect/ }).waitFor();
      const broken = item.getByRole('button', { name: 'Break it' });
      if (await broken.isVisible()) await broken.click();
    });
    // The browser says itself that it blocked the script.
    afterEach(() => {
      watched.problems.splice(0).forEach((problem) => {
        if (!/Content Security Policy|link-initialize/.test(problem))
          watched.problems.push(problem);
      });
    });

    it('G12: a user who returns from Plaid’s page without finishing gets another try', async () => {
      const item = cardOf(page, 'Tartan Bank');
      await item.getByRole('button', { name: 'Reconnect' }).click();
      const opening = page.context().waitForEvent('page');
      await item.getByRole('button', { name: 'Continue in a new tab' }).click();
      const hosted = await opening;
      await hosted.close();
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      const again = item.getByRole('button', { name: 'Reconnect' });
      await again.and(page.locator('[data-state="exited"]')).waitFor();
      await again.click();
      await item.getByRole('button', { name: 'Continue in a new tab' }).waitFor();
    });

    it('G11: a button with a blocked script offers Plaid’s own page, opens it at the next click, and sees the repair', async () => {
      const item = cardOf(page, 'Tartan Bank');
      await item.getByRole('button', { name: 'Reconnect' }).click();
      const offer = item.getByRole('button', { name: 'Continue in a new tab' });
      await offer.and(page.locator('[data-state="failed"]')).waitFor();

      const opening = page.context().waitForEvent('page');
      await offer.click();
      const hosted = await opening;
      await hosted.getByRole('button', { name: 'Log in to the bank' }).click();
      await hosted.getByRole('heading', { name: 'All done' }).waitFor();
      expect(await hosted.evaluate(() => window.opener as unknown)).toBeNull();
      await hosted.close();
      await page.bringToFront();
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await untilHealth(item, 'healthy');
    });
  });

  it('a relink reaches the user’s other tab, which asks the server and then shows it', async () => {
    const item = cardOf(page, 'Tartan Bank');
    await item.getByRole('button', { name: 'Break it' }).click();
    await untilHealth(item, 'needs_update');
    const other = await page.context().newPage();
    await other.goto(demo.url);
    const twin = cardOf(other, 'Tartan Bank');
    await untilHealth(twin, 'needs_update');
    const asked = await watchRequests(twin);
    // Side by side: the other tab is never hidden, and gets no focus that would make it look again.
    await item.getByRole('button', { name: 'Reconnect' }).click();
    await logInAndFinish(page);
    await untilHealth(item, 'healthy');
    await untilHealth(twin, 'healthy');
    expect(asked).toContain('/item/get');
    expect(asked.filter((path) => path !== '/item/get')).toEqual([]);
  });

  describe('a webhook while the page is open', () => {
    /** Lets the bank act from another browser, so that nothing but the server tells the page. */
    async function letBank(bank: string, action: string): Promise<void> {
      const elsewhere = await openPage(demo.url);
      await signIn(elsewhere.page);
      await elsewhere.page.getByLabel('Bank', { exact: true }).selectOption(bank);
      await elsewhere.page.getByRole('button', { name: action }).click();
      await elsewhere.page.getByText('ITEM ').first().waitFor();
      await elsewhere.close();
    }

    it('G13: the demo shows the announced move of a bank, after the user has closed Link too, until it is relinked', async () => {
      const item = cardOf(page, 'Herringbone Bank');
      const announcement = item.getByText('Your bank moves to a new login');
      await announcement.waitFor();
      const button = item.getByRole('button', { name: 'Reconnect' });
      await button.click();
      await linkOn(page).getByRole('button', { name: 'Close', exact: true }).click();
      await button.and(page.locator('[data-state="exited"]')).waitFor();
      await page.reload();
      await announcement.waitFor();
      await button.click();
      await logInAndFinish(page);
      await untilHealth(item, 'healthy');

      await letBank('Herringbone Bank', 'Announce a move');
      await announcement.waitFor();
    });

    it('a relink whose page is gone before it could report ends the announced move of a bank', async () => {
      await letBank('Herringbone Bank', 'Announce a move');
      const dying = await openPage(demo.url);
      await signIn(dying.page);
      // It never arrives: the page ends first.
      await dying.page.route('**/item/relinked', () => {});
      const dyingItem = cardOf(dying.page, 'Herringbone Bank');
      await dyingItem.getByText('Your bank moves to a new login').waitFor();
      await dyingItem.getByRole('button', { name: 'Reconnect' }).click();
      const reporting = dying.page.waitForRequest('**/item/relinked');
      await logInAndFinish(dying.page);
      await reporting;
      await dying.close();

      // This page has been open all along, and only the server tells it.
      await page.getByText('LINK SESSION_FINISHED').first().waitFor();
      await untilHealth(cardOf(page, 'Herringbone Bank'), 'healthy');
      await page.reload();
      await untilHealth(cardOf(page, 'Herringbone Bank'), 'healthy');
    });

    it('the demo offers to share a new account, which breaks nothing, until the user has chosen accounts', async () => {
      const item = cardOf(page, 'Tartan Bank');
      await untilHealth(item, 'healthy');
      await letBank('Tartan Bank', 'Open a new account');
      const offer = item.getByText('You have a new account at this bank');
      await offer.waitFor();
      await untilHealth(item, 'healthy');
      await item.getByRole('button', { name: 'Share the new account' }).click();
      await linkOn(page).getByLabel('Username').fill('user_good');
      await linkOn(page).getByLabel('Password').fill('pass_good');
      await linkOn(page).getByRole('button', { name: 'Log in' }).click();
      await linkOn(page).getByRole('button', { name: 'Continue', exact: true }).click();
      await linkOn(page).getByRole('button', { name: 'Finish' }).click();
      await offer.waitFor({ state: 'detached' });
      await untilHealth(item, 'healthy');
    });
  });

  it('the demo breaks an Item again, and shows no Item of another user', async () => {
    const item = cardOf(page, 'Tartan Bank');
    await item.getByRole('button', { name: 'Break it' }).click();
    await untilHealth(item, 'needs_update');
    expect(await page.getByText('Bob’s Bank').count()).toBe(0);
  });
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
