import type { AppPlatform, ItemFlagKind, ItemHealthState, ItemRemedy } from '../types';

/**
 * The wire format between the client and any backend: Plaid's own paths and bodies, with `item_id` in place of the
 * credentials, which only the backend may know.
 */

/** The body of a 200 to `POST {gateway}/item/public_token/create` with `{ item_id }`. */
export interface PublicTokenBody {
  public_token: string;
  /**
   * Seconds left, by the server's clock. Wins over `expiration`, since the browser's clock may be wrong.
   * @default 1800, Plaid's 30 minutes, where `expiration` is missing too
   */
  expires_in?: number | undefined;
  /** When the token expires, as ISO 8601. */
  expiration?: string | undefined;
  request_id?: string | undefined;
}

/**
 * The body of a 200 to `POST {gateway}/link/token/create` with
 * `{ item_id, account_selection_enabled?, hosted_link?, purpose?, platform? }`.
 */
export interface LinkTokenBody {
  link_token: string;
  /** When the token expires, as ISO 8601. */
  expiration?: string | undefined;
  /**
   * Seconds left, by the server's clock. Wins over `expiration`, since the browser's clock may be wrong.
   * @default 1800, Plaid's 30 minutes, where `expiration` is missing too
   */
  expires_in?: number | undefined;
  /** Plaid's own page, which opens Link without Link's script. Sent on request, by a backend that offers Hosted Link. */
  hosted_link_url?: string | undefined;
  request_id?: string | undefined;
}

/** An Item's bank, on the wire. A field that the client cannot show safely is left out. */
export interface InstitutionBody {
  /** Plaid's `institution_id`. */
  id?: string | null | undefined;
  /** 1 to 200 characters. */
  name: string;
  /**
   * A square image: an https address, or a path that begins with a slash. A path is of the gateway's origin where the
   * provider's `gateway` is an address, else of the page's own.
   */
  logo_url?: string | null | undefined;
  /** The bank's own site: an https address. */
  url?: string | null | undefined;
  /** The bank's colour: `#rgb` or `#rrggbb`. */
  color?: string | null | undefined;
  /** Whether the user signs in on the bank's own page (plaid.com/docs/link/oauth). */
  oauth?: boolean | null | undefined;
}

/**
 * The body of a 200 to `POST {gateway}/item/get` with `{ item_id }`, and to `POST {gateway}/item/relinked` with
 * `{ item_id, link_session_id?, purpose?, account_selection_enabled? }`.
 */
export interface ItemBody {
  item_id: string;
  health: ItemHealthState;
  remedy: ItemRemedy;
  error_code?: string | null | undefined;
  /**
   * When access ends unless the user goes through Link, as ISO 8601. A date without a time means the end of that day where
   * the user is.
   */
  consent_expiration_time?: string | null | undefined;
  institution_name?: string | null | undefined;
  /** Why: the `reason` of a webhook, or Plaid's `error_code_reason`. */
  reason?: string | null | undefined;
  /** What webhooks or the app have said of the Item and is not over. */
  flags?: readonly ItemFlagKind[] | undefined;
  institution_id?: string | null | undefined;
  /** The `item_id` of another Item of the user's with the same login, where this Item is one too many. */
  duplicate_of?: string | null | undefined;
  /** The bank, where the backend knows more of it than its name. Every backend may send it. */
  institution?: InstitutionBody | null | undefined;
  /** When Plaid was asked, as ISO 8601. */
  checked_at?: string | null | undefined;
  /** When Plaid last got data from the bank, as ISO 8601. */
  last_updated?: string | null | undefined;
  request_id?: string | undefined;
}

/**
 * The body of a 200 to `POST {gateway}/items/get` with `{ item_ids }`, at most 100 of them. One entry for each id: its
 * health, or Plaid's error object.
 */
export interface ItemsBody {
  items: readonly (ItemBody | { item_id: string; error: object })[];
}

/**
 * Plaid's own body of a 200 to `/item/get`, passed through by a backend that does not classify it. `accounts` of
 * `/accounts/get`, `flags` that the backend keeps, an `institution` and a `duplicate_of` of the wire format may be added.
 */
