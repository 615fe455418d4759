// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import {
  RelinkButton,
  RelinkList,
  RelinkNotice,
  RelinkProvider,
  useItemHealth,
  useLinkTokenForItem,
  useRelink,
  type Relink,
  type RelinkResult,
  type TokenForItem,
  type UseItemHealthReturn,
} from 'react-plaid-relink';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectConsoleErrors } from '../support/console-errors';
import { createFaultyPage, honestBackend, isAboutHealth, type FaultyPage } from './faulty-page';
import { FAULTS, healthCodeOf, textOf, THROWN, type Fault } from './table';

let faulty: FaultyPage;
let consoleErrors: string[];
/** What React may say of the fault; of all others it says nothing. */
let consoleSays: RegExp | undefined;
const storage = Object.getOwnPropertyDescriptor(window, 'sessionStorage');
const { BroadcastChannel } = globalThis;

// Real time passes while a chunk is fetched, which the fake clocks would take for a time-out.
beforeAll(async () => {
  await import('../../src/browser/engine');
  await import('../../src/components/feedback/feedback');
});
beforeEach(() => {
  // Time-outs are minutes of waiting otherwise; React's own scheduling is left alone.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  consoleErrors = collectConsoleErrors();
  consoleSays = undefined;
  faulty = createFaultyPage();
});
afterEach(async () => {
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  faulty.end();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  if (storage) Object.defineProperty(window, 'sessionStorage', storage);
  globalThis.BroadcastChannel = BroadcastChannel;
  expect(consoleErrors.filter((line) => !consoleSays?.test(line))).toEqual([]);
  expect(consoleErrors.length > 0).toBe(consoleSays !== undefined);
});

/** Lets time pass until it is so, and fails after two minutes. */
async function until(isSo: () => boolean, what: () => string): Promise<void> {
  for (let second = 0; second < 120 && !isSo(); second += 1) {
    await act(() => vi.advanceTimersByTimeAsync(1_000));
  }
  if (!isSo()) throw new Error(`After two minutes: ${what()}`);
}

const button = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('[data-relink="button"]');
  if (!found) throw new Error('There is no button.');
  return found;
};
/** What the user reads: the error below the button, else its label. */
const says = (): string | null =>
  (document.querySelector('[data-relink="error"]') ?? button()).textContent;
const untilState = (...states: string[]): Promise<void> =>
  until(
    () => states.includes(button().dataset.state ?? ''),
    () => `the button is ${button().dataset.state}`,
  );

/** The app; a mistake in it is corrected by its next render. */
function Page({ row, isMended, children }: PageProps): ReactNode {
  const itemId = isMended ? 'item-a' : (row.mistake?.itemId ?? 'item-a');
  const props = isMended ? {} : row.mistake?.provider;
  return <RelinkProvider {...props}>{children(itemId)}</RelinkProvider>;
}
interface PageProps {
  row: Fault;
  isMended: boolean;
  children(itemId: string): ReactNode;
}

