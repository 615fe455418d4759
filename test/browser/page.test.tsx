import { render } from '@testing-library/react';
import { RelinkButton } from 'react-plaid-relink';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../support/eventually';
import { createWorld } from '../support/world';

const linkFrame = () => page.frameLocator(page.getByTitle('Plaid Link'));
const iframes = (): number => document.querySelectorAll('iframe[title="Plaid Link"]').length;

describe('idle buttons', () => {
  it('G6: a hundred idle buttons make no iframe, script or request, and a button under the pointer makes its own', async () => {
    const world = createWorld();
    const before = document.scripts.length;
    render(
      world.provide(
        Array.from({ length: 100 }, (_, index) => (
          <RelinkButton key={index} itemId={world.createItem()} />
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
    expect(world.plaid.requests.map(({ path }) => path)).toEqual(['/link/token/create']);
    expect(world.link.counts.creates).toBe(1);
  });

  it('G6: a pointer that rests, leaves and returns prepares Link once', async () => {
    const world = createWorld();
    render(world.provide(<RelinkButton itemId={world.itemId} />));
    const button = page.getByRole('button', { name: 'Reconnect' });
    await userEvent.hover(button);
    await eventually(() => expect(world.link.counts.creates).toBe(1));
    await userEvent.unhover(button);
    await userEvent.hover(button);
    await expect.element(button).toHaveAttribute('data-state', 'ready');
    await button.click();
    await world.link.whenOpen();
    expect(world.link.counts).toEqual({ creates: 1, opens: 1, destroys: 0 });
    expect(world.plaid.requests.filter(({ path }) => path === '/link/token/create')).toHaveLength(
      1,
    );
    await world.link.exit();
  });
});

describe('the page after Link', () => {
  it('the page after Link scrolls, keeps its place and its styles, and has the focus on the button', async () => {
    const world = createWorld({ ui: 'dialog' });
    document.body.style.overflow = 'auto';
    render(
      world.provide(
        <div style={{ paddingTop: 2000, paddingBottom: 2000 }}>
          <RelinkButton itemId={world.itemId} />
        </div>,
      ),
    );
    const button = page.getByRole('button', { name: 'Reconnect' });
    button.element().scrollIntoView();
    const { scrollY } = window;
    expect(scrollY).toBeGreaterThan(1000);
    await button.click();
    await world.link.whenOpen();
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
    const world = createWorld();
    render(
      world.provide(
        <div style={{ paddingBottom: 4000 }}>
          <RelinkButton itemId={world.itemId} />
        </div>,
      ),
    );
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await world.link.exit();
    window.scrollTo(0, 700);
    await eventually(() => expect(iframes()).toBe(0));
    expect(window.scrollY).toBe(700);
  });

  it('the focus returns to the button after a session with the keyboard alone', async () => {
    const world = createWorld({ ui: 'dialog' });
    render(world.provide(<RelinkButton itemId={world.itemId} />));
    const button = page.getByRole('button', { name: 'Reconnect' });
    await userEvent.tab();
    expect(document.activeElement).toBe(button.element());
    await userEvent.keyboard('{Enter}');
    await world.link.whenOpen();
    await expect.element(linkFrame().getByLabelText('Username')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(button).toHaveAttribute('data-state', 'exited');
    expect(document.activeElement).toBe(button.element());
  });
});

describe('recovery', () => {
  it('G12: the click after a failed backend relinks, without a reload', async () => {
    const world = createWorld();
    const spy = vi.spyOn(world.backend.gateway, 'createLinkToken');
    spy.mockRejectedValue(Object.assign(new Error('maintenance'), { status: 403 }));
    render(world.provide(<RelinkButton itemId={world.itemId} prepareOn="click" />));
    const button = page.getByRole('button');
    await button.click();
    await expect.element(button).toHaveAttribute('data-state', 'failed');
    spy.mockRestore();
    await button.click();
    await world.link.succeed();
    await expect.element(button).toHaveAttribute('data-state', 'relinked');
  });
});
