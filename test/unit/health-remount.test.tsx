// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { RelinkProvider, useItemHealth } from 'react-plaid-relink';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let isBroken: boolean;
const getItem = vi.fn((item_id: string) =>
  isBroken
    ? Promise.reject(Object.assign(new Error('told by the test'), { status: 400 }))
    : Promise.resolve({ item_id, health: 'healthy' as const, remedy: 'none' as const }),
);
beforeEach(() => {
  isBroken = true;
  getItem.mockClear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => void vi.useRealTimers());

const gateway = { getItem };
function Health() {
  const { health, error } = useItemHealth('item-a');
  return <output>{health?.state ?? error?.code ?? 'loading'}</output>;
}
const App = ({ version }: { version: number }) => (
  <RelinkProvider gateway={gateway} onError={() => {}}>
    <Health key={version} />
  </RelinkProvider>
);
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it.each([100, 10_000])(
  'G12: a hook that replaces a failed hook of the same Item %d ms later asks again at once',
  async (ms) => {
    const { rerender } = render(<App version={1} />);
    await pass(100);
    expect(screen.getByRole('status').textContent).toBe('request_rejected');
    await pass(ms);
    isBroken = false;
    rerender(<App version={2} />);
    await pass(100);
    expect(getItem).toHaveBeenCalledTimes(2);
    expect(screen.getByRole('status').textContent).toBe('healthy');
  },
);

it('a hook that mounts beside a failed one asks nothing', async () => {
  const page = (count: number) => (
    <RelinkProvider gateway={gateway} onError={() => {}}>
      {Array.from({ length: count }, (_, index) => (
        <Health key={index} />
      ))}
    </RelinkProvider>
  );
  const { rerender } = render(page(1));
  await pass(10_000);
  rerender(page(3));
  await pass(10_000);
  expect(getItem).toHaveBeenCalledOnce();
});
