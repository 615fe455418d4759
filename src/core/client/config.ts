import type { RelinkError } from '../errors/relink-error';
import type { HeadersSource } from '../gateway/http-gateway';
import type { PlaidLinkOnEventMetadata, PublicKeyOptions } from '../link/plaid-types';
import type { TokenKind } from '../types';
import type { RelinkGateway } from '../gateway/wire';

/** What an app tells this package once, on its provider. All of it may change; the newest is used at each call. */
export interface RelinkConfig {
  /**
   * Base URL of the app's backend, or functions of your own.
   * @default '/api/plaid'
   */
  gateway?: string | RelinkGateway | undefined;
  /** Headers for each request to the backend, such as a CSRF token; a function is asked before each request. */
  headers?: HeadersSource | undefined;
  /**
   * Which token opens Link, unless a button says otherwise.
   * @default 'public_token' where `publicKeyOptions` are given, else 'link_token'
   */
  tokenKind?: TokenKind | undefined;
  /** What Link needs beside a public token. Legacy: Plaid launches no public-key Link since 2025. */
  publicKeyOptions?: PublicKeyOptions | undefined;
  /** The nonce of your Content-Security-Policy, for Link's script tag. */
  cspNonce?: string | undefined;
  /** Plaid's `onEvent`, for the sessions of every button below. */
  onEvent?: ((eventName: string, metadata: PlaidLinkOnEventMetadata) => void) | undefined;
  /** Every error of every button below; the place for your error tracker. */
  onError?: ((error: RelinkError) => void) | undefined;
}
