// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import { StrictMode, type ReactElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import userEvent from '@testing-library/user-event';
import {
  RelinkButton,
  RelinkList,
  RelinkNotice,
  RelinkProvider,
  useItemHealth,
  type ItemBody,
  type RelinkError,
  type RelinkProviderProps,
} from 'react-plaid-relink';
import { SWRConfig } from 'swr';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../support/eventually';
import { settlePromises } from '../support/fake-environment';
import { createStubApp, type StubApp } from '../support/stub-app';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});

const broken = (item_id: string, fields: Partial<ItemBody> = {}): ItemBody => ({
  item_id,
  health: 'needs_update',
  remedy: 'relink',
  institution_name: `Bank of ${item_id}`,
  checked_at: new Date().toISOString(),
  ...fields,
});
const initialHealth = { a: broken('a'), b: broken('b') };

const page = (children: ReactElement, props: RelinkProviderProps = {}): ReactElement => (
  <StrictMode>
    <RelinkProvider gateway={app.gateway} initialHealth={initialHealth} {...props}>
      {children}
    </RelinkProvider>
  </StrictMode>
);

/** Renders on the server, then hydrates, and tells what React reported. */
async function hydrate(
  ui: ReactElement,
): Promise<{ html: string; root: Element; errors: unknown[] }> {
  const root = document.createElement('div');
  document.body.append(root);
  root.innerHTML = renderToString(ui);
  const html = root.innerHTML;
  const errors: unknown[] = [];
  const logged = vi.spyOn(console, 'error').mockImplementation((...args) => errors.push(args));
  const mounted = await act(async () => {
    await settlePromises();
    return hydrateRoot(root, ui, { onRecoverableError: (error) => errors.push(error) });
  });
  await act(settle);
  logged.mockRestore();
  onTestFinished(async () => {
    act(() => mounted.unmount());
    root.remove();
    await settlePromises();
  });
  return { html, root, errors };
}

