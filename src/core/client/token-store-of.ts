import type { Environment } from '../clock';
import { mintToken } from '../tokens/mint';
import { createTokenStore, type TokenStore } from '../tokens/store';
import type { RelinkClient } from './client';
import { gatewayOf } from './config';

// Beside the client, not in it, so that a page of idle buttons does not load the token store.
const stores = new WeakMap<RelinkClient, TokenStore>();

/** The one token store of a client. Hooks and sessions share it, so that no token is used twice. */
export function tokenStoreOf(client: RelinkClient, env: Environment): TokenStore {
  let store = stores.get(client);
  if (!store) {
    store = createTokenStore((key) => mintToken(gatewayOf(client), key, env), env);
    stores.set(client, store);
  }
  return store;
}
