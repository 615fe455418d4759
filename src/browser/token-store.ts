import type { RelinkClient } from '../core/client/client';
import { gatewayOf } from '../core/client/config';
import type { Environment } from '../core/clock';
import { mintToken } from '../core/tokens/mint';
import { createTokenStore, type TokenStore } from '../core/tokens/store';
import { browserEnvironment } from './environment';

// Beside the client, not in it, so that a page of idle buttons does not load the token store.
const stores = new WeakMap<RelinkClient, TokenStore>();

/** The one token store of a client. Hooks and sessions share it, so that no token is used twice. */
export function tokenStoreOf(
  client: RelinkClient,
  env: Environment = browserEnvironment,
): TokenStore {
  let store = stores.get(client);
  if (!store) {
    store = createTokenStore((key) => mintToken(gatewayOf(client), key, env), env);
    stores.set(client, store);
  }
  return store;
}
