import type { RelinkError } from '../errors/relink-error';
import { createHttpGateway, type HeadersSource } from '../gateway/http-gateway';
import type { RelinkGateway } from '../gateway/wire';
import type { PlaidLinkOnEventMetadata, PublicKeyOptions } from '../link/plaid-types';
import type { RelinkCallback, TokenKind } from '../types';

/** The settings of a provider. All of them may change; the newest are used at each call. */
export interface RelinkConfig {
  /**
   * Base URL of the app's backend, or a {@link RelinkGateway}: your own functions, for tRPC or GraphQL.
   * @default '/api/plaid'
   */
  gateway?: string | RelinkGateway | undefined;
  /** Headers for each request to the backend, such as a CSRF token. A function is called before each request. */
  headers?: HeadersSource | undefined;
  /**
   * Which token opens Link, unless a button says otherwise.
   * @default 'public_token' where `publicKeyOptions` are given, else 'link_token'
   */
  tokenKind?: TokenKind | undefined;
  /** What Link needs beside a public token. Legacy: Plaid stopped launching public-key Link in 2025. */
  publicKeyOptions?: PublicKeyOptions | undefined;
  /** The nonce of your Content-Security-Policy, for Link's script tag. */
  cspNonce?: string | undefined;
  /** Plaid Link's `onEvent`, for the sessions of every component below. */
  onEvent?: RelinkCallback<[eventName: string, metadata: PlaidLinkOnEventMetadata]> | undefined;
  /** Called with every error of every component below, for your error tracker. */
  onError?: RelinkCallback<[error: RelinkError]> | undefined;
}

const DEFAULT_URL = '/api/plaid';

// Beside the client, not in it: an idle button calls no backend.
const resolved = new WeakMap<
  object,
  { from: Pick<RelinkConfig, 'gateway' | 'headers'>; gateway: RelinkGateway }
>();

/** The backend of a client, as its provider's newest `gateway` and `headers` say. */
export function gatewayOf(client: { config(): RelinkConfig }): RelinkGateway {
  const { gateway = DEFAULT_URL, headers } = client.config();
  if (typeof gateway !== 'string') return gateway;
  const known = resolved.get(client);
  if (known?.from.gateway === gateway && known.from.headers === headers) return known.gateway;
  const created = createHttpGateway({ baseUrl: gateway, headers });
  resolved.set(client, { from: { gateway, headers }, gateway: created });
  return created;
}
