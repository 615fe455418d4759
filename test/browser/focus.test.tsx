import { render } from '@testing-library/react';
import { useState } from 'react';
import { RelinkButton, RelinkList, RelinkNotice, useItemHealth } from 'react-plaid-relink';
import { describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../support/eventually';
import { createFakeApp, type FakeApp } from '../support/fake-app';

const button = (name: string | RegExp) => page.getByRole('button', { name });
const linkFrames = (): number => document.querySelectorAll('iframe[title="Plaid Link"]').length;

/** Beside the button the app has an iframe of its own. */
function renderWithChat({ provide, itemId }: FakeApp): void {
  render(
    provide(
      <>
        <RelinkButton itemId={itemId} />
        <iframe title="Chat" srcDoc="<input aria-label='Message'>" />
      </>,
    ),
  );
}

const clickIntoChat = (): Promise<void> =>
  page.frameLocator(page.getByTitle('Chat')).getByLabelText('Message').click();

describe('the focus after a repair', () => {
  const OTHER = 'Disconnect';

  /** Each row of the app swaps the button for a destructive one as soon as its Item is repaired. */
  function renderRows(app: FakeApp, itemIds: string[]): { rowOf: (itemId: string) => Element } {
    function Row({ itemId }: { itemId: string }) {
      const [isHealthy, setIsHealthy] = useState(false);
      return (
        <li data-item={itemId}>
          <span>{isHealthy ? 'Connected' : 'Signed out'}</span>{' '}
          {isHealthy ? (
            <button>{OTHER}</button>
          ) : (
            <RelinkButton itemId={itemId} onRelinked={() => setIsHealthy(true)} />
          )}
        </li>
      );
    }
    render(
      app.provide(
        <main>
          <ul>
            {itemIds.map((itemId) => (
              <Row key={itemId} itemId={itemId} />
            ))}
          </ul>
        </main>,
      ),
    );
    const rowOf = (itemId: string): Element => {
      const row = document.querySelector(`[data-item="${itemId}"]`);
      if (!row) throw new Error(`No row of ${itemId}.`);
      return row;
    };
    return { rowOf };
  }

  it('the focus goes to the text of the row where the app has put a destructive button in the place of the repaired one', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    const { rowOf } = renderRows(app, [app.itemId]);
    button('Reconnect').element().focus();
    await userEvent.keyboard('{Enter}');
    await app.link.whenOpen();
    await app.link.succeed();
    await expect.element(button(OTHER)).toBeVisible();
    const row = rowOf(app.itemId);
    await eventually(() => expect(document.activeElement).toBe(row));
    expect(row).toHaveTextContent('Connected');
    // The keyboard goes on from here.
    await userEvent.tab();
    await expect.element(button(OTHER)).toHaveFocus();
    expect(row.hasAttribute('tabindex')).toBe(false);
  });

  it('the focus goes to the button of the next broken bank, past those of repaired ones', async () => {
    const app = createFakeApp();
    const [second, third] = [app.addItem(), app.addItem()];
    const { rowOf } = renderRows(app, [app.itemId, second, third]);
    const buttonOf = (itemId: string): HTMLElement => {
      const found = rowOf(itemId).querySelector('button');
      if (!found) throw new Error(`No button of ${itemId}.`);
      return found;
    };
    const repair = async (itemId: string): Promise<void> => {
      const { opens } = app.link.counts;
      buttonOf(itemId).focus();
      await userEvent.keyboard('{Enter}');
      await eventually(() => expect(app.link.counts.opens).toBe(opens + 1));
      await app.link.succeed();
      await eventually(() => expect(buttonOf(itemId)).toHaveTextContent(OTHER));
    };
    await repair(second);
    await eventually(() => expect(document.activeElement).toBe(buttonOf(third)));
    await repair(app.itemId);
    await eventually(() => expect(document.activeElement).toBe(buttonOf(third)));
    await repair(third);
    await eventually(() => expect(document.activeElement).toBe(rowOf(third)));
  });

  it('a notice that could not check takes a second one of its Item along, and the focus stays beside them', async () => {
    const app = createFakeApp();
    let isDown = true;
    const { getItem } = app.backend.gateway;
    app.backend.gateway.getItem = (...asked) =>
      isDown
        ? Promise.reject(Object.assign(new Error('signed out'), { status: 401 }))
        : getItem(...asked);
    const healthy = app.addItem({});
    render(
      app.provide(
        <main>
          <RelinkNotice itemId={healthy} />
          <RelinkNotice itemId={healthy} />
          <button>after</button>
        </main>,
        { onError: () => {} },
      ),
    );
    await eventually(() => expect(button('Try again').elements()).toHaveLength(2));
    button('Try again').first().element().focus();
    isDown = false;
    await userEvent.keyboard('{Enter}');
    await eventually(() => expect(button('Try again').elements()).toHaveLength(0));
    await expect.element(button('after')).toHaveFocus();
  });
});

