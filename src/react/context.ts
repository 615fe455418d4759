import { createContext, useContext } from 'react';
import type { RelinkClient } from '../core/client/client';
import type { RelinkMessages } from '../messages/types';
import { createBrowserClient } from '../browser/client';

export interface RelinkContextValue {
  client: RelinkClient;
  messages: Partial<RelinkMessages> | undefined;
}

/** Null where there is no provider: a default of any other kind could never be told from a real one. */
export const RelinkContext = /* @__PURE__ */ createContext<RelinkContextValue | null>(null);

let shared: RelinkClient | null = null;

/** The provider's client; for components that work without one, a shared client with every setting at its default. */
export function useClient(): RelinkClient {
  return clientOf(useContext(RelinkContext));
}

/** The same, for a component that reads the context for more. */
export function clientOf(context: RelinkContextValue | null): RelinkClient {
  return context?.client ?? (shared ??= createBrowserClient());
}
