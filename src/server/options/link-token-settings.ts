/** Kinds of accounts, as `account_filters` of `/link/token/create` names them. */
export type AccountType = 'depository' | 'credit' | 'loan' | 'investment' | 'other';

/** The fields of `/link/token/create` that go with `products` of an existing Item. */
export type ProductOption =
  | 'auth'
  | 'identity'
  | 'statements'
  | 'income_verification'
  | 'cra_options'
  | 'consumer_report_permissible_purpose';

/**
 * How Link looks and what it may ask: the fields of `/link/token/create` that have an effect in update mode
 * (plaid.com/docs/link/update-mode). `webhook` is missing because it has none; use `/item/webhook/update`.
 */
export interface LinkTokenSettings {
  /** Your app's name, at most 30 characters. Plaid shows "This Application" in place of a longer one. */
  clientName: string;
  /** ISO 3166-1 alpha-2, such as `['US']`. */
  countryCodes: readonly string[];
  /** Such as `'en'`. If you use a Link customization, it must be the customization's language. */
  language: string;
  /**
   * Where an OAuth bank returns to in embedded browsers: HTTPS, without query and fragment, and registered in Plaid's
   * dashboard.
   * @default none
   */
  redirectUri?: string | undefined;
  /**
   * The Link customization. With account selection it must be one with Account Select v2; else Plaid answers
   * `INVALID_LINK_CUSTOMIZATION`.
   * @default the account's default customization
   */
  linkCustomizationName?: string | undefined;
  /** Further products that the user is asked to consent to (`ADDITIONAL_CONSENT_REQUIRED`). @default none */
  additionalConsentedProducts?: readonly string[] | undefined;
  /**
   * Adds a product of Plaid's credit family, or makes Plaid verify `auth` or `identity` again. Plaid refuses other
   * products in update mode; see `additionalConsentedProducts`.
   * @default none
   */
  products?: readonly string[] | undefined;
  /**
   * What those products require in addition, in Plaid's own form, such as `{ statements: { start_date, end_date } }`.
   * @default none
   */
  productOptions?: Readonly<Partial<Record<ProductOption, unknown>>> | undefined;
  /**
   * The accounts that the user may choose from: subtypes by type. Sent with account selection only.
   * @default all accounts
   */
  accountFilters?: Readonly<Partial<Record<AccountType, readonly string[]>>> | undefined;
  /**
   * Offers Plaid's own page if Link's script cannot be loaded (ad blockers, strict networks). The button then opens
   * that page in a new tab at the next click. Plaid must have enabled Hosted Link for your account.
   * `completionRedirectUri` is where the page sends the user afterwards; without it, the user closes the tab.
   * @default false
   */
  hostedLink?: boolean | { completionRedirectUri?: string | undefined } | undefined;
}
