// @vitest-environment jsdom
/**
 * The defects of react-plaid-link that this package works around, shown on the fake Link: each is the reason for a
 * workaround in src/react, and a test that begins to fail here says that one is no longer needed. The numbers are
 * those of the project's list of defects.
 *
 * Not here: D1, D2, D2b, D9, D12, D14 (a script that loads or fails to: the fake's tag is always taken for loaded),
 * D3b (before 4.2.0, the oldest that is supported), D16 (read only).
 */
import { Component, StrictMode, type ReactNode } from 'react';
import { render, renderHook, screen, waitFor } from '@testing-library/react';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cleanPage,
  createLinkWorld,
  iframes,
  mountLink,
  openLink,
  type LinkWorld,
} from './link-world';

let world: LinkWorld;
beforeEach(() => {
  world = createLinkWorld();
});
afterEach(() => {
  vi.restoreAllMocks();
  cleanPage(world);
});

const ready = (mounted: ReturnType<typeof mountLink>) =>
  waitFor(() => expect(mounted.result.current.ready).toBe(true));

describe('unmounting', () => {
  it('D3: leaves the iframe where Link does not answer exit', async () => {
    world.link.behave({ exit: 'ignored' });
    const { unmount } = await openLink(world, { token: await world.mint() });
    unmount();
    expect(iframes()).toHaveLength(1);
    expect(world.link.counts.destroys).toBe(0);
  });

  it('D3b: after success removes it, as of 4.2.0', async () => {
    const { unmount } = await openLink(world, { token: await world.mint() });
    await world.link.succeed();
    unmount();
    expect(iframes()).toEqual([]);
  });

  it('D3c: after success exit() runs its callback and does nothing else', async () => {
    const { result, onExit } = await openLink(world, { token: await world.mint() });
    await world.link.succeed();
    const done = vi.fn();
    result.current.exit({}, done);
    expect(done).toHaveBeenCalledOnce();
    expect(onExit).not.toHaveBeenCalled();
  });
});

describe('while Link exists', () => {
  it('D4: ready does not wait for onLoad, and opening then is queued for ever', async () => {
    world.link.behave({ load: 'never' });
    const mounted = mountLink({ token: await world.mint() });
    await ready(mounted);
    mounted.result.current.open();
    expect(mounted.onLoad).not.toHaveBeenCalled();
    expect(world.link.counts.opens).toBe(0);
  });

  it('D5: the callbacks of the first render are called, not the latest', async () => {
    const token = await world.mint();
    const mounted = await openLink(world, { token });
    const latest = vi.fn();
    mounted.rerender({ token, onSuccess: latest });
    await world.link.succeed();
    expect(latest).not.toHaveBeenCalled();
    expect(mounted.onSuccess).toHaveBeenCalledOnce();
  });

  it('D6: a receivedRedirectUri that comes later is ignored', async () => {
    const token = await world.mint();
    const mounted = mountLink({ token });
    await ready(mounted);
    mounted.rerender({ token, receivedRedirectUri: 'https://app.test/oauth?oauth_state_id=1' });
    expect(world.link.counts.creates).toBe(1);
    expect(world.link.handlers[0]?.config.receivedRedirectUri).toBeUndefined();
  });

  it('D8: another token closes an open Link, and onExit(null) tells of a user who did nothing', async () => {
    const { rerender, onExit, handler } = await openLink(world, { token: await world.mint() });
    rerender({ token: await world.mint() });
    await waitFor(() => expect(world.link.counts.creates).toBe(2));
    expect(onExit).toHaveBeenCalledExactlyOnceWith(null, expect.anything());
    expect([handler.state, world.link.current]).toEqual(['destroyed', null]);
    expect(iframes()).toHaveLength(1);
  });

  it('D9b: the tag that it found is moved to the body', async () => {
    await ready(mountLink({ token: await world.mint() }));
    expect(document.body.querySelectorAll('script[src*="link-initialize"]')).toHaveLength(1);
  });

  it('D10: when the token goes, ready stays true and open does nothing', async () => {
    const mounted = mountLink({ token: await world.mint() });
    await ready(mounted);
    mounted.rerender({ token: null });
    expect(mounted.result.current.ready).toBe(true);
    mounted.result.current.open();
    expect(world.link.counts).toEqual({ creates: 1, opens: 0, destroys: 1 });
  });

  it('D11: each hook makes a Link, and an iframe, from the start', async () => {
    for (const token of [await world.mint(), await world.mint(), await world.mint()]) {
      await ready(mountLink({ token }));
    }
    expect([world.link.counts.creates, iframes().length]).toEqual([3, 3]);
  });

  it('D13: StrictMode creates, destroys and creates, and the token still opens', async () => {
    const token = await world.mint();
    const { result } = renderHook(() => usePlaidLink({ token, onSuccess: () => {} }), {
      wrapper: StrictMode,
    });
    await waitFor(() => expect(world.link.counts).toMatchObject({ creates: 2, destroys: 1 }));
    result.current.open();
    await world.link.succeed();
    expect(world.plaid.itemState(world.item.itemId).relinkCount).toBe(1);
  });

  it('D15: open may be called twice, and Link is open once', async () => {
    const { result, events } = await openLink(world, { token: await world.mint() });
    result.current.open();
    await world.link.whenOpen();
    expect(events.map(({ name }) => name)).toEqual(['OPEN']);
    expect(world.link.counts.opens).toBe(1);
  });

  it('D15: a handler that was left can be opened again, with its spent token', async () => {
    const { result, onExit } = await openLink(world, { token: await world.mint() });
    await world.link.exit();
    result.current.open();
    await world.link.exit();
    expect(onExit.mock.lastCall?.[0]).toMatchObject({ error_code: 'INVALID_LINK_TOKEN' });
  });

  it('D15: that second Link is dead: no OPEN, no success', async () => {
    const { result, events, onSuccess } = await openLink(world, { token: await world.mint() });
    await world.link.exit();
    events.length = 0;
    result.current.open();
    await world.link.succeed().catch(() => {});
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

describe('what Plaid.create throws goes through the app’s render', () => {
  const renderApp = (props: Partial<PlaidLinkOptions>) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    render(
      <Boundary>
        <App {...props} />
      </Boundary>,
    );
  };

  it('D7: for a receivedRedirectUri without a token', () => {
    renderApp({ receivedRedirectUri: 'https://app.test/oauth?oauth_state_id=1' });
    expect(screen.queryByText('The app is here.')).toBeNull();
    expect(document.body).toHaveTextContent('Link requires a key or token to be provided.');
  });

  it('5.31: for a receivedRedirectUri without oauth_state_id', async () => {
    renderApp({ token: await world.mint(), receivedRedirectUri: 'https://app.test/' });
    expect(document.body).toHaveTextContent('a valid oauth_state_id query parameter');
  });

  it('D7b: and for whatever else', async () => {
    world.link.behave({ create: 'throws' });
    renderApp({ token: await world.mint() });
    expect(screen.queryByText('The app is here.')).toBeNull();
  });
});
