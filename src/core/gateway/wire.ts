import type { ItemHealthState, ItemRemedy } from '../types';

/**
 * The wire format between the client and any backend: Plaid's own paths and bodies, with `item_id` in place of
 * what only the backend may know.
 */

/** 200 of `POST {gateway}/item/public_token/create`. */
export interface PublicTokenBody {
  public_token: string;
  /** Seconds left, counted by the server. Wins over `expiration`, because the client's clock may be wrong. */
  expires_in?: number | undefined;
  /** ISO 8601. */
  expiration?: string | undefined;
  request_id?: string | undefined;
}

/** 200 of `POST {gateway}/link/token/create`. */
export interface LinkTokenBody {
  link_token: string;
  expiration?: string | undefined;
  expires_in?: number | undefined;
  /** Where it was asked for, and the backend offers Hosted Link: the page that opens Link without Link's script. */
  hosted_link_url?: string | undefined;
  request_id?: string | undefined;
}

/** 200 of `POST {gateway}/item/get`. */
export interface ItemBody {
  item_id: string;
  health: ItemHealthState;
  remedy: ItemRemedy;
  error_code?: string | null | undefined;
  consent_expiration_time?: string | null | undefined;
  institution_name?: string | null | undefined;
  request_id?: string | undefined;
}

/** Plaid's own 200 of `/item/get`, passed through by a backend that does not classify. */
export interface PlaidItemBody {
  item: object;
}

/** What a gateway function gets beside the Item's id. */
export interface GatewayCall {
  /** Aborts when nobody waits for the answer any more, or it takes too long. */
  signal: AbortSignal;
}

/** The same for an Item's health. */
export interface GetItemCall extends GatewayCall {
  /**
   * The Item may have changed a moment ago: an answer that you keep from before this call will not do. Over HTTP this
   * is the request header `Cache-Control: no-cache`.
   */
  fresh?: boolean;
}

/** The same for link tokens. */
export interface LinkTokenCall extends GatewayCall {
  /** Mint a token with which the user can add or change accounts. */
  accountSelection: boolean;
  /** Link's script could not be loaded: ask Plaid for a `hosted_link_url` too, if you offer that. */
  hostedLink?: boolean;
}

/**
 * The app's backend, as this package sees it. Give your own functions where the backend speaks tRPC, GraphQL or
 * has its own routes; each resolves to the body of the wire format. To report an HTTP failure, throw something with
 * a numeric `status`, and Plaid's error object as `body` where there is one.
 */
export interface RelinkGateway {
  /** Mints a public token for the Item. Needed where `tokenKind` is `public_token`. */
  createPublicToken?(itemId: string, call: GatewayCall): Promise<PublicTokenBody>;
  /** Mints a link token for the Item, with its access token: without, Link would make a new Item. */
  createLinkToken?(itemId: string, call: LinkTokenCall): Promise<LinkTokenBody>;
  /** Says how the Item is. Without it nothing is confirmed: `relinked` comes with `health: null`, and `useItemHealth` fails. */
  getItem?(itemId: string, call: GetItemCall): Promise<ItemBody | PlaidItemBody>;
}
