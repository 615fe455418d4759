/**
 * What the handler needs of the official `plaid` client: a few methods, in its own signatures. Structural, so that
 * the client itself, a wrapped one, or a fake fits without a cast, and no version of `plaid` is imported here.
 */
export interface PlaidPort {
  /** `/item/public_token/create`. Deprecated by Plaid in July 2020. */
  itemCreatePublicToken(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidAnswer;
  /** `/link/token/create`, always with the Item's access token. */
  linkTokenCreate(request: LinkTokenRequest, options?: PlaidCallOptions): PlaidAnswer;
  /** `/item/get`: at most once in 4 s per Item. */
  itemGet(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidAnswer;
  /** Asked where `/item/get` sees no error. Without it, an Item that shares no account may pass for healthy. */
  accountsGet?(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidAnswer;
}

/** The part of an axios response that is read. Its config and headers hold secrets and are left alone. */
export type PlaidAnswer = Promise<{ data: unknown }>;

/** Passed on to axios. */
export interface PlaidCallOptions {
  /** Aborts when the client has left, and when `timeoutMs` is over. */
  signal?: AbortSignal;
}

/** The body of the calls about one Item. */
export interface AccessTokenRequest {
  access_token: string;
}

/** The fields of `/link/token/create` that update mode uses (plaid.com/docs/link/update-mode). */
export interface LinkTokenRequest {
  access_token?: string | null;
  client_name?: string;
  language?: string;
  country_codes?: string[];
  user?: { client_user_id?: string };
  redirect_uri?: string;
  link_customization_name?: string;
  additional_consented_products?: string[] | null;
  products?: string[] | null;
  update?: { account_selection_enabled?: boolean };
  account_filters?: LinkTokenAccountFilters;
  hosted_link?: { completion_redirect_uri?: string };
}

/** By type of account. */
export interface LinkTokenAccountFilters {
  depository?: AccountFilter;
  credit?: AccountFilter;
  loan?: AccountFilter;
  investment?: AccountFilter;
  other?: AccountFilter;
}

interface AccountFilter {
  account_subtypes: string[];
}
