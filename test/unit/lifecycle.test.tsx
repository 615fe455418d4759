// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { lazy, StrictMode, Suspense, useEffect } from 'react';
import { usePlaidLink } from 'react-plaid-link';
import {
  RelinkButton,
  RelinkRedirect,
  useItemHealth,
  useLinkTokenForItem,
  useRelink,
  type Relink,
} from 'react-plaid-relink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LINK_SCRIPT_URL } from '../../src/react/link-script';
import { settlePromises } from '../support/fake-environment';
import { exitMetadata, plaidLinkError } from '../support/fake-link-port';
import { button, createStubApp, untilState, type StubApp } from '../support/stub-app';
import '../support/warm-chunks';
import { installStubPlaid } from '../support/stub-plaid';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});
/** Until Link's last events have come, and what is forgotten is forgotten. */
const untilGone = () => waitFor(() => expect(app.present()).toEqual([]));

describe('a button that is given another Item while Link is open', () => {
  const Page = ({ itemId, onSuccess }: { itemId: string; onSuccess?: () => void }) => (
    <app.App>
      <RelinkButton itemId={itemId} {...(onSuccess && { onSuccess })} />
    </app.App>
  );

  it('G4: calls the callbacks that were rendered for the Item that was relinked', async () => {
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

  it('G3: leaves the focus in Link', async () => {
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

describe('a button that goes away', () => {
  it('after a relink, and comes back when the Item has broken again, does not say "Reconnected"', async () => {
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

  it('G6: takes the Link that was prepared for it along', async () => {
    const view = render(
      <app.App>
        <RelinkButton itemId="item-a" prepareOn="mount" />
      </app.App>,
    );
    await untilState('ready');
    view.rerender(<app.App />);
    await untilGone();
  });

  it('G6: before anything is loaded asks for nothing', async () => {
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

  it('G11: and its provider too: a late open() says why nothing opens', async () => {
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

describe('G2, G3: a token in use by a UI of the app’s own', () => {
  const Probe = ({ name, inUse = false }: { name: string; inUse?: boolean }) => (
    <output aria-label={name}>{useLinkTokenForItem('item-a', { inUse }).token}</output>
  );
  const text = (name: string) => screen.getByRole('status', { name }).textContent;
  const untilToken = (name: string) => waitFor(() => expect(text(name)).toMatch(/^link-/));

  it('from before it came: is its own all the same', async () => {
    render(
      <app.App>
        <Probe name="user" inUse />
        <Probe name="other" />
      </app.App>,
    );
    await untilToken('user');
    expect(text('other')).not.toBe(text('user'));
  });

  it('while a Suspense above hides the tree: stays the same', async () => {
    let resolve: (module: { default: () => null }) => void = () => {};
    const Late = lazy(() => new Promise<{ default: () => null }>((settle) => (resolve = settle)));
    const Suspender = ({ on }: { on: boolean }) => (on ? <Late /> : null);
    const Page = ({ inUse, on }: { inUse: boolean; on: boolean }) => (
      <app.App>
        <Suspense fallback="wait">
          <Probe name="user" inUse={inUse} />
          <Suspender on={on} />
        </Suspense>
      </app.App>
    );
    const view = render(<Page inUse={false} on={false} />);
    await untilToken('user');
    view.rerender(<Page inUse on={false} />);
    const used = text('user');
    view.rerender(<Page inUse on />);
    await act(settlePromises);
    await act(async () => {
      resolve({ default: () => null });
      await settlePromises();
    });
    view.rerender(<Page inUse on={false} />);
    await act(settlePromises);
    expect(text('user')).toBe(used);
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
  });

  it('under StrictMode: is not burnt by the second mount', async () => {
    render(
      <StrictMode>
        <app.App>
          <Probe name="user" inUse />
        </app.App>
      </StrictMode>,
    );
    await untilToken('user');
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
  });

  it('that unmounts: nothing is minted for nobody', async () => {
    const view = render(
      <app.App>
        <Probe name="user" inUse />
      </app.App>,
    );
    await untilToken('user');
    view.rerender(<app.App />);
    await act(settlePromises);
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
  });
});

describe('what the app does around Link is left alone', () => {
  it('a scroll lock that it sets as Link closes stays', async () => {
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
    render(
      <app.App>
        <RelinkButton itemId="item-a">One</RelinkButton>
        <RelinkButton itemId="item-a">Two</RelinkButton>
      </app.App>,
    );
    const [one, two] = screen.getAllByRole('button') as [HTMLElement, HTMLElement];
    let confirm: (body: { item_id: string; health: 'healthy'; remedy: 'none' }) => void = () => {};
    app.gateway.getItem.mockImplementationOnce(() => new Promise((resolve) => (confirm = resolve)));
    fireEvent.click(two);
    app.succeed(await app.opened());
    // Joins what is being confirmed, and must not claim the focus of a later Link.
    fireEvent.click(one);
    await act(async () => {
      confirm({ item_id: 'item-a', health: 'healthy', remedy: 'none' });
      await settlePromises();
    });
    await untilGone();
    two.focus();
    fireEvent.click(two);
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    const link = await app.opened();
    act(() => two.blur());
    app.exit(link);
    await waitFor(() => expect(document.activeElement).toBe(two));
  });

  it('a ref of React 19 is cleaned up, and with asChild attached once', () => {
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

describe('G12: react-plaid-link that is stuck with a script of before', () => {
  const OwnLink = () => {
    usePlaidLink({ token: 'link-x-own', onSuccess: () => {} });
    return null;
  };

  it.each([
    ['hangs', () => {}],
    ['failed', (tag: Element) => void tag.dispatchEvent(new Event('error'))],
  ])('one that %s: Link opens without it', async (_what, happen) => {
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
  });
});

describe('G11: what cannot be had, or cannot be removed, is no reason to stop', () => {
  it('a BroadcastChannel that is refused: hooks render, and the button relinks', async () => {
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

  it('a Link that throws when it is opened and when it is removed: the next click has another', async () => {
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

it('ten health hooks of one Item ask once after a relink, beside the confirmation', async () => {
  const Health = () => <p>{useItemHealth('item-a').health?.state}</p>;
  render(
    <app.App>
      {Array.from({ length: 10 }, (_, index) => (
        <Health key={index} />
      ))}
      <RelinkButton itemId="item-a" />
    </app.App>,
  );
  await waitFor(() => expect(screen.getAllByText('healthy')).toHaveLength(10));
  app.gateway.getItem.mockClear();
  await userEvent.click(button());
  app.succeed(await app.opened());
  await untilState('relinked');
  await act(settlePromises);
  expect(app.gateway.getItem).toHaveBeenCalledTimes(2);
});

it('a hidden tab asks nothing when another tab has relinked; a visible one asks once', async () => {
  const Health = ({ itemId }: { itemId: string | null }) => (
    <p>{useItemHealth(itemId).health?.state}</p>
  );
  render(
    <app.App>
      <Health itemId="item-a" />
      <Health itemId={null} />
    </app.App>,
  );
  await screen.findByText('healthy');
  app.gateway.getItem.mockClear();
  const otherTab = new BroadcastChannel('react-plaid-relink');
  const relinked = { type: 'relinked', itemId: 'item-a', sender: 'another tab' };
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  otherTab.postMessage(relinked);
  // Delivered in order: once this page's own listener has heard it, so has the hook.
  const witness = new BroadcastChannel('react-plaid-relink');
  await new Promise((resolve) => {
    witness.onmessage = resolve;
    otherTab.postMessage({ type: 'witness' });
  });
  expect(app.gateway.getItem).not.toHaveBeenCalled();
  visibility.mockRestore();
  otherTab.postMessage(relinked);
  await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalledTimes(1));
  otherTab.close();
  witness.close();
});

describe('the OAuth return page', () => {
  const KEY = 'react-plaid-relink:oauth-return';
  let count = 0;
  function arrive(): string {
    const token = `link-x-before-${(count += 1)}`;
    window.history.replaceState(null, '', '/oauth?oauth_state_id=abc&keep=1');
    const expiresAt = Date.now() + 600_000;
    sessionStorage.setItem(KEY, JSON.stringify({ itemId: 'item-a', token, expiresAt }));
    return token;
  }
  afterEach(() => {
    sessionStorage.clear();
    window.history.replaceState(null, '', '/');
  });
  const returnPage = (onDone?: () => void) => (
    <app.App>
      <RelinkRedirect {...(onDone && { onDone })} />
    </app.App>
  );

  it('G2: resumes once under StrictMode, with the same token and the address it came to', async () => {
    const token = arrive();
    render(<StrictMode>{returnPage()}</StrictMode>);
    const link = await app.opened();
    await act(settlePromises);
    expect(app.plaid.handlers.map(({ config }) => config.token)).toEqual([token]);
    expect(link.config.receivedRedirectUri).toContain('oauth_state_id=abc');
  });

  it('G2: takes Plaid’s mark out of the address as Link opens, so that a reload cannot replay it', async () => {
    arrive();
    render(returnPage());
    await app.opened();
    expect(window.location.search).toBe('?keep=1');
  });

  it('a remount while Link is open joins it, and does not end it', async () => {
    arrive();
    const done = vi.fn();
    const Page = ({ version }: { version: number }) => (
      <app.App>
        <RelinkRedirect key={version} onDone={done} />
      </app.App>
    );
    const view = render(<Page version={1} />);
    const link = await app.opened();
    view.rerender(<Page version={2} />);
    await act(settlePromises);
    expect(done).not.toHaveBeenCalled();
    app.succeed(link);
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(done.mock.lastCall?.[0]).toMatchObject({ status: 'relinked' });
  });

  const notResumable = { status: 'failed', error: { code: 'redirect_not_resumable' } };

  it.each<[string, () => void, string | undefined, RegExp]>([
    [
      'nothing is remembered (another browser)',
      () => sessionStorage.clear(),
      undefined,
      /no record/,
    ],
    [
      'the record is not ours',
      () => sessionStorage.setItem(KEY, '{"itemId":1}'),
      undefined,
      /no record/,
    ],
    ['it is another Item’s', () => {}, 'item-b', /another Item/],
    [
      'its token has expired',
      () => {
        const record = { itemId: 'item-a', token: 'link-x-late', expiresAt: Date.now() - 1 };
        sessionStorage.setItem(KEY, JSON.stringify(record));
      },
      undefined,
      /expired/,
    ],
    [
      'the address has no mark of Plaid’s',
      () => window.history.replaceState(null, '', '/oauth'),
      undefined,
      /oauth_state_id/,
    ],
  ])('says so where %s', async (_why, change, itemId, message) => {
    arrive();
    change();
    const done = vi.fn();
    const onError = vi.fn();
    render(
      <app.App>
        <RelinkRedirect itemId={itemId} onDone={done} onError={onError} />
      </app.App>,
    );
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(done.mock.lastCall?.[0]).toMatchObject(notResumable);
    expect(onError).toHaveBeenCalledOnce();
    expect(onError.mock.lastCall?.[0]).toMatchObject({
      message: expect.stringMatching(message) as string,
    });
    expect(app.plaid.handlers).toEqual([]);
  });

  it('says so where Plaid knows that the redirect was used, or is another session’s', async () => {
    arrive();
    const done = vi.fn();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    render(returnPage(done));
    const link = await app.opened();
    act(() => link.config.onExit(plaidLinkError('INCORRECT_LINK_TOKEN'), exitMetadata));
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(done.mock.lastCall?.[0]).toMatchObject(notResumable);
    vi.restoreAllMocks();
  });

  it('waits for its turn where another Item’s Link is open, and a new mount resumes', async () => {
    const done = vi.fn();
    const Page = ({ version }: { version: number | null }) => (
      <app.App>
        <RelinkButton itemId="item-b" />
        {version !== null && <RelinkRedirect key={version} onDone={done} onError={() => {}} />}
      </app.App>
    );
    const view = render(<Page version={null} />);
    await userEvent.click(button());
    const other = await app.opened();
    const token = arrive();
    view.rerender(<Page version={1} />);
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(done.mock.lastCall?.[0]).toMatchObject({ error: { code: 'session_in_progress' } });
    app.exit(other);
    view.rerender(<Page version={2} />);
    await waitFor(() => expect(app.plaid.handlers.at(-1)?.config.token).toBe(token));
    await app.opened();
  });

  it('a remount takes the callbacks along', async () => {
    arrive();
    const [first, second] = [vi.fn(), vi.fn()];
    const Page = ({ version }: { version: number }) => (
      <app.App>
        <RelinkRedirect key={version} onSuccess={version === 1 ? first : second} />
      </app.App>
    );
    const view = render(<Page version={1} />);
    const link = await app.opened();
    view.rerender(<Page version={2} />);
    app.succeed(link);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  });

  it('keeps record and address where Link could not even start, so that a reload resumes', async () => {
    arrive();
    app.plaid.throwOnCreate = new Error('told by the test');
    const done = vi.fn();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    render(returnPage(done));
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(done.mock.lastCall?.[0]).toMatchObject({ error: { code: 'link_failed' } });
    expect(sessionStorage.getItem(KEY)).not.toBeNull();
    expect(window.location.search).toContain('oauth_state_id=abc');
    vi.restoreAllMocks();
  });
});
