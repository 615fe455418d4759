/** Takes the README's pictures from the running demo: `npx tsx scripts/screenshots.ts [URL]`. */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { ensureChromium, launchOptions } from './chromium.ts';

const url = process.argv[2] ?? 'http://localhost:4310';
const out = 'docs/images';
mkdirSync(out, { recursive: true });

const browser = await chromium.launch(launchOptions(await ensureChromium()));
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 860 } });
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in as Ada' }).click();
  await page.locator('.item[data-health="healthy"]').first().waitFor();
  await page
    .getByText(/token until/)
    .or(page.getByText('Up to date').nth(1))
    .first()
    .waitFor();
  const broken = page.locator('.item', { has: page.getByRole('button', { name: 'Reconnect' }) });
  await broken.first().getByRole('button', { name: 'Reconnect' }).hover();
  await page.locator('[data-state="ready"]').waitFor();
  await page.screenshot({ path: `${out}/demo-${colorScheme}.png` });
  await broken.first().getByRole('button', { name: 'Reconnect' }).click();
  const link = page.frameLocator('iframe[title="Plaid Link"]:visible');
  await link.getByLabel('Username').waitFor();
  await page.screenshot({ path: `${out}/link-${colorScheme}.png` });
  await page.close();
}
const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
await phone.goto(url);
await phone.getByRole('button', { name: 'Sign in as Ada' }).click();
await phone.locator('.item[data-health="healthy"]').first().waitFor();
await phone.screenshot({ path: `${out}/demo-phone.png` });
await browser.close();
console.log(`Pictures are in ${out}`);
