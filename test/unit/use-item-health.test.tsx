// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import userEvent from '@testing-library/user-event';
import {
  RelinkButton,
  RelinkProvider,
  useItemHealth,
  useRelinkClient,
  type GetItemCall,
} from 'react-plaid-relink';
import { SWRConfig } from 'swr';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import {
  BROKEN,
  button,
  createStubApp,
  HEALTHY,
  untilState,
  type StubApp,
} from '../support/stub-app';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});

describe('useItemHealth', () => {
  const Health = () => {
    const { health, isLoading, error } = useItemHealth('item-a');
    const text = isLoading ? 'loading' : (health?.remedy ?? error?.code ?? 'none');
    return <output>{text}</output>;
  };
  const text = () => screen.getByRole('status').textContent;

  it('useItemHealth() returns the backend’s health', async () => {
    app.gateway.getItem.mockResolvedValue({
      item_id: 'item-a',
      health: 'needs_update',
      remedy: 'relink',
      error_code: 'ITEM_LOGIN_REQUIRED',
    });
    render(
      <app.App>
        <Health />
      </app.App>,
    );
    expect(text()).toBe('loading');
    await waitFor(() => expect(text()).toBe('relink'));
  });

  it('useItemHealth() returns the error of a failed request', async () => {
    app.gateway.getItem.mockRejectedValue({ status: 404, body: { error_code: 'ITEM_NOT_FOUND' } });
    render(
      <app.App>
        <Health />
      </app.App>,
    );
    await waitFor(() => expect(text()).toBe('item_not_found'));
  });

  it('G4: useItemHealth() does not believe an SWR cache that it has not filled', async () => {
    app.gateway.getItem.mockReturnValue(new Promise(() => {}));
    const lie = { state: 'healthy', remedy: 'none' };
    render(
      <SWRConfig value={{ fallback: new Proxy({}, { get: () => lie, has: () => true }) }}>
        <app.App>
          <Health />
        </app.App>
      </SWRConfig>,
    );
    await act(settlePromises);
    expect(text()).toBe('loading');
  });
});

it('ten health hooks of one Item send one request after a relink, beside its confirmation', async () => {
  const Health = () => <p>{useItemHealth('item-a').health?.state}</p>;
  render(
    <app.App>
      {Array.from({ length: 10 }, (_, index) => (
        <Health key={index} />
      ))}
      <RelinkButton itemId="item-a" />
    </app.App>,
  );
  await waitFor(() => expect(screen.getAllByText('healthy')).toHaveLength(10));
  app.gateway.getItem.mockClear();
  await userEvent.click(button());
  app.succeed(await app.opened());
  await untilState('relinked');
  await act(settlePromises);
  expect(app.gateway.getItem).toHaveBeenCalledTimes(2);
});

/** A page that saw the Item broken, and whose newest question about it is not answered yet. */
async function askBefore() {
  const itemId = app.item(BROKEN);
  const Health = () => {
    const { health, refresh } = useItemHealth(itemId);
    return <output onClick={() => void refresh()}>{health?.state}</output>;
  };
  render(
    <app.App>
      <Health />
      <RelinkButton itemId={itemId} />
    </app.App>,
  );
  const output = await screen.findByText('needs_update');
  let answer = (_: typeof BROKEN): void => {};
  app.set(itemId, new Promise((resolve) => (answer = resolve)));
  await userEvent.click(output);
  await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalledTimes(2));
  app.set(itemId, HEALTHY);
  const answerBroken = async (): Promise<void> => {
    answer(BROKEN);
    await settlePromises();
  };
  return { itemId, output, answer: () => act(answerBroken) };
}

it('G10: a health hook shows a relinked Item as healthy, though a question from before the relink is answered after it', async () => {
  const { output, answer } = await askBefore();
  await userEvent.click(button());
  app.succeed(await app.opened());
  await untilState('relinked');
  await answer();
  expect(output).toHaveTextContent('healthy');
});

it('G10: a health hook joins no question from before the relink in another tab', async () => {
  const { itemId, output, answer } = await askBefore();
  const otherTab = new BroadcastChannel('react-plaid-relink');
  onTestFinished(() => otherTab.close());
  otherTab.postMessage({ type: 'relinked', itemId, sender: 'another tab' });
  await screen.findByText('healthy');
  await answer();
  expect(output).toHaveTextContent('healthy');
});

