// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode, type ReactNode } from 'react';
import { forgetRelink, RelinkButton, RelinkProvider, RelinkRedirect } from 'react-plaid-relink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { exitMetadata, plaidLinkError } from '../support/fake-link-port';
import { button, createStubApp, httpError, type StubApp } from '../support/stub-app';

const KEY = 'react-plaid-relink:oauth-return';
const RETURN = '/plaid-return?oauth_state_id=abc';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});
afterEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
});

const uri = (): string => new URL(RETURN, window.location.href).href;
const record = (change: object = {}): void =>
  sessionStorage.setItem(
    KEY,
    JSON.stringify({
      itemId: 'item-a',
      expiresAt: Date.now() + 600_000,
      ...change,
      token: `link-x-${crypto.randomUUID()}`,
    }),
  );
/** The user is back from the bank. */
const arrive = (): void => window.history.replaceState(null, '', RETURN);
const provide = (page: ReactNode, userKey?: string): ReactNode => (
  <RelinkProvider gateway={app.gateway} userKey={userKey} onError={onError}>
    {page}
  </RelinkProvider>
);
const onError = vi.fn();
const onDone = vi.fn();
beforeEach(() => {
  onError.mockReset();
  onDone.mockReset();
});
const sharedPage = (key = 'first'): ReactNode => (
  <RelinkRedirect key={key} onDone={onDone} fallback={(received) => <p>New Item: {received}</p>} />
);
const resumesNewItem = (): Promise<HTMLElement> => screen.findByText(`New Item: ${uri()}`);

