import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
  PublicKeyOptions,
} from './plaid-types';

/** The options of one Link. */
export interface LinkOptions {
  token: string;
  /** With a public token only. */
  publicKeyOptions?: PublicKeyOptions | undefined;
  /** On the OAuth return page only: elsewhere Link refuses it. */
  receivedRedirectUri?: string | undefined;
  cspNonce?: string | undefined;
}

export interface LinkCallbacks {
  /** Link exists, and `open()` will open it. */
  onReady(): void;
  /** Link's iframe has loaded. */
  onLoad(): void;
  onSuccess(publicToken: string | null, metadata: PlaidLinkOnSuccessMetadata): void;
  onExit(error: PlaidLinkError | null, metadata: PlaidLinkOnExitMetadata): void;
  onEvent(eventName: string, metadata: PlaidLinkOnEventMetadata): void;
  /** Link could not be created. */
  onFailure(cause: unknown): void;
}

/** One Link, hidden until opened. */
export interface MountedLink {
  open(): void;
  /** Closes Link if it is open, and removes its iframe, whether or not Link answers. Later calls do nothing. */
  remove(): void;
}

/** The tab for Plaid's own page: empty until `show()`. Where the browser opens no tab it is the page's own. */
export interface HostedTab {
  /** Whether the page takes the place of this one. */
  readonly isOwn: boolean;
  /** @throws where the browser lets this page go nowhere */
  show(url: string): void;
  /** Whether the user has closed the tab before it showed a page. */
  isClosed(): boolean;
  /** Closes a tab that shows no page. */
  close(): void;
}

/** How a session reaches Link. Implemented in `browser/link/link-adapter.tsx`. */
export interface LinkPort {
  /**
   * Resolves when Link's script has run. After a failure the next call tries again.
   * @throws RelinkError `link_blocked`
   */
  loadScript(cspNonce: string | undefined): Promise<void>;
  mount(options: LinkOptions, callbacks: LinkCallbacks): MountedLink;
  /** Opens a tab for Plaid's own page (Hosted Link). To be called inside the click, or the browser blocks the tab. */
  openHostedTab(): HostedTab;
}
