import { render } from '@testing-library/react';
import { RelinkButton, RelinkRedirect } from 'react-plaid-relink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../support/eventually';
import { createFakeApp, type FakeApp } from '../support/fake-app';

const linkFrame = () => page.frameLocator(page.getByTitle('Plaid Link'));
const iframes = (): number => document.querySelectorAll('iframe[title="Plaid Link"]').length;

describe('idle buttons', () => {
  it('G6: a hundred idle buttons make no iframe, script or request, and a button under the pointer makes its own', async () => {
    const app = createFakeApp();
    const before = document.scripts.length;
    render(
      app.provide(
        Array.from({ length: 100 }, (_, index) => (
          <RelinkButton key={index} itemId={app.addItem()} />
        )),
      ),
    );
    const buttons = page.getByRole('button');
    expect(buttons.elements()).toHaveLength(100);
    // By the time that this one is ready, so would be any other that had been at it from the start.
    await userEvent.hover(buttons.last());
    await expect.element(buttons.last()).toHaveAttribute('data-state', 'ready');
    expect(iframes()).toBe(1);
    expect(document.scripts.length).toBe(before);
    expect(app.plaid.requests.map(({ path }) => path)).toEqual(['/link/token/create']);
    expect(app.link.counts.creates).toBe(1);
  });

  it('G6: a pointer that rests, leaves and returns prepares Link once', async () => {
    const app = createFakeApp();
    render(app.provide(<RelinkButton itemId={app.itemId} />));
    const button = page.getByRole('button', { name: 'Reconnect' });
    await userEvent.hover(button);
    await eventually(() => expect(app.link.counts.creates).toBe(1));
    await userEvent.unhover(button);
    await userEvent.hover(button);
    await expect.element(button).toHaveAttribute('data-state', 'ready');
    await button.click();
    await app.link.whenOpen();
    expect(app.link.counts).toEqual({ creates: 1, opens: 1, destroys: 0 });
    expect(app.plaid.requests.filter(({ path }) => path === '/link/token/create')).toHaveLength(1);
    await app.link.exit();
  });
});

describe('an OAuth return on a computer that many use', () => {
  afterEach(() => history.replaceState(null, '', '?'));

  /** Ada opens Link and goes to her bank. A page that is left runs no clean-up, so the record stays in the tab. */
  async function leaveForTheBank(app: FakeApp): Promise<void> {
    const { unmount } = render(app.provide(<RelinkButton itemId={app.itemId} />));
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await app.link.whenOpen();
    const left = Object.keys(sessionStorage).map(
      (key) => [key, sessionStorage.getItem(key) ?? ''] as const,
    );
    unmount();
    await eventually(() => expect(app.link.counts.destroys).toBe(1));
    for (const [key, value] of left) sessionStorage.setItem(key, value);
    history.replaceState(null, '', '?oauth_state_id=anything');
  }

  it('the next user of the tab gets no Link on the return page, and nothing of the session is left', async () => {
    const app = createFakeApp();
    await leaveForTheBank(app);
    expect(JSON.stringify(sessionStorage)).toContain('link-sandbox-');
    const done = vi.fn();
    const gateway = { getItem: () => Promise.reject(notFound()) };
    render(app.provide(<RelinkRedirect onDone={done} />, { gateway, onError: () => {} }));
    await eventually(() => expect(done).toHaveBeenCalledOnce());
    expect(done.mock.lastCall?.[0]).toMatchObject({ error: { code: 'redirect_not_resumable' } });
    expect(app.link.counts).toEqual({ creates: 1, opens: 1, destroys: 1 });
    expect(JSON.stringify(sessionStorage)).not.toContain('link-sandbox-');
    expect(location.search).toBe('');
  });
});

const notFound = (): Error =>
  Object.assign(new Error('404'), { status: 404, body: { error_code: 'ITEM_NOT_FOUND' } });

describe('the page after Link', () => {
  it('the page after Link scrolls, keeps its place and its styles, and has the focus on the button', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    document.body.style.overflow = 'auto';
    render(
      app.provide(
        <div style={{ paddingTop: 2000, paddingBottom: 2000 }}>
          <RelinkButton itemId={app.itemId} />
        </div>,
      ),
    );
    const button = page.getByRole('button', { name: 'Reconnect' });
    button.element().scrollIntoView();
    const { scrollY } = window;
    expect(scrollY).toBeGreaterThan(1000);
    await button.click();
    await app.link.whenOpen();
    expect(document.body.style.overflow).toBe('hidden');

    await linkFrame().getByRole('button', { name: 'Close' }).click();
    await expect.element(button).toHaveAttribute('data-state', 'exited');
    expect(window.scrollY).toBe(scrollY);
    await eventually(() => expect(iframes()).toBe(0));
    expect(document.body.style.overflow).toBe('auto');
    expect(window.scrollY).toBe(scrollY);
    expect(document.activeElement).toBe(button.element());
    document.body.style.overflow = '';
  });

  it('the page after Link does not take back a user who has scrolled on', async () => {
    const app = createFakeApp();
    render(
      app.provide(
        <div style={{ paddingBottom: 4000 }}>
          <RelinkButton itemId={app.itemId} />
        </div>,
      ),
    );
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await app.link.exit();
    window.scrollTo(0, 700);
    await eventually(() => expect(iframes()).toBe(0));
    expect(window.scrollY).toBe(700);
  });

  it('the focus returns to the button after a session with the keyboard alone', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    render(app.provide(<RelinkButton itemId={app.itemId} />));
    const button = page.getByRole('button', { name: 'Reconnect' });
    await userEvent.tab();
    expect(document.activeElement).toBe(button.element());
    await userEvent.keyboard('{Enter}');
    await app.link.whenOpen();
    await expect.element(linkFrame().getByLabelText('Username')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(button).toHaveAttribute('data-state', 'exited');
    expect(document.activeElement).toBe(button.element());
  });
});

describe('recovery', () => {
  it('G12: the click after a failed backend relinks, without a reload', async () => {
    const app = createFakeApp();
    const spy = vi.spyOn(app.backend.gateway, 'createLinkToken');
    spy.mockRejectedValue(Object.assign(new Error('maintenance'), { status: 403 }));
    render(app.provide(<RelinkButton itemId={app.itemId} prepareOn="click" />));
    const button = page.getByRole('button');
    await button.click();
    await expect.element(button).toHaveAttribute('data-state', 'failed');
    spy.mockRestore();
    await button.click();
    await app.link.succeed();
    await expect.element(button).toHaveAttribute('data-state', 'relinked');
  });
});
