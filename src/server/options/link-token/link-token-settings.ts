/** Kinds of accounts, as `account_filters` of `/link/token/create` names them. */
export type AccountType = 'depository' | 'credit' | 'loan' | 'investment' | 'other';

/** The fields of `/link/token/create` that go with `products` of an existing Item. */
export type ProductOption =
  | 'auth'
  | 'identity'
  | 'investments_auth'
  | 'statements'
  | 'income_verification'
  | 'cra_options'
  | 'consumer_report_permissible_purpose';

/** Link's colours: light, dark, or as the user's system has it. */
export type AppearanceMode = 'LIGHT' | 'DARK' | 'SYSTEM';

/** Plaid's own page in place of Link in the app's page (plaid.com/docs/link/hosted-link). */
export interface HostedLinkSettings {
  /**
   * Where the page sends the user afterwards: any absolute URI, such as `'https://app.example.com/done'`, or
   * `'myapp://done'` where an app registers this scheme. It is not registered in Plaid's dashboard.
   * @default none: the user closes the tab
   */
  completionRedirectUri?: string | undefined;
  /** How long the page can be opened, in seconds: at most 1814400, which is 21 days. @default 1800 */
  urlLifetimeSeconds?: number | undefined;
  /**
   * True where a mobile app opens the page, in an `ASWebAuthenticationSession` or a Chrome custom tab.
   * @default false
   */
  isMobileApp?: boolean | undefined;
  /**
   * Makes Plaid send the page's address to the user, each time that the page asks for a Hosted Link: `'sms'` needs
   * `user.phoneNumber`, `'email'` needs `user.emailAddress`. Plaid must have enabled Link Delivery, a beta; in Sandbox it
   * sends no e-mail. The page can be opened for 1 day from a text message and for 7 days from an e-mail, unless
   * `urlLifetimeSeconds` says otherwise.
   * @default none: send the address yourself, or open it in the page
   */
  deliveryMethod?: 'sms' | 'email' | undefined;
}

/** Of `user` of `/link/token/create`. Personal data: it goes to Plaid, and into no log of this package. */
export interface LinkUserSettings {
  /** In E.164 form, such as `'+14155550123'`. Link also prefills it for returning users. @default none */
  phoneNumber?: string | undefined;
  /** For `deliveryMethod: 'email'`. @default none */
  emailAddress?: string | undefined;
}

/** Of `transfer` of `/link/token/create`. */
export interface LinkTransferSettings {
  /** The `id` that `/transfer/authorization/create` gave. */
  authorizationId: string;
}

/**
 * How Link looks and what it may ask: the fields of `/link/token/create` that have an effect in update mode
 * (plaid.com/docs/link/update-mode).
 */
export interface LinkTokenSettings {
  /** Your app's name, at most 30 characters. Plaid shows "This Application" in place of a longer one. */
  clientName: string;
  /** ISO 3166-1 alpha-2, such as `['US']`. */
  countryCodes: readonly string[];
  /**
   * One of da, nl, en, et, fr, de, hi, it, lv, lt, no, pl, pt, ro, es, sv and vi, in lower case
   * (plaid.com/docs/api/link). If you use a Link customization, it must be the customization's language.
   */
  language: string;
  /**
   * Where an OAuth bank returns to, in embedded browsers and in an iOS app, as a universal link: HTTPS, without query and
   * fragment, and registered in Plaid's dashboard. It is not sent for an Android app.
   * @default none
   */
  redirectUri?: string | undefined;
  /**
   * The package of the Android app that opens Link, registered in Plaid's dashboard. It is sent in place of `redirectUri`
   * where the request is from an Android app (`platform`), which gets a 400 without it, and `onError` the reason.
   * @default none
   */
  androidPackageName?: string | undefined;
  /**
   * The Link customization. With account selection it must be one with Account Select v2; else Plaid answers
   * `INVALID_LINK_CUSTOMIZATION`.
   * @default the account's default customization
   */
  linkCustomizationName?: string | undefined;
  /** Link's colours. A closed beta of Plaid's. @default the customization's */
  appearanceMode?: AppearanceMode | undefined;
  /**
   * Further products that the user is asked to consent to (`ADDITIONAL_CONSENT_REQUIRED`). In settings that are the same
   * for all requests, each relink asks for them; a `linkToken` function can ask for the purpose `'consent'` alone. A user
   * who declines leaves Link with an exit, and the Item keeps what it had.
   * @default none
   */
  additionalConsentedProducts?: readonly string[] | undefined;
  /**
   * Adds a product of Plaid's credit family, or makes Plaid verify `auth`, `identity` or `investments_auth`. Plaid refuses
   * other products in update mode; see `additionalConsentedProducts`. `auth` and `identity` exclude the credit family.
   *
   * Products that are the same for all requests are requested by every relink: `['assets']` adds Assets to each Item
   * that a user repairs, and Plaid bills it. Return them for one purpose, from a `linkToken` function.
   *
   * Plaid Check (`cra_…`) needs `userId` or `userToken` of what `findItem` returns. Where both are missing, the request
   * gets a 500, and `onError` the reason; start-up cannot know it.
   * @default none
   * @example
   * linkToken: (item, user, request, { purpose }) => ({
   *   ...settings,
   *   ...(purpose === 'verify' && { products: ['auth'] }),
   * })
   */
  products?: readonly string[] | undefined;
  /**
   * What those products require in addition, in Plaid's own form, such as `{ statements: { start_date, end_date } }`.
   * Plaid requires `statements` and `income_verification` beside the products of these names.
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
   * that page in a new tab at the next click.
   * @default false
   */
  hostedLink?: boolean | HostedLinkSettings | undefined;
  /**
   * For LINK webhooks, such as the end of a Hosted Link (`SESSION_FINISHED`). The handler adds `relink_item_id` and
   * `relink_purpose` to its query, so that `createWebhookHandler` can tell whose Item was relinked. The Item keeps the
   * address of its own webhooks, which `/item/webhook/update` changes. No source tells whether LINK webhooks of update
   * mode go to this address or to the Item's: let one route answer both.
   * @default none
   */
  webhook?: string | undefined;
  /**
   * How to reach this user, for Link Delivery. The `client_user_id` comes from `findItem`. Return it from a `linkToken`
   * function: in settings for all requests it is refused.
   * @default none
   */
  user?: LinkUserSettings | undefined;
  /**
   * The transfer whose authorization waits for the user (`USER_ACTION_REQUIRED`, plaid.com/docs/link/update-mode). The
   * Item's access token is sent too. Return it from a `linkToken` function: in settings for all requests it is refused.
   * @default none
   */
  transfer?: LinkTransferSettings | undefined;
}
