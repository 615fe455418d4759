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
    ['the next row', 'one', 'two'],
    ['the previous row, where it was in the last', 'three', 'two'],
  ])('the focus of a button whose row has gone moves to %s', async (_what, clicked, heir) => {
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

  it('the focus stays in the list where its row goes later, once the Item is healthy', async () => {
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

  it('the focus goes to the element after the list, where the list is empty', async () => {
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

  it('the focus goes to the element that opened the menu, where the button was an entry of the menu', async () => {
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

  it('the focus goes to the nearest neighbour that is neither disabled nor out of the tab order', async () => {
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

  it('the focus goes to the dialog itself, where nothing inside can take it', async () => {
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

  it('the focus is left alone where the app has shown another page meanwhile', async () => {
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

  it('the focus is not taken from an element that the user has moved to', async () => {
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

  it('the focus returns to a button that was not focused by its click, as in Safari', async () => {
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

  it('the focus stays in a text field while code presses the button', async () => {
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

  it('the focus returns to a custom button on useRelink', async () => {
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

  it('the focus waits until a dialog shows its hidden button again', async () => {
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

  it('the focus returns to a button inside a web component', async () => {
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
