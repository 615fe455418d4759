import { mintToken } from '../gateway/call-gateway';
import type { RelinkClient } from './client';
import { browserEnvironment, type Environment } from '../clock/environment';
import { resolveGateway } from './resolve-gateway';
import { createTokenStore, type TokenStore } from '../tokens/store';

// Beside the client, not in it: a page with nothing but idle buttons need not load the token store.
const stores = new WeakMap<RelinkClient, TokenStore>();

/** The one token store of a client: hooks and sessions share its tokens, so that none is used twice. */
export function tokensOf(client: RelinkClient, env: Environment = browserEnvironment): TokenStore {
  let store = stores.get(client);
  if (!store) {
    store = createTokenStore((key) => mintToken(resolveGateway(client.config()), key, env), env);
    stores.set(client, store);
  }
  return store;
}
