/**
 * The methods of the official `plaid` client that `createRelinkHandler` calls, in the client's own signatures. The type
 * is structural: the client itself, a wrapper or a fake fits without a cast, and no version of `plaid` is imported here.
 */
export interface PlaidClient {
  /** `/item/public_token/create`, needed for public tokens alone. Deprecated by Plaid in July 2020. */
  itemCreatePublicToken?(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidResponse;
  /** `/link/token/create`, always with the Item's access token. */
  linkTokenCreate(request: LinkTokenRequest, options?: PlaidCallOptions): PlaidResponse;
  /** `/item/get`, at most once in 4 seconds per Item. */
  itemGet(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidResponse;
  /**
   * `/accounts/get`, called when `/item/get` reports no error. Without this method an Item that shares no account
   * counts as healthy.
   */
  accountsGet?(request: AccessTokenRequest, options?: PlaidCallOptions): PlaidResponse;
  /** `/institutions/get_by_id`, once a week for each bank. Needed where the option `institutions` is on. */
  institutionsGetById?(request: InstitutionRequest, options?: PlaidCallOptions): PlaidResponse;
}

/** The methods of the official `plaid` client that `createWebhookHandler` and `verifyWebhook` call. */
export interface WebhookPlaidClient {
  /** `/webhook_verification_key/get`, once per key and hour. */
  webhookVerificationKeyGet(request: { key_id: string }, options?: PlaidCallOptions): PlaidResponse;
  /**
   * `/link/token/get`, called when a session has finished with success (`LINK/SESSION_FINISHED`), for the Item that it was
   * about. Without this method there is no event `relinked`.
   */
  linkTokenGet?(request: { link_token: string }, options?: PlaidCallOptions): PlaidResponse;
}

/** The only part of an axios response that is read. Its config and headers hold secrets. */
export type PlaidResponse = Promise<{ data: unknown }>;

/** @deprecated Use {@link PlaidClient}: it is the same type. */
export type PlaidPort = PlaidClient;

/** @deprecated Use {@link WebhookPlaidClient}: it is the same type. */
export type WebhookPort = WebhookPlaidClient;

/** @deprecated Use {@link PlaidResponse}: it is the same type. */
export type PlaidAnswer = PlaidResponse;

/** Options of one call, passed on to axios. */
export interface PlaidCallOptions {
  /** Aborts when the client has disconnected, and when `timeoutMs` is over. */
  signal?: AbortSignal;
}

/** The body of the calls about one Item. */
export interface AccessTokenRequest {
  /** Plaid's long-lived token of the Item. */
  access_token: string;
}

/** The body of `/institutions/get_by_id` (plaid.com/docs/api/institutions). */
export interface InstitutionRequest {
  institution_id: string;
  country_codes: string[];
  /** With the optional metadata Plaid sends the logo, the colour and the site too. */
  options?: { include_optional_metadata?: boolean };
}

/** The fields of `/link/token/create` that are sent in update mode (plaid.com/docs/link/update-mode). */
export interface LinkTokenRequest {
  access_token?: string | null;
  client_name?: string;
  language?: string;
  country_codes?: string[];
  user?: { client_user_id?: string; phone_number?: string; email_address?: string };
  user_id?: string;
  user_token?: string;
  redirect_uri?: string;
  android_package_name?: string;
  link_customization_name?: string;
  appearance_mode?: string | null;
  additional_consented_products?: string[] | null;
  products?: string[] | null;
  update?: { account_selection_enabled?: boolean };
  account_filters?: LinkTokenAccountFilters;
  hosted_link?: {
    completion_redirect_uri?: string;
    url_lifetime_seconds?: number;
    is_mobile_app?: boolean;
    delivery_method?: 'sms' | 'email';
  };
  transfer?: { authorization_id?: string };
  webhook?: string;
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
