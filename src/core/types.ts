/**
 * The vocabulary that every room shares.
 */

/** Which short-lived token opens Link for an Item. Plaid deprecated `public_token` for this in July 2020. */
export type TokenKind = 'public_token' | 'link_token';

/** The system of an app that opens Link with Plaid's SDK. A browser on a phone is none. */
export type AppPlatform = 'ios' | 'android';

export function isAppPlatform(value: unknown): value is AppPlatform {
  return value === 'ios' || value === 'android';
}

/** Where the user signs in: on Plaid's own page, or there where the page is in a web view. */
export type RelinkPresentation = 'auto' | 'hosted';

/** Where an Item stands, as the server knows it from Plaid's `/item/get`. */
export type ItemHealthState = 'healthy' | 'needs_update' | 'expiring' | 'revoked' | 'unavailable';

export const HEALTH_STATES: readonly ItemHealthState[] = [
  'healthy',
  'needs_update',
  'expiring',
  'revoked',
  'unavailable',
];

/** What helps an Item. Only `relink` and `relink_with_accounts` are answered by opening Link in update mode. */
export type ItemRemedy =
  'none' | 'relink' | 'relink_with_accounts' | 'new_link' | 'visit_bank' | 'wait';

export const REMEDIES: readonly ItemRemedy[] = [
  'none',
  'relink',
  'relink_with_accounts',
  'new_link',
  'visit_bank',
  'wait',
];

/**
 * What is known of an Item while Plaid's `/item/get` reports no error: a webhook or the app itself has said it.
 *
 * - `disconnect`: the bank ends this connection (`PENDING_DISCONNECT`), as when it moves its users to another API.
 * - `expiration`: the consent ends (`PENDING_EXPIRATION`, UK and EU).
 * - `permission_revoked`: the user withdrew access to the whole Item (`USER_PERMISSION_REVOKED`).
 * - `account_revoked`: the user withdrew access to an account (`USER_ACCOUNT_REVOKED`).
 * - `product_permissions`: a product lacks the user's permission (`PRODUCT_PERMISSIONS_REQUIRED` of Auth and Identity).
 * - `consent`: the app needs consent to a further product (`ADDITIONAL_CONSENT_REQUIRED`).
 * - `new_accounts`: the user has accounts that the app cannot see (`NEW_ACCOUNTS_AVAILABLE`). This is no problem.
 * - `app`: the app wants a relink for a reason of its own.
 */
export type ItemFlagKind =
  | 'disconnect'
  | 'expiration'
  | 'permission_revoked'
  | 'account_revoked'
  | 'product_permissions'
  | 'consent'
  | 'new_accounts'
  | 'app';

/** A record, so that a kind which is missing here is a type error. */
const IS_FLAG_KIND: Readonly<Record<ItemFlagKind, true>> = {
  disconnect: true,
  expiration: true,
  permission_revoked: true,
  account_revoked: true,
  product_permissions: true,
  consent: true,
  new_accounts: true,
  app: true,
};

export const FLAG_KINDS = Object.keys(IS_FLAG_KIND) as readonly ItemFlagKind[];

/** An Item's bank, as far as the backend says more of it than its name. All of it may be shown as it is. */
export interface ItemInstitution {
  /** Plaid's `institution_id`. */
  id?: string | undefined;
  /** At most 200 characters. */
  name: string;
  /** A square image: an https address, or a path of the page's own origin. */
  logoUrl?: string | undefined;
  /** The bank's own site: an https address. */
  url?: string | undefined;
  /** The bank's colour: `#rgb` or `#rrggbb`, in lower case. */
  color?: string | undefined;
  /** Whether the user signs in on the bank's own page (plaid.com/docs/link/oauth). */
  oauth?: boolean | undefined;
}

/** The health of one Item, confirmed by the server. */
export interface ItemHealth {
  /** `healthy` only where Plaid said so: no error, and accounts that are shared. */
  state: ItemHealthState;
  /** What to offer the user. */
  remedy: ItemRemedy;
  /** Plaid's `error_code`, or null where Plaid reports no error. For logic and support, never for the user's eyes. */
  errorCode: string | null;
  /**
   * When access ends unless the user goes through Link: the end of the consent (US OAuth banks, UK and EU), or the end that
   * a webhook announced, whichever is sooner. Null where neither is known.
   */
  consentExpiresAt: Date | null;
  /** The bank's name, where Plaid gives it. */
  institutionName: string | null;
  /**
   * Why, where it is known: the `reason` of a webhook, such as `INSTITUTION_MIGRATION`, or Plaid's `error_code_reason`, such
   * as `OAUTH_USER_REVOKED`.
   */
  reason?: string | null | undefined;
  /** What webhooks or the app have said of the Item and is not over. Empty, or missing, where the backend keeps no records. */
  flags?: readonly ItemFlagKind[] | undefined;
  /** Plaid's id of the bank. */
  institutionId?: string | null | undefined;
  /**
   * The id of another Item of the user's that has the same login, where the backend says that this Item is one too many. A
   * relink of this one may break the other one.
   */
  duplicateOf?: string | null | undefined;
  /**
   * What the backend says of the bank beside its name, where it says so. A field that cannot be shown safely is left out, such
   * as a `javascript:` address.
   */
  institution?: ItemInstitution | null | undefined;
  /**
   * When Plaid was asked, where the backend says so. An answer that differs in nothing else does not render a component
   * again, so in the UI this is when Plaid first said the same.
   */
  checkedAt?: Date | null | undefined;
  /** When Plaid last got transactions or investments from the bank. */
  lastUpdated?: Date | null | undefined;
}

/**
 * The states of a Link session, as a button shows them; also the values of `data-state`. `relinked` is shown after a result
 * `already_healthy` too.
 */
export type RelinkStatus =
  | 'idle'
  | 'preparing'
  | 'ready'
  | 'opening'
  | 'open'
  | 'confirming'
  | 'relinked'
  | 'exited'
  | 'failed';

/** What a notice is about. It decides the texts and the action, and is also the notice's `data-topic`. */
export type NoticeTopic =
  | 'relink' // the user has to log in again
  | 'accounts' // the user does not share an account that the app needs, which may be one of several
  | 'expiring' // the user's consent ends soon
  | 'migrating' // the bank changes how it connects, and ends this connection soon
  | 'new_link' // update mode cannot help: the bank has to be connected again
  | 'duplicate' // another Item has the same login, and the bank keeps one of the two
  | 'visit_bank' // the user has to do something at the bank first
  | 'wait' // the bank or Plaid is down
  | 'new_accounts' // no problem: the user can share accounts that are new
  | 'unchecked' // the backend could not be asked how the Item is, and nothing is known of it yet
  | 'repaired'; // it was broken, and is healthy now

/** A callback that an app passes. */
export type RelinkCallback<Args extends unknown[]> = (...args: Args) => void;
