/**
 * Every story on contact sheets, to judge all states at a glance: desktop and phone, light and dark.
 * `npm run build-storybook`, then `npm run sheets -- [texts in the stories' ids] [--direction rtl] [--dir built]`.
 * The sheets are written to contact-sheets/, which is not committed.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import { ensureChromium, launchOptions } from './chromium.ts';
import { openStory, readStories, serveFromFolder, untilAtRest } from './story-page.ts';

const OUT = 'contact-sheets';
const STORIES_A_SHEET = 4;
const SCALE = 0.57;
const SIZES = {
  desktop: { width: 800, height: 480 },
  phone: { width: 320, height: 480 },
};
type Size = keyof typeof SIZES;

interface Cell {
  size: Size;
  src: string;
}

/** A story in each theme and size. */
interface Row {
  caption: string;
  cells: Cell[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: 'storybook-static' },
    direction: { type: 'string', default: 'ltr' },
  },
});
const stories = readStories(values.dir).filter(({ id }) =>
  positionals.every((text) => id.includes(text)),
);
if (stories.length === 0) {
  throw new Error(
    `No story's id has "${positionals.join('" and "')}". They are in ${values.dir}/index.json.`,
  );
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT);
const browser = await chromium.launch(launchOptions(await ensureChromium()));
const context = await browser.newContext({ reducedMotion: 'reduce' });
const page = await context.newPage();
const url = await serveFromFolder(page, values.dir);
const rows: Row[] = [];
for (const { id, title, name } of stories) {
  const cells: Cell[] = [];
  for (const theme of ['light', 'dark']) {
    await page.setViewportSize(SIZES.desktop);
    await openStory(page, url, id, { theme, direction: values.direction });
    for (const size of ['desktop', 'phone'] as const) {
      await page.setViewportSize(SIZES[size]);
      cells.push({ size, src: await shotOf(page) });
    }
  }
  rows.push({ caption: `${title} / ${name}`, cells });
}
await page.setViewportSize({ width: 1300, height: 800 });
for (let first = 0; first < rows.length; first += STORIES_A_SHEET) {
  await page.goto('about:blank');
  await page.setContent(sheetOf(rows.slice(first, first + STORIES_A_SHEET)));
  const path = `${OUT}/${String(first / STORIES_A_SHEET + 1).padStart(2, '0')}.png`;
  await page.locator('main').screenshot({ path });
  console.log(
    `${path}: ${rows
      .slice(first, first + STORIES_A_SHEET)
      .map(({ caption }) => caption)
      .join(', ')}`,
  );
}
await browser.close();

async function shotOf(page: Page): Promise<string> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await untilAtRest(page);
  const image = await page.screenshot();
  return `data:image/png;base64,${image.toString('base64')}`;
}

function sheetOf(rows: readonly Row[]): string {
  const image = ({ size, src }: Cell): string =>
    `<img src="${src}" width="${SIZES[size].width * SCALE}" height="${SIZES[size].height * SCALE}">`;
  const figures = rows.map(
    ({ caption, cells }) =>
      `<figure><figcaption>${caption}</figcaption>${cells.map(image).join('')}</figure>`,
  );
  return `<!doctype html><style>
    body { margin: 0; font: 14px/1.4 system-ui, sans-serif; }
    main { display: grid; grid-template-columns: auto auto; gap: 8px; padding: 8px; width: max-content; background: #777; }
    figure { display: grid; grid-template-columns: auto auto; gap: 2px; margin: 0; }
    figcaption { grid-column: span 2; color: #fff; font-weight: 600; }
    img { display: block; }
  </style><main>${figures.join('')}</main>`;
}
