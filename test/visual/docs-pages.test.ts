import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import { readStories } from '../../scripts/story-page.ts';
import { builtStorybook, serveStorybook, switchToDocs, type StorybookSite } from './storybook-site';
import { watchPage } from './watch-page';

interface Prop {
  name: string;
  description: string;
}

/** What was found on a page of documentation. */
interface DocsVisit {
  problems: string[];
  /** The rows of its tables of props. */
  props: Prop[];
}

const pages = readStories(await builtStorybook(), 'docs');
const visits = new Map<string, DocsVisit>();
let browser: Browser;
let site: StorybookSite;
let page: Page;
let problems: string[];

beforeAll(async () => {
  site = await serveStorybook();
  browser = await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
  page = await browser.newPage();
  problems = watchPage(page);
  const [first, ...others] = pages;
  if (!first) throw new Error('The Storybook has no page of documentation.');
  await page.goto(`${site.url}iframe.html?viewMode=docs&id=${first.id}`);
  await look(first.id);
  // The others as a click in the sidebar opens them, without loading the Storybook again.
  for (const { id } of others) {
    await switchToDocs(page, id);
    await look(id);
  }
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

async function look(id: string): Promise<void> {
  await page.locator('#storybook-docs h1').first().waitFor();
  if (id in PROPS) await page.locator('.docblock-argstable-body tr').first().waitFor();
  visits.set(id, { problems: problems.splice(0), props: await propsOn(page) });
}

function propsOn(page: Page): Promise<Prop[]> {
  return page.locator('.docblock-argstable-body tr').evaluateAll((rows) =>
    rows.map((row) => {
      const [name, text] = row.querySelectorAll('td');
      // Under the description is the type.
      const description = text?.firstElementChild?.textContent ?? '';
      return { name: (name?.textContent ?? '').replace('*', ''), description };
    }),
  );
}

describe('the built Storybook, below any path', () => {
  it('the built Storybook opens with the flow and its picture, and requests nothing from another machine', async () => {
    await page.goto(site.url);
    const preview = page.frameLocator('#storybook-preview-iframe');
    await preview.getByRole('heading', { name: 'Repairing a bank connection' }).waitFor();
    await preview.getByRole('img', { name: 'How a bank connection is repaired' }).waitFor();
    expect(problems).toEqual([]);
  });

  it.each(pages)('the docs page of $title opens without an error', ({ id }) => {
    expect(visits.get(id)?.problems).toEqual([]);
  });
});

const PROPS = {
  'relinkbutton--docs': ['itemId', 'asChild', 'prepareOn', 'accountSelection', 'onRelinked'],
  'relinknotice--docs': ['itemId', 'onConnectAgain', 'accountSelection', 'onRelinked'],
  'relinklist--docs': ['itemIds', 'onDone', 'onSkip', 'onRelinked'],
};

describe.each(Object.entries(PROPS))('the props of %s', (id, names) => {
  it('the props table has the props of the types and of RelinkOptions, each with a description', () => {
    const told = visits.get(id)?.props ?? [];
    expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(told.filter(({ description }) => description.length < 10)).toEqual([]);
    // An element's own 250 props are not among them; what a designer turns in a story is.
    expect(told.map(({ name }) => name)).not.toContain('onClick');
    expect(told.length).toBeLessThan(40);
  });
});