it('a hidden tab sends no health request when another tab has relinked the Item, and a visible one sends one', async () => {
  const Health = ({ itemId }: { itemId: string | null }) => (
    <p>{useItemHealth(itemId).health?.state}</p>
  );
  render(
    <app.App>
      <Health itemId="item-a" />
      <Health itemId={null} />
    </app.App>,
  );
  await screen.findByText('healthy');
  app.gateway.getItem.mockClear();
  const otherTab = new BroadcastChannel('react-plaid-relink');
  const relinked = { type: 'relinked', itemId: 'item-a', sender: 'another tab' };
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  otherTab.postMessage(relinked);
  // Delivered in order: once this page's own listener has heard it, so has the hook.
  const witness = new BroadcastChannel('react-plaid-relink');
  await new Promise((resolve) => {
    witness.onmessage = resolve;
    otherTab.postMessage({ type: 'witness' });
  });
  expect(app.gateway.getItem).not.toHaveBeenCalled();
  visibility.mockRestore();
  otherTab.postMessage(relinked);
  await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalledTimes(1));
  otherTab.close();
  witness.close();
});

describe('many Items', () => {
  const IDS = ['item-a', 'item-b', 'item-c'];
  const getItems = vi.fn((itemIds: readonly string[], _call: GetItemCall) =>
    Promise.resolve({
      items: itemIds.map(
        (item_id) =>
          ({ item_id, health: 'healthy', remedy: 'none', checked_at: `${Date.now()}` }) as const,
      ),
    }),
  );
  const asked = () => getItems.mock.calls.map(([itemIds, { fresh }]) => ({ itemIds, fresh }));
  let renders: string[];
  beforeEach(() => {
    getItems.mockClear();
    renders = [];
  });

  const Health = ({ itemId }: { itemId: string }) => {
    const { health } = useItemHealth(itemId);
    renders.push(itemId);
    return <p>{health?.state}</p>;
  };
  const client = { invalidate: (_itemId?: string): void => {} };
  const GetClient = () => {
    client.invalidate = useRelinkClient().invalidate;
    return null;
  };
  const page = (itemIds = IDS) => (
    <StrictMode>
      <RelinkProvider gateway={{ getItem: app.gateway.getItem, getItems }}>
        {[...itemIds, ...itemIds].map((itemId, index) => (
          <Health key={index} itemId={itemId} />
        ))}
        <GetClient />
      </RelinkProvider>
    </StrictMode>
  );
  const untilAsked = (times: number) =>
    waitFor(() => expect(getItems).toHaveBeenCalledTimes(times));

  it('the health of all Items of a page is one request, also in StrictMode and with two hooks for each', async () => {
    render(page());
    await waitFor(() => expect(screen.getAllByText('healthy')).toHaveLength(6));
    expect(asked()).toEqual([{ itemIds: IDS, fresh: false }]);
    expect(app.gateway.getItem).not.toHaveBeenCalled();
  });

  it('invalidate() asks for every mounted Item again with one request past the cache, and an equal answer renders nothing', async () => {
    render(page());
    await waitFor(() => expect(screen.getAllByText('healthy')).toHaveLength(6));
    renders = [];
    client.invalidate();
    await untilAsked(2);
    expect(asked()[1]).toEqual({ itemIds: IDS, fresh: true });
    await act(settlePromises);
    expect(renders).toEqual([]);
  });

  it('invalidate(itemId) asks for that Item alone, and for none that is not mounted', async () => {
    render(page());
    await waitFor(() => expect(screen.getAllByText('healthy')).toHaveLength(6));
    client.invalidate('item-b');
    client.invalidate('item-x');
    await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalledTimes(1));
    expect(app.gateway.getItem.mock.calls[0]).toMatchObject(['item-b', { fresh: true }]);
    await act(settlePromises);
    expect(app.gateway.getItem).toHaveBeenCalledTimes(1);
    expect(getItems).toHaveBeenCalledTimes(1);
  });

  it('the Items of a page that failed together are asked for again with one request', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    getItems.mockRejectedValueOnce({ status: 500 });
    render(page());
    await act(() => vi.advanceTimersByTimeAsync(10));
    expect(getItems).toHaveBeenCalledTimes(1);
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    expect(asked()).toEqual([
      { itemIds: IDS, fresh: false },
      { itemIds: IDS, fresh: false },
    ]);
    expect(screen.getAllByText('healthy')).toHaveLength(6);
  });
});
