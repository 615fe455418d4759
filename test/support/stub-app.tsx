import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import {
  RelinkProvider,
  useItemHealth,
  type RelinkGateway,
  type MessageOverrides,
} from 'react-plaid-relink';
import { expect, onTestFinished, vi, type Mock } from 'vitest';
import { settlePromises } from './fake-environment';
import { eventMetadata, exitMetadata, successMetadata } from './fake-link-port';
import { installStubPlaid, type StubHandler } from './stub-plaid';

type StubGateway = {
  [Name in 'createLinkToken' | 'createPublicToken' | 'getItem']: Mock<
    NonNullable<RelinkGateway[Name]>
  >;
};

/** What the backend says about an Item: the fields of the health, or an error that the gateway throws. */
type Health = Readonly<Record<string, unknown>>;
type Answer = Health | Error | Promise<Health>;

export const BROKEN: Health = { health: 'needs_update', remedy: 'relink' };
export const HEALTHY: Health = { health: 'healthy', remedy: 'none' };
export const DOWN: Health = { health: 'unavailable', remedy: 'wait' };
export const LOST: Health = { health: 'revoked', remedy: 'new_link' };

/** An error as an app's fetch wrapper throws it. */
export const httpError = (status: number): Error =>
  Object.assign(new Error(`HTTP ${status}`), { status });

// Counted over all tests: the page remembers spent tokens and the health of Items.
let tokens = 0;
let items = 0;

/**
 * The package over the real react-plaid-link, with a gateway and a Link that do only what the test says. An Item is
 * healthy unless the test gives it another answer.
 */
export function createStubApp() {
  const plaid = installStubPlaid();
  const answers = new Map<string, Answer>();
  const refreshes = new Map<string, () => Promise<void>>();
  const gateway: StubGateway = {
    createLinkToken: vi.fn((itemId: string) =>
      Promise.resolve({ link_token: `link-x-${itemId}-${(tokens += 1)}`, expires_in: 1800 }),
    ),
    createPublicToken: vi.fn((itemId: string) =>
      Promise.resolve({ public_token: `public-x-${itemId}-${(tokens += 1)}` }),
    ),
    getItem: vi.fn(async (itemId: string) => {
      const answer = answers.has(itemId)
        ? { institution_name: itemId, ...(await answerFor(itemId)) }
        : HEALTHY;
      return { item_id: itemId, ...answer } as never;
    }),
  };

  async function answerFor(itemId: string): Promise<Health | undefined> {
    const answer = await answers.get(itemId);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  const set = (itemId: string, answer: Answer): void => void answers.set(itemId, answer);

  /** The newest Link, once it is open. */
  async function opened(): Promise<StubHandler> {
    await waitFor(() => expect(plaid.handlers.at(-1)?.opened).toBe(1));
    const handler = plaid.handlers.at(-1);
    if (!handler) throw new Error('Link was not opened.');
    act(() => handler.config.onEvent('OPEN', { ...eventMetadata, is_update_mode: 'true' }));
    return handler;
  }

  const succeed = (handler: StubHandler): void =>
    act(() => handler.config.onSuccess('public-x', successMetadata));

  function Ask({ itemId }: { itemId: string }): null {
    const { refresh } = useItemHealth(itemId);
    refreshes.set(itemId, refresh);
    return null;
  }

  const rowOf = (itemId: string): HTMLElement => {
    const row = screen.getAllByRole('listitem').find((one) => one.textContent.includes(itemId));
    if (!row) throw new Error(`No row of ${itemId}.`);
    return row;
  };

  onTestFinished(async () => {
    cleanup();
    // A provider that has unmounted closes its Link in the next task.
    await settlePromises();
    plaid.uninstall();
  });
  return {
    plaid,
    gateway,
    App: ({ children }: { children?: ReactNode }) => (
      <RelinkProvider gateway={gateway}>{children}</RelinkProvider>
    ),
    /** An app with the texts that it wants. `asks` are Items that the app itself can ask about. */
    Page: ({
      children,
      asks = [],
      messages,
    }: {
      children: ReactNode;
      asks?: string[];
      messages?: MessageOverrides;
    }) => (
      <RelinkProvider gateway={gateway} messages={messages} onError={() => {}}>
        {children}
        {asks.map((itemId) => (
          <Ask key={itemId} itemId={itemId} />
        ))}
      </RelinkProvider>
    ),
    opened,
    /** Links that are in the page now. */
    present: () => plaid.handlers.filter(({ destroyed }) => destroyed === 0),
    succeed,
    exit: (handler: StubHandler) => act(() => handler.config.onExit(null, exitMetadata)),

    /** What the backend says about an Item from now on. */
    set,
    /** A new Item. Its bank has the Item's id as its name. */
    item(answer: Answer): string {
      const itemId = `bank-${(items += 1)}`;
      set(itemId, answer);
      return itemId;
    },
    /** Lets the app ask about an Item where there is no `Page`. */
    Ask,
    /** The app asks for an Item's health. */
    ask: (itemId: string) => act(async () => refreshes.get(itemId)?.()),
    /** The user succeeds in the open Link, and the bank works again. */
    async repair(itemId: string): Promise<void> {
      const handler = await opened();
      set(itemId, HEALTHY);
      succeed(handler);
    },
    rowOf,
    untilRows: (count: number) =>
      waitFor(() =>
        expect(
          screen.queryAllByRole('listitem').filter(({ dataset }) => dataset.relink === 'list-item'),
        ).toHaveLength(count),
      ),
    /** Each button of a row is named after its bank, which is named after its Item. */
    press: async (itemId: string, label: string) =>
      userEvent.click(
        await within(rowOf(itemId)).findByRole('button', { name: `${label} ${itemId}` }),
      ),
  };
}

export type StubApp = ReturnType<typeof createStubApp>;

export const button = (): HTMLElement => screen.getByRole('button');
export const untilState = (state: string) =>
  waitFor(() => expect(button()).toHaveAttribute('data-state', state));
