import type { ClientHost } from '../core/client/client';
import { pageEnvironment } from './page-environment';

/** Idle buttons pay for nothing but themselves: the rest comes in chunks, when it is needed. */
export const browserHost: ClientHost = {
  env: pageEnvironment,
  fetchEngine: async () => (await import('./engine')).createBrowserEngine,
};
