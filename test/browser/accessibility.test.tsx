import { act, render } from '@testing-library/react';
import {
  germanMessages,
  RelinkButton,
  RelinkList,
  RelinkNotice,
  type RelinkButtonProps,
} from 'react-plaid-relink';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../../src/styles.css';
import { eventually } from '../support/eventually';
import { createFakeApp } from '../support/fake-app';

const root = document.documentElement;

beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  root.removeAttribute('style');
  document.body.removeAttribute('style');
});

const button = (name: string | RegExp) => page.getByRole('button', { name });

/** A page of everything that this package shows, with the longest texts. */
async function showAll(): Promise<void> {
  const app = createFakeApp();
  const refused = Object.assign(new Error('no'), { status: 429 });
  const broken = (errorCode: string): string => {
    const item = app.plaid.createItem({ errorCode, institutionName: 'Sparkasse Musterstadt' });
    app.backend.addItem(item);
    return item.itemId;
  };
  const listed = [broken('ITEM_LOGIN_REQUIRED'), broken('ITEM_LOCKED')];
  const notices = ['ITEM_LOGIN_REQUIRED', 'ITEM_LOCKED', 'INSTITUTION_DOWN', 'ITEM_NOT_FOUND'];
  render(
    app.provide(
      <>
        {notices.map((code) => (
          <RelinkNotice key={code} itemId={broken(code)} onConnectAgain={() => {}} />
        ))}
        <RelinkList itemIds={listed} />
        {/* As wide as what is in it. */}
        <div style={{ display: 'inline-block' }}>
          <RelinkButton itemId={app.itemId} prepareOn="click" />
        </div>
      </>,
      {
        messages: germanMessages,
        gateway: { ...app.backend.gateway, createLinkToken: () => Promise.reject(refused) },
        onError: () => {},
      },
    ),
  );
  await eventually(() =>
    expect(page.getByRole('group').elements()).toHaveLength(notices.length + 1),
  );
  await eventually(() => expect(page.getByRole('listitem').elements()).toHaveLength(2));
  await button('Wieder verbinden').last().click();
  await expect.element(page.getByText(/^Bitte einen Moment warten/)).toBeVisible();
}

/** What sticks out of the page, or whose text does not fit into it. */
function overflowing(): string[] {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-relink]')].filter(
    ({ dataset }) => dataset.relink !== 'announcer',
  );
  expect(parts.length).toBeGreaterThan(10);
  return parts
    .filter((part) => {
      const { left, right } = part.getBoundingClientRect();
      // The badge of a logo is beyond its edge, as it is drawn.
      const isCut =
        part.dataset.relink !== 'logo' &&
        (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1);
      const list = part.closest('[data-relink="list"]')?.getBoundingClientRect();
      const isClipped = list !== undefined && (left < list.left || right > list.right + 1);
      return left < 0 || right > root.clientWidth || isCut || isClipped;
    })
    .map((part) => part.outerHTML);
}

describe('the styled parts', () => {
  it.each([
    ['at 320 CSS pixels, as at 400 % zoom', 320, ''],
    ['at 200 % zoom of a laptop', 640, ''],
    ['with text alone at 200 %, on a phone', 320, 'font-size: 200%'],
    [
      'with the spacing that readers may set',
      320,
      'line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em',
    ],
  ])(
    'the styled parts fit %s, without a cut and without sideways scrolling',
    async (_what, width, style) => {
      await page.viewport(width, 800);
      root.setAttribute('style', style);
      await showAll();
      expect(overflowing()).toEqual([]);
      expect(root.scrollWidth).toBeLessThanOrEqual(width);
    },
  );

  it.each([
    ['a mouse', 36, false],
    ['a finger', 44, true],
  ])(
    'the styled buttons are targets for %s of at least %d CSS pixels in both directions',
    async (_what, size, isTouch) => {
      await page.viewport(320, 800);
      await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: isTouch });
      onTestFinished(async () => {
        await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false });
      });
      expect(matchMedia('(pointer: coarse)').matches).toBe(isTouch);
      await showAll();
      const buttons = page.getByRole('button').elements();
      expect(buttons).toHaveLength(8);
      for (const element of buttons) {
        const { width, height } = element.getBoundingClientRect();
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(size);
      }
    },
  );

  it('a styled button shows the focus of the keyboard', async () => {
    const app = createFakeApp();
    render(app.provide(<RelinkButton itemId={app.itemId} />));
    const element = button('Reconnect').element();
    await userEvent.tab();
    expect(document.activeElement).toBe(element);
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    expect([outlineStyle, outlineWidth]).toEqual(['solid', '2px']);
  });
});

describe('without a mouse', () => {
  it.each(['{Enter}', ' '])('the key "%s" opens Link on a focused button', async (key) => {
    const app = createFakeApp({ ui: 'dialog' });
    render(app.provide(<RelinkButton itemId={app.itemId} />));
    await userEvent.tab();
    await userEvent.keyboard(key);
    await app.link.whenOpen();
    await userEvent.keyboard('user_good{Tab}pass_good{Enter}');
    await expect
      .element(
        page.frameLocator(page.getByTitle('Plaid Link')).getByRole('button', { name: 'Finish' }),
      )
      .toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(button('Connected')).toBeVisible();
    expect(document.activeElement).toBe(button('Connected').element());
  });

  it('Tab reaches each button of a list, and a busy button keeps its place', async () => {
    const app = createFakeApp();
    const ids = [app.itemId, app.addItem(), app.addItem()];
    render(app.provide(ids.map((id) => <RelinkButton key={id} itemId={id} prepareOn="click" />)));
    const elements = page.getByRole('button').elements();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await app.link.whenOpen();
    await userEvent.tab();
    await userEvent.tab({ shift: true });
    expect(document.activeElement).toBe(elements[0]);
    for (const element of elements) {
      expect(document.activeElement).toBe(element);
      await userEvent.tab();
    }
    await app.link.exit();
  });

  it.each<[string, Partial<RelinkButtonProps>]>([
    ['a button', {}],
    ['a child with asChild', { asChild: true, children: <button>Reconnect</button> }],
  ])('a touch on %s prepares Link as it begins, and opens it as it ends', async (_what, props) => {
    const app = createFakeApp();
    render(app.provide(<RelinkButton itemId={app.itemId} {...props} />));
    const element = button('Reconnect').element();
    const touch = await touchOf(element);
    await touch('touchStart');
    await expect.element(button('Reconnect')).toHaveAttribute('data-state', 'ready');
    await touch('touchEnd');
    await app.link.whenOpen();
    expect(app.link.counts).toMatchObject({ creates: 1, opens: 1 });
    await act(() => app.link.exit());
  });
});

/** Real touches of the browser. They are placed in the window, of which the test has a frame. */
async function touchOf(
  element: Element,
): Promise<(type: 'touchStart' | 'touchEnd') => Promise<void>> {
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true });
  const { left, top, width, height } = element.getBoundingClientRect();
  const frame = window.frameElement?.getBoundingClientRect();
  const scale = frame ? frame.width / window.innerWidth : 1;
  const at = {
    x: (frame?.left ?? 0) + (left + width / 2) * scale,
    y: (frame?.top ?? 0) + (top + height / 2) * scale,
  };
  return async (type) => {
    const touchPoints = type === 'touchStart' ? [at] : [];
    await cdp().send('Input.dispatchTouchEvent', { type, touchPoints });
  };
}