export interface PlaidItemBody {
  /** The id that was asked for. Needed where your ids are not Plaid's: an answer that names another Item is refused. */
  item_id?: string | undefined;
  item: object;
  status?: object | null | undefined;
  accounts?: readonly object[] | undefined;
  flags?: readonly object[] | undefined;
  institution?: InstitutionBody | null | undefined;
  /** The `item_id` of another Item of the user's with the same login, where this Item is one too many. */
  duplicate_of?: string | null | undefined;
}

/** The second argument of every gateway function. */
export interface GatewayCall {
  /** Aborts after 15 seconds, when the client stops waiting for the answer. */
  signal: AbortSignal;
}

/** The second argument of `getItem`. */
export interface GetItemCall extends GatewayCall {
  /**
   * True where the Item may have changed a moment ago, so that an answer cached before this call will not do. Over HTTP
   * this is the request header `Cache-Control: no-cache`.
   */
  fresh?: boolean;
}

/** The second argument of `createLinkToken`. */
export interface LinkTokenCall extends GatewayCall {
  /** Whether the user is to add or change accounts: sets `update.account_selection_enabled`. */
  accountSelection: boolean;
  /** True where Link's script could not be loaded: ask Plaid for a `hosted_link_url` too, if you offer Hosted Link. */
  hostedLink?: boolean;
  /** What the relink is for: the button's `purpose`. @default 'repair' */
  purpose?: string;
  /**
   * The system of the app that opens Link with Plaid's SDK: for 'android' Plaid needs `android_package_name` and no
   * `redirect_uri`. Missing in a browser.
   */
  platform?: AppPlatform;
}

/** The second argument of `reportRelink`. */
export interface ReportRelinkCall extends GatewayCall {
  /** Plaid's id of the Link session, or null where Link did not say. */
  linkSessionId: string | null;
  /** What the relink was for. */
  purpose: string;
  /** Whether the user also chose which accounts to share, so that new accounts are no news any more. @default false */
  accountSelection?: boolean;
}

/** The functions of a {@link RelinkGateway}. */
export interface RelinkGatewayFunctions {
  /** Mints a public token for the Item. Needed where `tokenKind` is 'public_token'. */
  createPublicToken?(itemId: string, call: GatewayCall): Promise<PublicTokenBody>;
  /** Mints a link token for the Item. The backend must pass the Item's access token to Plaid, or Link adds a new Item. */
  createLinkToken?(itemId: string, call: LinkTokenCall): Promise<LinkTokenBody>;
  /**
   * Returns the Item's health. Without this function a relink is not confirmed (`relinked` comes with `confirmed: false`),
   * and `useItemHealth` fails with `invalid_options`.
   */
  getItem?(itemId: string, call: GetItemCall): Promise<ItemBody | PlaidItemBody>;
  /**
   * Tells the backend that the user went through Link with success, and returns the Item's health as Plaid has it now.
   * Without this function, or where it fails with the status 404, the client goes on with `getItem`.
   */
  reportRelink?(itemId: string, call: ReportRelinkCall): Promise<ItemBody | PlaidItemBody>;
  /**
   * Returns the health of up to 100 Items at once. Without this function, or where it fails with the status 404, each Item
   * is asked for by itself.
   */
  getItems?(itemIds: readonly string[], call: GetItemCall): Promise<ItemsBody>;
}

/**
 * The app's backend, as this package calls it. Pass your own functions where the backend speaks tRPC or GraphQL, or has
 * its own routes. Each resolves to a body of the wire format. To report an HTTP failure, throw an object with a numeric
 * `status`, with Plaid's error object as `body` where there is one, and with `retryAfterMs` where the backend said when to try
 * again. An error of `createRelinkService` has these fields. The errors of axios (`response.status`) and tRPC
 * (`data.httpStatus`) are understood as they are.
 *
 * At least one of the functions: see each for what is missing without it.
 */
export type RelinkGateway = {
  [Name in keyof RelinkGatewayFunctions]-?: RelinkGatewayFunctions &
    Required<Pick<RelinkGatewayFunctions, Name>>;
}[keyof RelinkGatewayFunctions];
