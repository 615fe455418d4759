// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { RelinkButton, useRelink } from 'react-plaid-relink';
import '../support/warm-chunks';
import { createStubApp, type StubApp } from '../support/stub-app';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});

const named = (name: string): HTMLElement => screen.getByRole('button', { name });

/** Link is open and has the focus, in an iframe as the real one. */
async function openLink(): Promise<Awaited<ReturnType<StubApp['opened']>>> {
  const handler = await app.opened();
  const iframe = document.createElement('iframe');
  iframe.id = 'plaid-link-iframe-1';
  document.body.append(iframe);
  onTestFinished(() => iframe.remove());
  act(() => iframe.focus());
  expect(iframe).toHaveFocus();
  return handler;
}

/** A list of what is broken: a row goes when its Item is healthy, or when the test says so. */
function Rows({ ids, gone = [] }: { ids: string[]; gone?: string[] }): ReactNode {
  const [healthy, setHealthy] = useState<string[]>([]);
  return (
    <main>
      <ul>
        {ids
          .filter((id) => ![...healthy, ...gone].includes(id))
          .map((id) => (
            <li key={id}>
              <span>
                <RelinkButton
                  itemId={`focus-${id}`}
                  onRelinked={() => setHealthy((before) => [...before, id])}
                >
                  {id}
                </RelinkButton>
              </span>
            </li>
          ))}
      </ul>
      <button>after the list</button>
    </main>
  );
}

