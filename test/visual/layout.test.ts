import type { Page } from 'playwright';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { ENGLISH_BUTTON } from '../../src/messages/button';
import { germanMessages } from '../../src/messages/languages/german';
import { ButtonPart, html, LIST, NOTICES, RowPart } from './parts';
import { launchStyledPage } from './styled-page';

const openStyled = launchStyledPage();
const { idle, opening, confirming, failed } = NOTICES;

/** The boxes of what `selector` finds, in pixels. */
const boxesOf = (page: Page, selector: string) =>
  page.evaluate(
    (asked) =>
      [...document.querySelectorAll(asked)].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    selector,
  );

const labelsOf = ({ idle, confirming, relinked, tryAgain }: typeof ENGLISH_BUTTON): string[] => [
  idle,
  confirming,
  relinked,
  tryAgain,
];

describe.each([
  ['in English', labelsOf(ENGLISH_BUTTON)],
  ['in German', labelsOf({ ...ENGLISH_BUTTON, ...germanMessages })],
  ['with an app’s own texts', ['Fix', 'One moment, please…', 'Done', 'That did not work. Again?']],
])('the width of a button, %s', (_name, labels) => {
  const [first = '', busy = '', done = '', again = ''] = labels;
  const states = [
    ['idle', first],
    ['opening', first],
    ['open', first],
    ['confirming', busy],
    ['relinked', done],
    ['failed', again],
  ] as const;
  const buttons = states.map(([state, label]) =>
    html(createElement(ButtonPart, { state, label, labels })),
  );

  it.each(['primary', 'secondary', 'plain'] as const)(
    'a button has one size in all its states, %s',
    async (variant) => {
      const page = await openStyled(
        buttons.map((button) => `<p>${button.replace('"primary"', `"${variant}"`)}</p>`).join(''),
      );
      const sizes = (await boxesOf(page, 'button')).map(({ width, height }) => [width, height]);
      expect(sizes).toHaveLength(states.length);
      expect(sizes).toEqual(sizes.map(() => sizes[0]));
      expect(sizes[0]?.[1]).toBe(36);
    },
  );

  it('the labels that are not shown are not part of the button’s name', async () => {
    const page = await openStyled(buttons[0] ?? '');
    expect(await page.getByRole('button', { name: first, exact: true }).count()).toBe(1);
  });
});

describe('the size of a button', () => {
  it('a short label has a button of 8.5rem, and 44 pixels of height for a finger', async () => {
    const page = await openStyled(html(createElement(ButtonPart, { labels: ['Go'], label: 'Go' })));
    expect(await boxesOf(page, 'button')).toMatchObject([{ width: 136, height: 36 }]);
    const client = await page.context().newCDPSession(page);
    await client.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await client.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'pointer', value: 'coarse' }],
    });
    const [finger] = await boxesOf(page, 'button');
    await client.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await client.detach();
    expect(finger?.height).toBe(44);
  });

  it('an app’s own height, width, radius and space apply', async () => {
    const css =
      ':root { --relink-height: 50px; --relink-button-width: 14rem; --relink-radius: 3px }';
    const page = await openStyled(html(idle), { css });
    const boxes = await boxesOf(page, '[data-relink="button"]');
    expect(boxes).toMatchObject([{ height: 50 }]);
    expect(boxes[0]?.width).toBeCloseTo(224, 0);
    const radii = await page.evaluate(() =>
      ['button', 'notice'].map(
        (part) =>
          getComputedStyle(document.querySelector(`[data-relink=${part}]`) ?? document.body)
            .borderRadius,
      ),
    );
    expect(radii).toEqual(['3px', '4.5px']);
  });

  it('a density of 0.8 makes distances and heights smaller', async () => {
    const page = await openStyled(html(idle), { css: ':root { --relink-density: 0.8 }' });
    const [button] = await boxesOf(page, '[data-relink="button"]');
    expect(button?.height).toBeCloseTo(28.8, 1);
  });
});

