import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';

export const SOURCE = readFileSync(new URL('../../src/styles.css', import.meta.url), 'utf8');

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

export interface Opening {
  /** What the user's system asks for. */
  media?: Media;
  width?: number;
  /** CSS of the app. */
  css?: string;
  /** Attributes of `<html>`. */
  root?: string;
}

/** As the page's fonts usually are: no test may depend on a font of this machine. */
const FONT = 'body { margin: 16px; font: 16px/1.5 Inter, "Liberation Sans", Arial, sans-serif }';

/** A browser for a file of tests, whose page shows static parts under styles.css. Without motion a look is at once what it will be. */
export function launchStyledPage(): (body: string, opening?: Opening) => Promise<Page> {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
    page = await browser.newPage();
  });
  afterAll(() => browser.close());
  return async (body, { media = {}, width = 800, css = '', root = '' } = {}) => {
    await page.emulateMedia({
      colorScheme: 'light',
      reducedMotion: 'reduce',
      forcedColors: 'none',
      contrast: 'no-preference',
      ...media,
    });
    await page.setViewportSize({ width, height: 800 });
    await page.setContent(
      `<!doctype html><html lang="en" ${root}><style>${FONT}${css}</style><style>${SOURCE}</style><body>${body}</body></html>`,
    );
    return page;
  };
}

/** For each colour, or pile of colours with the lowest first, its channels in sRGB and its alpha, each from 0 to 255. */
export function channelsOf(
  page: Page,
  colours: readonly (string | readonly string[])[],
): Promise<number[][]> {
  return page.evaluate((asked) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas.');
    // A canvas that is not in the page knows no dark system colours.
    const probe = document.body.appendChild(document.createElement('i'));
    const channels = asked.map((colour) => {
      context.clearRect(0, 0, 1, 1);
      for (const layer of [colour].flat()) {
        probe.style.color = layer;
        context.fillStyle = getComputedStyle(probe).color;
        context.fillRect(0, 0, 1, 1);
      }
      return [...context.getImageData(0, 0, 1, 1).data];
    });
    probe.remove();
    return channels;
  }, colours);
}

/** The contrast of two opaque colours (WCAG 2.2), from 1 to 21. */
export function contrastOf(one: readonly number[], other: readonly number[]): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
