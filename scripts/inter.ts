import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';

const FILE = '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
/** SIL Open Font License. In the page itself, so that a picture is the same on every machine. */
const DATA = readFileSync(new URL(FILE, import.meta.url)).toString('base64');
export const INTER = `@font-face { font-family: 'Inter'; font-weight: 100 900; src: url(data:font/woff2;base64,${DATA}); }`;

/** Gives the open Link the font of the page around it. */
export async function setLinkInInter(page: Page): Promise<void> {
  const iframe = await page.locator('iframe[title="Plaid Link"]:visible').elementHandle();
  const frame = await iframe.contentFrame();
  await frame?.addStyleTag({ content: `${INTER} * { font-family: Inter !important }` });
  await frame?.evaluate(() => document.fonts.ready);
}
