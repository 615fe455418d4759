// @vitest-environment jsdom
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  RelinkButton,
  RelinkList,
  RelinkNotice,
  useRelink,
  useRelinkClient,
  type RelinkOptions,
  type UseRelinkClientReturn,
} from 'react-plaid-relink';
import { createHostedReturns } from '../../src/browser/hosted-returns';
import { RETURN_KEY } from '../../src/browser/is-return';
import { eventually } from '../support/eventually';
import { createFakeApp, type FakeApp } from '../support/fake-app';

let app: FakeApp;
/** An Item that is healthy by now: the user has repaired it on Plaid's own page. */
let itemId: string;
const onRelinked = vi.fn();
const onActivity = vi.fn();

beforeEach(() => {
  sessionStorage.clear();
  onRelinked.mockReset();
  onActivity.mockReset();
  app = createFakeApp();
  itemId = app.addItem({});
});

/** What the page before left in the tab. */
function leave(isSeenBroken = true, userKey?: string): void {
  const click = { at: Date.now() - 60_000, topic: 'relink' as const };
  createHostedReturns(() => userKey).write(itemId, { isSeenBroken, click });
}

function Custom({ itemId: id, ...options }: RelinkOptions & { itemId: string }): ReactElement {
  return <output>{useRelink(id, options).status}</output>;
}

/** Everything that a return could begin has begun: the engine's chunk is here, and no request is on its way. */
async function settle(): Promise<void> {
  await act(async () => {
    await import('../../src/browser/engine');
    await Promise.resolve();
  });
}

describe('a page that Plaid’s own page has led back to', () => {
  it.each([
    ['button', () => <RelinkButton itemId={itemId} onRelinked={onRelinked} />],
    ['notice', () => <RelinkNotice itemId={itemId} onRelinked={onRelinked} />],
    ['useRelink', () => <Custom itemId={itemId} onRelinked={onRelinked} />],
    ['list', () => <RelinkList itemIds={[itemId]} onRelinked={onRelinked} />],
  ])('a %s asks the server as it mounts, and tells of the relink once', async (_, element) => {
    leave();
    render(app.provide(element(), { onActivity }));
    await eventually(() => expect(onRelinked).toHaveBeenCalled());
    await settle();
    expect(onRelinked).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ itemId, confirmed: true }),
    );
    expect(sessionStorage).toHaveLength(0);
    const confirmed = onActivity.mock.calls.filter(([{ name }]) => name === 'confirmed');
    expect(confirmed).toMatchObject([[{ by: 'hosted_link', topic: 'relink' }]]);
  });

  it('the relink is reported as the repair that it was, whatever the component on this page is for', async () => {
    const onServer = vi.fn();
    app = createFakeApp({ handlerOptions: { onRelinked: onServer } });
    itemId = app.addItem({});
    leave();
    render(app.provide(<Custom itemId={itemId} purpose="renew" onRelinked={onRelinked} />));
    await eventually(() => expect(onServer).toHaveBeenCalled());
    expect(onServer).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ itemId, purpose: 'repair' }),
    );
  });

  it('G10: an Item that the page before did not see broken is not called relinked', async () => {
    leave(false);
    render(app.provide(<Custom itemId={itemId} onRelinked={onRelinked} />));
    await screen.findByText('confirming');
    await screen.findByText('idle');
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it('G4: the record of another user is dropped, and tells of no relink', async () => {
    leave(true, 'ada');
    render(app.provide(<Custom itemId={itemId} onRelinked={onRelinked} />, { userKey: 'bob' }));
    await eventually(() => expect(sessionStorage).toHaveLength(0));
    await settle();
    expect(onRelinked).not.toHaveBeenCalled();
    expect(screen.queryByText('confirming')).toBeNull();
  });

  it.each([
    ['is over an hour old', { isSeenBroken: true, user: null, until: 0, click: null }],
    ['has no end', { isSeenBroken: true, user: null }],
  ])('a record that %s tells of no relink', async (_, record) => {
    sessionStorage.setItem(RETURN_KEY + itemId, JSON.stringify(record));
    render(app.provide(<Custom itemId={itemId} onRelinked={onRelinked} />));
    await eventually(() => expect(sessionStorage).toHaveLength(0));
    await settle();
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it('G6: a button of another Item stays idle, and sends no request', async () => {
    leave();
    const requests = vi.fn();
    app.plaid.onRequest(requests);
    render(app.provide(<RelinkButton itemId={app.itemId} onRelinked={onRelinked} />));
    await settle();
    expect(screen.getByRole('button')).toHaveAttribute('data-state', 'idle');
    expect(requests).not.toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(1);
  });

  it('G6: a button that finds a record which is too old prepares nothing', async () => {
    sessionStorage.setItem(RETURN_KEY + itemId, JSON.stringify({ user: null, until: 0 }));
    const requests = vi.fn();
    app.plaid.onRequest(requests);
    render(app.provide(<RelinkButton itemId={itemId} />));
    await eventually(() => expect(sessionStorage).toHaveLength(0));
    await settle();
    expect(screen.getByRole('button')).toHaveAttribute('data-state', 'idle');
    expect(requests).not.toHaveBeenCalled();
  });

  it('a button mounts where the browser forbids storage', () => {
    const forbid = vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError');
    });
    render(app.provide(<RelinkButton itemId={itemId} />));
    expect(screen.getByRole('button')).toHaveAttribute('data-state', 'idle');
    forbid.mockRestore();
  });
});

