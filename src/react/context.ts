import { createContext, useContext } from 'react';
import { createRelinkClient, type RelinkClient } from '../core/client';
import { browserEnvironment } from '../core/environment';
import { RelinkError } from '../core/errors';
import { loadEngine } from './load-engine';
import type { RelinkMessages } from '../core/messages';

export interface RelinkContextValue {
  client: RelinkClient;
  messages: Partial<RelinkMessages> | undefined;
}

/** Null where there is no provider: a default of any other kind could never be told from a real one. */
export const RelinkContext = createContext<RelinkContextValue | null>(null);

let shared: RelinkClient | null = null;

/** Serves the components that work without a provider, with every setting at its default. */
function sharedClient(): RelinkClient {
  return (shared ??= createRelinkClient(loadEngine, browserEnvironment));
}

/** The provider's client, or the shared one. */
export function useClient(): RelinkClient {
  return useContext(RelinkContext)?.client ?? sharedClient();
}

/** @throws RelinkError `missing_provider` */
export function useRequiredClient(useCase: string): RelinkClient {
  const context = useContext(RelinkContext);
  if (context) return context.client;
  throw new RelinkError('missing_provider', {
    message: `Could not find <RelinkProvider>; wrap the part of your app that calls ${useCase} in it. It hosts the Link session.`,
  });
}
