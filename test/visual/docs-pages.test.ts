import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import { readStories } from '../../scripts/story-page.ts';
import { serveStorybook, type StorybookSite } from './storybook-site';
import { watchPage } from './watch-page';

const pages = readStories(inject('storybook'), 'docs');
let browser: Browser;
let site: StorybookSite;
let page: Page;
let problems: string[];

beforeAll(async () => {
  site = await serveStorybook();
  browser = await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
  page = await browser.newPage();
  problems = watchPage(page);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

async function openDocs(id: string): Promise<void> {
  problems.splice(0);
  await page.goto(`${site.url}iframe.html?viewMode=docs&id=${id}`);
  await page.locator('#storybook-docs h1').first().waitFor();
}

describe('the built Storybook, below any path', () => {
  it('the built Storybook opens with the flow and its picture, and requests nothing from another machine', async () => {
    await page.goto(site.url);
    const preview = page.frameLocator('#storybook-preview-iframe');
    await preview.getByRole('heading', { name: 'Repairing a bank connection' }).waitFor();
    await preview.getByRole('img', { name: 'How a bank connection is repaired' }).waitFor();
    expect(problems).toEqual([]);
  });

  it.each(pages)('the docs page of $title opens without an error', async ({ id }) => {
    await openDocs(id);
    expect(problems).toEqual([]);
  });
});

const PROPS = {
  'relinkbutton--docs': ['itemId', 'asChild', 'prepareOn', 'accountSelection', 'onRelinked'],
  'relinknotice--docs': ['itemId', 'onNewLink', 'accountSelection', 'onRelinked'],
  'relinklist--docs': ['itemIds', 'onDone', 'onSkip', 'onRelinked'],
};

describe.each(Object.entries(PROPS))('the props of %s', (id, names) => {
  it('the props table has the props of the types and of RelinkOptions, each with a description', async () => {
    await openDocs(id);
    const rows = page.locator('.docblock-argstable-body tr');
    await rows.first().waitFor();
    const told = await rows.evaluateAll((all) =>
      all.map((row) => {
        const [name, text] = row.querySelectorAll('td');
        // Under the description is the type.
        const description = text?.firstElementChild?.textContent ?? '';
        return { name: (name?.textContent ?? '').replace('*', ''), description };
      }),
    );
    expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(told.filter(({ description }) => description.length < 10)).toEqual([]);
    // A button's own 250 props are not among them.
    expect(told.map(({ name }) => name)).not.toContain('onClick');
    expect(told.length).toBeLessThan(25);
  });
});
