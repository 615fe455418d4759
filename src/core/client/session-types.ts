import type { RelinkError } from '../errors/relink-error';
import type { PlaidLinkEventName } from '../link/plaid-names';
import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
  PlaidLinkPublicToken,
} from '../link/plaid-types';
import type {
  RelinkPresentation,
  RelinkCallback,
  ItemHealth,
  RelinkStatus,
  TokenKind,
} from '../types';

/** Options of one relink: what to open Link with, and the callbacks. All may change at any render; the newest are used. */
export interface RelinkOptions {
  /**
   * Which token opens Link.
   * @default 'public_token' if the provider has `publicKeyOptions`, else 'link_token'
   */
  tokenKind?: TokenKind | undefined;
  /**
   * Where the user signs in: on Plaid's own page (Hosted Link) in a tab (`'hosted'`), or there where this page is in a web
   * view (`'auto'`), and in the page elsewhere. Plaid's page takes a link token, whatever `tokenKind` says, and the server's
   * `linkToken.hostedLink`; without that Link opens in the page, and `onError` is told.
   * @default the provider's; without it, Link opens in the page
   */
  presentation?: RelinkPresentation | undefined;
  /** Lets the user add or change accounts. @default true where `purpose` is 'accounts', else false */
  accountSelection?: boolean | undefined;
  /**
   * What the relink is for: 'repair', 'renew' (ahead of time), 'accounts', 'consent' (to a further product), or a word of the
   * app's own. It is sent with the token's request, so that the server can choose Link's products and texts by it. Only a
   * repair shows in the Item's health: for any other purpose a user who closes Link has left, whatever the server says.
   * @default 'accounts' where `accountSelection` is true, else 'repair'
   */
  purpose?: string | undefined;
  /**
   * Plaid's `onSuccess`: the user went through Link. It does not prove that the Item works again; `onRelinked` does.
   * Exchange nothing: in update mode the Item keeps its id and its access.
   */
  onSuccess?:
    | RelinkCallback<[publicToken: PlaidLinkPublicToken, metadata: PlaidLinkOnSuccessMetadata]>
    | undefined;
  /** Plaid's `onExit`: the user left Link. `error` is the last error that they saw, or null. */
  onExit?:
    RelinkCallback<[error: PlaidLinkError | null, metadata: PlaidLinkOnExitMetadata]> | undefined;
  /** Plaid Link's `onEvent`, not the one of `createWebhookHandler`. Most events arrive only when Link closes. */
  onEvent?:
    RelinkCallback<[eventName: PlaidLinkEventName, metadata: PlaidLinkOnEventMetadata]> | undefined;
  /**
   * The Item was repaired: Link succeeded, or the Item is healthy after this page saw it broken or another tab relinked it
   * (`already_healthy`). `confirmed` says whether the server has called the Item healthy.
   */
  onRelinked?: RelinkCallback<[result: { itemId: string } & Confirmation]> | undefined;
  /** This relink failed. The provider's `onError` gets the error too; without either, the error is logged. */
  onError?: RelinkCallback<[error: RelinkError]> | undefined;
  /**
   * JSON that `onDone` of `<RelinkRedirect>` gets back, where an OAuth bank sends the user to your return page: what the app
   * must know to go on, such as the step of a form. The path of the page comes back without it. It is kept in
   * sessionStorage until the session ends, so put no secret into it; 4,096 characters at most.
   */
  redirectState?: unknown;
  /** Called at each change of the status. A dialog releases its focus trap while the status is `open`. */
  onStatusChange?: RelinkCallback<[status: RelinkStatus]> | undefined;
}

/** Where the user was when a bank's redirect left the app. */
export interface RedirectOrigin {
  /**
   * The path, query and fragment of the page on which Link opened. It begins with one slash, so it is always a page of your
   * own origin. Null where this tab has no session to resume, or where the session is not the signed-in user's.
   */
  from: string | null;
  /** The `redirectState` of the button. Null where it gave none, and where `from` is null. */
  state: unknown;
}

/** Of a result without a session, or with one that may be another user's. */
export const UNKNOWN_ORIGIN: RedirectOrigin = { from: null, state: null };

/** Whether the server has confirmed that the Item is healthy. */
export type Confirmation =
  | { confirmed: true; health: ItemHealth }
  /** The gateway has no `getItem`: Link's success is all that is known. */
  | { confirmed: false; health: null };

/** The options of a session: those of the app, and what a component of this package adds. */
export interface SessionOptions extends RelinkOptions {
  /** Reads a view out to a screen reader. Set by the button and the notice; a UI built on `useRelink` has its own texts. */
  announce?: ((view: RelinkView) => void) | undefined;
}

/** The newest options of one component; callable after the component has unmounted. */
export type OptionsSource = () => RelinkOptions;

/** How one relink ended. */
export type RelinkResult =
  | ({
      /** The user went through Link with success. */
      status: 'relinked';
      itemId: string;
      /** Plaid's, as `onSuccess` gets it. */
      metadata: PlaidLinkOnSuccessMetadata;
    } & Confirmation)
  | {
      status: 'exited';
      itemId: string;
      /** The last error that the user saw in Link, or null. */
      error: PlaidLinkError | null;
      metadata: PlaidLinkOnExitMetadata;
      /** The server's answer after the exit; null if it was not asked or did not answer. */
      health: ItemHealth | null;
    }
  | {
      /**
       * The Item was repaired outside of this session: it is healthy, and this page saw it broken before, or another tab
       * reported that it relinked it. The status becomes `relinked`, and `onRelinked` is called.
       */
      status: 'already_healthy';
      itemId: string;
      health: ItemHealth;
      /**
       * 'another_tab': another tab of this app, or another provider of this page, reported that it had relinked the Item.
       * 'hosted_link': the user went to Plaid's own page, which reports no outcome. 'elsewhere': the cause is unknown.
       */
      by: 'another_tab' | 'hosted_link' | 'elsewhere';
    }
  | { status: 'failed'; itemId: string; error: RelinkError };

export type FailedResult = Extract<RelinkResult, { status: 'failed' }>;

/** The state of an Item's session. `error` is set exactly while `status` is 'failed'. */
export type RelinkView =
  | { readonly status: Exclude<RelinkStatus, 'open' | 'failed'>; readonly error: null }
  | {
      readonly status: 'open';
      readonly error: null;
      /** Set where Link is not in this page: the user signs in on Plaid's own page (Hosted Link), in another tab. */
      readonly isInOtherTab?: true;
    }
  | { readonly status: 'failed'; readonly error: RelinkError };

/** Whether Link is open or about to open for the user. No other session may take Link then. */
export function holdsLink(status: RelinkStatus): boolean {
  return status === 'opening' || status === 'open';
}

/** Whether a session is under way. */
export function isBusy(status: RelinkStatus): boolean {
  return status === 'opening' || status === 'open' || status === 'confirming';
}
