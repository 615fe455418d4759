// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useEffect } from 'react';
import { usePlaidLink } from 'react-plaid-link';
import { RelinkButton, useItemHealth, useRelink, type Relink } from 'react-plaid-relink';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LINK_SCRIPT_URL } from '../../src/browser/link/link-script';
import { settlePromises } from '../support/fake-environment';
import { button, createStubApp, untilState, type StubApp } from '../support/stub-app';
import '../support/warm-chunks';
import { installStubPlaid } from '../support/stub-plaid';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});
/** Until Link's last events have come, and what is forgotten is forgotten. */
const untilGone = () => waitFor(() => expect(app.present()).toEqual([]));

describe('a button whose Item changes while Link is open', () => {
  const Page = ({ itemId, onSuccess }: { itemId: string; onSuccess?: () => void }) => (
    <app.App>
      <RelinkButton itemId={itemId} {...(onSuccess && { onSuccess })} />
    </app.App>
  );

  it('G4: a button whose Item changes while Link is open calls the callbacks that were rendered for the first Item', async () => {
    const [forA, newerForA, forB] = [vi.fn(), vi.fn(), vi.fn()];
    const view = render(<Page itemId="item-a" onSuccess={forA} />);
    await userEvent.click(button());
    const link = await app.opened();
    view.rerender(<Page itemId="item-a" onSuccess={newerForA} />);
    view.rerender(<Page itemId="item-b" onSuccess={forB} />);
    app.succeed(link);
    await act(settlePromises);
    expect([forA, newerForA, forB].map((spy) => spy.mock.calls.length)).toEqual([0, 1, 0]);
  });

  it('G3: a button whose Item changes while Link is open leaves the focus in Link', async () => {
    const view = render(<Page itemId="item-a" />);
    await userEvent.click(button());
    await app.opened();
    const iframe = document.body.appendChild(document.createElement('iframe'));
    iframe.tabIndex = 0;
    act(() => iframe.focus());
    view.rerender(<Page itemId="item-b" />);
    expect(document.activeElement).toBe(iframe);
    iframe.remove();
  });
});

describe('a button that unmounts', () => {
  it('a button that unmounts after a relink is idle when it mounts again', async () => {
    const Page = ({ isShown }: { isShown: boolean }) => (
      <app.App>{isShown && <RelinkButton itemId="item-a" />}</app.App>
    );
    const view = render(<Page isShown />);
    await userEvent.click(button());
    app.succeed(await app.opened());
    await untilState('relinked');
    view.rerender(<Page isShown={false} />);
    await act(settlePromises);
    view.rerender(<Page isShown />);
    expect(button()).toHaveAttribute('data-state', 'idle');
  });

  it('G6: a button that unmounts removes the Link that was prepared for it', async () => {
    const view = render(
      <app.App>
        <RelinkButton itemId="item-a" prepareOn="mount" />
      </app.App>,
    );
    await untilState('ready');
    view.rerender(<app.App />);
    await untilGone();
  });

  it('G6: a component that unmounts before the engine has loaded causes no request', async () => {
    const Mounted = () => {
      const { prepare } = useRelink('item-a');
      useEffect(prepare, [prepare]);
      return null;
    };
    const view = render(
      <app.App>
        <Mounted />
      </app.App>,
    );
    view.rerender(<app.App />);
    await act(settlePromises);
    await act(settlePromises);
    expect(app.gateway.createLinkToken).not.toHaveBeenCalled();
  });

  it('G11: open() after the provider has unmounted fails with session_closed', async () => {
    let relink: Relink | null = null;
    const Menu = () => {
      relink = useRelink('item-a', { onError: () => {} });
      return null;
    };
    const view = render(
      <app.App>
        <Menu />
      </app.App>,
    );
    view.unmount();
    await settlePromises();
    await expect((relink as Relink | null)?.open()).resolves.toMatchObject({
      error: { code: 'session_closed' },
    });
    expect(app.plaid.handlers).toEqual([]);
  });
});

describe('cancel()', () => {
  it('G11: an app that cancels an opening and opens again in the same breath gets a session of its own', async () => {
    app.gateway.createLinkToken.mockReturnValueOnce(new Promise(() => {}));
    let relink: Relink | undefined;
    const Component = () => {
      relink = useRelink('item-again');
      return null;
    };
    render(
      <app.App>
        <Component />
      </app.App>,
    );
    const first = relink?.open();
    await waitFor(() => expect(app.gateway.createLinkToken).toHaveBeenCalled());
    let second: Promise<unknown> | undefined;
    act(() => {
      relink?.cancel();
      second = relink?.open();
    });
    await expect(first).resolves.toMatchObject({ status: 'exited' });
    await act(settlePromises);
    expect(relink?.status).toBe('opening');
    act(() => relink?.cancel());
    await expect(second).resolves.toMatchObject({ status: 'exited' });
  });
});

