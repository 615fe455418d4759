// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Profiler, StrictMode, createRef, type ReactNode } from 'react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RelinkButton, RelinkProvider, useRelink } from 'react-plaid-relink';
import { OPTION_NAMES } from '../../src/components/dom/props';
import { eventMetadata, exitMetadata, successMetadata } from '../support/fake-link-port';
import { settlePromises } from '../support/fake-environment';
import { button, createStubApp, type StubApp } from '../support/stub-app';
import '../support/warm-chunks';
import type { StubHandler } from '../support/stub-plaid';

let plaid: StubApp['plaid'];
let gateway: StubApp['gateway'];
beforeEach(() => {
  ({ plaid, gateway } = createStubApp());
});

const opened = async (): Promise<StubHandler> => {
  await waitFor(() => expect(plaid.handlers.at(-1)?.opened).toBe(1));
  const handler = plaid.handlers.at(-1);
  if (!handler) throw new Error('Link was not opened.');
  return handler;
};
const reportOpen = (handler: StubHandler): void =>
  act(() => handler.config.onEvent('OPEN', { ...eventMetadata, is_update_mode: 'true' }));

describe('<RelinkButton>', () => {
  it('a button takes an Item from the click to relinked, and shows each status', async () => {
    const onRelinked = vi.fn();
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" onRelinked={onRelinked} />
      </RelinkProvider>,
    );
    expect(button()).toHaveTextContent('Reconnect');
    expect(button()).toHaveAttribute('type', 'button');
    await userEvent.click(button());
    const link = await opened();
    reportOpen(link);
    expect(button()).toHaveAttribute('data-state', 'open');
    expect(button()).toHaveAttribute('aria-busy', 'true');
    expect(button()).not.toBeDisabled();
    act(() => link.config.onSuccess('public-x', successMetadata));
    await waitFor(() => expect(button()).toHaveAttribute('data-state', 'relinked'));
    expect(button()).toHaveTextContent('Connected');
    expect(onRelinked).toHaveBeenCalledExactlyOnceWith({
      itemId: 'item-a',
      confirmed: true,
      health: expect.objectContaining({ state: 'healthy' }) as unknown,
    });
  });

  it('G6: 20 idle buttons cost no request, script, iframe or timer, and one render', async () => {
    plaid.uninstall();
    const renders = vi.fn();
    const timers = vi.spyOn(globalThis, 'setTimeout');
    render(
      <RelinkProvider gateway={gateway}>
        <Profiler id="buttons" onRender={renders}>
          {Array.from({ length: 20 }, (_, index) => (
            <RelinkButton key={index} itemId={`item-${index}`} />
          ))}
        </Profiler>
      </RelinkProvider>,
    );
    expect(timers).not.toHaveBeenCalled();
    timers.mockRestore();
    // What a chunk would ask for comes a moment later.
    await act(settlePromises);
    expect(renders).toHaveBeenCalledOnce();
    expect(gateway.createLinkToken).not.toHaveBeenCalled();
    expect(document.querySelectorAll('script, iframe')).toHaveLength(0);
  });

  it('a button prepares Link on focus, and its click opens that Link', async () => {
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    await userEvent.tab();
    await waitFor(() => expect(button()).toHaveAttribute('data-state', 'ready'));
    expect(plaid.handlers).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    await opened();
    expect(plaid.handlers).toHaveLength(1);
    expect(gateway.createLinkToken).toHaveBeenCalledOnce();
  });

  it('a button does not prepare Link for a pointer that only crosses it', async () => {
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    fireEvent.pointerEnter(button());
    fireEvent.pointerLeave(button());
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(gateway.createLinkToken).not.toHaveBeenCalled();
    // In the same time one that rests on it is enough.
    fireEvent.pointerEnter(button());
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(gateway.createLinkToken).toHaveBeenCalledOnce();
  });

  it('a button works without a provider, over fetch at /api/plaid', async () => {
    const fetched = vi.fn((_url: string) =>
      Promise.resolve(Response.json({ link_token: 'link-x-of-a-bare-button' })),
    );
    vi.stubGlobal('fetch', fetched);
    const view = render(<RelinkButton itemId="item-bare" prepareOn="click" />);
    await userEvent.click(button());
    const link = await opened();
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/plaid/link/token/create');
    view.unmount();
    await waitFor(() => expect(link.destroyed).toBe(1));
    vi.unstubAllGlobals();
  });

  it('G11: a button says why it could not open Link, and opens it at the next click', async () => {
    gateway.createLinkToken.mockRejectedValueOnce(Object.assign(new Error('no'), { status: 401 }));
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" prepareOn="click" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    await waitFor(() => expect(button()).toHaveAttribute('data-state', 'failed'));
    const error = screen.getByText('You’ve been signed out. Sign in again to continue.');
    expect(error).toHaveAttribute('data-relink', 'error');
    expect(error).toHaveAttribute('lang', 'en');
    expect(button()).toHaveTextContent('Try again');
    expect(button()).toHaveAccessibleDescription(error.textContent);
    await userEvent.click(button());
    await opened();
    expect(error).not.toBeInTheDocument();
  });

  it('G3: Link outlives the button that opened it, and its success still arrives', async () => {
    const onRelinked = vi.fn();
    const Page = ({ isShown }: { isShown: boolean }) => (
      <StrictMode>
        <RelinkProvider gateway={gateway}>
          {isShown && <RelinkButton itemId="item-a" onRelinked={onRelinked} />}
        </RelinkProvider>
      </StrictMode>
    );
    const view = render(<Page isShown />);
    await userEvent.click(button());
    const link = await opened();
    reportOpen(link);
    view.rerender(<Page isShown={false} />);
    await act(() => settlePromises());
    expect([link.exited, link.destroyed]).toEqual([0, 0]);
    act(() => link.config.onSuccess('public-x', successMetadata));
    await waitFor(() => expect(onRelinked).toHaveBeenCalledOnce());
  });

  it('G3: re-rendering with new callbacks leaves Link open, and the newest callback is called', async () => {
    const calls: string[] = [];
    const Page = ({ name }: { name: string }) => (
      <RelinkProvider gateway={gateway} onError={() => {}}>
        <RelinkButton itemId="item-a" onExit={() => calls.push(name)} />
      </RelinkProvider>
    );
    const view = render(<Page name="old" />);
    await userEvent.click(button());
    const link = await opened();
    view.rerender(<Page name="new" />);
    expect(link.exited).toBe(0);
    act(() => link.config.onExit(null, exitMetadata));
    expect(calls).toEqual(['new']);
    expect(plaid.handlers).toHaveLength(1);
  });

  it('a provider that unmounts closes its Link', async () => {
    const view = render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    const link = await opened();
    view.unmount();
    await waitFor(() => expect(link.destroyed).toBe(1));
  });

  it('the focus returns to the button when Link has closed', async () => {
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    const link = await opened();
    reportOpen(link);
    act(() => (document.activeElement as HTMLElement).blur());
    act(() => link.config.onExit(null, exitMetadata));
    await waitFor(() => expect(button()).toHaveFocus());
  });

  it('a button forwards its ref and every prop of a <button>', () => {
    const ref = createRef<HTMLButtonElement>();
    render(
      <RelinkButton itemId="item-a" ref={ref} className="mine" data-x="1" title="Hello" name="n" />,
    );
    expect(ref.current).toBe(button());
    expect(button()).toHaveClass('mine');
    expect(button()).toHaveAttribute('data-x', '1');
    expect(button()).toHaveAttribute('title', 'Hello');
    expect(button()).toHaveAttribute('name', 'n');
  });

  it('a button keeps the props that are its own from its element', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const own = [...OPTION_NAMES, 'bank', 'prepareOn', 'errorPlacement', 'onSignIn', 'onSupport'];
    const props = Object.fromEntries(
      own.map((name) => [name, name.startsWith('on') ? vi.fn() : 'x']),
    );
    render(<RelinkButton itemId="item-a" asChild={false} {...props} />);
    const attributes = button().getAttributeNames();
    const names = ['itemId', 'asChild', ...own].map((name) => name.toLowerCase());
    expect(attributes.filter((name) => names.includes(name))).toEqual([]);
    // React says so where an element gets a handler that it does not know.
    expect(logged).not.toHaveBeenCalled();
    logged.mockRestore();
  });

  it('a button runs the app’s onClick first, and does nothing where that prevents the default', async () => {
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton
          itemId="item-a"
          prepareOn="click"
          onClick={(event) => event.preventDefault()}
        />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    expect(button()).toHaveAttribute('data-state', 'idle');
  });

  it('a button under the pointer prepares Link although another button unmounts', async () => {
    const page = (isShown: boolean): ReactNode => (
      <RelinkProvider gateway={gateway}>
        {isShown && <RelinkButton itemId="item-b">Goes</RelinkButton>}
        <RelinkButton itemId="item-a">Stays</RelinkButton>
      </RelinkProvider>
    );
    const { rerender } = render(page(true));
    const stays = screen.getByText('Stays');
    fireEvent.pointerEnter(stays);
    rerender(page(false));
    await waitFor(() => expect(stays).toHaveAttribute('data-state', 'ready'));
  });

  it('a disabled button does nothing', async () => {
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" disabled />
        <RelinkButton itemId="item-b" asChild disabled>
          <a href="#relink">Link</a>
        </RelinkButton>
      </RelinkProvider>,
    );
    const elements = [button(), screen.getByRole('link')];
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    for (const element of elements) {
      fireEvent.pointerEnter(element);
      fireEvent.focus(element);
      fireEvent.click(element);
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      expect(element).toHaveAttribute('data-state', 'idle');
    }
    expect(gateway.createLinkToken).not.toHaveBeenCalled();
  });

  it('prepareOn="mount" prepares Link once the button is no longer disabled, and not before', async () => {
    const buttons = (disabled: boolean): ReactNode => (
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" prepareOn="mount" disabled={disabled} />
        <RelinkButton itemId="item-b" prepareOn="mount">
          Other
        </RelinkButton>
      </RelinkProvider>
    );
    const { rerender } = render(buttons(true));
    const first = screen.getByRole('button', { name: 'Reconnect' });
    // Both had the same chunks to wait for.
    await waitFor(() => expect(screen.getByText('Other')).toHaveAttribute('data-state', 'ready'));
    expect(first).toHaveAttribute('data-state', 'idle');
    rerender(buttons(false));
    await waitFor(() => expect(first).toHaveAttribute('data-state', 'ready'));
    expect(gateway.createLinkToken).toHaveBeenCalledTimes(2);
  });

  it('a button leaves aria-disabled and aria-busy to the app while nothing runs', () => {
    render(<RelinkButton itemId="item-a" aria-disabled aria-busy />);
    expect(button()).toHaveAttribute('aria-disabled', 'true');
    expect(button()).toHaveAttribute('aria-busy', 'true');
  });

  it('asChild adds the behaviour to a child, and keeps the child’s props', async () => {
    const onClick = vi.fn();
    const ref = createRef<HTMLAnchorElement>();
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" asChild className="ours" style={{ color: 'red' }}>
          <a
            href="#relink"
            role="button"
            className="theirs"
            style={{ margin: 1 }}
            onClick={onClick}
            ref={ref}
          >
            Fix it
          </a>
        </RelinkButton>
      </RelinkProvider>,
    );
    expect(button()).toHaveClass('ours', 'theirs');
    expect(button()).toHaveStyle({ margin: '1px' });
    expect(ref.current).toBe(button());
    await userEvent.click(button());
    expect(onClick).toHaveBeenCalledOnce();
    await opened();
    expect(button().tagName).toBe('A');
  });

  it('asChild without a single element throws an error that says so', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    // @ts-expect-error in TypeScript it is an error.
    const wrong = <RelinkButton itemId="item-a" asChild children="text" />;
    expect(() => render(wrong)).toThrow(/needs one element/);
    logged.mockRestore();
  });

  it('a render function decides the text of a button', async () => {
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" prepareOn="mount">
          {({ status }) => `state: ${status}`}
        </RelinkButton>
      </RelinkProvider>,
    );
    await screen.findByText('state: ready');
  });

  it('a button uses the provider’s messages', () => {
    render(
      <RelinkProvider messages={{ idle: 'Neu verbinden' }}>
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    expect(button()).toHaveTextContent('Neu verbinden');
  });

  it('a button opens Link with a public token where the provider has a public key', async () => {
    render(
      <RelinkProvider
        gateway={gateway}
        publicKeyOptions={{
          publicKey: 'the-key',
          clientName: 'App',
          env: 'sandbox',
          product: ['auth'],
        }}
      >
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    expect((await opened()).config).toMatchObject({
      key: 'the-key',
      token: expect.stringMatching(/^public-/) as string,
    });
  });

  it('G7: a token never appears in the DOM', async () => {
    render(
      <RelinkProvider gateway={gateway}>
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    const link = await opened();
    expect(link.config.token).toMatch(/^link-x/);
    expect(document.documentElement.outerHTML).not.toContain(link.config.token);
  });
});

describe('useRelink', () => {
  it('useRelink() without a provider throws an error that names the hook and <RelinkProvider>', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const Alone = () => {
      useRelink('item-a');
      return null;
    };
    expect(() => render(<Alone />)).toThrow(/RelinkProvider.*useRelink\(\)/);
    logged.mockRestore();
  });

  it('open() of useRelink() resolves with the outcome', async () => {
    gateway.getItem.mockImplementation((item_id: string) =>
      Promise.resolve({ item_id, health: 'needs_update', remedy: 'relink' }),
    );
    let outcome: unknown;
    const Menu = () => {
      const { open, status } = useRelink('item-a');
      return (
        <button onClick={() => void open().then((result) => (outcome = result))}>{status}</button>
      );
    };
    render(
      <RelinkProvider gateway={gateway}>
        <Menu />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    const link = await opened();
    act(() => link.config.onExit(null, exitMetadata));
    await waitFor(() => expect(outcome).toMatchObject({ status: 'exited', itemId: 'item-a' }));
    expect(button()).toHaveTextContent('exited');
  });
});
