import type { RelinkError } from '../errors/relink-error';
import { createHttpGateway, type HeadersSource } from '../gateway/http-gateway';
import type { ItemBody, ItemsBody, RelinkGateway } from '../gateway/wire';
import type { PlaidLinkEventName } from '../link/plaid-names';
import type { PlaidLinkOnEventMetadata, PublicKeyOptions } from '../link/plaid-types';
import type { RelinkPresentation, RelinkCallback, TokenKind } from '../types';
import type { RelinkActivity } from './activity';

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
  /**
   * Where the user signs in, unless a button says otherwise: see `presentation` of the button.
   * @default Link opens in the page
   */
  presentation?: RelinkPresentation | undefined;
  /** What Link needs beside a public token. Legacy: Plaid stopped launching public-key Link in 2025. */
  publicKeyOptions?: PublicKeyOptions | undefined;
  /**
   * Your id of the signed-in user. A session that an OAuth redirect interrupted is resumed for the same user alone; the tab
   * may be on a computer that many use. The browser keeps a 64-bit print of it, until the session ends.
   * @default none: on the return page your backend is asked whether the Item is the user's
   */
  userKey?: string | undefined;
  /** The nonce of your Content-Security-Policy, for Link's script tag. */
  cspNonce?: string | undefined;
  /** Plaid Link's `onEvent`, for the sessions of every component below. */
  onEvent?:
    RelinkCallback<[eventName: PlaidLinkEventName, metadata: PlaidLinkOnEventMetadata]> | undefined;
  /**
   * Hears of each step on the way from a notice to a connection that works, for your analytics: shown, clicked, opened, exited,
   * succeeded, confirmed, failed. In the order in which they happened, each once, whichever component began the session; after
   * the provider has unmounted, nothing more. What goes wrong before a session begins, such as code that cannot be loaded, is
   * told to `onError` alone. Give it from the start: a notice that mounts without it does not look when it is seen.
   */
  onActivity?: RelinkCallback<[activity: RelinkActivity]> | undefined;
  /**
   * The health of Items as your server knows it while it renders the page: bodies of `/item/get` by Item, or the body of
   * `/items/get`. Notices and lists are in the server's HTML then, and an Item is not asked for again when it mounts, unless
   * its `checked_at` is missing or older than a minute. It is asked for as usual from then on, such as when the user comes
   * back to the page. An entry that is none is told to `onError`, and its Item is asked for. Plain JSON. What changes here
   * after an Item has been asked for is ignored.
   */
  initialHealth?: Readonly<Record<string, ItemBody>> | ItemsBody | undefined;
  /**
   * Called with every error of every component below, for your error tracker. What goes wrong with questions about an Item's
   * health is told once for each Item and code until an answer comes; the failure of a request about several Items once, with
   * `itemId` null. An offline browser is no such error.
   */
  onError?: RelinkCallback<[error: RelinkError]> | undefined;
  /**
   * Called when the user presses "Sign in", where the backend says that they are signed out of your app. Where it returns a
   * promise, every Item of the page is asked about again once that resolves; else call `invalidate()` of `useRelinkClient`
   * after the sign-in. Without this prop the button says "Try again".
   */
  onSignIn?: SignIn | undefined;
  /**
   * Called when the user presses "Get help", where another try cannot help. Send your support `error.requestId`, which the
   * user sees as a reference to copy. Where it is null, because no answer of Plaid's brought one, send `error.code` and
   * `error.itemId`. Without this prop the button says "Try again".
   */
  onSupport?: ((error: RelinkError) => void) | undefined;
}

/** The app's sign-in. */
export type SignIn = (itemId: string) => void | Promise<void>;

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