describe('the page around Link', () => {
  it('a scroll lock that the app sets as Link closes stays', async () => {
    const lock = (): void => {
      document.body.style.overflow = 'hidden';
    };
    render(
      <app.App>
        <RelinkButton itemId="item-a" onExit={lock} />
      </app.App>,
    );
    await userEvent.click(button());
    app.exit(await app.opened());
    await untilGone();
    expect(document.body.style.overflow).toBe('hidden');
    document.body.style.overflow = '';
  });

  it('the focus returns to the button that was clicked last', async () => {
    const itemId = app.item({ health: 'needs_update', remedy: 'relink' });
    render(
      <app.App>
        <app.Ask itemId={itemId} />
        <RelinkButton itemId={itemId}>One</RelinkButton>
        <RelinkButton itemId={itemId}>Two</RelinkButton>
      </app.App>,
    );
    await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalledOnce());
    const [one, two] = screen.getAllByRole('button') as [HTMLElement, HTMLElement];
    let confirm: (body: { item_id: string; health: 'healthy'; remedy: 'none' }) => void = () => {};
    app.gateway.getItem.mockImplementationOnce(() => new Promise((resolve) => (confirm = resolve)));
    fireEvent.click(two);
    app.succeed(await app.opened());
    // Joins what is being confirmed, and must not claim the focus of a later Link.
    fireEvent.click(one);
    await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalledTimes(2));
    await act(async () => {
      confirm({ item_id: itemId, health: 'healthy', remedy: 'none' });
      await settlePromises();
    });
    await untilGone();
    // The bank breaks again, and with it the buttons can be pressed again.
    await app.ask(itemId);
    await waitFor(() => expect(two).not.toHaveAttribute('aria-disabled'), { timeout: 3_000 });
    two.focus();
    fireEvent.click(two);
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    const link = await app.opened();
    act(() => two.blur());
    app.exit(link);
    await waitFor(() => expect(document.activeElement).toBe(two));
  });

  it('a cleanup function of a React 19 ref runs once, and asChild attaches the ref once', () => {
    const calls: string[] = [];
    const ref = (node: HTMLElement | null) => {
      calls.push(node ? 'attached' : 'null');
      return () => void calls.push('cleaned up');
    };
    const Page = () => (
      <RelinkButton itemId="item-a" asChild>
        <button ref={ref}>Own</button>
      </RelinkButton>
    );
    const view = render(<Page />);
    view.rerender(<Page />);
    view.unmount();
    expect(calls).toEqual(['attached', 'cleaned up']);
  });
});

describe('react-plaid-link with a script that never arrives', () => {
  const OwnLink = () => {
    usePlaidLink({ token: 'link-x-own', onSuccess: () => {} });
    return null;
  };

  it.each([
    ['hangs', () => {}],
    ['failed', (tag: Element) => void tag.dispatchEvent(new Event('error'))],
  ])(
    'G12: Link opens without react-plaid-link, where the script that it requested %s',
    async (_what, happen) => {
      app.plaid.uninstall();
      const own = render(<OwnLink />);
      const tag = document.querySelector(`script[src="${LINK_SCRIPT_URL}"]`);
      if (!tag) throw new Error('react-plaid-link inserted no script.');
      act(() => happen(tag));
      tag.remove();
      const plaid = installStubPlaid();
      render(
        <app.App>
          <RelinkButton itemId="item-a" />
        </app.App>,
      );
      await userEvent.click(button());
      await waitFor(() => expect(plaid.handlers.at(-1)?.opened).toBe(1));
      expect(plaid.handlers).toHaveLength(1);
      own.unmount();
      plaid.uninstall();
    },
  );
});

describe('a hostile environment', () => {
  it('G11: a refused BroadcastChannel stops neither the hooks nor a relink', async () => {
    vi.stubGlobal('BroadcastChannel', function refuse() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    const onRelinked = vi.fn();
    const Health = () => <p>{useItemHealth('item-a').health?.state}</p>;
    render(
      <app.App>
        <Health />
        <RelinkButton itemId="item-a" onRelinked={onRelinked} />
      </app.App>,
    );
    await userEvent.click(button());
    app.succeed(await app.opened());
    await untilState('relinked');
    expect(onRelinked).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it('G11: a Link that throws when it is opened and removed fails the click, and the next click opens another', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    app.plaid.throwOnOpen = true;
    app.plaid.throwOnExit = true;
    render(
      <app.App>
        <RelinkButton itemId="item-a" />
      </app.App>,
    );
    await userEvent.click(button());
    await untilState('failed');
    const before = app.plaid.handlers.length;
    app.plaid.throwOnOpen = false;
    app.plaid.throwOnExit = false;
    await userEvent.click(button());
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(before + 1));
    app.succeed(await app.opened());
    await untilState('relinked');
    vi.restoreAllMocks();
  });
});
