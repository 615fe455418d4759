import { act, cleanup, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { RelinkProvider, type RelinkGateway } from 'react-plaid-relink';
import { expect, onTestFinished, vi, type Mock } from 'vitest';
import { settlePromises } from './fake-environment';
import { eventMetadata, exitMetadata, successMetadata } from './fake-link-port';
import { installStubPlaid, type StubHandler } from './stub-plaid';

type StubGateway = { [Name in keyof RelinkGateway]-?: Mock<NonNullable<RelinkGateway[Name]>> };

// Over all tests: what is spent is remembered for the whole page.
let minted = 0;

/** The package over real react-plaid-link and a bare Link, which does only what the test says. */
export function createStubApp() {
  const plaid = installStubPlaid();
  const gateway: StubGateway = {
    createLinkToken: vi.fn((itemId: string) =>
      Promise.resolve({ link_token: `link-x-${itemId}-${(minted += 1)}`, expires_in: 1800 }),
    ),
    createPublicToken: vi.fn((itemId: string) =>
      Promise.resolve({ public_token: `public-x-${itemId}-${(minted += 1)}` }),
    ),
    getItem: vi.fn((itemId: string) =>
      Promise.resolve({ item_id: itemId, health: 'healthy', remedy: 'none' }),
    ),
  };
  onTestFinished(async () => {
    cleanup();
    // A provider that went away closes its Link in the next task.
    await settlePromises();
    plaid.uninstall();
  });
  return {
    plaid,
    gateway,
    App: ({ children }: { children?: ReactNode }) => (
      <RelinkProvider gateway={gateway}>{children}</RelinkProvider>
    ),
    /** The newest Link, once it is open. */
    async opened(): Promise<StubHandler> {
      await waitFor(() => expect(plaid.handlers.at(-1)?.opened).toBe(1));
      const handler = plaid.handlers.at(-1);
      if (!handler) throw new Error('Link was not opened.');
      act(() => handler.config.onEvent('OPEN', { ...eventMetadata, is_update_mode: 'true' }));
      return handler;
    },
    /** Links that are in the page now. */
    present: () => plaid.handlers.filter(({ destroyed }) => destroyed === 0),
    succeed: (handler: StubHandler) =>
      act(() => handler.config.onSuccess('public-x', successMetadata)),
    exit: (handler: StubHandler) => act(() => handler.config.onExit(null, exitMetadata)),
  };
}

export type StubApp = ReturnType<typeof createStubApp>;

export const button = (): HTMLElement => screen.getByRole('button');
export const untilState = (state: string) =>
  waitFor(() => expect(button()).toHaveAttribute('data-state', state));