describe('a return page that new Items share', () => {
  it.each<[string, () => void, string | undefined]>([
    ['this tab has no record of a relink', () => {}, undefined],
    ['the record is malformed', () => sessionStorage.setItem(KEY, '{"itemId":1}'), undefined],
    ['the record has expired', () => record({ expiresAt: Date.now() - 1 }), undefined],
    ['the record is another user’s', () => record({ user: 'print-of-ada' }), 'bob'],
  ])(
    'the fallback gets the return where %s, and nothing of the return is touched',
    async (_why, leave, userKey) => {
      localStorage.setItem('link_token', 'link-x-new');
      leave();
      arrive();
      render(<StrictMode>{provide(sharedPage(), userKey)}</StrictMode>);
      await resumesNewItem();
      expect(window.location.href).toBe(uri());
      expect(localStorage.getItem('link_token')).toBe('link-x-new');
      expect([onDone.mock.calls, onError.mock.calls]).toEqual([[], []]);
      expect(app.gateway.getItem).not.toHaveBeenCalled();
      expect(app.plaid.handlers).toEqual([]);
      localStorage.clear();
    },
  );

  it('the fallback may be an element', async () => {
    arrive();
    render(provide(<RelinkRedirect fallback={<p>New Item</p>} />));
    await screen.findByText('New Item');
  });

  it('G2: a relink’s return resumes the relink under StrictMode, and the fallback does not show', async () => {
    record();
    arrive();
    render(<StrictMode>{provide(sharedPage())}</StrictMode>);
    app.succeed(await app.opened());
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(onDone.mock.lastCall?.[0]).toMatchObject({ status: 'relinked' });
    expect(app.plaid.handlers).toHaveLength(1);
    expect(screen.queryByText(/New Item/)).toBeNull();
  });

  it.each([
    [404, 'the Item of the record is not the signed-in user’s'],
    [401, 'no user is signed in'],
  ])('the fallback gets the return after the answer %d, which says that %s', async (status) => {
    record();
    arrive();
    app.gateway.getItem.mockRejectedValue(
      Object.assign(httpError(status), { body: { error_code: 'REFUSED_BY_THE_TEST' } }),
    );
    render(provide(sharedPage()));
    await resumesNewItem();
    expect(window.location.href).toBe(uri());
    expect(sessionStorage.getItem(KEY)).toBeNull();
    expect([onDone.mock.calls, onError.mock.calls]).toEqual([[], []]);
    expect(app.plaid.handlers).toEqual([]);
  });

  it('a backend that cannot be asked decides nothing: the record and the address stay, and the fallback does not show', async () => {
    record();
    arrive();
    app.gateway.getItem.mockRejectedValue(httpError(503));
    render(provide(sharedPage()));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(onDone.mock.lastCall).toMatchObject([
      { status: 'failed', error: { code: 'backend_error' } },
      { from: null, state: null },
    ]);
    expect(screen.queryByText(/New Item/)).toBeNull();
    expect(window.location.href).toBe(uri());
    expect(sessionStorage.getItem(KEY)).not.toBeNull();
  });

  it('a relink that was left by a reload gives the return to the fallback once Plaid says that the token is another', async () => {
    record();
    arrive();
    render(provide(sharedPage()));
    const link = await app.opened();
    expect(window.location.search).toBe('');
    act(() => link.config.onExit(plaidLinkError('INCORRECT_LINK_TOKEN'), exitMetadata));
    await resumesNewItem();
    expect(window.location.href).toBe(uri());
    expect(onDone).not.toHaveBeenCalled();
    expect(onError.mock.lastCall?.[0]).toMatchObject({
      code: 'redirect_not_resumable',
      message: expect.stringContaining('forgetRelink()') as string,
    });
  });

  it('a relink that was left by a reload does not claim the return of a new Item after forgetRelink', async () => {
    record();
    forgetRelink();
    arrive();
    render(provide(sharedPage()));
    await resumesNewItem();
    expect(app.plaid.handlers).toEqual([]);
  });

  it('a page that mounts again gives the same return to the fallback, although a relink has begun since', async () => {
    arrive();
    const view = render(provide(sharedPage()));
    await resumesNewItem();
    record();
    view.rerender(provide(sharedPage('second')));
    await resumesNewItem();
    await act(settlePromises);
    expect(app.plaid.handlers).toEqual([]);
  });

  it('the fallback stays while the app takes the return out of the address', async () => {
    arrive();
    const page = (itemId?: string): ReactNode =>
      provide(<RelinkRedirect itemId={itemId} onDone={onDone} fallback={<p>New Item</p>} />);
    const view = render(page());
    await screen.findByText('New Item');
    window.history.replaceState(null, '', '/plaid-return');
    view.rerender(page('item-a'));
    await act(settlePromises);
    screen.getByText('New Item');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('an address without oauth_state_id is no return: onDone gets redirect_not_resumable, and the fallback does not show', async () => {
    window.history.replaceState(null, '', '/plaid-return');
    render(provide(sharedPage()));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(onDone.mock.lastCall?.[0]).toMatchObject({ error: { code: 'redirect_not_resumable' } });
    expect(screen.queryByText(/New Item/)).toBeNull();
  });
});

describe('the way back from an OAuth return', () => {
  /** Clicks, and leaves for the bank in the same tab. */
  async function leaveFrom(page: string, redirectState?: unknown): Promise<void> {
    window.history.replaceState(null, '', page);
    const { unmount } = render(
      provide(<RelinkButton itemId="item-a" redirectState={redirectState} />),
    );
    await userEvent.click(button());
    await app.opened();
    const left = JSON.parse(sessionStorage.getItem(KEY) ?? '') as object;
    unmount();
    await act(settlePromises);
    // A page that is left for the bank runs no clean-up, and the next page has not seen its token.
    record(left);
  }

  const comeBack = async (page: ReactNode = <RelinkRedirect onDone={onDone} />): Promise<void> => {
    arrive();
    const links = app.plaid.handlers.length;
    render(provide(page));
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(links + 1));
    app.succeed(await app.opened());
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  };

  it('onDone gets the path of the page on which Link opened, and the redirectState of its button', async () => {
    await leaveFrom('/user/7?tab=banks#savings', { step: 2 });
    await comeBack();
    expect(onDone.mock.lastCall).toMatchObject([
      { status: 'relinked', itemId: 'item-a' },
      { from: '/user/7?tab=banks#savings', state: { step: 2 } },
    ]);
  });

  it('onDone gets the same way back after a second redirect from the return page', async () => {
    await leaveFrom('/user/7', { step: 2 });
    arrive();
    const links = app.plaid.handlers.length;
    const view = render(provide(<RelinkRedirect key="first" />));
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(links + 1));
    await app.opened();
    const left = JSON.parse(sessionStorage.getItem(KEY) ?? '') as unknown;
    expect(left).toMatchObject({ from: '/user/7', state: { step: 2 } });
    view.unmount();
  });

  it('the way back is never a page of another site, although the path begins with two slashes', async () => {
    const { origin } = window.location;
    await leaveFrom(`${origin}//evil.example/banks`);
    await comeBack();
    expect(onDone.mock.lastCall?.[1]).toEqual({ from: '/evil.example/banks', state: null });
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', 7])(
    'the stored way back %j is dropped, because it is no path of this site',
    async (from) => {
      record({ from, state: { step: 2 } });
      await comeBack();
      expect(onDone.mock.lastCall?.[1]).toEqual({ from: null, state: { step: 2 } });
    },
  );

  it('a user who does not own the Item gets no way back, which is another user’s', async () => {
    record({ from: '/user/7', state: { step: 2 } });
    arrive();
    app.gateway.getItem.mockRejectedValue(
      Object.assign(httpError(404), { body: { error_code: 'ITEM_NOT_FOUND' } }),
    );
    render(provide(<RelinkRedirect onDone={onDone} />));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(onDone.mock.lastCall?.[1]).toEqual({ from: null, state: null });
  });

  it('onDone gets the way back of a session whose token has expired', async () => {
    record({ from: '/user/7', expiresAt: Date.now() - 1 });
    arrive();
    render(provide(<RelinkRedirect onDone={onDone} />));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(onDone.mock.lastCall).toMatchObject([{ status: 'failed' }, { from: '/user/7' }]);
  });

  const circle: { self?: unknown } = {};
  circle.self = circle;
  it.each<[string, unknown, RegExp]>([
    ['is not JSON', circle, /is not JSON/],
    ['is a function', () => 2, /is not JSON/],
    ['is too long', 'x'.repeat(5_000), /longer than 4096/],
  ])(
    'G11: Link opens although redirectState %s; onError says so, and onDone gets null',
    async (_what, state, message) => {
      await leaveFrom('/user/7', state);
      expect(onError.mock.calls[0]).toMatchObject([
        { code: 'invalid_options', message: expect.stringMatching(message) as string },
      ]);
      await comeBack();
      expect(onDone.mock.lastCall?.[1]).toEqual({ from: '/user/7', state: null });
    },
  );
});
