import { createContext, useContext } from 'react';
import type { RelinkClient } from '../core/client/client';
import type { RelinkMessages } from '../messages/types';
import { createBrowserClient } from '../browser/client';

export interface RelinkContextValue {
  client: RelinkClient;
  messages: Partial<RelinkMessages> | undefined;
}

/** Null without a provider, so that a missing provider is never mistaken for one. */
export const RelinkContext = /* @__PURE__ */ createContext<RelinkContextValue | null>(null);

let shared: RelinkClient | null = null;

/** The provider's client. Components without a provider share one client, with every setting at its default. */
export function useClient(): RelinkClient {
  return clientOf(useContext(RelinkContext));
}

/** Does the same for a component that has read the context already. */
export function clientOf(context: RelinkContextValue | null): RelinkClient {
  return context?.client ?? (shared ??= createBrowserClient());
}
