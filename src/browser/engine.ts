import type { RelinkClient, RelinkEngine } from '../core/client/client';
import { tokenStoreOf } from '../core/client/token-store-of';
import { createEngine } from '../core/engine/engine';
import { browserEnvironment } from './environment';
import { createHostedReturns } from './hosted-returns';
import { linkAdapter } from './link/link-adapter';
import { createRedirectStore } from './redirect-store';
import { browserTabs } from './tabs';
import { isWebView } from './web-view';

/** One chunk for the engine and react-plaid-link: a cold click would otherwise wait for two requests. */
export function createBrowserEngine(client: RelinkClient): RelinkEngine {
  return createEngine(client, {
    env: browserEnvironment,
    tokens: tokenStoreOf(client, browserEnvironment),
    link: linkAdapter,
    redirects: createRedirectStore(() => client.config().userKey),
    returns: createHostedReturns(() => client.config().userKey),
    tabs: browserTabs,
    isWebView: () => isWebView(globalThis),
  });
}
