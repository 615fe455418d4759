// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode, type ReactNode } from 'react';
import {
  RelinkButton,
  RelinkList,
  RelinkNotice,
  RelinkProvider,
  RelinkRedirect,
  useRelink,
  type RelinkActivity,
} from 'react-plaid-relink';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { BROKEN, createStubApp, DOWN, HEALTHY, LOST, type StubApp } from '../support/stub-app';

let app: StubApp;
let told: RelinkActivity[];
beforeEach(() => {
  app = createStubApp();
  told = [];
});
afterEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
});

const RECORD = 'react-plaid-relink:oauth-return';
const names = (): string[] => told.map(({ name }) => name);
const shown = (): unknown[] =>
  told.filter(({ name }) => name === 'shown').map(({ itemId, topic }) => [itemId, topic]);
/** Long enough for all that a mount sets off. */
const settle = () =>
  act(async () => {
    await settlePromises();
    await settlePromises();
  });

/** Some tests count renders or change props, so the callback is the same in all of them. */
const onActivity = (activity: RelinkActivity): void => void told.push(activity);

function App({ children, asks = [] }: { children?: ReactNode; asks?: string[] }) {
  return (
    <RelinkProvider gateway={app.gateway} onActivity={onActivity} onError={() => {}}>
      {children}
      {asks.map((itemId) => (
        <app.Ask key={itemId} itemId={itemId} />
      ))}
    </RelinkProvider>
  );
}

describe('shown', () => {
  it('a notice is told once it shows, with its topic, its bank and what its button would ask for', async () => {
    const item = app.item({
      health: 'expiring',
      remedy: 'relink',
      institution_id: 'ins_1',
      consent_expiration_time: new Date(Date.now() + 86_400_000).toISOString(),
    });
    render(<RelinkNotice itemId={item} />, { wrapper: App });
    await waitFor(() => expect(names()).toEqual(['shown']));
    expect(told[0]).toMatchObject({
      itemId: item,
      topic: 'expiring',
      purpose: 'renew',
      institutionId: 'ins_1',
      linkSessionId: null,
      sinceClickMs: null,
    });
    expect(told[0]?.at).toBeInstanceOf(Date);
  });

  it('a notice under StrictMode, which renders again and again, is told once', async () => {
    const item = app.item(BROKEN);
    const page = () => (
      <StrictMode>
        <App>
          <RelinkNotice itemId={item} onConnectAgain={() => {}} />
        </App>
      </StrictMode>
    );
    const { rerender } = render(page());
    await waitFor(() => expect(names()).toEqual(['shown']));
    for (let count = 0; count < 3; count += 1) rerender(page());
    await settle();
    expect(names()).toEqual(['shown']);
  });

  it('a healthy Item, and one that could not be checked, are told nothing of', async () => {
    const [healthy, unchecked] = [app.item(HEALTHY), app.item(new Error('down'))];
    render(
      <App>
        <RelinkNotice itemId={healthy} />
        <RelinkNotice itemId={unchecked} />
      </App>,
    );
    await screen.findByText(/couldn’t check/i);
    await settle();
    expect(told).toEqual([]);
  });

  it('a notice whose topic changes is told again, and its end is not', async () => {
    const item = app.item(DOWN);
    render(
      <App asks={[item]}>
        <RelinkNotice itemId={item} />
      </App>,
    );
    await waitFor(() => expect(shown()).toHaveLength(1));
    for (const health of [BROKEN, HEALTHY, BROKEN]) {
      app.set(item, health);
      await app.ask(item);
      await settle();
    }
    expect(shown()).toEqual([
      [item, 'wait'],
      [item, 'relink'],
      [item, 'relink'],
    ]);
  });

  it('rows are told one by one, and of a row and a notice that say the same of an Item the first is', async () => {
    const [first, second, healthy] = [app.item(BROKEN), app.item(LOST), app.item(HEALTHY)];
    const page = (hasBanner: boolean) => (
      <App>
        {hasBanner && <RelinkNotice itemId={first} />}
        <RelinkList itemIds={[first, second, healthy]} />
      </App>
    );
    const { rerender } = render(page(true));
    await waitFor(() => expect(shown()).toHaveLength(2));
    expect(shown()).toEqual(
      expect.arrayContaining([
        [first, 'relink'],
        [second, 'new_link'],
      ]),
    );
    rerender(page(false));
    await settle();
    rerender(page(true));
    await settle();
    expect(shown()).toHaveLength(2);
  });

  it('a notice that comes back is told again', async () => {
    const item = app.item(BROKEN);
    const page = (isThere: boolean) => <App>{isThere && <RelinkNotice itemId={item} />}</App>;
    const { rerender } = render(page(true));
    await waitFor(() => expect(shown()).toHaveLength(1));
    rerender(page(false));
    rerender(page(true));
    await waitFor(() => expect(shown()).toHaveLength(2));
  });

  it('a notice that is gone before it is painted is not told', async () => {
    const item = app.item(BROKEN);
    const page = (isThere: boolean) => (
      <App asks={[item]}>{isThere && <RelinkNotice itemId={item} />}</App>
    );
    const { rerender } = render(page(false));
    await settle();
    rerender(page(true));
    rerender(page(false));
    await settle();
    expect(told).toEqual([]);
  });

  it('a button alone, and an idle UI on useRelink, tell nothing', async () => {
    const item = app.item(BROKEN);
    const Own = () => <p>{useRelink(item).status}</p>;
    render(
      <App asks={[item]}>
        <RelinkButton itemId={item} prepareOn="mount" />
        <Own />
      </App>,
    );
    await settle();
    expect(told).toEqual([]);
  });

  it('a notice without onActivity is not watched', async () => {
    const observe = vi.fn();
    vi.stubGlobal(
      'IntersectionObserver',
      vi.fn(() => ({ observe, unobserve() {} })),
    );
    onTestFinished(() => void vi.unstubAllGlobals());
    const item = app.item(BROKEN);
    render(<RelinkNotice itemId={item} />, { wrapper: app.App });
    await screen.findByRole('button');
    await settle();
    expect(observe).not.toHaveBeenCalled();
  });
});

