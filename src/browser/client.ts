import { createRelinkClient, type RelinkClient } from '../core/client/client';
import { earlyEnvironment } from './early-environment';

/** A client over this page. The engine is a chunk of its own, so that a page of idle buttons does not load it. */
export function createBrowserClient(): RelinkClient {
  return createRelinkClient({
    env: earlyEnvironment,
    fetchEngine: async () => (await import('./engine')).createBrowserEngine,
  });
}
