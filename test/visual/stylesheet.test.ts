import { brotliCompressSync, gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright';
import type { ReactElement } from 'react';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import type { Served } from '../support/serve';
import { buildApp, type BuiltApp } from './build-app';
import { BUTTONS, html, LIST, NOTICES } from './parts';
import { serveFolder } from './static-site';
import { channelsOf, contrastOf, SOURCE } from './styled-page';

const STATES = ['idle', 'opening', 'relinked', 'failed'] as const;
const BODY = [
  ...STATES.map((state) => html(BUTTONS[state])),
  `<div data-relink="notice" data-topic="relink"><p data-relink="notice-text">Text</p></div>`,
  `<progress data-relink="list-meter" max="2" value="1"></progress>`,
].join('');
const WHITE = [255, 255, 255];
const CLEAR = 'rgba(0, 0, 0, 0)';

let app: BuiltApp;
let site: Served;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  app = await buildApp(BODY);
  site = await serveFolder(app.dir, '/');
  browser = await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
  // Without motion a colour is at once what it will be.
  page = await browser.newPage({ reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser.close();
  await site.close();
  await app.remove();
});

async function openApp(colorScheme: string): Promise<void> {
  await page.goto(`${site.url}/index.html`);
  await appearAs(colorScheme);
}

/** The app says its color-scheme in a style of an element, where no tool that reads its CSS can see it. */
const appearAs = (scheme: string): Promise<void> =>
  page.evaluate((value) => void (document.documentElement.style.colorScheme = value), scheme);

const coloursOf = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-relink]')].map((element) => {
      const { color, backgroundColor, borderColor } = getComputedStyle(element);
      return { color, backgroundColor, borderColor };
    }),
  );

/** One property of the button in a state. */
const ofButton = (state: (typeof STATES)[number], property: string): Promise<string> =>
  page.evaluate(
    (asked) => {
      const button = document.querySelector(`button[data-state='${asked.state}']`);
      if (!button) throw new Error(`No button is ${asked.state}.`);
      return getComputedStyle(button).getPropertyValue(asked.property);
    },
    { state, property },
  );

describe.each(['light', 'dark'])('styles.css in an app that Vite built, %s', (scheme) => {
  it('styles.css gives each button a background, and a text colour other than the page’s', async () => {
    await openApp(scheme);
    for (const state of STATES) {
      expect(await ofButton(state, 'background-color')).not.toBe(CLEAR);
    }
    const inherited = await page.evaluate(() => getComputedStyle(document.body).color);
    expect(await ofButton('idle', 'color')).not.toBe(inherited);
  });

  it('styles.css keeps the published colours in an app that Vite built', async () => {
    await openApp(scheme);
    const built = await coloursOf();
    await page.setContent(`<style>${SOURCE}</style>${BODY}`);
    await appearAs(scheme);
    expect(built.length).toBeGreaterThan(STATES.length + 3);
    expect(built).toEqual(await coloursOf());
  });
});

