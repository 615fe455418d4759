import { createRelinkClient, type RelinkClient, type RelinkEngine } from '../core/client/client';
import { tokenStoreOf } from '../core/client/token-store-of';
import { createEngine } from '../core/engine/engine';
import type { HostedReturns, RedirectStore } from '../core/engine/ports';
import { nativeEnvironment } from './environment';
import { linkAdapter } from './link-adapter';
import { otherProviders } from './providers';

/** A client over this app. All of it is in the app's bundle, so the engine need not be fetched. */
export function createNativeClient(): RelinkClient {
  return createRelinkClient({
    env: nativeEnvironment,
    fetchEngine: () => Promise.resolve(createNativeEngine),
  });
}

function createNativeEngine(client: RelinkClient): RelinkEngine {
  return createEngine(client, {
    env: nativeEnvironment,
    tokens: tokenStoreOf(client, nativeEnvironment),
    link: linkAdapter,
    redirects: noRedirects,
    returns: noReturns,
    isWebView: () => false,
    tabs: otherProviders,
  });
}

/** Plaid's own page opens in the browser, beside the app. */
const noReturns: HostedReturns = {
  write() {},
  has: () => false,
  read: () => null,
  remove() {},
};

/** The SDK itself comes back from the bank's app (plaid.com/docs/link/oauth): the app never starts again. */
const noRedirects: RedirectStore = {
  write() {},
  read: () => null,
  take: () => null,
  clear() {},
  currentPage: () => null,
  forgetUrl() {},
};
