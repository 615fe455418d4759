// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { SWRConfig, type SWRConfiguration } from 'swr';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import {
  RelinkProvider,
  useLinkTokenForItem,
  usePublicTokenForItem,
  type RelinkGateway,
  type TokenForItem,
  type TokenForItemOptions,
} from 'react-plaid-relink';
import { settlePromises } from '../support/fake-environment';
import '../support/warm-chunks';

let minted = 0;
let gateway: {
  [Name in 'createLinkToken' | 'createPublicToken' | 'getItem']: Mock<
    NonNullable<RelinkGateway[Name]>
  >;
};

beforeEach(() => {
  gateway = {
    createLinkToken: vi.fn((itemId: string) =>
      Promise.resolve({ link_token: `link-x-${itemId}-${(minted += 1)}`, expires_in: 1800 }),
    ),
    createPublicToken: vi.fn((itemId: string) =>
      Promise.resolve({ public_token: `public-x-${itemId}-${(minted += 1)}` }),
    ),
    getItem: vi.fn((itemId: string) =>
      Promise.resolve({
        item_id: itemId,
        health: 'needs_update',
        remedy: 'relink',
        error_code: 'ITEM_LOGIN_REQUIRED',
      }),
    ),
  };
});
afterEach(() => vi.useRealTimers());

interface ProbeProps {
  itemId: string | null | undefined;
  options?: TokenForItemOptions;
  name?: string;
  onRender?: (result: TokenForItem) => void;
}
function Probe({ itemId, options, name = 'probe', onRender }: ProbeProps) {
  const result = useLinkTokenForItem(itemId, options);
  onRender?.(result);
  return (
    <div data-testid={name} data-status={result.status}>
      {result.token ?? result.error?.code ?? 'none'}
    </div>
  );
}
const App = ({
  children,
  swr = {},
}: {
  children: ReactNode;
  swr?: SWRConfiguration & { provider?: () => Map<string, never> };
}) => (
  <SWRConfig value={{ provider: () => new Map(), ...swr }}>
    <RelinkProvider gateway={gateway}>{children}</RelinkProvider>
  </SWRConfig>
);
const shown = (name = 'probe') => screen.getByTestId(name).textContent;
const status = (name = 'probe') => screen.getByTestId(name).dataset.status;
const untilReady = (name = 'probe') => waitFor(() => expect(status(name)).toBe('ready'));

