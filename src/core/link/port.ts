import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
  PublicKeyOptions,
} from './plaid-types';

/** What one hidden Link is made with. */
export interface LinkOptions {
  token: string;
  /** Given with a public token only. */
  publicKeyOptions?: PublicKeyOptions | undefined;
  /** Given on the OAuth return page only: Link refuses it anywhere else. */
  receivedRedirectUri?: string | undefined;
  cspNonce?: string | undefined;
}

export interface LinkCallbacks {
  /** Link exists, and `open()` will be heard. */
  onReady(): void;
  /** Link's iframe has loaded. */
  onLoad(): void;
  onSuccess(publicToken: string | null, metadata: PlaidLinkOnSuccessMetadata): void;
  onExit(error: PlaidLinkError | null, metadata: PlaidLinkOnExitMetadata): void;
  onEvent(eventName: string, metadata: PlaidLinkOnEventMetadata): void;
  /** Link could not be made. */
  onFailure(cause: unknown): void;
}

/** One Link, hidden until opened. */
export interface MountedLink {
  open(): void;
  /** Closes it if open, and removes its iframe, whether or not Link answers. Safe to call twice. */
  remove(): void;
}

/** How a session reaches Link. Implemented in `browser/link/link-adapter.tsx`. */
export interface LinkPort {
  /** Resolves when Link's script has run. Rejects with RelinkError `link_blocked`; then the next call tries anew. */
  loadScript(cspNonce: string | undefined): Promise<void>;
  mount(options: LinkOptions, callbacks: LinkCallbacks): MountedLink;
  /** Opens Plaid's own page. To be called within the click. */
  openPage(url: string): void;
}