describe('the focus of the user', () => {
  it('a click into the text after Link keeps the focus there when Link’s iframe is removed, and Space scrolls the page', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    render(
      app.provide(
        <>
          <RelinkButton itemId={app.itemId} />
          <p data-testid="text" style={{ height: 4_000 }}>
            Text to read.
          </p>
        </>,
      ),
    );
    await button('Reconnect').click();
    await app.link.whenOpen();
    await app.link.exit();
    await expect.element(button('Reconnect')).toHaveFocus();
    await page.getByTestId('text').click({ position: { x: 60, y: 60 } });
    await eventually(() => expect(linkFrames()).toBe(0));
    expect(document.activeElement).toBe(document.body);
    await userEvent.keyboard(' ');
    await eventually(() => expect(window.scrollY).toBeGreaterThan(0));
    expect(app.link.counts.opens).toBe(1);
    window.scrollTo(0, 0);
  });

  it('a button that unmounts passes the focus on without scrolling the page', async () => {
    const app = createFakeApp();
    const second = app.addItem();
    function Rows() {
      const [isGone, setIsGone] = useState(false);
      return (
        <main>
          {!isGone && (
            <div>
              <RelinkButton
                itemId={app.itemId}
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
    render(app.provide(<Rows />));
    await button('Reconnect').click();
    await app.link.succeed();
    await expect.element(button('Second')).toHaveFocus();
    // By less than the row that has gone.
    expect(window.scrollY).toBeGreaterThan(2_500);
    window.scrollTo(0, 0);
  });

  it('a list that closes when its last bank is skipped leaves the focus beside it', async () => {
    const app = createFakeApp();
    function Page() {
      const [isOpen, setIsOpen] = useState(true);
      return (
        <main>
          <button>before</button>
          {isOpen && <RelinkList itemIds={[app.itemId]} onDone={() => setIsOpen(false)} />}
          <button>after</button>
        </main>
      );
    }
    render(app.provide(<Page />));
    await expect.element(button('Later')).toBeVisible();
    button('Later').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button('after')).toHaveFocus();
  });

  it('a focused iframe of the app keeps the focus when Link’s iframe is removed', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    renderWithChat(app);
    await button('Reconnect').click();
    await app.link.whenOpen();
    await app.link.exit();
    await expect.element(button('Reconnect')).toHaveFocus();
    await clickIntoChat();
    await eventually(() => expect(linkFrames()).toBe(0));
    await expect.element(page.getByTitle('Chat')).toHaveFocus();
  });

  it('a focused iframe of the app gets the focus back after a Link that code opened', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    renderWithChat(app);
    await clickIntoChat();
    (button('Reconnect').element() as HTMLElement).click();
    await app.link.whenOpen();
    await eventually(() =>
      expect(document.activeElement?.getAttribute('title')).toBe('Plaid Link'),
    );
    await app.link.exit();
    await expect.element(page.getByTitle('Chat')).toHaveFocus();
  });

  it('a list that ends without a visible row passes the focus on, and the app removes the Items later', async () => {
    const app = createFakeApp();
    function Page({ itemIds }: { itemIds: string[] }) {
      return (
        <main>
          <button>before</button>
          <RelinkList itemIds={itemIds} />
          <button>after</button>
        </main>
      );
    }
    const { rerender } = render(app.provide(<Page itemIds={[app.itemId]} />));
    await button('Reconnect').click();
    await app.link.succeed();
    await expect.element(page.getByRole('group')).toHaveFocus();
    rerender(app.provide(<Page itemIds={[]} />));
    await expect.element(page.getByRole('group')).not.toBeInTheDocument();
    await expect.element(button('after')).toHaveFocus();
  });

  it('a list keeps the focus of a button that its Item’s new health removes, also outside the current row', async () => {
    const app = createFakeApp();
    const other = app.addItem();
    function Page() {
      const { refresh } = useItemHealth(other);
      return (
        <main>
          <RelinkList itemIds={[app.itemId, other]} />
          <button onClick={() => void refresh()}>Refresh</button>
        </main>
      );
    }
    render(app.provide(<Page />));
    await eventually(() => expect(button('Reconnect').elements()).toHaveLength(2));
    const [first, second] = button('Reconnect').elements() as HTMLElement[];
    second?.focus();
    // Nothing here can help it: its row has no button any more.
    app.plaid.breakItem(other, 'INVALID_UPDATED_USERNAME');
    // By code: the focus stays where it is.
    (button('Refresh').element() as HTMLElement).click();
    await eventually(() => expect(button('Reconnect').elements()).toHaveLength(1));
    await eventually(() => expect(document.activeElement).toBe(first));
  });

  it('a notice passes the focus on where it changes to a healthy Item', async () => {
    const app = createFakeApp();
    const healthy = app.addItem({});
    const Page = ({ itemId }: { itemId: string }) => (
      <main>
        <RelinkNotice itemId={itemId} />
        <button>after</button>
      </main>
    );
    const { rerender } = render(app.provide(<Page itemId={app.itemId} />));
    await expect.element(button('Reconnect')).toBeVisible();
    (button('Reconnect').element() as HTMLElement).focus();
    rerender(app.provide(<Page itemId={healthy} />));
    await expect.element(page.getByRole('group')).not.toBeInTheDocument();
    await expect.element(button('after')).toHaveFocus();
  });

  it('a list whose button gave way to an element of the app does not take the focus back at its next render', async () => {
    const app = createFakeApp();
    const other = app.addItem();
    function Page({ n }: { n: number }) {
      const [isAsking, setIsAsking] = useState(false);
      return (
        <main>
          <RelinkList itemIds={[app.itemId, other]} data-n={n} onSkip={() => setIsAsking(true)} />
          {isAsking && <input aria-label="Why?" autoFocus />}
          <p data-testid="text">Text to read.</p>
        </main>
      );
    }
    const { rerender } = render(app.provide(<Page n={1} />));
    await expect.element(button('Later')).toBeVisible();
    button('Later').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByLabelText('Why?')).toHaveFocus();
    await page.getByTestId('text').click();
    expect(document.activeElement).toBe(document.body);
    rerender(app.provide(<Page n={2} />));
    await expect.element(page.getByRole('group')).toHaveAttribute('data-n', '2');
    expect(document.activeElement).toBe(document.body);
  });

  it('a list that is shown again does not take the focus back', async () => {
    const app = createFakeApp();
    const Page = ({ itemIds }: { itemIds: string[] }) => (
      <main>
        <RelinkList itemIds={itemIds} />
        <button>after</button>
        <p data-testid="text">Text to read.</p>
      </main>
    );
    const { rerender } = render(app.provide(<Page itemIds={[app.itemId]} />));
    await expect.element(button('Reconnect')).toBeVisible();
    (button('Reconnect').element() as HTMLElement).focus();
    rerender(app.provide(<Page itemIds={[]} />));
    await expect.element(button('after')).toHaveFocus();
    await page.getByTestId('text').click();
    rerender(app.provide(<Page itemIds={[app.itemId]} />));
    await expect.element(button('Reconnect')).toBeVisible();
    expect(document.activeElement).toBe(document.body);
  });

  it('the focus stays in Link although its button unmounts as Link opens', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    function Menu() {
      const [isOpen, setIsOpen] = useState(true);
      return (
        <main>
          <p>{isOpen && <RelinkButton itemId={app.itemId} onClick={() => setIsOpen(false)} />}</p>
          <button>after</button>
        </main>
      );
    }
    render(app.provide(<Menu />));
    const reconnect = button('Reconnect').element() as HTMLElement;
    reconnect.focus();
    await eventually(() => expect(reconnect.dataset.state).toBe('ready'));
    const focused: (string | null)[] = [];
    const note = ({ target }: FocusEvent): void =>
      void focused.push((target as HTMLElement).textContent);
    document.addEventListener('focusin', note);
    onTestFinished(() => document.removeEventListener('focusin', note));
    await userEvent.keyboard('{Enter}');
    await app.link.whenOpen();
    await page.frameLocator(page.getByTitle('Plaid Link')).getByLabelText('Username').fill('x');
    expect(focused).not.toContain('after');
    await app.link.exit();
    await expect.element(button('after')).toHaveFocus();
  });
});