describe.each([704, 480, 288])('a notice in a column of %d pixels', (width) => {
  it('nothing moves from one state to another', async () => {
    // In a narrow column the error has more lines than the line about trust.
    const states = [idle, opening, confirming, ...(width < 480 ? [] : [failed])];
    const page = await openStyled(
      states
        .map((notice) => `<div style="width: ${width}px; margin: 0 0 16px">${html(notice)}</div>`)
        .join(''),
      { width: 1440 },
    );
    const notices = await boxesOf(page, '[data-relink="notice"]');
    expect(notices).toEqual(notices.map(({ y }) => ({ ...notices[0], y })));
    for (const part of ['logo', 'notice-title', 'notice-text', 'button']) {
      const boxes = await boxesOf(page, `[data-relink="${part}"]`);
      const places = boxes.map(({ y, ...box }, at) => ({ ...box, y: y - (notices[at]?.y ?? 0) }));
      expect(places).toEqual(places.map(() => places[0]));
    }
  });

  it('the button stands beside the text where there is room, and else below it at full width', async () => {
    const page = await openStyled(`<div style="width: ${width}px">${html(idle)}</div>`, {
      width: 1440,
    });
    const [notice] = await boxesOf(page, '[data-relink="notice"]');
    const [body] = await boxesOf(page, '[data-relink="notice-body"]');
    const [button] = await boxesOf(page, '[data-relink="button"]');
    if (!notice || !body || !button) throw new Error('A part is missing.');
    if (width >= 480) {
      expect(button.x).toBeGreaterThan(body.x + body.width);
      expect(button.width).toBeCloseTo(136, -1);
    } else {
      expect(button.y).toBeGreaterThan(body.y + body.height);
      expect(button.width).toBe(notice.width - 32);
    }
  });
});

const PARENTS: Readonly<Record<string, string>> = {
  block: 'div',
  'flex row': 'div style="display: flex; gap: 8px"',
  grid: 'div style="display: grid; grid-template-columns: auto"',
  'inline block': 'div style="display: inline-block"',
  'width: fit-content': 'div style="width: fit-content"',
  float: 'div style="float: left"',
  dialog: 'dialog open style="position: static"',
  'narrow column': 'div style="width: 288px"',
};
/** A list is a size container: through a parent that shrinks to fit it does not hear how wide a column is. */
const FOR_NOTICES = {
  'inline block in a narrow column': 'div style="width: 288px"><div style="display: inline-block"',
};

describe.each([
  ...Object.entries({ ...PARENTS, ...FOR_NOTICES }).map(([name, tag]) => ['notice', name, tag]),
  ...Object.entries(PARENTS).map(([name, tag]) => ['list', name, tag]),
])('a %s in a parent: %s', (part, _name, tag) => {
  it.each([320, 1440])('the part can be read in a window of %d pixels', async (width) => {
    const page = await openStyled(`<${tag}>${html(part === 'list' ? LIST : idle)}`, { width });
    const [box] = await boxesOf(page, `[data-relink="${part}"]`);
    expect(box?.width).toBeGreaterThanOrEqual(240);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    expect(await cutTexts(page)).toEqual([]);
  });
});

/** The texts that stick out of their part. */
const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-relink] p, [data-relink] button')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ textContent }) => textContent),
  );

describe('a list', () => {
  it.each([704, 560])('every row has its button in one column, at %d pixels', async (width) => {
    const page = await openStyled(`<div style="width: ${width}px">${html(LIST)}</div>`);
    const buttons = await boxesOf(page, '[data-relink="list-item"] [data-relink="button"]');
    expect(buttons).toHaveLength(4);
    expect(new Set(buttons.map(({ x }) => x)).size).toBe(1);
    expect(new Set(buttons.map(({ width }) => width)).size).toBe(1);
    expect(buttons.map(({ height }) => height)).toEqual([36, 36, 36, 36]);
  });

  it('the width of the list decides, and not the width of the window', async () => {
    const page = await openStyled(`<div style="width: 343px">${html(LIST)}</div>`, { width: 1440 });
    const [row] = await boxesOf(page, '[data-relink="list-item"][data-current]');
    const [current] = await boxesOf(page, '[data-current] [data-relink="button"]');
    expect(current?.width).toBe((row?.width ?? 0) - 30);
  });

  it.each([200, 320, 704])('text of twice the size is not cut off, at %d pixels', async (width) => {
    const css = ':root { font-size: 200% }';
    const notices = Object.values(NOTICES).map(html).join('');
    const page = await openStyled(`<div style="width: ${width}px">${html(LIST)}${notices}</div>`, {
      css,
    });
    expect(await cutTexts(page)).toEqual([]);
  });

  it('text of twice the size leaves the title of a list its whole line', async () => {
    const page = await openStyled(`<div style="width: 320px">${html(LIST)}</div>`, {
      css: ':root { font-size: 200% }',
    });
    const [title] = await boxesOf(page, '[data-relink="list-title"]');
    const [text] = await boxesOf(page, '[data-relink="list-text"]');
    // Beside the step it would have half of it.
    expect(title?.width).toBeGreaterThan(0.9 * (text?.width ?? 0));
  });
});

