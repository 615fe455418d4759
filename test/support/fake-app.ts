import { createElement, type ReactElement, type ReactNode } from 'react';
import { RelinkProvider } from 'react-plaid-relink';
import {
  createFakeBackend,
  createFakeLink,
  createFakePlaid,
  type FakeItemInit,
} from 'react-plaid-relink/testing';
import { onTestFinished } from 'vitest';

type ProviderProps = Parameters<typeof RelinkProvider>[0];

/** An app over the fakes of the test kit: a Plaid, a backend, a Link in the page, and a broken Item of the user. */
export function createFakeApp({ ui = 'none' }: { ui?: 'none' | 'dialog' } = {}) {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });
  const link = createFakeLink({ plaid, ui });
  link.install();
  onTestFinished(async () => {
    // A provider that has unmounted closes its Link in the next task.
    await new Promise((resolve) => setTimeout(resolve, 0));
    link.uninstall();
  });

  const createItem = (init: FakeItemInit = { errorCode: 'ITEM_LOGIN_REQUIRED' }): string => {
    const item = plaid.createItem(init);
    backend.addItem(item);
    return item.itemId;
  };
  return {
    plaid,
    backend,
    link,
    itemId: createItem(),
    /** Another Item of the user, broken unless `init` is given. */
    createItem,
    /** Under a provider that calls this backend. */
    provide: (children: ReactNode, props: Omit<ProviderProps, 'children'> = {}): ReactElement =>
      createElement(RelinkProvider, { gateway: backend.gateway, ...props }, children),
  };
}

export type FakeApp = ReturnType<typeof createFakeApp>;