describe('the way from a notice to a connection that works', () => {
  it('a relink is told in its order, with one topic, whichever of the Item’s buttons is pressed', async () => {
    const item = app.item(BROKEN);
    render(
      <App>
        <RelinkNotice itemId={item} />
        <RelinkButton itemId={item}>Other</RelinkButton>
      </App>,
    );
    await waitFor(() => expect(names()).toEqual(['shown']));
    await userEvent.click(screen.getByRole('button', { name: 'Other' }));
    await userEvent.click(screen.getByRole('button', { name: /Opening|Reconnect|Sign in/ }));
    await app.repair(item);
    await waitFor(() =>
      expect(names()).toEqual(['shown', 'clicked', 'opened', 'succeeded', 'confirmed']),
    );
    expect(told.map(({ topic }) => topic)).toEqual(Array(5).fill('relink'));
    await settle();
    expect(names()).toHaveLength(5);
  });

  it('open() of useRelink is a click, and so is the press of a button with no notice: their topic is null', async () => {
    const item = app.item(BROKEN);
    const Own = () => {
      const { open } = useRelink(item);
      return <button onClick={() => void open()}>Mine</button>;
    };
    render(<Own />, { wrapper: App });
    await userEvent.click(screen.getByRole('button'));
    app.exit(await app.opened());
    await waitFor(() => expect(names()).toContain('exited'), { timeout: 2_000 });
    expect(told).toMatchObject([
      { name: 'clicked', topic: null },
      { name: 'opened', topic: null },
      { name: 'exited', topic: null, exitStatus: 'requires_credentials' },
    ]);
  });

  it('a relink goes on after an OAuth redirect: what was clicked on the page before ends on the return page', async () => {
    const item = app.item(BROKEN);
    const view = render(<RelinkNotice itemId={item} />, { wrapper: App });
    await waitFor(() => expect(names()).toEqual(['shown']));
    await userEvent.click(await screen.findByRole('button'));
    await app.opened();
    await waitFor(() => expect(names()).toEqual(['shown', 'clicked', 'opened']));
    const record = JSON.parse(sessionStorage.getItem(RECORD) ?? '') as object;
    view.unmount();
    await settlePromises();

    // A page that the browser has left unmounts nothing, so the record is still there. The return page knows of no spent token.
    told = [];
    const kept = { ...record, token: `link-x-${item}-of-the-page-before` };
    sessionStorage.setItem(RECORD, JSON.stringify(kept));
    window.history.replaceState(null, '', '/oauth?oauth_state_id=abc');
    render(<RelinkRedirect />, { wrapper: App });
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    await app.repair(item);
    await waitFor(() => expect(names()).toEqual(['succeeded', 'confirmed']));
    expect(told[1]).toMatchObject({ itemId: item, topic: 'relink', isOAuth: true, by: 'link' });
    expect(told[1]?.sinceClickMs).toBeGreaterThan(0);
  });

  it.each([
    ['is none', undefined],
    ['has no time', { topic: 'relink' }],
    ['is of another version', 'clicked'],
  ])(
    'an OAuth return whose record of the click %s has no time since the click',
    async (_, click) => {
      const item = app.item(BROKEN);
      const record = {
        itemId: item,
        token: `link-x-${item}-before`,
        expiresAt: Date.now() + 600_000,
      };
      sessionStorage.setItem(
        'react-plaid-relink:oauth-return',
        JSON.stringify({ ...record, click }),
      );
      window.history.replaceState(null, '', '/oauth?oauth_state_id=abc');
      render(<RelinkRedirect />, { wrapper: App });
      await app.repair(item);
      await waitFor(() => expect(names()).toEqual(['succeeded', 'confirmed']));
      expect(told[1]).toMatchObject({ sinceClickMs: null, topic: null });
    },
  );

  it('nothing is told after the provider has unmounted, but how that ended the session', async () => {
    const item = app.item(BROKEN);
    const view = render(<RelinkButton itemId={item} />, { wrapper: App });
    await userEvent.click(screen.getByRole('button'));
    const link = await app.opened();
    view.unmount();
    await settlePromises();
    expect(told.at(-1)).toMatchObject({ name: 'failed', errorCode: 'session_closed' });
    const { length } = told;
    app.exit(link);
    await settlePromises();
    expect(told).toHaveLength(length);
  });
});