describe('a list of more than 50 rows', () => {
  const rows = Array.from({ length: 60 }, (_, at) =>
    html(
      createElement(RowPart, {
        name: `Bank ${at + 1}`,
        hue: 1,
        tone: 'warning',
        topic: 'relink',
        status: 'Signed out',
        isCurrent: at === 0,
        action: [
          createElement(ButtonPart, { key: 'button', label: at % 2 === 0 ? 'Reconnect' : 'Renew' }),
          at === 0 &&
            createElement(ButtonPart, {
              key: 'skip',
              part: 'list-skip',
              variant: 'plain',
              label: 'Later',
            }),
        ],
      }),
    ),
  );
  const open = (width: number): Promise<Page> =>
    openStyled(
      `<div style="width: ${width}px"><div data-relink="list"><ol data-relink="list-items" data-long>${rows.join('')}</ol></div></div>`,
    );
  const last = '[data-relink="list-item"]:last-child button';
  const isLaidOut = (page: Page): Promise<boolean | undefined> =>
    page.evaluate(
      (asked) => document.querySelector(asked)?.checkVisibility({ contentVisibilityAuto: true }),
      last,
    );
  const SHOW_ALL = 'li { content-visibility: visible !important }';

  it('a row out of sight is not laid out until it comes near, and can be found, named and focused', async () => {
    const page = await open(704);
    expect(await isLaidOut(page)).toBe(false);
    const buttons = page.getByRole('button');
    expect(await buttons.count()).toBe(61);
    await page.evaluate((asked) => document.querySelector<HTMLElement>(asked)?.focus(), last);
    await expect.poll(() => isLaidOut(page)).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.textContent)).toContain(
      'Bank 60',
    );
    const again = await open(704);
    expect(await again.evaluate<boolean>("find('Bank 59')")).toBe(true);
  });

  it('every row has its button in one column, and the height that it is given before it is laid out', async () => {
    const page = await open(704);
    const height = (): Promise<number> => page.evaluate(() => document.body.scrollHeight);
    const before = await height();
    await page.addStyleTag({ content: SHOW_ALL });
    expect(Math.abs((await height()) - before)).toBeLessThanOrEqual(60);
    const buttons = await boxesOf(page, '[data-relink="button"]');
    expect(new Set(buttons.map(({ x }) => x)).size).toBe(1);
    expect(new Set(buttons.map(({ width }) => width)).size).toBe(1);
  });

  it('the ring of a button with the focus is not cut off by its row', async () => {
    for (const width of [704, 343]) {
      const page = await open(width);
      // A row that has not been laid out yet has the height that was guessed.
      await page.addStyleTag({ content: SHOW_ALL });
      const [row] = await boxesOf(page, '[data-relink="list-item"]:nth-child(2)');
      const [button] = await boxesOf(page, '[data-relink="list-item"]:nth-child(2) button');
      if (!row || !button) throw new Error('A part is missing.');
      // 2 pixels of ring, 2 away from the button.
      expect(button.x - row.x).toBeGreaterThanOrEqual(4);
      expect(button.y - row.y).toBeGreaterThanOrEqual(4);
      expect(row.x + row.width - button.x - button.width).toBeGreaterThanOrEqual(4);
      expect(row.y + row.height - button.y - button.height).toBeGreaterThanOrEqual(4);
    }
  });
});

describe('right to left', () => {
  it('a notice and a list are mirrored, and the drawn check is not', async () => {
    const page = await openStyled(html(NOTICES.repaired), { root: 'dir="rtl"' });
    const [logo] = await boxesOf(page, '[data-relink="logo"]');
    const [badge] = await boxesOf(page, '[data-relink="badge"]');
    const [button] = await boxesOf(page, '[data-relink="notice-done"]');
    if (!logo || !badge || !button) throw new Error('A part is missing.');
    expect(logo.x).toBeGreaterThan(button.x);
    expect(badge.x).toBeLessThan(logo.x);
    const transform = await page.evaluate(
      () =>
        getComputedStyle(document.querySelector('[data-icon=check]') ?? document.body).transform,
    );
    expect(transform).toBe('none');
  });
});
