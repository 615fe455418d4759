// @vitest-environment jsdom
/**
 * The defects of react-plaid-link that this package works around, shown on the fake Link: section D of
 * docs/plaid-facts.md. Each is the reason for a workaround, and a test that begins to fail here says that one is no
 * longer needed.
 *
 * The fake cannot show these facts:
 * - D1, D2, D2b, D9, D12, D14: these concern a script that loads or fails, and the fake's tag counts as loaded.
 * - D16: this was read in the source, not run.
 */
import { Component, StrictMode, type ReactNode } from 'react';
import { render, renderHook, screen, waitFor } from '@testing-library/react';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cleanPage,
  createLinkPage,
  iframes,
  mountLink,
  openLink,
  type LinkPage,
} from './link-page';

let page: LinkPage;
beforeEach(() => {
  page = createLinkPage();
});
afterEach(() => {
  vi.restoreAllMocks();
  cleanPage(page);
});

const ready = (mounted: ReturnType<typeof mountLink>) =>
  waitFor(() => expect(mounted.result.current.ready).toBe(true));

describe('unmounting', () => {
  it('react-plaid-link leaves its iframe on unmount where Link does not answer the exit (plaid-facts D3)', async () => {
    page.link.simulate({ exit: 'ignored' });
    const { unmount } = await openLink(page, { token: await page.mint() });
    unmount();
    expect(iframes()).toHaveLength(1);
    expect(page.link.counts.destroys).toBe(0);
  });

  it('react-plaid-link removes its iframe on unmount after a success, as of 4.2.0 (plaid-facts D3b)', async () => {
    const { unmount } = await openLink(page, { token: await page.mint() });
    await page.link.succeed();
    unmount();
    expect(iframes()).toEqual([]);
  });

  it('react-plaid-link’s exit() after a success runs its callback and does nothing else (plaid-facts D3c)', async () => {
    const { result, onExit } = await openLink(page, { token: await page.mint() });
    await page.link.succeed();
    const done = vi.fn();
    result.current.exit({}, done);
    expect(done).toHaveBeenCalledOnce();
    expect(onExit).not.toHaveBeenCalled();
  });
});

