import { createHttpGateway } from '../gateway/http-gateway';
import type { RelinkGateway } from '../gateway/wire';
import type { RelinkClient } from './client';
import type { RelinkConfig } from './config';

interface Resolved {
  from: Pick<RelinkConfig, 'gateway' | 'headers'>;
  gateway: RelinkGateway;
}

const DEFAULT_URL = '/api/plaid';

// Beside the client, not in it: an idle button calls no backend.
const resolved = new WeakMap<RelinkClient, Resolved>();

/** The backend of a client, as its provider's newest `gateway` and `headers` say. */
export function gatewayOf(client: RelinkClient): RelinkGateway {
  const { gateway = DEFAULT_URL, headers } = client.config();
  if (typeof gateway !== 'string') return gateway;
  const known = resolved.get(client);
  if (known?.from.gateway === gateway && known.from.headers === headers) return known.gateway;
  const created = createHttpGateway({ baseUrl: gateway, headers });
  resolved.set(client, { from: { gateway, headers }, gateway: created });
  return created;
}
