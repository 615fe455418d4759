import type { RelinkError } from '../errors/relink-error';
import type { PlaidLinkOnEventMetadata, PublicKeyOptions } from '../link/plaid-types';
import type { AttemptDeps, TokenSource } from './link-attempt';
import type { RelinkOptions, RelinkResult, RelinkView } from '../client/session-types';
import type { TokenKind } from '../types';
import type { RelinkGateway } from '../gateway/wire';

/** What the provider says, at its newest. */
export interface SessionConfig {
  gateway: RelinkGateway;
  tokenKind: TokenKind | undefined;
  publicKeyOptions: PublicKeyOptions | undefined;
  cspNonce: string | undefined;
  onEvent: ((eventName: string, metadata: PlaidLinkOnEventMetadata) => void) | undefined;
  onError: ((error: RelinkError) => void) | undefined;
}

export interface SessionDeps extends AttemptDeps {
  config(): SessionConfig;
  /** Tells the buttons of this Item, and the app's `onStatusChange`. */
  show(view: RelinkView, options: OptionsSource): void;
  /** Tells the other tabs that the Item was relinked. */
  announce(): void;
}

/** The newest options of whoever prepared or clicked last; callable after its component is gone. */
export type OptionsSource = () => RelinkOptions;

/** The OAuth return: the same token as before the redirect. */
export type RedirectSource = TokenSource & { from: 'redirect' };

/** Everything that goes on with one Item, one relink after another. */
export interface Session {
  prepare(options: OptionsSource): void;
  open(options: OptionsSource): Promise<RelinkResult>;
  /** Continues after an OAuth redirect. */
  resume(options: OptionsSource, source: RedirectSource): Promise<RelinkResult>;
  /** Another tab says that it relinked this Item: a rumour, until the server says so too. */
  hearRepair(): void;
  /** Nobody shows this Item any more: what is only prepared, or over, is dropped. */
  forget(): void;
  /** Closes Link if it is open, and settles what is unsettled. */
  dispose(): void;
}
