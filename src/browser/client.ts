import { createRelinkClient, type RelinkClient } from '../core/client/client';
import { pageEnvironment } from './page-environment';

/** A client of this page. The engine comes as a chunk of its own, so that an idle button pays only for itself. */
export function createBrowserClient(): RelinkClient {
  return createRelinkClient({
    env: pageEnvironment,
    fetchEngine: async () => (await import('./engine')).createBrowserEngine,
  });
}
