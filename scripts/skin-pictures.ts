/** Takes the picture of examples/skins for the docs: `npm start` there, then `npx tsx scripts/skin-pictures.ts [URL]`. */
import { statSync } from 'node:fs';
import { chromium } from 'playwright';
import sharp, { type OverlayOptions } from 'sharp';
import { ensureChromium, launchOptions } from './chromium.ts';

const OUT = 'docs/images';
const SKINS = ['tailwind', 'shadcn', 'radix', 'mui', 'chakra', 'mantine'];
const CELL = { width: 760, height: 700 };
const COLUMNS = 3;
const GAP = 8;

const url = process.argv[2] ?? 'http://localhost:3000';
const browser = await chromium.launch(launchOptions(await ensureChromium()));
for (const theme of ['light', 'dark'] as const) {
  const cells: OverlayOptions[] = [];
  for (const [index, skin] of SKINS.entries()) {
    const page = await browser.newPage({ viewport: CELL, colorScheme: theme });
    await page.goto(`${url}/?skin=${skin}&theme=${theme}`);
    await page.getByText('First Gingham').first().waitFor();
    const column = index % COLUMNS;
    const row = Math.floor(index / COLUMNS);
    cells.push({
      input: await page.screenshot(),
      left: column * (CELL.width + GAP),
      top: row * (CELL.height + GAP),
    });
    await page.close();
  }
  const path = `${OUT}/skins-${theme}.png`;
  const sheet = await sharp({
    create: {
      width: COLUMNS * (CELL.width + GAP) - GAP,
      height: Math.ceil(SKINS.length / COLUMNS) * (CELL.height + GAP) - GAP,
      channels: 3,
      background: '#888',
    },
  })
    .composite(cells)
    .png()
    .toBuffer();
  await sharp(sheet).resize({ width: 1520 }).png({ palette: true }).toFile(path);
  console.log(`${path}: ${Math.ceil(statSync(path).size / 1_000)} kB`);
}
await browser.close();