describe.each(FAULTS)('$where: $fault', (row) => {
  const { code, isOfSecondUse } = row;
  beforeEach(() => {
    ({ consoleSays } = row);
  });

  const arrange = (): void => row.arrange?.(faulty);

  it(`the user reads "${textOf(row)}" after the fault "${row.fault}", and the next click relinks`, async () => {
    const codes: string[] = [];
    arrange();
    const page = (isMended: boolean) => (
      <Page row={row} isMended={isMended}>
        {(itemId) => <RelinkButton itemId={itemId} onError={(error) => codes.push(error.code)} />}
      </Page>
    );
    const { rerender } = render(page(false));
    if (isOfSecondUse) {
      act(() => button().click());
      await untilState('failed', 'exited', 'relinked');
      codes.length = 0;
    }
    act(() => button().click());
    await untilState('failed', 'relinked');
    expect(says()).toBe(textOf(row));
    expect(codes).toEqual(code === null ? [] : [code]);

    faulty.mend();
    rerender(page(true));
    // After too many requests the button counts down first.
    await until(
      () => button().ariaDisabled !== 'true' || button().dataset.state === 'relinked',
      () => 'the button is disabled',
    );
    act(() => button().click());
    await untilState('relinked');
    expect(button().textContent).toBe('Connected');
  });

  it(`open() ends with ${code ?? 'relinked'} after the fault "${row.fault}", and the next open() relinks`, async () => {
    let relink: Relink | null = null;
    const Menu = ({ itemId }: { itemId: string }) => {
      relink = useRelink(itemId, { onError: () => {} });
      return null;
    };
    const page = (isMended: boolean) => (
      <Page row={row} isMended={isMended}>
        {(itemId) => <Menu itemId={itemId} />}
      </Page>
    );
    arrange();
    const { rerender } = render(page(false));
    const open = async (): Promise<RelinkResult> => {
      const results: RelinkResult[] = [];
      act(() => void relink?.open().then((result) => results.push(result)));
      await until(
        () => results.length > 0,
        () => `open() is pending, and the status is ${relink?.status}`,
      );
      const [result] = results;
      if (!result) throw new Error('open() resolved to nothing.');
      return result;
    };
    if (isOfSecondUse) await open();
    const first = await open();
    if (code === null) expect(first.status).toBe('relinked');
    else expect(first).toMatchObject({ status: 'failed', error: { code } });
    faulty.mend();
    rerender(page(true));
    await expect(open()).resolves.toMatchObject({ status: 'relinked' });
  });

  if (!row.isOfToken) return;

  it(`a token hook returns the error of the fault "${row.fault}", and refresh() gives a token`, async () => {
    let result: TokenForItem | null = null;
    const Own = ({ itemId }: { itemId: string }) => {
      result = useLinkTokenForItem(itemId);
      return null;
    };
    const page = (isMended: boolean) => (
      <Page row={row} isMended={isMended}>
        {(itemId) => <Own itemId={itemId} />}
      </Page>
    );
    arrange();
    const { rerender } = render(page(false));
    const now = (): TokenForItem => result as unknown as TokenForItem;
    await until(
      () => now().status === 'error',
      () => `the hook is ${now().status}`,
    );
    const { error } = now();
    expect(error).toMatchObject({ code, displayMessage: textOf(row) });
    expect(now().token).toBeNull();
    faulty.mend();
    rerender(page(true));
    let refreshed: string | null = null;
    act(
      () =>
        void now()
          .refresh()
          .then((token) => (refreshed = token)),
    );
    await until(
      () => refreshed !== null,
      () => 'refresh() is pending',
    );
    expect(now().token).toBe(refreshed);
  });

  const healthCode = healthCodeOf(row);
  if (healthCode === null) return;

  it(`G11: notice and list show that the Item could not be checked after the fault "${row.fault}", useItemHealth() returns ${healthCode}, and an answer ends it`, async () => {
    const codes: string[] = [];
    let result: UseItemHealthReturn | null = null;
    const Own = () => {
      result = useItemHealth('item-a');
      return null;
    };
    const page = (isMended: boolean) => (
      <RelinkProvider
        {...(isMended ? {} : row.mistake?.provider)}
        onError={(error) => codes.push(error.code)}
      >
        <Own />
        <RelinkNotice itemId="item-a" />
        <RelinkList itemIds={['item-a']} />
      </RelinkProvider>
    );
    const now = (): UseItemHealthReturn => result as unknown as UseItemHealthReturn;
    const shown = () => screen.queryAllByText('We couldn’t check this bank');
    arrange();
    const { respond } = faulty;
    // What the row answers to a request for a token is the answer to the question about the Item here.
    faulty.respond = (path, call) =>
      isAboutHealth(path) ? respond('/link/token/create', call) : honestBackend(path, call);
    const { rerender } = render(page(false));
    await until(
      () => shown().length === 2,
      () => `it is shown ${shown().length} times`,
    );
    expect(now()).toMatchObject({ health: null, error: { code: healthCode } });
    // An offline browser is no failure that the app can mend.
    expect(codes).toEqual(healthCode === 'offline' ? [] : [healthCode]);
    faulty.mend();
    rerender(page(true));
    act(() => void now().refresh());
    await until(
      () => now().health?.state === 'healthy',
      () => `the health is ${now().health?.state}`,
    );
    expect(shown()).toEqual([]);
  });
});

describe('thrown where the mistake is made', () => {
  const WAYS: Record<string, () => unknown> = {
    'useRelink() without a provider': () => {
      const Alone = () => {
        useRelink('item-a');
        return null;
      };
      return render(<Alone />);
    },
    '<RelinkButton asChild> without one element in it': () =>
      // @ts-expect-error in TypeScript it is an error.
      render(<RelinkButton itemId="item-a" asChild />),
    'createRelinkHandler() without authenticate or findItem': () =>
      createRelinkHandler({ plaid: createFakePlaid().client() } as never),
  };
  it.each(THROWN)('$fault throws $code', ({ fault, code }) => {
    let thrown: unknown;
    try {
      WAYS[fault]?.();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: 'RelinkError', code });
    // React 18 also logs an error that no boundary catches.
    const logged = consoleErrors.splice(0);
    expect(logged.filter((line) => !line.includes('The above error occurred in'))).toEqual([]);
  });
});

it('README.md of the faults is what the table gives (vitest -u updates it)', async () => {
  const lines = FAULTS.map((row) => {
    const { where, fault, code, isOfToken } = row;
    const error = code ? `\`${code}\`` : 'none';
    const hook = isOfToken ? error : 'opens no Link';
    const healthCode = healthCodeOf(row);
    const health = healthCode ? `\`${healthCode}\`` : 'not asked';
    return `| ${where} | ${fault} | ${textOf(row)} | ${error} | ${hook} | ${health} |`;
  });
  const page = [
    '# Faults',
    '',
    'This table shows what the user sees and what the app gets when something fails. [faults.test.tsx](faults.test.tsx) runs',
    'each row against the button, the headless session and the token hook, and each fault of a request against `useItemHealth`,',
    '`<RelinkNotice>` and `<RelinkList>` too: both then say that the connection could not be checked, and `onError` hears the code',
    'once (never `offline`). It then removes the fault, and the next try works without a reload.',
    '',
    '| where | fault | the user reads | code: `onError`, `open()` | code: token hook | code: health hook, notice, list |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
    'Mistakes that no button can show are thrown at the call that makes them:',
    '',
    '| mistake | code |',
    '|---|---|',
    ...THROWN.map(({ fault, code }) => `| \`${fault}\` | \`${code}\` |`),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('README.md');
});
