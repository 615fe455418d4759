// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { StrictMode, type ReactElement } from 'react';
import {
  RelinkProvider,
  useItemHealth,
  useRelinkClient,
  type RelinkError,
  type RelinkProviderProps,
} from 'react-plaid-relink';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { collectConsoleErrors } from '../support/console-errors';

/** What the backend answers, or how a request ends without an answer. */
type Answer = () => Response | Promise<Response>;

const healthy = (item_id: string) => ({ item_id, health: 'healthy', remedy: 'none' });
const json = (status: number, body: object): Response => Response.json(body, { status });
const noAnswer: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

const { setTimeout: nextTask } = globalThis;
let ids = 0;
let itemId: string;
let answer: Answer;
let errors: RelinkError[];
const backend = vi.fn<typeof fetch>();
beforeEach(() => {
  // SWR shares its cache between the tests of a file.
  itemId = `item-${(ids += 1)}`;
  errors = [];
  answer = () => json(200, healthy(itemId));
  backend.mockReset().mockImplementation(async () => answer());
  vi.stubGlobal('fetch', backend);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const askAgain = () => act(() => screen.getByRole('status').click());
const Health = ({ of = itemId }: { of?: string }) => {
  const { health, error } = useItemHealth(of);
  const { invalidate } = useRelinkClient();
  return <output onClick={() => invalidate(of)}>{health?.state ?? error?.code}</output>;
};
const onError = (error: RelinkError): void => void errors.push(error);
const provide = (children: ReactElement, props: RelinkProviderProps = { onError }) => (
  <StrictMode>
    <RelinkProvider {...props}>{children}</RelinkProvider>
  </StrictMode>
);
const codes = (): string[] => errors.map(({ code }) => code);
const texts = (): (string | null)[] =>
  screen.getAllByRole('status').map((element) => element.textContent);

const FAILURES: readonly [what: string, code: string, answer: Answer][] = [
  ['401', 'unauthorized', () => json(401, {})],
  ['404 without such a route', 'request_rejected', () => new Response('<h1/>', { status: 404 })],
  ['404 for the Item', 'item_not_found', () => json(404, { error_code: 'ITEM_NOT_FOUND' })],
  ['500', 'backend_error', () => json(500, {})],
  ['HTML', 'invalid_response', () => new Response('<h1>Hello</h1>')],
  ['no answer', 'network_error', noAnswer],
  ['no answer within 15 s', 'timeout', () => new Promise(() => {})],
  ['an answer of a wrong shape', 'invalid_response', () => json(200, { status: 'ok' })],
  ['an access token', 'secret_refused', () => json(200, { access_token: 'access-sandbox-1' })],
];

describe.each(FAILURES)('a question about an Item that ends with %s', (_what, code, failure) => {
  beforeEach(() => {
    answer = failure;
  });

  it(`G11: a failed health check is told to the provider’s onError once as ${code}, for three hooks and all retries`, async () => {
    render(provide(<>{[1, 2, 3].map((key) => <Health key={key} />)}</>)); // prettier-ignore
    await pass(120_000);
    expect(codes()).toEqual([code]);
    expect(errors[0]).toMatchObject({ itemId });
    expect(texts()).toEqual([code, code, code]);
  });

  it.each([
    ['under a provider without onError', (children: ReactElement) => provide(children, {})],
    ['without a provider', (children: ReactElement) => children],
  ])(`G11: %s the console says ${code} once after a failed health check`, async (_where, wrap) => {
    const lines = collectConsoleErrors();
    render(wrap(<Health />));
    await pass(120_000);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^react-plaid-relink: ${code}: .`));
  });
});

it('an empty itemId is told to onError once, and asks nothing', async () => {
  const page = (
    <>
      <Health of="" />
      <Health of="" />
    </>
  );
  render(provide(page));
  await pass(60_000);
  expect(codes()).toEqual(['invalid_item_id']);
  expect(backend).not.toHaveBeenCalled();
});

describe('the failure of a health check', () => {
  it('G11: the failure of a health check is told again after an answer came', async () => {
    answer = () => json(500, {});
    render(provide(<Health />));
    await pass(10_000);
    answer = () => json(200, healthy(itemId));
    await pass(60_000);
    expect(texts()).toEqual(['healthy']);
    answer = () => json(500, {});
    askAgain();
    await pass(60_000);
    expect(codes()).toEqual(['backend_error', 'backend_error']);
    // What is known stays.
    expect(texts()).toEqual(['healthy']);
  });

  it('G11: the failure of a health check is told again with another cause, and each cause once while no answer comes', async () => {
    const causes = [500, 429, 500, 429, 401];
    answer = () => json(causes.shift() ?? 401, {});
    render(provide(<Health />));
    await pass(120_000);
    expect(codes()).toEqual(['backend_error', 'rate_limited', 'unauthorized']);
  });

  it('G11: the failure of a health check is told again after an answer to a component that has mounted since', async () => {
    answer = () => json(401, {});
    const { rerender } = render(provide(<Health />));
    await pass(10_000);
    answer = () => json(200, healthy(itemId));
    rerender(provide(<></>));
    rerender(provide(<Health />));
    await pass(10_000);
    expect(texts()).toEqual(['healthy']);
    answer = () => json(401, {});
    askAgain();
    await pass(10_000);
    expect(codes()).toEqual(['unauthorized', 'unauthorized']);
  });

  it('G11: the failure of a health check goes to the newest onError', async () => {
    const former = vi.fn();
    const newest = vi.fn();
    answer = () => json(500, {});
    const { rerender } = render(provide(<Health />, { onError: former }));
    rerender(provide(<Health />, { onError: newest }));
    await pass(10_000);
    expect(former).not.toHaveBeenCalled();
    expect(newest).toHaveBeenCalledTimes(1);
  });

  it('G11: each Item of a request about several has its own failure told', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `${itemId}-${name}`) as [
      string,
      string,
      string,
    ];
    answer = () =>
      json(200, {
        items: [healthy(a), { item_id: b, error: { error_code: 'ITEM_NOT_FOUND' } }],
      });
    render(provide(<>{[a, b, c].map((of) => <Health key={of} of={of} />)}</>)); // prettier-ignore
    await pass(10_000);
    expect(errors.map((error) => [error.itemId, error.code])).toEqual([
      [b, 'item_not_found'],
      [c, 'invalid_response'],
    ]);
  });

  it('G11: the failure of a request about several Items is told once, and every Item shows it', async () => {
    const [a, b] = ['a', 'b'].map((name) => `${itemId}-${name}`) as [string, string];
    answer = () => json(401, {});
    const lines = collectConsoleErrors();
    const hooks = <>{[a, b, a].map((of, key) => <Health key={key} of={of} />)}</>; // prettier-ignore
    const { unmount } = render(provide(hooks));
    await pass(120_000);
    expect(errors.map((error) => [error.itemId, error.code])).toEqual([[null, 'unauthorized']]);
    expect(errors[0]?.message).toMatch(/401 for several Items\. .* See \S+unauthorized\.md$/);
    expect(texts()).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
    unmount();
    render(provide(<>{[`${itemId}-c`, `${itemId}-d`].map((of) => <Health key={of} of={of} />)}</>, {})); // prettier-ignore
    await pass(120_000);
    expect(lines).toHaveLength(1);
  });

  it('the failure of a health check is not told where every component that shows the Item has unmounted meanwhile', async () => {
    const lines = collectConsoleErrors();
    answer = () => new Promise(() => {});
    const { rerender, unmount } = render(provide(<Health />));
    await pass(1_000);
    rerender(provide(<></>));
    await pass(60_000);
    unmount();
    await pass(60_000);
    expect(codes()).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('the failure of a health check is not told where a later question was answered before', async () => {
    answer = () => new Promise(() => {});
    render(provide(<Health />));
    await pass(1_000);
    answer = () => json(200, healthy(itemId));
    askAgain();
    await pass(60_000);
    expect(texts()).toEqual(['healthy']);
    expect(codes()).toEqual([]);
  });

  it('a health check of an offline browser is no alarm, and the component shows it', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const lines = collectConsoleErrors();
    answer = noAnswer;
    render(provide(<Health />));
    await pass(10_000);
    expect(texts()).toEqual(['offline']);
    expect([...codes(), ...lines]).toEqual([]);
    online.mockRestore();
    window.dispatchEvent(new Event('online'));
    // A retry that began offline may be on its way, and the next one comes after the pause between two.
    await pass(60_000);
    expect(codes()).toEqual(['network_error']);
  });

  it('a health check of a hidden page that was cut off is no alarm, and is told where it still fails once the page is seen', async () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    answer = noAnswer;
    render(provide(<Health />));
    await pass(10_000);
    expect(codes()).toEqual([]);
    visibility.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    // SWR has taken the browser's timer before the test replaced it.
    await act(() => new Promise((resolve) => nextTask(resolve)));
    await pass(10_000);
    expect(codes()).toEqual(['network_error']);
  });

  it('a failed health check of a hidden page is told where the backend has answered', async () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    answer = () => json(401, {});
    render(provide(<Health />));
    await pass(10_000);
    expect(codes()).toEqual(['unauthorized']);
    vi.restoreAllMocks();
  });
});

it('an onError that throws does not keep a health hook from its error', async () => {
  const thrown = vi.fn();
  vi.stubGlobal('reportError', thrown);
  answer = () => json(401, {});
  render(
    provide(<Health />, {
      onError() {
        throw new Error('told by the test');
      },
    }),
  );
  await pass(1_000);
  expect(texts()).toEqual(['unauthorized']);
  expect(thrown).toHaveBeenCalledTimes(1);
});
