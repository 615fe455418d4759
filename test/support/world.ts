import { RelinkProvider } from 'react-plaid-relink';
import {
  createFakeBackend,
  createFakeLink,
  createFakePlaid,
  type FakePlaid,
} from 'react-plaid-relink/testing';
import { createElement, type ReactElement, type ReactNode } from 'react';
import { onTestFinished } from 'vitest';

export type ItemOptions = NonNullable<Parameters<FakePlaid['createItem']>[0]>;
type ProviderProps = Parameters<typeof RelinkProvider>[0];

/** A fake Plaid, an app's backend over it, and a Link in the page. `itemId` is a broken Item of the signed-in user. */
export function createWorld({ ui = 'none' }: { ui?: 'none' | 'dialog' } = {}) {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });
  const link = createFakeLink({ plaid, ui });
  link.install();
  onTestFinished(async () => {
    // A provider that has unmounted closes its Link in the next task.
    await new Promise((resolve) => setTimeout(resolve, 0));
    link.uninstall();
  });

  const createItem = (options: ItemOptions = { errorCode: 'ITEM_LOGIN_REQUIRED' }): string => {
    const item = plaid.createItem(options);
    backend.addItem(item);
    return item.itemId;
  };
  return {
    plaid,
    backend,
    link,
    createItem,
    itemId: createItem(),
    /** Under a provider that speaks to this world. */
    provide: (children: ReactNode, props: Omit<ProviderProps, 'children'> = {}): ReactElement =>
      createElement(RelinkProvider, { gateway: backend.gateway, ...props }, children),
  };
}

export type World = ReturnType<typeof createWorld>;