describe('the focus after Link', () => {
  it.each([
    ['the row after it', 'one', 'two'],
    ['the row before it, where it was the last', 'three', 'two'],
  ])('goes to %s, where the row is gone', async (_what, clicked, heir) => {
    const { App } = app;
    const ids = ['one', 'two', 'three'];
    const tree = (gone: string[]) => (
      <App>
        <Rows ids={ids} gone={gone} />
      </App>
    );
    const { rerender } = render(tree([]));
    await userEvent.click(named(clicked));
    const handler = await openLink();
    rerender(tree([clicked]));
    app.exit(handler);
    expect(named(heir)).toHaveFocus();
  });

  it('is kept in the list, where the row goes later, once its Item is healthy', async () => {
    const { App } = app;
    render(
      <App>
        <Rows ids={['four', 'five']} />
      </App>,
    );
    await userEvent.click(named('five'));
    app.succeed(await openLink());
    expect(named('five')).toHaveFocus();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'five' })).toBeNull());
    await waitFor(() => expect(named('four')).toHaveFocus());
  });

  it('goes to what follows the list, where that is empty now', async () => {
    const { App } = app;
    render(
      <App>
        <Rows ids={['only']} />
      </App>,
    );
    await userEvent.click(named('only'));
    app.succeed(await openLink());
    await waitFor(() => expect(named('after the list')).toHaveFocus());
  });

  it('goes to what opened the menu, where the button was an entry of it', async () => {
    const { App } = app;
    function Menu(): ReactNode {
      const [isOpen, setIsOpen] = useState(false);
      return (
        <>
          <button id="opener" onClick={() => setIsOpen(true)}>
            Actions
          </button>
          {isOpen && (
            <RelinkButton
              itemId="focus-menu"
              prepareOn="click"
              onClick={() => {
                setIsOpen(false);
                document.getElementById('opener')?.focus();
              }}
            >
              Reconnect
            </RelinkButton>
          )}
          <button>Something else</button>
        </>
      );
    }
    render(
      <App>
        <Menu />
      </App>,
    );
    await userEvent.click(named('Actions'));
    await userEvent.click(named('Reconnect'));
    app.exit(await openLink());
    expect(named('Actions')).toHaveFocus();
  });

  it('goes to a neighbour that can take it: not to one that is disabled, or not in the tab order', async () => {
    const { App } = app;
    const Page = ({ isShown }: { isShown: boolean }) => (
      <App>
        <section>
          <button>before</button>
          {isShown && <RelinkButton itemId="focus-neighbours">Reconnect</RelinkButton>}
          <button disabled>disabled</button>
          <button tabIndex={-1}>out of order</button>
          <p>
            <a href="#help">Help</a>
          </p>
        </section>
      </App>
    );
    const { rerender } = render(<Page isShown />);
    await userEvent.click(named('Reconnect'));
    const handler = await openLink();
    rerender(<Page isShown={false} />);
    app.exit(handler);
    expect(screen.getByRole('link', { name: 'Help' })).toHaveFocus();
  });

  it('goes to the dialog itself, where nothing in it can have it', async () => {
    const { App } = app;
    const Page = ({ isShown }: { isShown: boolean }) => (
      <App>
        <button>outside</button>
        <div role="dialog" aria-label="Bank" tabIndex={-1}>
          {isShown ? <RelinkButton itemId="focus-dialog">Reconnect</RelinkButton> : <p>Done.</p>}
        </div>
      </App>
    );
    const { rerender } = render(<Page isShown />);
    await userEvent.click(named('Reconnect'));
    const handler = await openLink();
    rerender(<Page isShown={false} />);
    app.exit(handler);
    expect(screen.getByRole('dialog')).toHaveFocus();
  });

  it('is left alone, where another page has come meanwhile', async () => {
    const { App } = app;
    const Site = ({ page }: { page: ReactNode }) => (
      <App>
        <nav>
          <a href="#home">Home</a>
        </nav>
        <main>{page}</main>
      </App>
    );
    const { rerender } = render(
      <Site
        page={
          <div key="one">
            <h1>Banks</h1>
            <RelinkButton itemId="focus-page">Reconnect</RelinkButton>
          </div>
        }
      />,
    );
    await userEvent.click(named('Reconnect'));
    const handler = await openLink();
    rerender(
      <Site
        page={
          <div key="two">
            <button>of the new page</button>
          </div>
        }
      />,
    );
    (document.activeElement as HTMLElement).blur();
    app.exit(handler);
    expect(document.body).toHaveFocus();
  });

  it('is not taken from where the user has gone', async () => {
    const { App } = app;
    render(
      <App>
        <RelinkButton itemId="focus-gone">Reconnect</RelinkButton>
        <input aria-label="Search" />
      </App>,
    );
    await userEvent.click(named('Reconnect'));
    const handler = await openLink();
    screen.getByRole('textbox', { name: 'Search' }).focus();
    app.exit(handler);
    await waitFor(() => expect(named('Reconnect')).toHaveAttribute('data-state', 'exited'));
    expect(screen.getByRole('textbox', { name: 'Search' })).toHaveFocus();
  });

  it('is back on a button that got none at the click, as in Safari', async () => {
    const { App } = app;
    render(
      <App>
        <RelinkButton itemId="focus-safari">Reconnect</RelinkButton>
      </App>,
    );
    fireEvent.click(named('Reconnect'));
    app.exit(await openLink());
    expect(named('Reconnect')).toHaveFocus();
  });

  it('does not go to a button that was pressed by code while the user is typing', async () => {
    const { App } = app;
    render(
      <App>
        <input aria-label="Search" />
        <RelinkButton itemId="focus-code">Reconnect</RelinkButton>
      </App>,
    );
    await userEvent.click(screen.getByRole('textbox', { name: 'Search' }));
    act(() => named('Reconnect').click());
    expect(screen.getByRole('textbox', { name: 'Search' })).toHaveFocus();
    app.exit(await openLink());
    expect(screen.getByRole('textbox', { name: 'Search' })).toHaveFocus();
  });

  it('comes back in a UI of the app’s own, too', async () => {
    const { App } = app;
    function Own(): ReactNode {
      const { open } = useRelink('focus-hook');
      return <button onClick={() => void open()}>Repair</button>;
    }
    render(
      <App>
        <Own />
      </App>,
    );
    await userEvent.click(named('Repair'));
    app.exit(await openLink());
    expect(named('Repair')).toHaveFocus();
  });

  it('waits for a button that a dialog hides until it is back', async () => {
    const { App } = app;
    render(
      <App>
        <fieldset aria-label="Dialog">
          <RelinkButton itemId="focus-hidden">Reconnect</RelinkButton>
        </fieldset>
        <button>outside</button>
      </App>,
    );
    await userEvent.click(named('Reconnect'));
    const handler = await openLink();
    const dialog = screen.getByRole<HTMLFieldSetElement>('group', { name: 'Dialog' });
    // What is in a disabled fieldset cannot have the focus: the nearest to hidden that jsdom knows.
    dialog.disabled = true;
    app.exit(handler);
    expect(named('Reconnect')).not.toHaveFocus();
    dialog.disabled = false;
    await waitFor(() => expect(named('Reconnect')).toHaveFocus());
  });

  it('comes back into a web component', async () => {
    const main = document.createElement('main');
    const host = document.createElement('div');
    const container = document.createElement('div');
    host.attachShadow({ mode: 'open' }).append(container);
    main.append(host, document.createElement('button'));
    document.body.append(main);
    onTestFinished(() => main.remove());
    const { App } = app;
    render(
      <App>
        <RelinkButton itemId="focus-shadow" />
      </App>,
      { container },
    );
    const inside = container.querySelector('button');
    act(() => inside?.focus());
    act(() => inside?.click());
    const link = await openLink();
    app.exit(link);
    await waitFor(() => expect(host.shadowRoot?.activeElement).toBe(inside));
  });
});
