/**
 * Pictures of every story, to look at: `npm run build-storybook`, then
 * `node scripts/story-shots.mjs [built Storybook] [folder for the pictures] [part of a story's id]`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureChromium, launchOptions } from './chromium.mjs';
import { openStory, readStories, serveFromFolder } from './story-page.mjs';

const [dir = 'storybook-static', out = 'story-shots', wanted = ''] = process.argv.slice(2);
const DESKTOP = { width: 800, height: 480 };
const PHONE = { width: 320, height: 568 };
const SHOTS = [
  { name: 'light', scheme: 'light', direction: 'ltr', viewport: DESKTOP },
  { name: 'dark', scheme: 'dark', direction: 'ltr', viewport: DESKTOP },
  { name: 'rtl', scheme: 'light', direction: 'rtl', viewport: DESKTOP },
  { name: 'phone', scheme: 'light', direction: 'ltr', viewport: PHONE },
  { name: 'phone-dark', scheme: 'dark', direction: 'ltr', viewport: PHONE },
];

mkdirSync(out, { recursive: true });
const stories = readStories(dir).filter(({ id }) => id.includes(wanted));
const browser = await chromium.launch(launchOptions(await ensureChromium()));
const page = await browser.newPage({ reducedMotion: 'reduce' });
const url = await serveFromFolder(page, dir);
for (const { id } of stories) {
  await page.setViewportSize(DESKTOP);
  await openStory(page, url, id);
  for (const { name, viewport, ...appearance } of SHOTS) {
    await page.setViewportSize(viewport);
    await page.evaluate(({ scheme, direction }) => {
      globalThis.document.documentElement.style.colorScheme = scheme;
      globalThis.document.documentElement.dir = direction;
    }, appearance);
    await page.screenshot({ path: join(out, `${id}.${name}.png`) });
  }
}
await browser.close();
console.log(`${stories.length * SHOTS.length} pictures are in ${out}`);
