/**
 * Every state on contact sheets, to judge the look at a glance: one sheet for each theme and width.
 * `npm run build-storybook`, then `npm run sheets -- [texts in the stories' ids] [--direction rtl] [--locale de] [--dir built]`.
 * The sheets are written to contact-sheets/, which is not committed.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import { ensureChromium, launchOptions } from './chromium.ts';
import { openStory, readStories, serveFromFolder, untilAtRest } from './story-page.ts';

const OUT = 'contact-sheets';
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 375, 768, 1280] as const;
/** How many stories of each width are side by side. */
const COLUMNS = { 320: 6, 375: 5, 768: 3, 1280: 2 } as const;
const SCALE = 0.7;
/** A state that is higher is cut, since one page of text would make its whole row as high. */
const MAX_HEIGHT = 900;
/** What one sheet can show before a viewer makes it too small to read. */
const STORIES_A_SHEET = 24;

interface Cell {
  caption: string;
  src: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: 'storybook-static' },
    direction: { type: 'string', default: 'ltr' },
    locale: { type: 'string', default: 'en' },
  },
});
const stories = readStories(values.dir).filter(
  ({ id }) => positionals.length === 0 || positionals.some((text) => id.includes(text)),
);
if (stories.length === 0) {
  throw new Error(
    `No story's id has "${positionals.join('" or "')}". They are in ${values.dir}/index.json.`,
  );
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT);
const browser = await chromium.launch(launchOptions(await ensureChromium()));
const context = await browser.newContext({ reducedMotion: 'reduce' });
const page = await context.newPage();
const url = await serveFromFolder(page, values.dir);
const sheets = new Map<string, Cell[]>();
for (const { id, title, name } of stories) {
  for (const theme of THEMES) {
    await page.setViewportSize({ width: WIDTHS[0], height: 480 });
    await openStory(page, url, id, {
      theme,
      direction: values.direction,
      locale: values.locale,
    });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 480 });
      const sheet = `${theme}-${width}`;
      const cells = sheets.get(sheet) ?? [];
      sheets.set(sheet, cells);
      cells.push({ caption: `${title} / ${name}`, src: await shotOf(page, width) });
    }
  }
}
for (const theme of THEMES) {
  for (const width of WIDTHS) {
    const cells = sheets.get(`${theme}-${width}`) ?? [];
    for (let first = 0; first < cells.length; first += STORIES_A_SHEET) {
      await page.setViewportSize({ width: 1300, height: 800 });
      await page.goto('about:blank');
      await page.setContent(sheetOf(cells.slice(first, first + STORIES_A_SHEET), width));
      const path = `${OUT}/${theme}-${width}-${first / STORIES_A_SHEET + 1}.png`;
      await page.locator('main').screenshot({ path });
      console.log(path);
    }
  }
}
await browser.close();

async function shotOf(page: Page, width: number): Promise<string> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await untilAtRest(page);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, 60), MAX_HEIGHT) });
  const image = await page.screenshot();
  return `data:image/png;base64,${image.toString('base64')}`;
}

function sheetOf(cells: readonly Cell[], width: (typeof WIDTHS)[number]): string {
  const figures = cells.map(
    ({ caption, src }) =>
      `<figure><figcaption>${caption}</figcaption><img src="${src}" width="${width * SCALE}"></figure>`,
  );
  return `<!doctype html><style>
    body { margin: 0; font: 12px/1.4 system-ui, sans-serif; }
    main { columns: ${COLUMNS[width]}; column-gap: 8px; padding: 8px; width: ${COLUMNS[width] * (width * SCALE + 8)}px; background: #777; }
    figure { break-inside: avoid; margin: 0 0 8px; }
    figcaption { color: #fff; font-weight: 600; }
    img { display: block; }
  </style><main>${figures.join('')}</main>`;
}