describe('a page whose user is on Plaid’s own page in another tab', () => {
  it('a button alone hears of the relink by invalidate(), before the user is back', async () => {
    app = createFakeApp({
      handlerOptions: {
        linkToken: { clientName: 'App', countryCodes: ['US'], language: 'en', hostedLink: true },
      },
    });
    const opened: string[] = [];
    const tab = {
      closed: false,
      close() {},
      location: { replace: (url: string) => opened.push(url) },
    };
    vi.stubGlobal('open', () => Object.assign(tab, { window: tab }));
    let invalidate: UseRelinkClientReturn['invalidate'] = () => {};
    function News(): null {
      ({ invalidate } = useRelinkClient());
      return null;
    }
    render(
      app.provide(
        <>
          <News />
          <RelinkButton itemId={app.itemId} onRelinked={onRelinked} />
        </>,
        { presentation: 'hosted' },
      ),
    );
    act(() => screen.getByRole('button').click());
    await eventually(() => expect(opened).toHaveLength(1));
    await app.plaid.completeHostedLink(opened[0] ?? '');
    expect(onRelinked).not.toHaveBeenCalled();
    act(() => invalidate('another-item'));
    await settle();
    expect(onRelinked).not.toHaveBeenCalled();
    act(() => invalidate(app.itemId));
    await screen.findByRole('button', { name: 'Connected' });
    expect(onRelinked).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });
});

describe('a custom UI', () => {
  it('useRelink says that the sign-in goes on in another tab, until the user is back', async () => {
    app = createFakeApp({
      handlerOptions: {
        linkToken: { clientName: 'App', countryCodes: ['US'], language: 'en', hostedLink: true },
      },
    });
    const tab = { closed: false, close() {}, location: { replace: vi.fn() } };
    vi.stubGlobal('open', () => Object.assign(tab, { window: tab }));
    onTestFinished(() => void vi.unstubAllGlobals());
    function Bank(): ReactElement {
      const relink = useRelink(app.itemId, { presentation: 'hosted' });
      const isElsewhere = relink.status === 'open' && relink.isInOtherTab;
      const label = isElsewhere ? 'Continue in the other tab' : relink.status;
      return <button onClick={() => void relink.open()}>{label}</button>;
    }
    render(app.provide(<Bank />));
    act(() => screen.getByRole('button').click());
    await screen.findByRole('button', { name: 'Continue in the other tab' });
    act(() => void window.dispatchEvent(new Event('focus')));
    await screen.findByRole('button', { name: 'exited' });
  });
});

describe('a page that Plaid’s own page takes the place of, while that loads', () => {
  it('the record outlives a second click, the pointer on the button, and another button that mounts', async () => {
    app = createFakeApp({
      handlerOptions: {
        linkToken: { clientName: 'App', countryCodes: ['US'], language: 'en', hostedLink: true },
      },
    });
    ({ itemId } = app);
    const show = vi.fn();
    const tab = { closed: false, close() {}, location: { replace: show } };
    vi.stubGlobal('open', () => Object.assign(tab, { window: tab }));
    onTestFinished(() => void vi.unstubAllGlobals());
    const button = (key: string): ReactElement => (
      <RelinkButton key={key} itemId={itemId} presentation="hosted" />
    );
    const { rerender } = render(app.provide([button('1')]));
    const pressed = screen.getByRole('button');
    act(() => pressed.click());
    await eventually(() => expect(show).toHaveBeenCalled());
    const record = sessionStorage.getItem(RETURN_KEY + itemId);
    expect(record).not.toBeNull();
    act(() => pressed.click());
    fireEvent.pointerDown(pressed);
    rerender(app.provide([button('1'), button('2')]));
    await settle();
    expect(sessionStorage.getItem(RETURN_KEY + itemId)).toBe(record);
    expect(show).toHaveBeenCalledOnce();
  });
});
