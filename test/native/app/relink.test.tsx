import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react-native';
import { useEffect } from 'react';
import { AppState, Platform, Pressable, Text, type AppStateStatus } from 'react-native';
import {
  RelinkProvider,
  useItemHealth,
  useLinkTokenForItem,
  useRelink,
  type RelinkError,
  type NativeRelinkOptions,
  type RelinkResult,
} from 'react-plaid-relink/native';
import { device } from './fake-sdk';

jest.mock('react-native-plaid-link-sdk', () => jest.requireActual<object>('./fake-sdk'));

/** The backend: each Item is broken until `repaired` has it. `requests` are the bodies of the requests, with their path. */
let requests: { path: string; body: Record<string, unknown>; headers: Headers }[] = [];
let repaired = new Set<string>();
let tokens = 0;

function answer(path: string, itemId: string): object {
  if (path === '/link/token/create')
    return { link_token: `link-sandbox-${(tokens += 1)}`, expires_in: 1800 };
  const isHealthy = repaired.has(itemId);
  return {
    item_id: itemId,
    health: isHealthy ? 'healthy' : 'needs_update',
    remedy: isHealthy ? 'none' : 'relink',
  };
}

const fetchOfTheApp: typeof fetch = async (input, init) => {
  const path = String(input).replace('https://api.test/plaid', '');
  const body = JSON.parse(String(init?.body)) as { item_id?: string; item_ids?: string[] };
  requests.push({ path, body, headers: new Headers(init?.headers) });
  const bodyOfAnswer = body.item_ids
    ? { items: body.item_ids.map((id) => answer('/item/get', id)) }
    : answer(path, body.item_id ?? '');
  await Promise.resolve();
  return Response.json(bodyOfAnswer);
};

/** What the last `open()` of the app resolved to. */
let result: RelinkResult | null = null;
let errors: RelinkError[] = [];
let items = 0;

beforeEach(() => {
  requests = [];
  repaired = new Set();
  result = null;
  errors = [];
  globalThis.fetch = fetchOfTheApp;
});
afterEach(() => {
  cleanup();
  // A provider closes its sessions a task after it has unmounted.
  jest.runOnlyPendingTimers();
});

function Bank({ itemId, ...options }: NativeRelinkOptions & { itemId: string }) {
  const { health } = useItemHealth(itemId);
  const { status, error, open } = useRelink(itemId, options);
  return (
    <>
      <Text testID="health">{health?.state ?? 'none'}</Text>
      <Text testID="status">{error?.code ?? status}</Text>
      <Pressable role="button" onPress={() => void open().then((ended) => (result = ended))}>
        <Text>Reconnect</Text>
      </Pressable>
    </>
  );
}

function renderBank(options: NativeRelinkOptions = {}): { itemId: string; unmount: () => void } {
  const itemId = `item-${(items += 1)}`;
  const { unmount } = render(
    <RelinkProvider gateway="https://api.test/plaid" onError={(error) => errors.push(error)}>
      <Bank itemId={itemId} {...options} />
    </RelinkProvider>,
  );
  return { itemId, unmount };
}

const shows = (testId: string, text: string): Promise<void> =>
  waitFor(() => expect(screen.getByTestId(testId)).toHaveTextContent(text));

async function openLink(): Promise<void> {
  fireEvent.press(screen.getByRole('button'));
  await shows('status', 'open');
}

const sentTo = (path: string) => requests.filter((request) => request.path === path);

test('these tests run with the URL and the AbortSignal of React Native', () => {
  expect('canParse' in URL).toBe(false);
  expect('reason' in new AbortController().signal).toBe(false);
});

test('a press asks for a token, opens Link, and shows the Item as healthy once the backend says so', async () => {
  const onRelinked = jest.fn();
  const { itemId } = renderBank({ onRelinked });
  await shows('health', 'needs_update');
  await openLink();
  expect(device.opened?.token).toMatch(/^link-sandbox-/);
  expect(sentTo('/link/token/create')[0]?.body).toEqual({ item_id: itemId, platform: Platform.OS });
  repaired.add(itemId);
  act(() => device.succeeds());
  await shows('status', 'relinked');
  await shows('health', 'healthy');
  expect(onRelinked).toHaveBeenCalledTimes(1);
  expect(result).toMatchObject({
    status: 'relinked',
    confirmed: true,
    metadata: { institution: { institution_id: 'ins_1' }, link_session_id: device.opened?.id },
  });
  expect(sentTo('/item/relinked')[0]?.body).toMatchObject({ link_session_id: device.opened?.id });
  expect(errors).toEqual([]);
});

