// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import {
  RelinkProvider,
  useItemHealth,
  useLinkTokenForItem,
  usePublicTokenForItem,
  useRelink,
  useRelinkClient,
  type Relink,
  type RelinkError,
  type NativeRelinkOptions,
  type RelinkProviderProps,
} from 'react-plaid-relink/native';
import { createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { lockedItem } from '../../src/core/link/link-lock';
import { sdk } from '../support/native/plaid-link-sdk';
import { countOfListeners, Linking, moveApp, Platform } from '../support/native/react-native';
import { eventually } from '../support/eventually';

const GATEWAY = 'https://api.test/api/plaid';
const LINK_TOKEN = {
  clientName: 'Acme',
  countryCodes: ['US'],
  language: 'en',
  redirectUri: 'https://acme.test/plaid',
  androidPackageName: 'com.acme.app',
};

/** An app over the real handler and a fake Plaid. `sent` has the body and the headers of each of its requests. */
function createApp() {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid, handlerOptions: { linkToken: LINK_TOKEN } });
  onTestFinished(backend.install());
  const sent: { path: string; body: Record<string, unknown>; headers: Headers }[] = [];
  const answer = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent.push({
      path: url.slice(GATEWAY.length),
      body: JSON.parse(init.body as string) as Record<string, unknown>,
      headers: new Headers(init.headers),
    });
    return answer(url, init);
  });
  const errors: RelinkError[] = [];
  return {
    plaid,
    sent,
    errors,
    sentTo: (path: string) => sent.filter((request) => request.path === path),
    addBrokenItem(): string {
      const item = plaid.createItem();
      backend.addItem(item);
      plaid.breakItem(item.itemId);
      return item.itemId;
    },
    App: ({ children, ...props }: Partial<RelinkProviderProps> & { children: ReactNode }) => (
      <RelinkProvider gateway={GATEWAY} onError={(error) => errors.push(error)} {...props}>
        {children}
      </RelinkProvider>
    ),
  };
}

type App = ReturnType<typeof createApp>;

/** A component with the hook, as an app's own button has it. */
function renderRelink(app: App, itemId: string, options: NativeRelinkOptions = {}, props = {}) {
  const statuses: string[] = [];
  let relink: Relink | undefined;
  function Button(): null {
    relink = useRelink(itemId, options);
    if (statuses.at(-1) !== relink.status) statuses.push(relink.status);
    return null;
  }
  const { unmount } = render(
    <app.App {...props}>
      <Button />
    </app.App>,
  );
  const current = (): Relink => {
    if (!relink) throw new Error('The component has not rendered.');
    return relink;
  };
  return {
    current,
    statuses,
    unmount,
    /** Opens Link, and waits until it shows. */
    async open(): Promise<{ result: ReturnType<Relink['open']> }> {
      const count = sdk.sessions.length;
      const result = current().open();
      await waitFor(() => expect(sdk.sessions[count]?.opened).toBe(1));
      await waitFor(() => expect(current().status).toBe('open'));
      return { result };
    },
  };
}

let app: App;
beforeEach(() => {
  app = createApp();
});
afterEach(async () => {
  cleanup();
  // A provider closes its sessions a task after it has unmounted.
  await eventually(() => expect(lockedItem()).toBeUndefined());
  sdk.reset();
  moveApp('active');
  Platform.OS = 'ios';
  vi.unstubAllGlobals();
});

