import { createElement, type ReactElement, type ReactNode } from 'react';
import { RelinkProvider, type RelinkProviderProps } from 'react-plaid-relink';
import type { FakeItemInit } from 'react-plaid-relink/testing';
import { onTestFinished } from 'vitest';
import { createFakeWorld, type FakeWorldOptions } from './fake-world';

/** The whole of an app over the fakes of the test kit: a Plaid, a backend, a Link in the page, and a broken Item. */
export function createFakeApp(options?: FakeWorldOptions) {
  const { plaid, backend, link, ...world } = createFakeWorld(options);
  onTestFinished(async () => {
    // A provider that has unmounted closes its Link in the next task.
    await new Promise((resolve) => setTimeout(resolve, 0));
    link.uninstall();
  });

  const addItem = (init?: FakeItemInit): string => world.addItem(init).itemId;
  return {
    plaid,
    backend,
    link,
    itemId: addItem(),
    /** Another Item of the user, broken unless `init` is given. */
    addItem,
    /** Under a provider that calls this backend. */
    provide: (
      children: ReactNode,
      props: Omit<RelinkProviderProps, 'children'> = {},
    ): ReactElement =>
      createElement(RelinkProvider, { gateway: backend.gateway, ...props }, children),
  };
}

export type FakeApp = ReturnType<typeof createFakeApp>;
