// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import {
  RelinkProvider,
  useAnsweredAt,
  useItemHealth,
  type GetItemCall,
  type ItemBody,
} from 'react-plaid-relink';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** The pause between two questions: a minute, and half of what may be added at random. */
const PAUSE = 67_500;

const body = (item_id: string, isDown: boolean): ItemBody =>
  isDown
    ? { item_id, health: 'unavailable', remedy: 'wait' }
    : { item_id, health: 'healthy', remedy: 'none' };

let isDown: boolean;
let failure: object | null;
const answer = (itemId: string): Promise<ItemBody> =>
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as an app's gateway reports a status
  failure ? Promise.reject(failure) : Promise.resolve(body(itemId, isDown));
const gateway = {
  getItem: vi.fn<(itemId: string, call: GetItemCall) => Promise<ItemBody>>((itemId) =>
    answer(itemId),
  ),
  getItems: vi.fn(async (itemIds: readonly string[]) => ({
    items: await Promise.all(itemIds.map(answer)),
  })),
};
let visibility: DocumentVisibilityState;
beforeEach(() => {
  // SWR 2.2 asks in an animation frame.
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'Date', 'performance'],
  });
  vi.clearAllMocks();
  isDown = true;
  failure = null;
  visibility = 'visible';
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** In slices, since React 18.2 commits at the end of an act: what begins with a commit begins after it. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000)
    await act(() => vi.advanceTimersByTimeAsync(Math.min(left, 1_000)));
}
const requests = (): number =>
  gateway.getItem.mock.calls.length + gateway.getItems.mock.calls.length;

let renders = 0;
function Health({ itemId = 'item-a' }: { itemId?: string }) {
  renders += 1;
  const { health, refresh } = useItemHealth(itemId);
  return <p onClick={() => void refresh()}>{health?.remedy}</p>;
}
function AnsweredAt() {
  return <output>{useAnsweredAt('item-a')?.toISOString() ?? 'never'}</output>;
}
const App = ({ ids = ['item-a'] }: { ids?: readonly string[] }) => (
  <RelinkProvider gateway={gateway} onError={() => {}}>
    {ids.map((itemId) => (
      <Health key={itemId} itemId={itemId} />
    ))}
    <AnsweredAt />
  </RelinkProvider>
);

/** A page that has its first answers. */
async function show(ids?: readonly string[]) {
  const page = render(<App {...(ids && { ids })} />);
  await pass(50);
  await pass(50);
  gateway.getItem.mockClear();
  gateway.getItems.mockClear();
  return page;
}

it('an Item that only time helps is asked for once a minute, until it is healthy', async () => {
  await show();
  await pass(PAUSE - 1_000);
  expect(requests()).toBe(0);
  await pass(1_000);
  expect(requests()).toBe(1);
  await pass(3 * PAUSE);
  expect(requests()).toBe(4);
  isDown = false;
  await pass(PAUSE);
  expect(screen.getByText('none')).toBeTruthy();
  gateway.getItem.mockClear();
  await pass(10 * PAUSE);
  expect(requests()).toBe(0);
});

it('a question that is repeated lets the backend answer from its records', async () => {
  await show();
  await pass(PAUSE);
  expect(gateway.getItem.mock.calls[0]?.[1]).toMatchObject({ fresh: false });
});

it('a page of 1,000 Items that wait sends ten requests a minute', async () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `item-${index}`);
  await show(ids);
  await pass(PAUSE);
  expect(gateway.getItem).not.toHaveBeenCalled();
  expect(gateway.getItems).toHaveBeenCalledTimes(10);
  expect(gateway.getItems.mock.calls.flatMap(([asked]) => asked)).toHaveLength(1_000);
}, 60_000);

it('G6: a page that is hidden or offline asks for no Item that waits', async () => {
  await show();
  visibility = 'hidden';
  await pass(5 * PAUSE);
  visibility = 'visible';
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  await pass(5 * PAUSE);
  expect(requests()).toBe(0);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  await pass(PAUSE);
  expect(requests()).toBe(1);
});

it('G6: a page whose last waiting Item has unmounted keeps no timer', async () => {
  const { unmount } = await show();
  // SWR has timers of its own for some seconds.
  await pass(10_000);
  expect(vi.getTimerCount()).toBe(1);
  unmount();
  await pass(1);
  expect(vi.getTimerCount()).toBe(0);
  await pass(5 * PAUSE);
  expect(requests()).toBe(0);
});

it('G12: a backend that fails is asked about a waiting Item at the pace of retries, and by the minute once it answers', async () => {
  await show();
  failure = { status: 401 };
  await pass(10 * PAUSE);
  // Another try does not help a user who is signed out.
  expect(requests()).toBe(1);
  failure = null;
  act(() => screen.getByText('wait').click());
  await pass(100);
  expect(requests()).toBe(2);
  await pass(PAUSE + 1_000);
  expect(requests()).toBe(3);
});

it('useAnsweredAt() returns when the backend last answered, and renders no health hook for it', async () => {
  const before = new Date(Date.now() + 1_000).toISOString();
  await show();
  const first = screen.getByRole('status').textContent;
  expect(first < before).toBe(true);
  const rendered = renders;
  await pass(PAUSE);
  const second = screen.getByRole('status').textContent;
  expect(Date.parse(second) - Date.parse(first)).toBeGreaterThanOrEqual(PAUSE);
  expect(renders).toBe(rendered);
});

it('useAnsweredAt() is null before the first answer, and after a failure the time of the last answer', async () => {
  failure = { status: 500 };
  render(<App />);
  await pass(100);
  expect(screen.getByText('never')).toBeTruthy();
  failure = null;
  await pass(PAUSE);
  const answered = screen.getByRole('status').textContent;
  expect(answered).toMatch(/^\d{4}-/);
  failure = { status: 500 };
  await pass(PAUSE);
  const later = screen.getByRole('status').textContent;
  await pass(PAUSE);
  expect(screen.getByRole('status').textContent).toBe(later);
});
