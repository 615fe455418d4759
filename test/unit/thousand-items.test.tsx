// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { Profiler, type ReactElement, type ReactNode } from 'react';
import {
  RelinkList,
  RelinkProvider,
  useItemHealth,
  useRelinkClient,
  type ItemBody,
  type RelinkListRowState,
} from 'react-plaid-relink';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const IDS = Array.from({ length: 1_000 }, (_, at) => `item-${at}`);
/** In the middle. */
const ONE = 'item-525';
const THOUSAND_MS = 60_000;

let broken: Set<string>;
const answer = (item_id: string): ItemBody =>
  broken.has(item_id)
    ? { item_id, health: 'needs_update', remedy: 'relink', institution_name: `Bank ${item_id}` }
    : { item_id, health: 'healthy', remedy: 'none' };
const gateway = {
  createLinkToken: () => Promise.reject(new Error('No test here opens Link.')),
  getItem: vi.fn((itemId: string) => Promise.resolve(answer(itemId))),
  getItems: vi.fn((itemIds: readonly string[]) => Promise.resolve({ items: itemIds.map(answer) })),
};

const commits = vi.fn();
let renders: string[];
let invalidate: (itemId?: string) => void;
beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'Date', 'performance'],
  });
  vi.clearAllMocks();
  renders = [];
});
afterEach(() => void vi.useRealTimers());

/** A task, a frame or a batch of answers may begin with a commit, so after it. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await act(() => vi.advanceTimersByTimeAsync(20));
}

function Invalidator(): null {
  ({ invalidate } = useRelinkClient());
  return null;
}

async function show(children: ReactNode): Promise<void> {
  render(
    <RelinkProvider gateway={gateway}>
      <Profiler id="page" onRender={commits}>
        {children}
      </Profiler>
      <Invalidator />
    </RelinkProvider>,
  );
  await settle();
}

function Row({ itemId, topic }: RelinkListRowState): ReactElement {
  renders.push(itemId);
  return <output>{topic}</output>;
}
const list = <RelinkList itemIds={IDS}>{Row}</RelinkList>;

function Health({ itemId }: { itemId: string }): ReactElement {
  renders.push(itemId);
  return <output>{useItemHealth(itemId).health?.state}</output>;
}
const hooks = IDS.map((itemId) => <Health key={itemId} itemId={itemId} />);

const requests = (): number =>
  gateway.getItem.mock.calls.length + gateway.getItems.mock.calls.length;

it.each([
  ['a list', list, IDS.filter((_, at) => at % 50 === 0)],
  ['a list', list, IDS],
  ['a page of hooks', hooks, []],
])(
  '%s of 1,000 Items asks with ten requests and takes their answers in few commits',
  async (_what, children, ids) => {
    broken = new Set(ids);
    await show(children);
    expect(screen.queryAllByRole('status')).not.toHaveLength(0);
    expect(requests()).toBe(10);
    // The mount, and for each batch of answers one of the rows and one of the list.
    expect(commits.mock.calls.length).toBeLessThanOrEqual(21);
  },
  THOUSAND_MS,
);

it(
  'news of one Item among 1,000 renders the row of that Item alone',
  async () => {
    broken = new Set(IDS);
    await show(list);
    expect(new Set(renders).size).toBe(1_000);
    renders = [];
    commits.mockClear();
    broken.delete(ONE);
    act(() => invalidate(ONE));
    await settle();
    expect(gateway.getItem).toHaveBeenCalledOnce();
    expect(new Set(renders)).toEqual(new Set([ONE]));
    // One of the row, and one of the list, which counts it.
    expect(commits.mock.calls.length).toBeLessThanOrEqual(2);
  },
  THOUSAND_MS,
);

it(
  'a page that renders again with new functions renders no row of a list',
  async () => {
    broken = new Set(IDS.slice(0, 200));
    const said: string[] = [];
    const page = (say: string) => (
      <RelinkProvider gateway={gateway}>
        <RelinkList
          itemIds={IDS}
          onConnectAgain={() => said.push(say)}
          onRelinked={() => said.push(say)}
          onDismiss={() => said.push(say)}
          onDuplicate={() => said.push(say)}
        >
          {Row}
        </RelinkList>
      </RelinkProvider>
    );
    const { rerender } = render(page('first'));
    await settle();
    expect(new Set(renders).size).toBe(200);
    renders = [];
    rerender(page('second'));
    await settle();
    expect(renders).toEqual([]);
  },
  THOUSAND_MS,
);

it(
  'news of one Item among 1,000 renders the hook of that Item alone, once',
  async () => {
    broken = new Set();
    await show(hooks);
    renders = [];
    broken.add(ONE);
    act(() => invalidate(ONE));
    await settle();
    expect(renders).toEqual([ONE]);
  },
  THOUSAND_MS,
);

it(
  'news of 1,000 Items are ten requests, and render each row once and the list a few times',
  async () => {
    broken = new Set(IDS);
    await show(list);
    renders = [];
    commits.mockClear();
    gateway.getItems.mockClear();
    broken = new Set();
    act(() => invalidate());
    await settle();
    expect(requests()).toBe(10);
    expect(new Set(renders).size).toBe(1_000);
    // A row that becomes repaired remembers as it renders what an error was about, which React counts as two renders.
    expect(renders.length).toBeLessThanOrEqual(2_100);
    expect(commits.mock.calls.length).toBeLessThanOrEqual(20);
  },
  THOUSAND_MS,
);
