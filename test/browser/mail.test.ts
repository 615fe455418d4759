import type { default as Axe } from 'axe-core';
import axeSource from 'axe-core/axe.min.js?raw';
import { relinkMail, type RelinkMailTexts } from 'react-plaid-relink/server';
import { afterEach, describe, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { MAIL_LANGUAGES } from '../support/mail-languages';

const WIDTHS = [320, 600];
const SCHEMES = ['light', 'dark'] as const;
const ARABIC: RelinkMailTexts = { ...MAIL_LANGUAGES.en, locale: 'ar' };

afterEach(() => {
  document.body.replaceChildren();
  return emulate('light');
});

const emulate = (value: (typeof SCHEMES)[number]): Promise<unknown> =>
  cdp().send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value }],
  });

/** Shows a mail as a mail program does: in a frame of its own. */
async function show(texts: RelinkMailTexts, width: number): Promise<Window & typeof globalThis> {
  const mail = relinkMail({
    item: {
      health: 'expiring',
      remedy: 'relink',
      reason: 'INSTITUTION_MIGRATION',
      consent_expiration_time: '2026-12-01T09:00:00Z',
      institution_name: 'Raiffeisenlandesbank Niederösterreich-Wien Aktiengesellschaft',
    },
    url: `https://secure.plaid.com/hl/${'lg3jsm7xq2'.repeat(12)}`,
    expiresAt: new Date('2026-12-06T01:05:00Z'),
    appName: 'Acme Haushaltsbuch',
    texts,
  });
  await page.viewport(width + 40, 900);
  const frame = document.createElement('iframe');
  frame.style.cssText = `width:${width}px;height:880px;border:0`;
  frame.srcdoc = mail?.html ?? '';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  return frame.contentWindow as Window & typeof globalThis;
}

async function violationsIn(shown: Window): Promise<string[]> {
  const script = shown.document.createElement('script');
  script.textContent = axeSource;
  shown.document.head.append(script);
  const axe = Reflect.get(shown, 'axe') as typeof Axe;
  const { violations, incomplete } = await axe.run(shown.document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return [...violations, ...incomplete].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

const brightness = (colour: string): number =>
  Math.max(...(colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));

describe.each(SCHEMES)('the mail in %s colours', (scheme) => {
  it.each(
    Object.entries({ ...MAIL_LANGUAGES, ar: ARABIC }).flatMap(([language, texts]) =>
      WIDTHS.map((width) => [language, width, texts] as const),
    ),
  )(
    'axe finds nothing in the mail in %s at %i px, and nothing is cut off',
    async (_, width, texts) => {
      await emulate(scheme);
      const shown = await show(texts, width);
      expect(await violationsIn(shown)).toEqual([]);
      const { documentElement: root, body } = shown.document;
      expect(root.scrollWidth).toBeLessThanOrEqual(width);
      const colours = shown.getComputedStyle(body);
      const isDark = brightness(colours.backgroundColor) < brightness(colours.color);
      expect(isDark).toBe(scheme === 'dark');
      const button = shown.document.querySelector('a')?.getBoundingClientRect();
      expect(button?.height).toBeGreaterThanOrEqual(44);
    },
  );
});

it('a mail whose style sheet was taken away is light, and axe finds nothing', async () => {
  await emulate('dark');
  const shown = await show(MAIL_LANGUAGES.de, 600);
  shown.document.querySelector('style')?.remove();
  for (const meta of shown.document.querySelectorAll('meta[name$="scheme"]')) meta.remove();
  expect(await violationsIn(shown)).toEqual([]);
  const { backgroundColor } = shown.getComputedStyle(shown.document.body);
  expect(backgroundColor).toBe('rgb(255, 255, 255)');
});