test('a user who leaves Link has left it, and the backend is asked once more', async () => {
  renderBank();
  await shows('health', 'needs_update');
  await openLink();
  act(() => device.exits());
  await shows('status', 'exited');
  await waitFor(() => expect(result).toMatchObject({ status: 'exited', error: null }));
  expect(sentTo('/item/relinked')).toEqual([]);
});

test('an Item that Plaid still calls broken after success fails with still_broken', async () => {
  renderBank();
  await shows('health', 'needs_update');
  await openLink();
  act(() => device.succeeds());
  await act(() => jest.advanceTimersByTimeAsync(20_000));
  await shows('status', 'still_broken');
  expect(result).toMatchObject({ status: 'failed', error: { code: 'still_broken' } });
});

test('a Link that is open for longer than its token lives stays open, and the next one has a new token', async () => {
  renderBank();
  await openLink();
  const first = device.opened?.token;
  await act(() => jest.advanceTimersByTimeAsync(45 * 60_000));
  await shows('status', 'open');
  act(() => device.exits());
  await shows('status', 'exited');
  await openLink();
  expect(device.opened?.token).not.toBe(first);
});

test('a token hook keeps its token while Link is open with it, and renews it otherwise', async () => {
  const seen: (string | null)[] = [];
  function Token({ inUse }: { inUse: boolean }) {
    const { token } = useLinkTokenForItem('item-of-the-hook', { inUse });
    useEffect(() => void seen.push(token), [token]);
    return <Text testID="token">{token}</Text>;
  }
  const ui = (inUse: boolean) => (
    <RelinkProvider gateway="https://api.test/plaid">
      <Token inUse={inUse} />
    </RelinkProvider>
  );
  const { rerender } = render(ui(true));
  await waitFor(() => expect(screen.getByTestId('token')).toHaveTextContent(/^link-/));
  const first = seen.at(-1);
  await act(() => jest.advanceTimersByTimeAsync(45 * 60_000));
  expect(seen.at(-1)).toBe(first);
  rerender(ui(false));
  await act(() => jest.advanceTimersByTimeAsync(1_000));
  await waitFor(() => expect(screen.getByTestId('token')).not.toHaveTextContent(String(first)));
  const second = seen.at(-1);
  await act(() => jest.advanceTimersByTimeAsync(26 * 60_000));
  expect(seen.at(-1)).not.toBe(second);
});

test('a Link whose provider is gone calls nothing of the app any more', async () => {
  const onSuccess = jest.fn();
  const { unmount } = renderBank({ onSuccess });
  await openLink();
  unmount();
  await waitFor(() =>
    expect(result).toMatchObject({ status: 'failed', error: { code: 'session_closed' } }),
  );
  device.says('HANDOFF');
  device.succeeds();
  expect(onSuccess).not.toHaveBeenCalled();
  expect(sentTo('/item/relinked')).toEqual([]);
});

test('an app that comes back from the background asks how its Items are', async () => {
  const heard = new Set<(state: AppStateStatus) => void>();
  jest.spyOn(AppState, 'addEventListener').mockImplementation((_type, listener) => {
    heard.add(listener);
    return { remove: () => heard.delete(listener) } as never;
  });
  const { itemId } = renderBank();
  await shows('health', 'needs_update');
  repaired.add(itemId);
  const before = requests.length;
  act(() => heard.forEach((tell) => tell('background')));
  expect(requests).toHaveLength(before);
  act(() => heard.forEach((tell) => tell('active')));
  await shows('health', 'healthy');
  jest.restoreAllMocks();
});

test('a path as gateway fails with the reason', async () => {
  jest.spyOn(console, 'error').mockReturnValue();
  render(
    <RelinkProvider gateway="/api/plaid">
      <Bank itemId="item-1" />
    </RelinkProvider>,
  );
  fireEvent.press(screen.getByRole('button'));
  await shows('status', 'invalid_options');
  expect(requests).toEqual([]);
  jest.restoreAllMocks();
});
