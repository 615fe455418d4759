/**
 * Records a repair in the demo for the README: `npm start`, then `npx tsx scripts/recording.ts [URL]`. Each frame is a
 * screenshot of the real page. Beside each animation is a still for readers who want reduced motion.
 */
import { statSync } from 'node:fs';
import { chromium, type Locator, type Page } from 'playwright';
import sharp from 'sharp';
import { ensureChromium, launchOptions } from './chromium.ts';
import { setLinkInInter } from './inter.ts';

const OUT = 'docs/images';
const VIEWPORT = { width: 760, height: 600 };
/** How many frames the pointer takes to its goal, and how long each stands, in milliseconds. */
const STEPS = 7;
const STEP_MS = 60;
const POINTER = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="24" viewBox="0 0 20 24"><path d="M2 1.5v18l4.6-4.2 3 6.7 3.2-1.4-3-6.6h6.4z" fill="#111" stroke="#fff" stroke-width="1.6" stroke-linejoin="round"/></svg>`;

interface Frame {
  png: Buffer;
  ms: number;
}

const url = process.argv[2] ?? 'http://localhost:4310';
const browser = await chromium.launch(launchOptions(await ensureChromium()));
for (const colorScheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({ colorScheme, viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(url);
  const frames = await record(page);
  const path = `${OUT}/repair-${colorScheme}`;
  await save(frames, path);
  await context.close();
}
await browser.close();

async function record(page: Page): Promise<Frame[]> {
  const frames: Frame[] = [];
  const shoot = async (ms: number): Promise<void> => {
    frames.push({ png: await page.screenshot(), ms });
  };
  const pointer = { x: 600, y: 560 };
  const place = async (): Promise<void> => {
    await page.mouse.move(pointer.x, pointer.y);
    await page.evaluate(
      ({ x, y, svg }) => {
        let drawn = document.getElementById('recorded-pointer');
        if (!drawn) {
          drawn = document.createElement('div');
          drawn.id = 'recorded-pointer';
          drawn.style.cssText = 'position:fixed;z-index:2147483647;pointer-events:none';
          drawn.innerHTML = svg;
        }
        // Behind Link's frame, which is added later, it could not be seen.
        document.documentElement.append(drawn);
        drawn.style.left = `${x}px`;
        drawn.style.top = `${y}px`;
      },
      { ...pointer, svg: POINTER },
    );
  };
  const moveTo = async (goal: Locator): Promise<void> => {
    const box = await goal.boundingBox();
    if (!box) throw new Error('There is nothing to point at.');
    const from = { ...pointer };
    const to = { x: box.x + box.width * 0.6, y: box.y + box.height * 0.6 };
    for (let step = 1; step <= STEPS; step += 1) {
      const share = 0.5 - Math.cos((Math.PI * step) / STEPS) / 2;
      pointer.x = from.x + (to.x - from.x) * share;
      pointer.y = from.y + (to.y - from.y) * share;
      await place();
      await shoot(STEP_MS);
    }
  };
  const press = async (): Promise<void> => {
    await page.mouse.down();
    await shoot(120);
    await page.mouse.up();
  };

  const product = page.locator('.product');
  const reconnect = product.getByRole('button', { name: /^Reconnect/ }).first();
  await reconnect.waitFor();
  // What is around the product in the demo alone.
  await page.addStyleTag({ content: '.panel, .toast { display: none !important }' });
  await product.evaluate((element) => {
    window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 12);
  });
  await place();
  await shoot(1_600);
  await moveTo(reconnect);
  await press();
  await shoot(250);
  const link = page.frameLocator('iframe[title="Plaid Link"]:visible');
  const logIn = link.getByRole('button', { name: 'Log in', exact: true });
  await logIn.waitFor();
  await setLinkInInter(page);
  await place();
  await shoot(1_200);
  await moveTo(logIn);
  await press();
  // The confirmation and the transactions that come in, as they are.
  const isRepaired = product.getByText(/is connected again/).first();
  await Promise.all([
    isRepaired.waitFor(),
    (async () => {
      for (let shot = 0; shot < 4; shot += 1) await shoot(180);
    })(),
  ]);
  await product.getByText('5 new').waitFor();
  pointer.y += 160;
  await place();
  for (let shot = 0; shot < 4; shot += 1) await shoot(120);
  await shoot(3_000);
  return frames;
}

async function save(frames: readonly Frame[], path: string): Promise<void> {
  const animation = `${path}.webp`;
  await sharp(
    frames.map(({ png }) => png),
    { join: { animated: true } },
  )
    .webp({ quality: 80, effort: 6, delay: frames.map(({ ms }) => ms), loop: 0, minSize: true })
    .toFile(animation);
  const still = `${path}.png`;
  await sharp(frames[0]?.png).png({ palette: true }).toFile(still);
  for (const file of [animation, still])
    console.log(`${file}: ${Math.ceil(statSync(file).size / 1_000)} kB`);
  console.log(`${frames.length} frames, ${frames.reduce((sum, { ms }) => sum + ms, 0) / 1_000} s`);
}