describe('a relink in an app', () => {
  it('Link opens by the SDK with a token for the Item, and a repaired Item is confirmed by the backend', async () => {
    const itemId = app.addBrokenItem();
    const onSuccess = vi.fn();
    const onEvent = vi.fn();
    const onRelinked = vi.fn();
    const { open, statuses } = renderRelink(app, itemId, { onSuccess, onEvent, onRelinked });
    const { result } = await open();
    expect(sdk.newest.token).toMatch(/^link-/);
    expect(onEvent).toHaveBeenCalledWith(
      'OPEN',
      expect.objectContaining({ is_update_mode: 'true', link_session_id: sdk.newest.id }),
    );
    app.plaid.repairItem(itemId);
    act(() => sdk.succeeds(sdk.newest));
    expect(await result).toMatchObject({
      status: 'relinked',
      confirmed: true,
      health: { state: 'healthy' },
      metadata: {
        institution: { institution_id: 'ins_1', name: 'First Platypus Bank' },
        link_session_id: sdk.newest.id,
      },
    });
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith(
      'public-sandbox-1',
      expect.objectContaining({ accounts: [] }),
    );
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(app.sentTo('/item/relinked')[0]?.body).toMatchObject({ link_session_id: sdk.newest.id });
    await waitFor(() => expect(statuses.at(-1)).toBe('relinked'));
    expect(app.errors).toEqual([]);
  });

  it.each([
    ['ios', 'ios'],
    ['android', 'android'],
    ['web', undefined],
  ])('the token’s request of an app on %s names the platform %s', async (os, platform) => {
    Platform.OS = os;
    const { open } = renderRelink(app, app.addBrokenItem());
    await open();
    expect(app.sentTo('/link/token/create').map(({ body }) => body.platform)).toEqual([platform]);
  });

  it('a preparation fetches the token, and no session of the SDK, of which the app may have one of its own', async () => {
    const { current, open } = renderRelink(app, app.addBrokenItem());
    act(() => current().prepare());
    await waitFor(() => expect(current().status).toBe('ready'));
    expect(sdk.sessions).toEqual([]);
    await open();
    expect(app.sentTo('/link/token/create')).toHaveLength(1);
  });

  it('a user who leaves Link on Android, which sends an empty error, has left it without one', async () => {
    const onExit = vi.fn();
    const { open } = renderRelink(app, app.addBrokenItem(), { onExit });
    const { result } = await open();
    act(() => sdk.exits(sdk.newest, {}, { status: 'requires_credentials' }));
    expect(await result).toMatchObject({ status: 'exited', error: null });
    expect(onExit).toHaveBeenCalledExactlyOnceWith(
      null,
      expect.objectContaining({
        institution: null,
        status: 'requires_credentials',
        request_id: '',
      }),
    );
  });

  it('the error that the user saw in Link has the names that it has on the web', async () => {
    const { open } = renderRelink(app, app.addBrokenItem());
    const { result } = await open();
    const error = {
      errorCode: 'INVALID_CREDENTIALS',
      errorType: 'an enumeration of iOS',
      errorMessage: 'the credentials were not correct',
      displayMessage: '',
      errorJson: '{"error_type":"ITEM_ERROR"}',
    };
    act(() => sdk.exits(sdk.newest, error));
    expect(await result).toMatchObject({
      status: 'exited',
      error: {
        error_type: 'ITEM_ERROR',
        error_code: 'INVALID_CREDENTIALS',
        error_message: 'the credentials were not correct',
        display_message: '',
      },
    });
  });

  it('accounts, and a bank that iOS sends as null, are read as on the web', async () => {
    const itemId = app.addBrokenItem();
    const { open } = renderRelink(app, itemId);
    const { result } = await open();
    app.plaid.repairItem(itemId);
    const account = { id: 'acc-1', name: 'Checking', mask: '', type: 'depository' };
    act(() =>
      sdk.succeeds(sdk.newest, {
        institution: null,
        accounts: [{ ...account, subtype: 'checking', verificationStatus: '' }, null],
      }),
    );
    expect(await result).toMatchObject({
      metadata: {
        institution: null,
        accounts: [
          { id: 'acc-1', name: 'Checking', mask: null, subtype: 'checking', class_type: null },
          { id: '', name: '' },
        ],
      },
    });
  });
});

