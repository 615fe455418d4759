import type { RelinkError } from '../errors/relink-error';
import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from '../link/plaid-types';
import type { ItemHealth, RelinkStatus, TokenKind } from '../types';

/** Options of one relink: how Link opens, and the app's callbacks. All may change at any render; the newest are used. */
export interface RelinkOptions {
  /**
   * Which token opens Link.
   * @default 'public_token' where the provider has `publicKeyOptions`, else 'link_token'
   */
  tokenKind?: TokenKind | undefined;
  /** Let the user add or change accounts. @default false */
  accountSelection?: boolean | undefined;
  /** Plaid's `onSuccess`. In update mode there is no token to exchange: the Item keeps its id and its access. */
  onSuccess?:
    ((publicToken: string | null, metadata: PlaidLinkOnSuccessMetadata) => void) | undefined;
  /** Plaid's `onExit`. `error` is the last one that the user saw, also when they simply closed Link. */
  onExit?: ((error: PlaidLinkError | null, metadata: PlaidLinkOnExitMetadata) => void) | undefined;
  /** Plaid Link's `onEvent`, not the one of `createWebhookHandler`. Most events arrive only when Link closes. */
  onEvent?: ((eventName: string, metadata: PlaidLinkOnEventMetadata) => void) | undefined;
  /**
   * The server confirmed that the Item is healthy, by this relink or without it (`already_healthy`); `health` is null
   * where the gateway has no `getItem`.
   */
  onRelinked?: ((result: { itemId: string; health: ItemHealth | null }) => void) | undefined;
  /** This relink failed. The provider's `onError` is called too; without either, the error is logged. */
  onError?: ((error: RelinkError) => void) | undefined;
  /** Called at each change of the status. A dialog releases its focus trap while the status is `open`. */
  onStatusChange?: ((status: RelinkStatus) => void) | undefined;
}

/** The options of a session: those of the app, and what a component of this package adds. */
export interface SessionOptions extends RelinkOptions {
  /** Reads a view out to a screen reader. Set by the button and the notice; a UI built on `useRelink` has its own texts. */
  announce?: ((view: RelinkView) => void) | undefined;
  /** Prepares the session as soon as the component is mounted. */
  prepareOnMount?: boolean | undefined;
}

/** The newest options of one component; callable after the component has unmounted. */
export type OptionsSource = () => RelinkOptions;

/** How one relink ended. */
export type RelinkResult =
  | {
      status: 'relinked';
      itemId: string;
      /** Null where the gateway has no `getItem`: no server has confirmed this relink. */
      health: ItemHealth | null;
      /** Plaid's, as `onSuccess` gets it. */
      metadata: PlaidLinkOnSuccessMetadata;
    }
  | {
      status: 'exited';
      itemId: string;
      /** The last error that the user saw in Link, or null. */
      error: PlaidLinkError | null;
      metadata: PlaidLinkOnExitMetadata;
      /** What the server said afterwards; null where it was not asked or did not answer. */
      health: ItemHealth | null;
    }
  | {
      /** The Item was already healthy: it was repaired outside of this session. The status becomes `relinked`, and `onRelinked` is called. */
      status: 'already_healthy';
      itemId: string;
      health: ItemHealth;
      /**
       * Another tab of this app said that it had relinked the Item; or the user went through Plaid's own page, which
       * reports nothing; `elsewhere` where the cause is not known.
       */
      by: 'another_tab' | 'hosted_link' | 'elsewhere';
    }
  | { status: 'failed'; itemId: string; error: RelinkError };

/** What a button shows of its Item's session. `error` is set exactly while `status` is 'failed'. */
export type RelinkView =
  | { readonly status: Exclude<RelinkStatus, 'failed'>; readonly error: null }
  | { readonly status: 'failed'; readonly error: RelinkError };
