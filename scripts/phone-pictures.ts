/**
 * A repair on a phone in six pictures, for Storybook and slides: `npm start`, then `npx tsx scripts/phone-pictures.ts [URL]`.
 * Each is a screenshot of the demo. Two requests are held, so that "opening" and "checking" can be photographed.
 */
import { statSync } from 'node:fs';
import { chromium, type Page } from 'playwright';
import sharp from 'sharp';
import { ensureChromium, launchOptions } from './chromium.ts';
import { setLinkInInter } from './inter.ts';

const OUT = 'docs/images';
const PHONE = { width: 390, height: 844 };
const SHOWN = { width: 312, height: 675 };
const GAP = 16;

const url = process.argv[2] ?? 'http://localhost:4310';
const browser = await chromium.launch(launchOptions(await ensureChromium()));
for (const colorScheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({
    colorScheme,
    viewport: PHONE,
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  const steps = await photograph(page);
  await context.close();
  const path = `${OUT}/phone-${colorScheme}.webp`;
  await sharp({
    create: {
      width: steps.length * (SHOWN.width + GAP) - GAP,
      height: SHOWN.height,
      channels: 4,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    },
  })
    .composite(steps.map((input, step) => ({ input, left: step * (SHOWN.width + GAP), top: 0 })))
    .webp({ quality: 82, effort: 6 })
    .toFile(path);
  console.log(`${path}: ${Math.ceil(statSync(path).size / 1_000)} kB`);
}
await browser.close();

/** Holds the next request to a path until the returned function is called. */
async function hold(page: Page, path: string): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(
    `**${path}`,
    async (route) => {
      await released;
      await route.continue();
    },
    { times: 1 },
  );
  return release;
}

async function photograph(page: Page): Promise<Buffer[]> {
  const steps: Buffer[] = [];
  const shoot = async (): Promise<void> => {
    const png = await page.screenshot();
    const corners = Buffer.from(
      `<svg width="${SHOWN.width}" height="${SHOWN.height}"><rect width="100%" height="100%" rx="28"/></svg>`,
    );
    steps.push(
      await sharp(png)
        .resize(SHOWN)
        .composite([{ input: corners, blend: 'dest-in' }])
        .png()
        .toBuffer(),
    );
  };
  const product = page.locator('.product');
  const button = product.locator('[data-relink="button"]').first();
  await button.waitFor();
  // What is around the product in the demo alone.
  await page.addStyleTag({ content: '.panel, .toast { display: none !important }' });
  await product.evaluate((element) => {
    window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 12);
  });
  await shoot();

  const sendToken = await hold(page, '/link/token/create');
  await button.click();
  await product.locator('[data-relink="spinner"]').waitFor();
  await shoot();
  sendToken();
  const link = page.frameLocator('iframe[title="Plaid Link"]:visible');
  const logIn = link.getByRole('button', { name: 'Log in', exact: true });
  await logIn.waitFor();
  await setLinkInInter(page);
  await shoot();

  const confirm = await hold(page, '/item/relinked');
  await logIn.click();
  await product.getByText('Checking…').first().waitFor();
  await shoot();
  confirm();
  await product
    .getByText(/is connected again/)
    .first()
    .waitFor();
  await shoot();
  await product.getByText('5 new').waitFor();
  await product.getByRole('button', { name: /^Done/ }).click();
  await shoot();
  return steps;
}
