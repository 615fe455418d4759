import type { RelinkClient } from '../core/client';
import { createEngine } from '../core/engine';
import type { RelinkEngine } from '../core/engine-port';
import { linkHost } from './link-host';

/** Sessions and react-plaid-link, as one chunk: each one more is waited for by the click that nobody announced. */
export function createBrowserEngine(client: RelinkClient): RelinkEngine {
  return createEngine(client, linkHost);
}