describe('usePublicTokenForItem', () => {
  it('usePublicTokenForItem() fetches a public token that is usable for 30 minutes', async () => {
    let last: TokenForItem | null = null;
    const PublicProbe = () => {
      last = usePublicTokenForItem('item-a');
      return null;
    };
    render(
      <App>
        <PublicProbe />
      </App>,
    );
    await waitFor(() => expect(last?.status).toBe('ready'));
    expect(last).toMatchObject({
      token: expect.stringMatching(/^public-x-item-a/) as string,
      error: null,
    });
    const { expiresAt } = last as unknown as TokenForItem;
    expect((expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(29 * 60_000);
    expect(gateway.createLinkToken).not.toHaveBeenCalled();
  });
});

describe('a token hook', () => {
  it('many components with one Item share one token request', async () => {
    render(
      <App>
        {['a', 'b', 'c'].map((name) => (
          <Probe key={name} itemId="item-a" name={name} />
        ))}
      </App>,
    );
    await untilReady('a');
    expect(new Set(['a', 'b', 'c'].map(shown)).size).toBe(1);
    expect(gateway.createLinkToken).toHaveBeenCalledOnce();
  });

  it('a token hook sends one request under StrictMode', async () => {
    render(
      <StrictMode>
        <App>
          <Probe itemId="item-a" />
        </App>
      </StrictMode>,
    );
    await untilReady();
    expect(gateway.createLinkToken).toHaveBeenCalledOnce();
  });

  it('a token hook is idle without an itemId, and while it is not enabled', async () => {
    render(
      <App>
        <Probe itemId={null} name="a" />
        <Probe itemId={undefined} name="b" />
        <Probe itemId="item-a" options={{ enabled: false }} name="c" />
      </App>,
    );
    await act(() => settlePromises());
    expect(['a', 'b', 'c'].map(status)).toEqual(['idle', 'idle', 'idle']);
    expect(gateway.createLinkToken).not.toHaveBeenCalled();
  });

  it('a token hook fails with invalid_item_id for an empty itemId', () => {
    render(
      <App>
        <Probe itemId="" />
      </App>,
    );
    expect([status(), shown()]).toEqual(['error', 'invalid_item_id']);
  });

  it('a token hook fails with item_not_found after one request', async () => {
    gateway.createLinkToken.mockRejectedValue({
      status: 404,
      body: { error_code: 'ITEM_NOT_FOUND' },
    });
    render(
      <App>
        <Probe itemId="item-x" />
      </App>,
    );
    await waitFor(() => expect(shown()).toBe('item_not_found'));
    expect(gateway.createLinkToken).toHaveBeenCalledOnce();
  });

  it('G1: a token hook renews its token before its 30 minutes are over, without a gap', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: false });
    const statuses: string[] = [];
    render(
      <App>
        <Probe itemId="item-a" onRender={(result) => statuses.push(result.status)} />
      </App>,
    );
    await act(() => vi.advanceTimersByTimeAsync(10));
    const first = shown();
    await act(() => vi.advanceTimersByTimeAsync(26 * 60_000));
    expect(shown()).not.toBe(first);
    expect(gateway.createLinkToken).toHaveBeenCalledTimes(2);
    expect(statuses.slice(statuses.indexOf('ready'))).not.toContain('loading');
  });

  it('G4: a token hook never shows the previous Item’s token, not for one render', async () => {
    const seen: [string, string | null][] = [];
    const page = (itemId: string) => (
      <App>
        <Probe itemId={itemId} onRender={(result) => seen.push([itemId, result.token])} />
      </App>
    );
    const view = render(page('item-a'));
    await untilReady();
    view.rerender(page('item-b'));
    await waitFor(() => expect(shown()).toContain('item-b'));
    view.rerender(page('item-a'));
    await untilReady();
    for (const [itemId, token] of seen) if (token) expect(token).toContain(itemId);
  });

  it('G2: a token in use belongs to one hook alone, and is spent afterwards', async () => {
    const page = (inUse: boolean) => (
      <App>
        <Probe itemId="item-a" name="user" options={{ inUse }} />
        <Probe itemId="item-a" name="other" />
      </App>
    );
    const view = render(page(false));
    await untilReady('user');
    const used = shown('user');
    view.rerender(page(true));
    expect(shown('user')).toBe(used);
    expect(shown('other')).not.toBe(used);
    view.rerender(page(false));
    await untilReady('user');
    expect(shown('user')).not.toBe(used);
  });

  it('refresh() gives a new token', async () => {
    let result: TokenForItem | null = null;
    render(
      <App>
        <Probe itemId="item-a" onRender={(next) => (result = next)} />
      </App>,
    );
    await untilReady();
    const first = shown();
    await act(async () => {
      await (result as unknown as TokenForItem).refresh();
    });
    expect(shown()).not.toBe(first);
  });

  it('a token hook renders on a server without a request', () => {
    const html = renderToString(
      <App>
        <Probe itemId="item-a" />
      </App>,
    );
    expect(html).toContain('data-status="loading"');
    expect(gateway.createLinkToken).not.toHaveBeenCalled();
  });

  it('a token hook needs no provider and asks /api/plaid', async () => {
    const fetched = vi.fn((_url: string) =>
      Promise.resolve(Response.json({ link_token: 'link-x-item-bare' })),
    );
    vi.stubGlobal('fetch', fetched);
    render(<Probe itemId="item-bare-hook" />);
    await untilReady();
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/plaid/link/token/create');
    vi.unstubAllGlobals();
  });
});

describe('a hostile <SWRConfig>', () => {
  const lie = 'link-x-of-somebody-else';
  const hostile: Record<string, SWRConfiguration & { provider?: () => Map<string, never> }> = {
    suspense: { suspense: true },
    keepPreviousData: { keepPreviousData: true },
    'a paused SWR': { isPaused: () => true },
    'no revalidation': { revalidateOnMount: false, revalidateIfStale: false },
    fallback: { fallback: new Proxy({}, { get: () => lie, has: () => true }) },
    fallbackData: { fallbackData: lie },
    'a fetcher that lies': { fetcher: () => Promise.resolve(lie) },
    'middleware that lies': {
      use: [
        () => () =>
          ({
            data: lie,
            error: undefined,
            isLoading: false,
            isValidating: false,
            mutate: () => Promise.resolve(lie),
          }) as never,
      ],
    },
  };
  it.each(Object.entries(hostile))(
    'G4 G7: a token hook under an <SWRConfig> with %s shows only its own Item’s token',
    async (_name, swr) => {
      const seen: (string | null)[] = [];
      render(
        <App swr={swr}>
          <Probe itemId="item-a" onRender={(result) => seen.push(result.token)} />
        </App>,
      );
      await waitFor(() => expect(status()).toBe('ready'));
      expect(shown()).toContain('link-x-item-a');
      for (const token of seen) expect(token ?? 'link-x-item-a').toContain('item-a');
    },
  );

  it('G7: the SWR cache holds no token, and neither does its JSON', async () => {
    const cache = new Map<string, never>();
    render(
      <App swr={{ provider: () => cache }}>
        <Probe itemId="item-a" />
      </App>,
    );
    await untilReady();
    expect(cache.size).toBeGreaterThan(0);
    expect(JSON.stringify([...cache])).not.toContain('link-x');
  });
});