describe('while Link exists', () => {
  it('react-plaid-link is ready before onLoad, and an open() is then queued for ever (plaid-facts D4)', async () => {
    page.link.simulate({ load: 'never' });
    const mounted = mountLink({ token: await page.mint() });
    await ready(mounted);
    mounted.result.current.open();
    expect(mounted.onLoad).not.toHaveBeenCalled();
    expect(page.link.counts.opens).toBe(0);
  });

  it('react-plaid-link calls the callbacks of the first render, not the latest (plaid-facts D5)', async () => {
    const token = await page.mint();
    const mounted = await openLink(page, { token });
    const latest = vi.fn();
    mounted.rerender({ token, onSuccess: latest });
    await page.link.succeed();
    expect(latest).not.toHaveBeenCalled();
    expect(mounted.onSuccess).toHaveBeenCalledOnce();
  });

  it('react-plaid-link ignores a receivedRedirectUri that changes later (plaid-facts D6)', async () => {
    const token = await page.mint();
    const mounted = mountLink({ token });
    await ready(mounted);
    mounted.rerender({ token, receivedRedirectUri: 'https://app.test/oauth?oauth_state_id=1' });
    expect(page.link.counts.creates).toBe(1);
    expect(page.link.handlers[0]?.config.receivedRedirectUri).toBeUndefined();
  });

  it('react-plaid-link closes an open Link for another token, and calls onExit(null) for a user who did nothing (plaid-facts D8)', async () => {
    const { rerender, onExit, handler } = await openLink(page, { token: await page.mint() });
    rerender({ token: await page.mint() });
    await waitFor(() => expect(page.link.counts.creates).toBe(2));
    expect(onExit).toHaveBeenCalledExactlyOnceWith(null, expect.anything());
    expect([handler.state, page.link.current]).toEqual(['destroyed', null]);
    expect(iframes()).toHaveLength(1);
  });

  it('react-plaid-link moves the tag that it finds to the body (plaid-facts D9b)', async () => {
    await ready(mountLink({ token: await page.mint() }));
    expect(document.body.querySelectorAll('script[src*="link-initialize"]')).toHaveLength(1);
  });

  it('react-plaid-link stays ready without a token, and its open() does nothing (plaid-facts D10)', async () => {
    const mounted = mountLink({ token: await page.mint() });
    await ready(mounted);
    mounted.rerender({ token: null });
    expect(mounted.result.current.ready).toBe(true);
    mounted.result.current.open();
    expect(page.link.counts).toEqual({ creates: 1, opens: 0, destroys: 1 });
  });

  it('react-plaid-link makes a Link and an iframe per hook, from the start (plaid-facts D11)', async () => {
    for (const token of [await page.mint(), await page.mint(), await page.mint()]) {
      await ready(mountLink({ token }));
    }
    expect([page.link.counts.creates, iframes().length]).toEqual([3, 3]);
  });

  it('react-plaid-link creates, destroys and creates under StrictMode, and its token still opens (plaid-facts D13)', async () => {
    const token = await page.mint();
    const { result } = renderHook(() => usePlaidLink({ token, onSuccess: () => {} }), {
      wrapper: StrictMode,
    });
    await waitFor(() => expect(page.link.counts).toMatchObject({ creates: 2, destroys: 1 }));
    result.current.open();
    await page.link.succeed();
    expect(page.plaid.itemState(page.item.itemId).relinkCount).toBe(1);
  });

  it('open() called twice opens Link once (plaid-facts D15)', async () => {
    const { result, events } = await openLink(page, { token: await page.mint() });
    result.current.open();
    await page.link.whenOpen();
    expect(events.map(({ name }) => name)).toEqual(['OPEN']);
    expect(page.link.counts.opens).toBe(1);
  });

  it('react-plaid-link opens a handler again that was left, with its spent token (plaid-facts D15)', async () => {
    const { result, onExit } = await openLink(page, { token: await page.mint() });
    await page.link.exit();
    result.current.open();
    await page.link.exit();
    expect(onExit.mock.lastCall?.[0]).toMatchObject({ error_code: 'INVALID_LINK_TOKEN' });
  });

  it('a handler that is opened again has no OPEN event and no success (plaid-facts D15)', async () => {
    const { result, events, onSuccess } = await openLink(page, { token: await page.mint() });
    await page.link.exit();
    events.length = 0;
    result.current.open();
    await page.link.succeed().catch(() => {});
    expect(events.map(({ name }) => name)).not.toContain('OPEN');
    expect(onSuccess).not.toHaveBeenCalled();
  });
});

class Boundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null };
  static getDerivedStateFromError(error: Error) {
    return { message: error.message };
  }
  override render() {
    return this.state.message ?? this.props.children;
  }
}

function App(props: Partial<PlaidLinkOptions>) {
  usePlaidLink({ token: null, onSuccess: () => {}, ...props });
  return <p>The app is here.</p>;
}

describe('errors of Plaid.create in the app’s render', () => {
  const renderApp = (props: Partial<PlaidLinkOptions>) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    render(
      <Boundary>
        <App {...props} />
      </Boundary>,
    );
  };

  it('a receivedRedirectUri without a token unmounts the app (plaid-facts D7)', () => {
    renderApp({ receivedRedirectUri: 'https://app.test/oauth?oauth_state_id=1' });
    expect(screen.queryByText('The app is here.')).toBeNull();
    expect(document.body).toHaveTextContent('Link requires a key or token to be provided.');
  });

  it('a receivedRedirectUri without oauth_state_id unmounts the app (plaid-facts 5.31)', async () => {
    renderApp({ token: await page.mint(), receivedRedirectUri: 'https://app.test/' });
    expect(document.body).toHaveTextContent('a valid oauth_state_id query parameter');
  });

  it('any error of Plaid.create unmounts the app (plaid-facts D7b)', async () => {
    page.link.simulate({ create: 'throws' });
    renderApp({ token: await page.mint() });
    expect(screen.queryByText('The app is here.')).toBeNull();
  });
});