/** Until every question that a mount asks would have been asked. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

describe('initialHealth', () => {
  it('a notice and a list are in the server’s HTML, and hydrate without a change', async () => {
    const ui = page(
      <>
        <RelinkNotice itemId="a" />
        <RelinkList itemIds={['a', 'b']} />
      </>,
    );
    const { html, root, errors } = await hydrate(ui);
    expect(errors).toEqual([]);
    expect(html).toContain('Sign in to Bank of a again');
    expect(html).toContain('Sign in to 2 banks');
    expect(root.textContent).toBe(textOf(html));
    expect(app.gateway.getItem).not.toHaveBeenCalled();
  });

  it('a day near midnight is the same in the server’s HTML and at hydration, and the user’s own right after', async () => {
    const RealFormat = Intl.DateTimeFormat;
    vi.stubGlobal('Intl', {
      ...Intl,
      /** As in Los Angeles. */
      DateTimeFormat: class extends RealFormat {
        constructor(locale: string, options: Intl.DateTimeFormatOptions) {
          super(locale, { timeZone: 'America/Los_Angeles', ...options });
        }
      },
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    const until = '2099-12-05T02:00:00Z';
    const initial = { a: broken('a', { health: 'expiring', consent_expiration_time: until }) };
    const { html, root, errors } = await hydrate(
      page(<RelinkNotice itemId="a" />, { initialHealth: initial }),
    );
    expect(errors).toEqual([]);
    expect(html).toContain('on December 5, 2099');
    expect(root.textContent).toContain('on December 4, 2099');
  });

  it.each([
    ['is older than a minute', new Date(Date.now() - 61_000).toISOString()],
    ['has no time', null],
  ])('an Item whose initial health %s is shown, and asked for at mount', async (_, checked_at) => {
    render(
      page(<RelinkNotice itemId="a" />, { initialHealth: { a: broken('a', { checked_at }) } }),
    );
    expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'relink');
    await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalledTimes(1));
    await waitFor(() =>
      expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'repaired'),
    );
  });

  it('an Item with initial health is asked for when the user comes back to the page', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    render(page(<RelinkNotice itemId="a" />));
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(app.gateway.getItem).not.toHaveBeenCalled();
    window.dispatchEvent(new Event('focus'));
    await eventually(() => expect(app.gateway.getItem).toHaveBeenCalledTimes(1));
  });

  it('the body of /items/get is initial health too, and an Item with an error in it is asked for', async () => {
    const items = [broken('a'), { item_id: 'b', error: { error_code: 'RATE_LIMIT' } }];
    render(
      page(
        <>
          <RelinkNotice itemId="a" />
          <RelinkNotice itemId="b" />
        </>,
        { initialHealth: { items } },
      ),
    );
    expect(screen.getAllByRole('group')).toHaveLength(1);
    await waitFor(() =>
      expect(app.gateway.getItem.mock.calls.map(([itemId]) => itemId)).toEqual(['b']),
    );
  });

  it.each([null, 7, {}, { item_id: 'a' }, { ...broken('a'), health: 'fine' }])(
    'initial health that is %o is told once to onError, and the Item is asked for',
    async (entry) => {
      const onError = vi.fn((_error: RelinkError) => {});
      const initial = { a: entry as ItemBody };
      const Health = () => <p>{useItemHealth('a').health?.state}</p>;
      const ui = page(
        <>
          <Health />
          <RelinkNotice itemId="a" />
        </>,
        { initialHealth: initial, onError },
      );
      const { rerender } = render(ui);
      await screen.findByText('healthy');
      rerender(ui);
      expect(onError.mock.calls.map(([{ code, itemId }]) => [code, itemId])).toEqual([
        ['invalid_options', 'a'],
      ]);
    },
  );

  it.each<unknown>(['text', 7, { items: 7 }, null])(
    'initialHealth that is %o as a whole is no reason to fail',
    async (all) => {
      const Health = () => <p>{useItemHealth('a').health?.state}</p>;
      render(page(<Health />, { initialHealth: all as never }));
      await screen.findByText('healthy');
    },
  );

  it('G4: initial health is shown though a persisted SWR cache says something else', async () => {
    const lie = { state: 'healthy', remedy: 'none' };
    render(
      <SWRConfig value={{ fallback: new Proxy({}, { get: (): unknown => lie, has: () => true }) }}>
        {page(<RelinkNotice itemId="a" />)}
      </SWRConfig>,
    );
    expect(screen.getByRole('group')).toHaveTextContent('Bank of a');
    await act(settle);
    expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'relink');
  });

  it('a list that mounts after the backend has called the Items healthy goes by that, and not by their initial health', async () => {
    function Page({ withList }: { withList: boolean }) {
      const { health, refresh } = useItemHealth('a');
      return (
        <>
          <button onClick={() => void refresh()}>{health?.state}</button>
          {withList && <RelinkList itemIds={['a']} />}
        </>
      );
    }
    const { rerender } = render(page(<Page withList={false} />));
    act(() => screen.getByRole('button', { name: 'needs_update' }).click());
    await screen.findByRole('button', { name: 'healthy' });
    rerender(page(<Page withList />));
    await act(settle);
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('G10: a notice that mounts after a relink goes by what the server has confirmed, and not by initial health', async () => {
    const onRelinked = vi.fn();
    const button = <RelinkButton itemId="a" onRelinked={onRelinked} />;
    const { rerender } = render(page(button));
    await userEvent.click(screen.getByRole('button'));
    app.succeed(await app.opened());
    await waitFor(() => expect(onRelinked).toHaveBeenCalledOnce());
    rerender(
      page(
        <>
          {button}
          <RelinkNotice itemId="a" />
        </>,
      ),
    );
    await act(settle);
    expect(screen.queryByRole('group')).toBeNull();
  });
});

function textOf(html: string): string {
  const element = document.createElement('div');
  element.innerHTML = html;
  return element.textContent;
}
