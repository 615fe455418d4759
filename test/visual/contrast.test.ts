import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { hexOf } from '../../scripts/tokens-json.ts';
import { TOKENS } from '../../src/tokens';
import { BUTTONS, html, LIST, NOTICES } from './parts';
import { channelsOf, contrastOf, launchStyledPage, type Opening } from './styled-page';

const openStyled = launchStyledPage();
const SCHEMES = ['light', 'dark'] as const;
const EVERYTHING = [...Object.values(NOTICES), ...Object.values(BUTTONS), LIST].map(html).join('');
const BUTTON = html(BUTTONS.idle);

const under = (scheme: string): Opening => ({ css: `:root { color-scheme: ${scheme} }` });

/** Some colours of styles.css where `css` is set on a button of the page, each as CSS text. */
async function coloursOf(
  page: Page,
  names: readonly string[],
): Promise<Record<string, readonly number[]>> {
  const texts = await page.evaluate((asked) => {
    const button = document.querySelector<HTMLElement>('[data-relink="button"]');
    if (!button) throw new Error('No button.');
    const probe = button.appendChild(document.createElement('i'));
    return asked.map((name) => {
      probe.style.color = `var(--_${name})`;
      return getComputedStyle(probe).color;
    });
  }, names);
  const channels = await channelsOf(page, texts);
  return Object.fromEntries(names.map((name, index) => [name, channels[index] ?? []]));
}

/** What is read in front of what, and the contrast that WCAG 2.2 AA wants: 4.5 for text, 3 for what shows a control. */
const PAIRS: readonly (readonly [front: string, back: string, least: number])[] = [
  ['text', 'surface', 4.5],
  ['text', 'raised', 4.5],
  ['muted', 'surface', 4.5],
  ['muted', 'raised', 4.5],
  ['on-accent', 'accent', 4.5],
  ['warning', 'surface', 4.5],
  ['warning', 'raised', 4.5],
  ['danger', 'surface', 4.5],
  ['danger', 'raised', 4.5],
  ['success', 'surface', 4.5],
  ['success', 'raised', 4.5],
  ['neutral', 'surface', 4.5],
  ['neutral', 'raised', 4.5],
  ['accent', 'surface', 3],
  ['accent', 'raised', 3],
  ['edge', 'surface', 3],
  ['ring', 'surface', 3],
  ['ring', 'raised', 3],
];

describe.each(SCHEMES)('the colours of styles.css, %s', (scheme) => {
  it.each(PAIRS)('%s on %s has a contrast of at least %d : 1', async (front, back, least) => {
    const page = await openStyled(BUTTON, under(scheme));
    const colours = await coloursOf(page, [front, back]);
    expect(contrastOf(colours[front] ?? [], colours[back] ?? [])).toBeGreaterThanOrEqual(least);
  });

  it('each colour is the one that the list of tokens has', async () => {
    const page = await openStyled(BUTTON, under(scheme));
    const listed = TOKENS.filter((token) => token.kind === 'colour');
    const shown = await coloursOf(
      page,
      listed.map(({ name }) => name),
    );
    const wanted = await channelsOf(
      page,
      listed.map((token) => hexOf(token[scheme])),
    );
    const off = listed.filter(({ name }, index) =>
      (shown[name] ?? []).some((byte, at) => Math.abs(byte - (wanted[index]?.[at] ?? -9)) > 2),
    );
    expect(off.map(({ name }) => ({ name, shown: shown[name] }))).toEqual([]);
  });

  it.each(['rest', 'hover', 'active'] as const)(
    'every text of every part has 4.5 : 1 on what is behind it, at %s',
    async (moment) => {
      const page = await openStyled(EVERYTHING, under(scheme));
      expect(await unreadable(page, moment)).toEqual([]);
    },
  );
});