describe('styles.css', () => {
  it('styles.css has other colours in the dark, and the same accent', async () => {
    await openApp('light');
    const [accent, light] = [await ofButton('idle', 'background-color'), await coloursOf()];
    await appearAs('dark');
    expect(await ofButton('idle', 'background-color')).toBe(accent);
    expect((await coloursOf()).at(-2)?.color).not.toBe(light.at(-2)?.color);
  });

  const inEitherOrder = (app: string): string[] => [
    `<style>${app}</style><style>${SOURCE}</style>${BODY}`,
    `<style>${SOURCE}</style><style>${app}</style>${BODY}`,
  ];

  it.each([
    ['Tailwind’s preflight', 'button { background: transparent; padding: 0; border: 0 solid }'],
    ['a reset of everything', '* { margin: 0; padding: 0; border: 0; background: none }'],
    ['a reset of buttons', 'button { all: unset }'],
    ['a page of texts', 'p { margin: 1em 0; font-size: 2rem } button:hover { color: red }'],
  ])('styles.css keeps its look under %s, whichever is loaded first', async (_reset, app) => {
    await page.setContent(`<style>${SOURCE}</style>${BODY}`);
    const spaces = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-relink]')].map((element) => {
          const { padding, margin, fontSize } = getComputedStyle(element);
          return { padding, margin, fontSize };
        }),
      );
    const own = [await coloursOf(), await spaces()];
    for (const html of inEitherOrder(app)) {
      await page.setContent(html);
      expect([await coloursOf(), await spaces()]).toEqual(own);
    }
  });

  it('styles.css gives way to any class or attribute that the app styles, whichever is loaded first', async () => {
    for (const html of inEitherOrder('[data-state=failed] { background: rgb(4, 5, 6) }')) {
      await page.setContent(html);
      expect(await ofButton('failed', 'background-color')).toBe('rgb(4, 5, 6)');
      expect(await ofButton('idle', 'background-color')).not.toBe(CLEAR);
    }
  });

  it('styles.css gives way to a class of the app’s while the pointer is over the button', async () => {
    for (const html of inEitherOrder('.app { background: rgb(4, 5, 6) }')) {
      await page.setContent(html.replaceAll('<button ', '<button class="app" '));
      await page.hover('button[data-state="idle"]');
      expect(await ofButton('idle', 'background-color')).toBe('rgb(4, 5, 6)');
    }
  });

  it('styles.css works in a layer, after the resets and before the utilities', async () => {
    const app = `@layer base, components, utilities;
      @layer base { button { background: none } }
      @layer utilities { [data-state=relinked] { background: rgb(1, 2, 3) } }
      @layer components { ${SOURCE} }`;
    await page.setContent(`<style>${app}</style>${BODY}`);
    expect(await ofButton('idle', 'background-color')).not.toBe(CLEAR);
    expect(await ofButton('relinked', 'background-color')).toBe('rgb(1, 2, 3)');
  });

  it('styles.css keeps the icon of a button beside its text under resets that make each svg a block', async () => {
    const reset = '@layer base { svg { display: block; vertical-align: middle } }';
    const heightOf = async (button: ReactElement): Promise<number | undefined> => {
      await page.setContent(`<style>${reset}${SOURCE}</style>${html(button)}`);
      return (await page.locator('[data-relink=button]').boundingBox())?.height;
    };
    // A block would have a line of its own.
    expect(await heightOf(BUTTONS.relinked)).toBe(await heightOf(BUTTONS.idle));
  });

  it('styles.css moves nothing for users who want reduced motion: the spinner changes its opacity', async () => {
    const body = [...Object.values(BUTTONS), ...Object.values(NOTICES), LIST].map(html).join('');
    await page.setContent(`<style>${SOURCE}</style>${body}`);
    const motions = () =>
      page.evaluate(() => {
        const styles = [...document.querySelectorAll('[data-relink], [data-relink] *')].flatMap(
          (element) => [getComputedStyle(element), getComputedStyle(element, '::before')],
        );
        const names = styles.flatMap(({ animationName }) => animationName.split(', '));
        const isTimed = styles.some(({ transitionDuration }) => /[1-9]/.test(transitionDuration));
        return { names: [...new Set(names)].sort(), isTimed };
      });
    expect(await motions()).toEqual({ names: ['none', 'react-plaid-relink-dim'], isTimed: false });
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    onTestFinished(() => page.emulateMedia({ reducedMotion: 'reduce' }));
    const names = ['appear', 'draw', 'fade', 'pop', 'turn'];
    expect(await motions()).toEqual({
      names: ['none', ...names.map((name) => `react-plaid-relink-${name}`)],
      isTimed: true,
    });
  });

  it('styles.css tells the states apart where the user’s own colours are forced', async () => {
    const body = [...Object.values(BUTTONS), LIST].map(html).join('');
    await page.setContent(`<style>${SOURCE}</style>${body}`);
    await page.emulateMedia({ forcedColors: 'active' });
    onTestFinished(() => page.emulateMedia({ forcedColors: null }));
    const looks = await page.evaluate(() => {
      const look = (selector: string): string => {
        const style = getComputedStyle(document.querySelector(selector) ?? document.body);
        return [style.backgroundColor, style.color, style.borderTopColor].join();
      };
      return {
        primary: look('[data-state="idle"][data-variant="primary"]:not(:disabled)'),
        secondary: look('[data-variant="secondary"]'),
        plain: look('[data-relink="button"][data-variant="plain"]'),
        disabled: look('[data-relink="button"]:disabled'),
      };
    });
    expect(new Set(Object.values(looks)).size).toBe(4);
    // A busy button has its spinner, one that is done its check: both are drawn in a colour that shows.
    const drawn = await page.evaluate(() =>
      ['[data-state="opening"] [data-relink="spinner"]', '[data-state="relinked"] svg'].map(
        (selector) => {
          const drawing = document.querySelector(selector) ?? document.body;
          const paper = getComputedStyle(drawing.parentElement ?? drawing).backgroundColor;
          const { borderTopColor, stroke } = getComputedStyle(drawing);
          return (drawing.localName === 'svg' ? stroke : borderTopColor) !== paper;
        },
      ),
    );
    expect(drawn).toEqual([true, true]);
  });

  it.each(['light', 'dark'] as const)(
    'styles.css keeps text visible where colours are forced, %s',
    async (colorScheme) => {
      await openApp(colorScheme);
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      const meter = await page.evaluate(
        () => getComputedStyle(document.querySelector('progress') ?? document.body).borderTopStyle,
      );
      for (const state of STATES) {
        expect(await ofButton(state, 'color')).not.toBe(await ofButton(state, 'background-color'));
      }
      expect(meter).toBe('solid');
      await page.emulateMedia({ forcedColors: null, colorScheme: null });
    },
  );

  it('styles.css makes a disabled button look disabled, also after a failure or a repair', async () => {
    const states = ['idle', 'relinked', 'failed'];
    const buttons = states.map(
      (state) => `<button data-relink="button" data-state="${state}" disabled>${state}</button>`,
    );
    await page.setContent(`<style>${SOURCE}</style>${buttons.join('')}`);
    const [idle, ...others] = await coloursOf();
    for (const colours of others) expect(colours).toEqual(idle);
  });

  it('styles.css shows the current row of a list by an outline where the user’s own colours are forced', async () => {
    await page.setContent(`<style>${SOURCE}</style>${html(LIST)}`);
    await page.emulateMedia({ forcedColors: 'active' });
    onTestFinished(() => page.emulateMedia({ forcedColors: null }));
    const outlines = await page.evaluate(() =>
      [...document.querySelectorAll('[data-relink="list-item"]')].map((row) => [
        row.hasAttribute('data-current'),
        getComputedStyle(row).outlineStyle,
      ]),
    );
    expect(outlines).toHaveLength(5);
    for (const [isCurrent, style] of outlines) expect(style).toBe(isCurrent ? 'solid' : 'none');
  });

  it('styles.css prints no white text, and no spinner', async () => {
    const body = [...Object.values(BUTTONS), ...Object.values(NOTICES)].map(html).join('');
    await page.setContent(`<style>${SOURCE}</style>${body}`);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    onTestFinished(() => page.emulateMedia({ media: null }));
    const colours = await page.evaluate(() =>
      [...document.querySelectorAll('[data-relink]')].map(
        (element) => getComputedStyle(element).color,
      ),
    );
    const printed = (await channelsOf(page, colours)).filter((ink) => contrastOf(ink, WHITE) < 4.5);
    expect(printed).toEqual([]);
    expect(await page.locator('[data-relink="spinner"]:visible').count()).toBe(0);
  });

  it('styles.css loads nothing, so that a strict Content Security Policy allows it', () => {
    expect(SOURCE).not.toMatch(/url\(|@import|data:/);
  });

  it.each([
    ['gzip', gzipSync],
    ['brotli', brotliCompressSync],
  ])('styles.css has less than 6 kB as it is published, with %s', async (_name, compress) => {
    const { code } = await transform(SOURCE, { loader: 'css', minify: true });
    expect(compress(Buffer.from(code)).length).toBeLessThan(6000);
  });
});
