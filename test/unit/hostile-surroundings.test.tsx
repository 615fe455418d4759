// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { RelinkButton, RelinkProvider, useLinkTokenForItem } from 'react-plaid-relink';
import { SWRConfig, type Cache } from 'swr';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { createStubApp, type StubApp } from '../support/stub-app';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});
afterEach(() => localStorage.clear());

const Probe = () => {
  const { token, status } = useLinkTokenForItem('item-a');
  return (
    <output data-status={status} aria-label="token">
      {token}
    </output>
  );
};
const shown = () => screen.getByRole('status').textContent;
const untilReady = () => waitFor(() => expect(shown()).toMatch(/^link-x-item-a/));

describe('a cache that is persisted', () => {
  /** As in SWR's documentation: read at start, written back whenever something changes. */
  function localStorageCache(): Cache {
    const map = new Map<string, never>(
      JSON.parse(localStorage.getItem('app-cache') ?? '[]') as [string, never][],
    );
    const save = (): void => localStorage.setItem('app-cache', JSON.stringify([...map]));
    return {
      keys: () => map.keys(),
      get: (key) => map.get(key),
      set(key, value) {
        map.set(key, value as never);
        save();
      },
      delete(key) {
        map.delete(key);
        save();
      },
    };
  }
  const page = () => (
    <SWRConfig value={{ provider: localStorageCache }}>
      <app.App>
        <Probe />
      </app.App>
    </SWRConfig>
  );

  it('G4 G7: a persisted SWR cache gets no token, and a token planted in it is not believed', async () => {
    const first = render(page());
    await untilReady();
    const stored = localStorage.getItem('app-cache') ?? '';
    expect(stored).toContain('react-plaid-relink');
    expect(stored).not.toContain('link-x');
    first.unmount();

    // The next visit finds a token in every place where SWR keeps something.
    const planted = (JSON.parse(stored) as [string, object][]).map(([key]) => [
      key,
      { data: 'link-x-item-b-planted', isValidating: false, isLoading: false },
    ]);
    localStorage.setItem('app-cache', JSON.stringify(planted));
    render(page());
    expect(shown()).not.toContain('planted');
    await untilReady();
    expect(shown()).not.toContain('planted');
  });

  it('G4: the health from a persisted SWR cache is not shown, and an equal answer of the server is', async () => {
    /** A page load: the package begins again, and the app's cache has what it had. */
    async function visit() {
      vi.resetModules();
      const copy = await import('react-plaid-relink');
      const Health = () => <p>{copy.useItemHealth('item-a').health?.state ?? 'unknown'}</p>;
      return render(
        <SWRConfig value={{ provider: localStorageCache }}>
          <copy.RelinkProvider gateway={app.gateway}>
            <Health />
          </copy.RelinkProvider>
        </SWRConfig>,
      );
    }
    const first = await visit();
    await screen.findByText('healthy');
    first.unmount();
    await visit();
    // Whose it was, and how old it is, nobody knows.
    expect(screen.getByText('unknown')).toBeVisible();
    await screen.findByText('healthy');
  });

  it('a user who switches tabs all the time causes no burst of requests', async () => {
    render(page());
    await untilReady();
    for (let visit = 0; visit < 50; visit += 1) {
      fireEvent.focus(window);
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('online'));
      await act(settlePromises);
    }
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
  });
});

it('G1: a lifetime of NaN is refused, not taken for a token without an end', async () => {
  app.gateway.createLinkToken.mockResolvedValue({
    link_token: 'link-x-item-a-nan',
    expires_in: NaN,
  });
  render(
    <app.App>
      <Probe />
    </app.App>,
  );
  await waitFor(() => expect(screen.getByRole('status').dataset.status).toBe('error'));
  expect(shown()).toBe('');
});

describe('a second copy of the package in the same page', () => {
  async function secondCopy() {
    vi.resetModules();
    const copy = await import('react-plaid-relink');
    expect(copy.RelinkProvider).not.toBe(RelinkProvider);
    return copy;
  }

  it('G2: a second copy of the package waits for the first copy’s Link, and refuses a token that the first has opened', async () => {
    const copy = await secondCopy();
    // A backend that caches: both copies get the same token.
    app.gateway.createLinkToken.mockResolvedValue({
      link_token: 'link-x-cached',
      expires_in: 1800,
    });
    const onError = vi.fn();
    render(
      <>
        <app.App>
          <RelinkButton itemId="item-a">One</RelinkButton>
        </app.App>
        <copy.RelinkProvider gateway={app.gateway} onError={onError}>
          <copy.RelinkButton itemId="item-b">Two</copy.RelinkButton>
        </copy.RelinkProvider>
      </>,
    );
    const [one, two] = screen.getAllByRole('button') as [HTMLElement, HTMLElement];
    fireEvent.click(one);
    const link = await app.opened();
    fireEvent.click(two);
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    expect(onError.mock.lastCall?.[0]).toMatchObject({ code: 'session_in_progress' });
    app.exit(link);

    fireEvent.click(two);
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(2), { timeout: 14_000 });
    expect(onError.mock.lastCall?.[0]).toMatchObject({ code: 'token_reused' });
    expect(app.plaid.handlers.filter(({ opened }) => opened > 0)).toHaveLength(1);
  }, 20_000);

  it('isRelinkError() recognises an error of another copy of the package', async () => {
    const copy = await secondCopy();
    let thrown: unknown;
    const Alone = () => {
      try {
        copy.useRelink('item-a');
      } catch (error) {
        thrown = error;
      }
      return null;
    };
    render(<Alone />);
    const { isRelinkError } = await import('../../src/core/errors/relink-error');
    vi.resetModules();
    const again = await import('../../src/core/errors/relink-error');
    expect(again.isRelinkError).not.toBe(isRelinkError);
    expect(again.isRelinkError(thrown)).toBe(true);
  });
});
