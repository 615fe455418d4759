import { render } from '@testing-library/react';
import { useState } from 'react';
import { RelinkButton, RelinkList } from 'react-plaid-relink';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../support/eventually';
import { createWorld } from '../support/world';

const button = (name: string | RegExp) => page.getByRole('button', { name });
const linkFrames = (): number => document.querySelectorAll('iframe[title="Plaid Link"]').length;

describe('nothing takes the focus from where the user has gone', () => {
  it('a click into the text after Link stays there when Link’s iframe is removed: Space scrolls, and opens nothing', async () => {
    const world = createWorld({ ui: 'dialog' });
    render(
      world.provide(
        <>
          <RelinkButton itemId={world.itemId} />
          <p data-testid="text" style={{ height: 4_000 }}>
            Text to read.
          </p>
        </>,
      ),
    );
    await button('Reconnect').click();
    await world.link.whenOpen();
    await world.link.exit();
    await expect.element(button('Reconnect')).toHaveFocus();
    await page.getByTestId('text').click({ position: { x: 60, y: 60 } });
    await eventually(() => expect(linkFrames()).toBe(0));
    expect(document.activeElement).toBe(document.body);
    await userEvent.keyboard(' ');
    await eventually(() => expect(window.scrollY).toBeGreaterThan(0));
    expect(world.link.counts.opens).toBe(1);
    window.scrollTo(0, 0);
  });

  it('a button that goes gives the focus on without scrolling the page', async () => {
    const world = createWorld();
    const second = world.createItem();
    function Rows() {
      const [isGone, setIsGone] = useState(false);
      return (
        <main>
          {!isGone && (
            <div>
              <RelinkButton
                itemId={world.itemId}
                onRelinked={() => {
                  window.scrollTo(0, 3_000);
                  setIsGone(true);
                }}
              />
            </div>
          )}
          <div>
            <RelinkButton itemId={second}>Second</RelinkButton>
          </div>
          <div style={{ height: 6_000 }} />
        </main>
      );
    }
    render(world.provide(<Rows />));
    await button('Reconnect').click();
    await world.link.succeed();
    await expect.element(button('Second')).toHaveFocus();
    // By less than the row that has gone.
    expect(window.scrollY).toBeGreaterThan(2_500);
    window.scrollTo(0, 0);
  });

  it('a list that closes when the last bank is skipped leaves the focus beside it', async () => {
    const world = createWorld();
    function Page() {
      const [isOpen, setIsOpen] = useState(true);
      return (
        <main>
          <button>before</button>
          {isOpen && <RelinkList itemIds={[world.itemId]} onDone={() => setIsOpen(false)} />}
          <button>after</button>
        </main>
      );
    }
    render(world.provide(<Page />));
    await expect.element(button('Skip for now')).toBeVisible();
    button('Skip for now').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button('after')).toHaveFocus();
  });
});
