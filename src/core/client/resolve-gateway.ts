import type { RelinkConfig } from './config';
import { createHttpGateway } from '../gateway/http-gateway';
import type { RelinkGateway } from '../gateway/wire';

export const DEFAULT_GATEWAY_URL = '/api/plaid';

/** The gateway that a config means. */
export function resolveGateway({
  gateway = DEFAULT_GATEWAY_URL,
  headers,
}: RelinkConfig): RelinkGateway {
  return typeof gateway === 'string' ? createHttpGateway({ baseUrl: gateway, headers }) : gateway;
}