/** The texts that have less than 4.5 : 1; those of disabled controls, which WCAG leaves out, are left out. */
async function unreadable(page: Page, moment: 'rest' | 'hover' | 'active'): Promise<string[]> {
  if (moment !== 'rest') {
    // One pointer hovers over one element. The rules of styles.css are read with a class in place of the pseudo-class.
    await page.evaluate((state) => {
      for (const sheet of document.querySelectorAll('style'))
        sheet.textContent = sheet.textContent.replaceAll(`:${state}`, '[data-moment]');
      for (const element of document.querySelectorAll('button, a'))
        element.setAttribute('data-moment', '');
    }, moment);
  }
  const texts = await page.evaluate(() => {
    const own = (element: Element): string =>
      [...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ textContent }) => textContent)
        .join('')
        .trim();
    const papersOf = (element: Element | null): string[] =>
      element
        ? [...papersOf(element.parentElement), getComputedStyle(element).backgroundColor]
        : ['Canvas'];
    return [...document.querySelectorAll('[data-relink], [data-relink] *')]
      .filter((element) => own(element) && !element.matches(':disabled'))
      .map((element) => ({
        text: own(element),
        colour: getComputedStyle(element).color,
        papers: papersOf(element),
      }));
  });
  expect(texts.length).toBeGreaterThan(40);
  const channels = await channelsOf(
    page,
    texts.flatMap(({ colour, papers }) => [colour, papers]),
  );
  return texts
    .map(({ text }, index) => ({
      text,
      contrast: contrastOf(channels[2 * index] ?? [], channels[2 * index + 1] ?? []),
    }))
    .filter(({ contrast }) => contrast < 4.5)
    .map(({ text, contrast }) => `${text}: ${contrast.toFixed(2)}`);
}

describe('an app’s own accent', () => {
  const accents = [
    '#000',
    '#fff',
    '#ffd500',
    '#7c2d92',
    '#00c2a8',
    '#767676',
    '#ff6a3d',
    '#0a84ff',
  ];
  it.each(accents)(
    'the text on the accent %s can be read, without another property',
    async (accent) => {
      const page = await openStyled(EVERYTHING, { css: `:root { --relink-accent: ${accent} }` });
      const colours = await coloursOf(page, ['accent', 'on-accent', 'ring', 'surface']);
      const { accent: back = [], 'on-accent': front = [], ring = [], surface = [] } = colours;
      expect(contrastOf(front, back)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(ring, surface)).toBeGreaterThanOrEqual(3);
      expect(await unreadable(page, 'hover')).toEqual([]);
    },
  );
});

describe('light and dark', () => {
  const isDark = async (body: string, opening: Opening): Promise<boolean[]> => {
    const page = await openStyled(body, opening);
    const surfaces = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-relink="notice"]')].map(
        (notice) => getComputedStyle(notice).backgroundColor,
      ),
    );
    const channels = await channelsOf(page, surfaces);
    return channels.map(([red = 255]) => red < 128);
  };
  const notice = html(NOTICES.idle);
  const darkSystem = { media: { colorScheme: 'dark' } } as const;

  it('a page that has a dark mode by the system’s setting gets dark parts', async () => {
    const css = ':root { color-scheme: light dark }';
    expect(await isDark(notice, { ...darkSystem, css })).toEqual([true]);
    expect(await isDark(notice, { css })).toEqual([false]);
  });

  it('a page that has no dark mode keeps light parts on a dark system', async () => {
    expect(await isDark(notice, darkSystem)).toEqual([false]);
  });

  it.each(['class="dark"', 'data-theme="dark"', 'style="--relink-scheme: dark"'])(
    'a page with %s gets dark parts on a light system',
    async (root) => {
      expect(await isDark(notice, { root })).toEqual([true]);
    },
  );

  it.each(['class="light"', 'data-theme="light"', 'style="--relink-scheme: light"'])(
    'a page with %s gets light parts on a dark system',
    async (root) => {
      const css = ':root { color-scheme: light dark }';
      expect(await isDark(notice, { ...darkSystem, css, root })).toEqual([false]);
    },
  );

  it('the nearest ancestor decides where light and dark are within each other', async () => {
    const body = `<div class="dark">${notice}<div class="light">${notice}<div data-theme="dark">${notice}</div></div></div>`;
    expect(await isDark(body, {})).toEqual([true, false, true]);
  });
});

describe('prefers-contrast: more', () => {
  it.each(SCHEMES)('lines, edges and texts are stronger, %s', async (scheme) => {
    const page = await openStyled(BUTTON, { ...under(scheme), media: { contrast: 'more' } });
    const colours = await coloursOf(page, ['border', 'edge', 'muted', 'surface']);
    const { surface = [], ...fronts } = colours;
    for (const front of Object.values(fronts)) {
      expect(contrastOf(front, surface)).toBeGreaterThanOrEqual(7);
    }
  });
});
