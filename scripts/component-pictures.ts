/**
 * The pictures of the components for the README and the docs: `npm run build-storybook`, then
 * `npx tsx scripts/component-pictures.ts [built Storybook]`. Each sheet has what some stories show after their play, side
 * by side, under src/styles.css.
 */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { chromium } from 'playwright';
import sharp from 'sharp';
import { ensureChromium, launchOptions } from './chromium.ts';
import { INTER } from './inter.ts';
import { openStory, serveFromFolder } from './story-page.ts';

const OUT = 'docs/images/components';
const read = (path: string): Buffer => readFileSync(new URL(`../${path}`, import.meta.url));
const STYLES = read('src/styles.css').toString('utf8');
interface Sheet {
  name: string;
  part: string;
  columns: number;
  stories: readonly (readonly [id: string, caption: string])[];
}

const SHEETS: readonly Sheet[] = [
  {
    name: 'button',
    part: 'button',
    columns: 3,
    stories: [
      ['relinkbutton--idle', 'idle, preparing, ready, exited'],
      ['relinkbutton--opening', 'opening'],
      ['relinkbutton--confirming', 'confirming'],
      ['relinkbutton--relinked', 'relinked'],
      ['relinkbutton--failed', 'failed'],
      ['relinkbutton--disabled', 'disabled'],
    ],
  },
  {
    name: 'notice',
    part: 'notice',
    columns: 1,
    stories: [
      ['relinknotice--login-required', ''],
      ['relinknotice--failed', ''],
      ['relinknotice--visit-bank', ''],
      ['relinknotice--unavailable', ''],
      ['relinknotice--new-link-needed', ''],
      ['relinknotice--repaired', ''],
    ],
  },
  { name: 'list', part: 'list', columns: 1, stories: [['relinklist--one-done', '']] },
];

const [dir = 'storybook-static'] = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch(launchOptions(await ensureChromium()));
const page = await browser.newPage({
  deviceScaleFactor: 1.25,
  reducedMotion: 'reduce',
  viewport: { width: 900, height: 600 },
});
const url = await serveFromFolder(page, dir);
for (const { name, part, columns, stories } of SHEETS) {
  const cells: string[] = [];
  for (const [id, caption] of stories) {
    await openStory(page, url, id);
    const html = await page.locator(`[data-relink='${part}']`).evaluate((found) => {
      const below = found.nextElementSibling;
      // The error of a bare button.
      return found.outerHTML + (below?.matches('[data-relink="error"]') ? below.outerHTML : '');
    });
    cells.push(`<figure>${html}${caption && `<figcaption>${caption}</figcaption>`}</figure>`);
  }
  for (const scheme of ['light', 'dark']) {
    await page.goto('about:blank');
    await page.setContent(sheetOf(cells, columns, scheme));
    const path = `${OUT}/${name}-${scheme}.png`;
    await sharp(await page.locator('main').screenshot())
      .png({ palette: true })
      .toFile(path);
    console.log(`${path}: ${Math.ceil(statSync(path).size / 1000)} kB`);
  }
}
await browser.close();

function sheetOf(cells: readonly string[], columns: number, scheme: string): string {
  const width = columns === 1 ? '43rem' : '15rem';
  return `<!doctype html><html style="color-scheme:${scheme}"><style>
    ${INTER}
    body { margin: 0; background: light-dark(#f6f7f9, #0d0e12); color: CanvasText; font: 16px/1.5 Inter, system-ui, sans-serif; }
    main { display: grid; grid-template-columns: repeat(${columns}, ${width}); gap: 16px; padding: 20px; width: max-content; }
    figure { margin: 0; }
    figcaption { margin-top: 4px; color: color-mix(in oklab, CanvasText 65%, Canvas); font: 12px/1.4 ui-monospace, monospace; }
    ${STYLES}
  </style><main>${cells.join('')}</main></html>`;
}
