import { useContext } from 'react';
import type { RelinkClient } from '../core/client/client';
import { RelinkContext, type RelinkContextValue } from './context';
import { createBrowserClient } from '../browser/client';

let shared: RelinkClient | null = null;

/** The provider's client. Components without a provider share one client, with every setting at its default. */
export function useClient(): RelinkClient {
  return clientOf(useContext(RelinkContext));
}

/** Does the same for a component that has read the context already. */
export function clientOf(context: RelinkContextValue | null): RelinkClient {
  return context?.client ?? (shared ??= createBrowserClient());
}