describe('an SDK that refuses', () => {
  it.each([
    ['is not created', 'create'],
    ['does not open', 'open'],
  ])('a session that %s fails the relink with link_failed and the cause', async (_name, step) => {
    const cause = new Error(`refused to ${step}`);
    sdk.refuseNext({ [step]: cause });
    const { current } = renderRelink(app, app.addBrokenItem());
    const result = await act(() => current().open());
    expect(result).toMatchObject({ status: 'failed', error: { code: 'link_failed', cause } });
  });

  it('an exit by which the SDK says that it has no session to open is a failure of Link', async () => {
    const { open } = renderRelink(app, app.addBrokenItem());
    const { result } = await open();
    act(() => sdk.exits(sdk.newest, { errorType: 'creation error', errorCode: '-1' }));
    expect(await result).toMatchObject({ status: 'failed', error: { code: 'link_failed' } });
  });

  it('a user who cancels while the SDK loads sees no Link', async () => {
    sdk.beSlow();
    const { current } = renderRelink(app, app.addBrokenItem());
    const result = current().open();
    await waitFor(() => expect(sdk.sessions).toHaveLength(1));
    act(() => current().cancel());
    expect(await result).toMatchObject({ status: 'exited' });
    await act(async () => {
      sdk.load();
      await Promise.resolve();
    });
    expect(sdk.newest.opened).toBe(0);
  });

  it('a Link that is not in update mode fails at once, and its success is not heard', async () => {
    sdk.openInMode('false');
    const onSuccess = vi.fn();
    const { current } = renderRelink(app, app.addBrokenItem(), { onSuccess });
    const result = await act(() => current().open());
    expect(result).toMatchObject({ status: 'failed', error: { code: 'not_update_mode' } });
    act(() => sdk.succeeds(sdk.newest));
    expect(onSuccess).not.toHaveBeenCalled();
    expect(current().status).toBe('failed');
  });
});

describe('late callbacks of a Link that the SDK cannot close', () => {
  it('a Link whose provider is gone has no callback any more', async () => {
    const onSuccess = vi.fn();
    const onEvent = vi.fn();
    const { open, unmount } = renderRelink(app, app.addBrokenItem(), { onSuccess, onEvent });
    const { result } = await open();
    unmount();
    expect(await result).toMatchObject({ status: 'failed', error: { code: 'session_closed' } });
    onEvent.mockClear();
    sdk.says(sdk.newest, 'HANDOFF');
    sdk.succeeds(sdk.newest);
    expect(onSuccess).not.toHaveBeenCalled();
    expect(onEvent).not.toHaveBeenCalled();
    expect(app.sentTo('/item/relinked')).toEqual([]);
  });

  it('the success of an earlier Link is not taken for that of the one that is open now', async () => {
    const first = renderRelink(app, app.addBrokenItem());
    const { result: closed } = await first.open();
    const [early] = sdk.sessions;
    first.unmount();
    await closed;
    const itemId = app.addBrokenItem();
    const onSuccess = vi.fn();
    const onEvent = vi.fn();
    const second = renderRelink(app, itemId, { onSuccess, onEvent });
    const { result } = await second.open();
    onEvent.mockClear();
    if (!early) throw new Error('No session was created.');
    act(() => sdk.says(early, 'HANDOFF'));
    act(() => sdk.tellsSuccess(early));
    expect(onSuccess).not.toHaveBeenCalled();
    expect(onEvent).not.toHaveBeenCalled();
    expect(second.current().status).toBe('open');
    app.plaid.repairItem(itemId);
    act(() => sdk.succeeds(sdk.newest));
    expect(await result).toMatchObject({ status: 'relinked', itemId });
  });
});

describe('the health of Items in an app', () => {
  function Health({ itemId }: { itemId: string }): ReactNode {
    const { health, error, refresh } = useItemHealth(itemId);
    const { invalidate } = useRelinkClient();
    return (
      <>
        <output>{health?.state ?? error?.code ?? 'none'}</output>
        <button onClick={() => void refresh()}>Refresh</button>
        <button onClick={() => invalidate(itemId)}>Invalidate</button>
      </>
    );
  }
  const shown = async (text: string): Promise<void> => {
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe(text));
  };

  it('an app that comes back to the foreground asks how its Items are, and stops with its last component', async () => {
    const itemId = app.addBrokenItem();
    const { unmount } = render(
      <app.App>
        <Health itemId={itemId} />
      </app.App>,
    );
    await shown('needs_update');
    act(() => moveApp('background'));
    app.plaid.repairItem(itemId);
    act(() => moveApp('active'));
    await shown('healthy');
    unmount();
    await waitFor(() => expect(countOfListeners()).toBe(0));
  });

  it.each(['Refresh', 'Invalidate'])(
    '%s asks past the caches by a header, since fetch of React Native has no cache option',
    async (name) => {
      const itemId = app.addBrokenItem();
      render(
        <app.App headers={() => Promise.resolve({ authorization: 'Bearer 1' })}>
          <Health itemId={itemId} />
        </app.App>,
      );
      await shown('needs_update');
      app.plaid.repairItem(itemId);
      act(() => screen.getByRole('button', { name }).click());
      await shown('healthy');
      const headers = app.sent.map(({ headers: each }) => [
        each.get('authorization'),
        each.get('cache-control'),
      ]);
      expect(headers).toEqual([
        ['Bearer 1', null],
        ['Bearer 1', 'no-cache'],
      ]);
    },
  );

  it('an Item that one provider relinks is asked about under another', async () => {
    const itemId = app.addBrokenItem();
    render(
      <app.App>
        <Health itemId={itemId} />
      </app.App>,
    );
    await shown('needs_update');
    const { open } = renderRelink(app, itemId);
    const { result } = await open();
    app.plaid.repairItem(itemId);
    act(() => sdk.succeeds(sdk.newest));
    await result;
    await shown('healthy');
  });
});

