import type { RelinkClient } from '../core/client/client';
import { createEngine } from '../core/engine/engine';
import type { RelinkEngine } from '../core/client/engine';
import { linkHost } from './link/link-adapter';

/** Sessions and react-plaid-link, as one chunk: each one more is waited for by the click that nobody announced. */
export function createBrowserEngine(client: RelinkClient): RelinkEngine {
  return createEngine(client, linkHost);
}
