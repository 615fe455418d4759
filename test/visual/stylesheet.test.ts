import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import { ERROR_FACTS, createRelinkError } from '../../src/core/errors/catalogue';
import type { RelinkErrorCode } from '../../src/core/errors/code';
import type { RelinkError } from '../../src/core/errors/relink-error';
import { REMEDIES } from '../../src/core/types';
import { germanMessages } from '../../src/messages/german';
import { ENGLISH_BUTTON } from '../../src/messages/button';
import type { ButtonMessages } from '../../src/messages/types';
import { sessionErrors } from '../../src/core/engine/machine/session-errors';
import type { Served } from '../support/serve';
import { buildApp, type BuiltApp } from './build-app';
import { serveFolder } from './static-site';

const STATES = ['idle', 'opening', 'relinked', 'failed'] as const;
const BODY = [
  ...STATES.map(
    (state) =>
      `<button data-relink="button" data-state="${state}" ${state === 'opening' ? 'aria-disabled="true"' : ''}>${state}</button>`,
  ),
  `<div data-relink="notice" data-topic="relink"><p data-relink="notice-text">Text</p></div>`,
  `<progress data-relink="list-meter" max="2" value="1"></progress>`,
].join('');
const SOURCE = readFileSync(new URL('../../src/styles.css', import.meta.url), 'utf8');
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
    expect(built).toHaveLength(STATES.length + 3);
    expect(built).toEqual(await coloursOf());
  });
});

describe('styles.css', () => {
  it('styles.css has other colours in the dark', async () => {
    await openApp('light');
    const light = await ofButton('idle', 'background-color');
    await appearAs('dark');
    expect(await ofButton('idle', 'background-color')).not.toBe(light);
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

  it('styles.css works in a layer, after the resets and before the utilities', async () => {
    const app = `@layer base, components, utilities;
      @layer base { button { background: none } }
      @layer utilities { [data-state=relinked] { background: rgb(1, 2, 3) } }
      @layer components { ${SOURCE} }`;
    await page.setContent(`<style>${app}</style>${BODY}`);
    expect(await ofButton('idle', 'background-color')).not.toBe(CLEAR);
    expect(await ofButton('relinked', 'background-color')).toBe('rgb(1, 2, 3)');
  });

  it('styles.css moves nothing for users who want reduced motion', async () => {
    await openApp('light');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await ofButton('idle', 'transition-duration')).toMatch(/^0\.12s/);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await ofButton('idle', 'transition-duration')).toBe('0s');
  });

  it('styles.css shows each state by its border where the user’s own colours are forced', async () => {
    await openApp('light');
    expect(await ofButton('idle', 'border-top-color')).toBe(CLEAR);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await ofButton('idle', 'border-top-color')).not.toBe(CLEAR);
    expect(await ofButton('failed', 'border-top-style')).toBe('dashed');
    expect(await ofButton('opening', 'color')).not.toBe(await ofButton('idle', 'color'));
    await page.emulateMedia({ forcedColors: null });
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

  it('styles.css shows the current row of a list by its edge where the user’s own colours are forced', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    onTestFinished(() => page.emulateMedia({ forcedColors: null }));
    const rows = ['data-topic="relink" data-current', 'data-topic="relink"', 'data-topic="wait"'];
    await page.setContent(
      `<style>${SOURCE}</style><ol>${rows.map((row) => `<li data-relink="list-item" ${row}>Bank</li>`).join('')}</ol>`,
    );
    const [paper, ...edges] = await page.evaluate(() => {
      document.body.style.color = 'Canvas';
      const rows = [...document.querySelectorAll('li')];
      return [
        getComputedStyle(document.body).color,
        ...rows.map((row) => getComputedStyle(row).borderInlineStartColor),
      ];
    });
    expect(edges.map((edge) => edge === paper)).toEqual([false, true, true]);
  });

  it.each(['light', 'dark'])(
    'styles.css gives a button with an outcome an edge of 3 : 1 against the page, %s',
    async (scheme) => {
      await page.setContent(`<style>${SOURCE}</style>${BODY}`);
      await appearAs(scheme);
      const paper = await page.evaluate(() => {
        document.body.style.color = 'Canvas';
        return getComputedStyle(document.body).color;
      });
      for (const state of ['relinked', 'failed'] as const) {
        expect(
          contrast(await luminances([await ofButton(state, 'border-top-color'), paper])),
        ).toBeGreaterThanOrEqual(3);
      }
    },
  );
});

/** Every error that there is, with each remedy where it has some. */
const ERRORS: readonly RelinkError[] = [
  ...Object.keys(ERROR_FACTS).map((code) =>
    createRelinkError(code as RelinkErrorCode, { message: 'For developers.' }),
  ),
  ...REMEDIES.map((remedy) => sessionErrors.notRelinkable('item', null, remedy)),
];

/** Every text of a button. */
const textsOf = ({ failed, ...others }: ButtonMessages) => {
  const { idle, preparing, ready, opening, open, confirming, relinked, exited } = others;
  return [
    ...Object.entries({ idle, preparing, ready, opening, open, confirming, relinked, exited }),
    ...ERRORS.map((error) => ['failed', failed(error)] as const),
  ];
};

describe.each([
  ['English', ENGLISH_BUTTON],
  ['German', germanMessages],
])('a button in %s', (_language, messages) => {
  it('a button has one height in all states and with every error, in its default width', async () => {
    const buttons = textsOf(messages).map(
      ([state, text]) =>
        `<p><button data-relink="button" data-state="${state}">${text}</button></p>`,
    );
    // As wide as a font of the web usually is.
    const font = 'font-family: Inter, "Liberation Sans", Arial, sans-serif';
    await page.setContent(`<style>${SOURCE}</style><div style="${font}">${buttons.join('')}</div>`);
    const sizes = await page.evaluate(() =>
      [...document.querySelectorAll('button')].map(
        ({ offsetWidth, offsetHeight, textContent }) =>
          [offsetWidth, offsetHeight, textContent] as const,
      ),
    );
    expect(sizes).toHaveLength(ERRORS.length + 8);
    expect(sizes.filter(([width, height]) => width !== 272 || height !== 44)).toEqual([]);
  });
});

/** Relative luminance (WCAG 2.2), from 0 to 1. */
const luminances = (colours: string[]): Promise<number[]> =>
  page.evaluate((asked) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas.');
    return asked.map((colour) => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
        const share = byte / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
    });
  }, colours);

function contrast(pair: number[]): number {
  const [dark = 0, light = 0] = [...pair].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