describe('token hooks in an app', () => {
  it('each token hook has a token of its kind, the link token for the platform of the app', async () => {
    Platform.OS = 'android';
    const itemId = app.addBrokenItem();
    function Tokens(): ReactNode {
      const link = useLinkTokenForItem(itemId).token;
      const publicToken = usePublicTokenForItem(itemId).token;
      return <output>{`${link?.slice(0, 5)} ${publicToken?.slice(0, 7)}`}</output>;
    }
    render(
      <app.App>
        <Tokens />
      </app.App>,
    );
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('link- public-'));
    expect(app.sentTo('/link/token/create')[0]?.body.platform).toBe('android');
  });
});

describe('the gateway of an app', () => {
  it.each(['/api/plaid', '', 'api.test/plaid', 'undefined', 'https://ada:pw@api.test/plaid'])(
    'the gateway %j fails each relink with invalid_options, and sends nothing',
    async (gateway) => {
      const { current } = renderRelink(app, app.addBrokenItem(), {}, { gateway });
      const result = await act(() => current().open());
      expect(result).toMatchObject({
        status: 'failed',
        error: {
          code: 'invalid_options',
          message: expect.stringContaining('must be an absolute URL') as string,
        },
      });
      expect(app.sent).toEqual([]);
      expect(app.errors).toHaveLength(1);
    },
  );

  it('functions of the app keep their `this`, and hear the platform', async () => {
    const calls: unknown[] = [];
    class Gateway {
      private readonly token = 'link-sandbox-of-the-app';
      createLinkToken(itemId: string, { platform }: { platform?: string }) {
        calls.push([itemId, platform]);
        return Promise.resolve({ link_token: this.token });
      }
    }
    const { open } = renderRelink(app, 'item-1', {}, { gateway: new Gateway() });
    await open();
    expect(calls).toEqual([['item-1', 'ios']]);
    expect(sdk.newest.token).toBe('link-sandbox-of-the-app');
  });

  it.each([
    ['useItemHealth', () => useItemHealth('item-1')],
    ['useRelink', () => useRelink('item-1')],
    ['useLinkTokenForItem', () => useLinkTokenForItem('item-1')],
    ['useRelinkClient', () => useRelinkClient()],
  ])('%s() without a provider throws missing_provider', (_name, useHook) => {
    vi.spyOn(console, 'error').mockReturnValue();
    const Component = (): null => {
      useHook();
      return null;
    };
    expect(() => render(<Component />)).toThrow(
      expect.objectContaining({ code: 'missing_provider' }) as Error,
    );
    vi.mocked(console.error).mockRestore();
  });
});

describe('Plaid’s own page in an app', () => {
  it('a page that the device does not open is told to the console, without its address', async () => {
    const { linkAdapter } = await import('../../src/native/link-adapter');
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const openURL = vi.spyOn(Linking, 'openURL').mockRejectedValue(new TypeError('no browser'));
    linkAdapter.openHostedTab().show('https://secure.plaid.com/link/hl-s3cret');
    expect(openURL).toHaveBeenCalledExactlyOnceWith('https://secure.plaid.com/link/hl-s3cret');
    await waitFor(() => expect(logged).toHaveBeenCalledOnce());
    expect(String(logged.mock.calls[0]?.[0])).toContain('could not be opened (TypeError)');
    expect(String(logged.mock.calls[0]?.[0])).not.toContain('s3cret');
    vi.restoreAllMocks();
  });
});
