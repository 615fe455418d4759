// @vitest-environment jsdom
import { act, render, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { forgetRelink, RelinkButton, RelinkProvider, RelinkRedirect } from 'react-plaid-relink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { exitMetadata, plaidLinkError } from '../support/fake-link-port';
import { BROKEN, button, createStubApp, HEALTHY, type StubApp } from '../support/stub-app';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
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

  /** Each version is a mount of its own. */
  const mounted = (version: number, onDone: () => void) => (
    <app.App>
      <RelinkRedirect key={version} onDone={onDone} />
    </app.App>
  );

  it('G2: the return page resumes Link once under StrictMode, with the same token and its own address', async () => {
    const token = arrive();
    render(<StrictMode>{returnPage()}</StrictMode>);
    const link = await app.opened();
    await act(settlePromises);
    expect(app.plaid.handlers.map(({ config }) => config.token)).toEqual([token]);
    expect(link.config.receivedRedirectUri).toContain('oauth_state_id=abc');
  });

  it('the report after an OAuth return says that the user also chose accounts', async () => {
    arrive();
    const record = JSON.parse(sessionStorage.getItem(KEY) ?? '') as object;
    sessionStorage.setItem(KEY, JSON.stringify({ ...record, accountSelection: true }));
    const reportRelink = vi.fn(() => Promise.resolve({ item_id: 'item-a', ...HEALTHY } as never));
    Object.assign(app.gateway, { reportRelink });
    render(returnPage());
    app.succeed(await app.opened());
    await waitFor(() =>
      expect(reportRelink).toHaveBeenCalledWith(
        'item-a',
        expect.objectContaining({ purpose: 'repair', accountSelection: true }),
      ),
    );
  });

  it('the record of an OAuth return keeps that the user also chooses accounts', async () => {
    render(
      <app.App>
        <RelinkButton itemId="item-a" accountSelection purpose="repair" />
      </app.App>,
    );
    await userEvent.click(button());
    await app.opened();
    expect(JSON.parse(sessionStorage.getItem(KEY) ?? '')).toMatchObject({
      purpose: 'repair',
      accountSelection: true,
    });
  });

  it('G2: the return page removes oauth_state_id from its address as Link opens, so that a reload cannot replay it', async () => {
    arrive();
    render(returnPage());
    await app.opened();
    expect(window.location.search).toBe('?keep=1');
  });

  it('a return page that mounts again while Link is open joins the session and does not end it', async () => {
    arrive();
    const done = vi.fn();
    const view = render(mounted(1, done));
    const link = await app.opened();
    view.rerender(mounted(2, done));
    await act(settlePromises);
    expect(done).not.toHaveBeenCalled();
    app.succeed(link);
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(done.mock.lastCall?.[0]).toMatchObject({ status: 'relinked' });
  });

  it('a return page that mounts again after the outcome gets the same outcome, and no failure', async () => {
    arrive();
    const done = vi.fn();
    const view = render(mounted(1, done));
    app.succeed(await app.opened());
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    view.rerender(mounted(2, done));
    await waitFor(() => expect(done).toHaveBeenCalledTimes(2));
    expect(done.mock.lastCall?.[0]).toMatchObject({ status: 'relinked' });
  });

  it('a return page calls onDone once per mount, although its itemId becomes known after the outcome', async () => {
    arrive();
    const done = vi.fn();
    const Page = ({ itemId }: { itemId?: string }) => (
      <app.App>
        <RelinkRedirect itemId={itemId} onDone={done} />
      </app.App>
    );
    const view = render(<Page />);
    app.succeed(await app.opened());
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    view.rerender(<Page itemId="item-a" />);
    await act(settlePromises);
    expect(done).toHaveBeenCalledOnce();
  });

  describe('on a computer that many use', () => {
    const ReturnPage = ({ userKey, onDone }: { userKey?: string; onDone?: () => void }) => (
      <RelinkProvider gateway={app.gateway} userKey={userKey} onError={() => {}}>
        <RelinkRedirect onDone={onDone} />
      </RelinkProvider>
    );
    /** Ada opens Link, and goes to her bank in the same tab. */
    async function leaveForTheBank(userKey?: string): Promise<string> {
      const { unmount } = render(
        <RelinkProvider gateway={app.gateway} userKey={userKey}>
          <RelinkButton itemId="item-a" />
        </RelinkProvider>,
      );
      await userEvent.click(button());
      const { config } = await app.opened();
      const record = sessionStorage.getItem(KEY) ?? '';
      unmount();
      await act(settlePromises);
      // A page that is left for the bank runs no clean-up.
      sessionStorage.setItem(KEY, record);
      app.gateway.getItem.mockClear();
      window.history.replaceState(null, '', '/oauth?oauth_state_id=anything');
      return config.token ?? '';
    }
    const refused = (status: number, error_code: string): void =>
      void app.gateway.getItem.mockRejectedValue(
        Object.assign(new Error('refused'), { status, body: { error_code } }),
      );
    const links = (): number => app.plaid.handlers.length;

    it.each([
      ['another user, whose Item it is not,', 404, 'ITEM_NOT_FOUND'],
      ['a user who is signed out', 401, 'UNAUTHORIZED'],
    ])(
      'the return page opens no Link for %s and forgets the session',
      async (_who, status, code) => {
        await leaveForTheBank();
        refused(status, code);
        const before = links();
        const done = vi.fn();
        render(<ReturnPage onDone={done} />);
        await waitFor(() => expect(done).toHaveBeenCalledOnce());
        expect(done.mock.lastCall?.[0]).toMatchObject(notResumable);
        expect(links()).toBe(before);
        expect(sessionStorage.getItem(KEY)).toBeNull();
        expect(window.location.search).toBe('');
      },
    );

    it('the return page of another userKey forgets the session, and asks no backend', async () => {
      await leaveForTheBank('ada');
      expect(sessionStorage.getItem(KEY)).not.toContain('ada');
      const before = links();
      const done = vi.fn();
      render(<ReturnPage userKey="bob" onDone={done} />);
      await waitFor(() => expect(done).toHaveBeenCalledOnce());
      expect(done.mock.lastCall?.[0]).toMatchObject(notResumable);
      expect([links(), app.gateway.getItem.mock.calls]).toEqual([before, []]);
      expect(sessionStorage.getItem(KEY)).toBeNull();
    });

    it('G2: the return page of the same userKey resumes with the same token', async () => {
      const token = await leaveForTheBank('ada');
      const before = links();
      render(<ReturnPage userKey="ada" />);
      await waitFor(() => expect(links()).toBe(before + 1));
      expect(app.plaid.handlers.at(-1)?.config.token).toBe(token);
    });

    it('a return page whose backend is down opens no Link, and the next mount resumes', async () => {
      const token = await leaveForTheBank();
      refused(503, 'INTERNAL_SERVER_ERROR');
      const before = links();
      const done = vi.fn();
      const view = render(<ReturnPage key="first" onDone={done} />);
      await waitFor(() => expect(done).toHaveBeenCalledOnce());
      expect(done.mock.lastCall?.[0]).toMatchObject({ error: { code: 'backend_error' } });
      expect(links()).toBe(before);
      app.gateway.getItem.mockResolvedValue({ item_id: 'item-a', ...BROKEN } as never);
      view.rerender(<ReturnPage key="second" />);
      await waitFor(() => expect(links()).toBe(before + 1));
      expect(app.plaid.handlers.at(-1)?.config.token).toBe(token);
    });

    it('a return page opens no Link after it is gone, although the backend answers then', async () => {
      await leaveForTheBank();
      let answer = (_body: never): void => {};
      app.gateway.getItem.mockReturnValue(new Promise((resolve) => (answer = resolve)));
      const before = links();
      const { unmount } = render(<ReturnPage />);
      await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalled());
      unmount();
      await act(settlePromises);
      answer({ item_id: 'item-a', ...BROKEN } as never);
      await act(settlePromises);
      expect(links()).toBe(before);
      expect(sessionStorage.getItem(KEY)).not.toBeNull();
    });

    it.each([
      ['resumes by the userKey alone', 'ada', 1],
      ['resumes nothing without a userKey', undefined, 0],
    ])('a return page whose gateway cannot ask %s', async (_what, userKey, opened) => {
      await leaveForTheBank(userKey);
      const { getItem: _getItem, ...gateway } = app.gateway;
      const before = links();
      const done = vi.fn();
      render(
        <RelinkProvider gateway={gateway} userKey={userKey} onError={() => {}}>
          <RelinkRedirect onDone={done} />
        </RelinkProvider>,
      );
      if (opened === 0) await waitFor(() => expect(done).toHaveBeenCalledOnce());
      else await waitFor(() => expect(links()).toBe(before + 1));
      expect(links()).toBe(before + opened);
    });

    it('forgetRelink leaves nothing to resume', async () => {
      await leaveForTheBank();
      forgetRelink();
      expect(sessionStorage.getItem(KEY)).toBeNull();
    });
  });

  const notResumable = { status: 'failed', error: { code: 'redirect_not_resumable' } };

  it.each<[string, () => void, string | undefined, RegExp]>([
    [
      'there is no record, as in another browser',
      () => sessionStorage.clear(),
      undefined,
      /no record/,
    ],
    [
      'the record is malformed',
      () => sessionStorage.setItem(KEY, '{"itemId":1}'),
      undefined,
      /no record/,
    ],
    ['the record belongs to another Item', () => {}, 'item-b', /another Item/],
    [
      'the token has expired',
      () => {
        const record = { itemId: 'item-a', token: 'link-x-late', expiresAt: Date.now() - 1 };
        sessionStorage.setItem(KEY, JSON.stringify(record));
      },
      undefined,
      /expired/,
    ],
    [
      'the address has no oauth_state_id',
      () => window.history.replaceState(null, '', '/oauth'),
      undefined,
      /oauth_state_id/,
    ],
  ])(
    'the return page fails with redirect_not_resumable where %s',
    async (_why, change, itemId, message) => {
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
    },
  );

  it('the return page fails with redirect_not_resumable where Plaid says INCORRECT_LINK_TOKEN', async () => {
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

  it('a return page fails with session_in_progress while another Item’s Link is open, and resumes at its next mount', async () => {
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

  it('a return page that mounts again calls its newest callbacks', async () => {
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

  it('the return page keeps its record and address where Link could not start, so that a reload resumes it', async () => {
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
