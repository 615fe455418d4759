import { consentEndOf } from './consent-end';
import type { ItemHealth, ItemHealthState, ItemRemedy } from '../types';
import { isRecord, nonEmptyString } from '../unknown';

type Meaning = readonly [ItemHealthState, ItemRemedy];

const RELINK: Meaning = ['needs_update', 'relink'];
const RELINK_WITH_ACCOUNTS: Meaning = ['needs_update', 'relink_with_accounts'];
const NEW_LINK: Meaning = ['revoked', 'new_link'];
const VISIT_BANK: Meaning = ['needs_update', 'visit_bank'];
const WAIT: Meaning = ['unavailable', 'wait'];

/** What each of Plaid's Item codes means for the user (plaid.com/docs/errors/item, /institution, /api, /invalid-input). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ITEM_LOGIN_REQUIRED: RELINK,
  ACCESS_NOT_GRANTED: RELINK,
  ADDITIONAL_CONSENT_REQUIRED: RELINK,
  INSUFFICIENT_CREDENTIALS: RELINK,
  INVALID_CREDENTIALS: RELINK,
  INVALID_MFA: RELINK,
  INVALID_OTP: RELINK,
  INVALID_PHONE_NUMBER: RELINK,
  USER_INPUT_TIMEOUT: RELINK,
  // Cured by update mode with `products: ['investments_auth']`: the app's `linkToken` function adds it.
  MANUAL_VERIFICATION_REQUIRED: RELINK,
  // Update mode gives the permission back, and keeps the Item's history (`UserPermissionRevokedWebhook` in the official
  // client's types). Where Plaid mints no token for the Item any more, `mergeHealth` says `new_link`.
  USER_PERMISSION_REVOKED: RELINK,
  NO_ACCOUNTS: RELINK_WITH_ACCOUNTS,
  NO_AUTH_ACCOUNTS: RELINK_WITH_ACCOUNTS,
  NO_INVESTMENT_ACCOUNTS: RELINK_WITH_ACCOUNTS,
  NO_INVESTMENT_AUTH_ACCOUNTS: RELINK_WITH_ACCOUNTS,
  NO_LIABILITY_ACCOUNTS: RELINK_WITH_ACCOUNTS,
  INVALID_ACCOUNT_ID: RELINK_WITH_ACCOUNTS,
  USER_ACCOUNT_REVOKED: RELINK_WITH_ACCOUNTS,
  // Occurs in update mode only: Plaid cannot match the login to the Item, and update mode will not help.
  INVALID_UPDATED_USERNAME: NEW_LINK,
  ITEM_NOT_FOUND: NEW_LINK,
  ITEM_CONCURRENTLY_DELETED: NEW_LINK,
  // Another account, or another bank, is what helps.
  ITEM_NOT_SUPPORTED: NEW_LINK,
  MFA_NOT_SUPPORTED: NEW_LINK,
  ITEM_LOCKED: VISIT_BANK,
  PASSWORD_RESET_REQUIRED: VISIT_BANK,
  USER_SETUP_REQUIRED: VISIT_BANK,
  // Plaid has dropped the bank for good, so waiting does not help either.
  INSTITUTION_NO_LONGER_SUPPORTED: NEW_LINK,
  PRODUCT_NOT_READY: WAIT,
  INVALID_SEND_METHOD: WAIT,
  // About what the app asked for. The user can do nothing about it.
  PRODUCTS_NOT_SUPPORTED: WAIT,
  PRODUCT_NOT_ENABLED: WAIT,
  INSTANT_MATCH_FAILED: WAIT,
};

const NO_ACCOUNTS = { error_type: 'ITEM_ERROR', error_code: 'NO_ACCOUNTS' };

/** An outage of the bank or of Plaid, which leaves the Item as it is. Types and codes begin with the same words. */
const OUTAGE = /^(INSTITUTION|API|RATE_LIMIT|INTERNAL_SERVER|PLANNED_MAINTENANCE)/;

/** Errors of a product, which Link cannot cure (plaid.com/docs/errors). Those that it can cure are in `MEANINGS`. */
const PRODUCT_ERROR =
  /^(ASSET|BANK_TRANSFER|INCOME_VERIFICATION|PARTNER|PAYMENT|SANDBOX|SIGNAL|TRANSACTION|TRANSFER)S?(_\w+)?_ERROR$|^INVALID_RESULT$/;

const APP_ERROR = /^INVALID_(INPUT|REQUEST|CONFIGURATION)$/;

const DAY_MS = 24 * 60 * 60_000;

/**
 * Plaid announces the end of a consent 7 days ahead (plaid.com/docs/api/items, PENDING_DISCONNECT). A day more, since that
 * webhook may come some minutes early.
 */
export const EXPIRING_DAYS = 8;

export interface ClassifyOptions {
  /**
   * The accounts of `/accounts/get`, where that was called too: Items without a shared account were seen with `error: null`
   * (tomfunk/fungible pull request 171).
   */
  accounts?: unknown;
  /** The `status` of `/item/get`, which stands beside its `item`. */
  status?: unknown;
  /** How many days before its end a consent counts as expiring. @default 8 */
  expiringDays?: number | undefined;
}

/**
 * Reads the health of an Item, and its remedy, from Plaid's `/item/get`.
 *
 * An unknown code counts as `needs_update`, `relink`: update mode shows the user what the bank wants, and the server
 * asks Plaid again afterwards, so no broken Item is reported as healthy.
 *
 * An Item is healthy only where Plaid says so: `error` must be present and null. A body without `error` counts as
 * `unavailable`.
 *
 * @param item Plaid's `item` object
 * @param nowMs milliseconds since the epoch, compared with the end of the consent
 */
export function classifyItem(
  item: unknown,
  nowMs: number,
  { accounts, status, expiringDays = EXPIRING_DAYS }: ClassifyOptions = {},
): ItemHealth {
  const fields = isRecord(item) ? item : {};
  const isEmpty = fields.error === null && Array.isArray(accounts) && accounts.length === 0;
  const error: Record<string, unknown> | null = isRecord(fields.error)
    ? fields.error
    : isEmpty
      ? NO_ACCOUNTS
      : null;
  const errorCode = error && nonEmptyString(error.error_code);
  const until = consentEndOf(fields.consent_expiration_time);
  const [state, remedy] = error
    ? meaningOf(errorCode, nonEmptyString(error.error_type))
    : fields.error === null
      ? meaningOfConsent(until - nowMs, expiringDays * DAY_MS)
      : WAIT;
  return {
    state,
    remedy,
    errorCode,
    consentExpiresAt: Number.isNaN(until) ? null : new Date(until),
    institutionName: nonEmptyString(fields.institution_name),
    reason: error && nonEmptyString(error.error_code_reason),
    flags: [],
    institutionId: nonEmptyString(fields.institution_id),
    lastUpdated: lastUpdateOf(status),
  };
}

/** When Plaid last got data of any product (`ItemStatusNullable` in the official client's types). */
function lastUpdateOf(status: unknown): Date | null {
  if (!isRecord(status)) return null;
  const times = [status.transactions, status.investments].map((product) =>
    Date.parse((isRecord(product) && nonEmptyString(product.last_successful_update)) || ''),
  );
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}

function meaningOf(code: string | null, type: string | null): Meaning {
  const known = code !== null && isItemCode(code) ? MEANINGS[code] : undefined;
  if (known) return known;
  // A user can do nothing about an outage, nor about the app's keys and requests.
  const isOutage = OUTAGE.test(type ?? '') || OUTAGE.test(code ?? '');
  const mustWait = isOutage || APP_ERROR.test(type ?? '') || PRODUCT_ERROR.test(type ?? '');
  return mustWait ? WAIT : RELINK;
}

/** The fields of Plaid's error object that logic may go by. */
interface PlaidCodes {
  error_code: string;
  error_type: string;
}

/** The remedy for an error that Link reported. After an unknown code, another try may help. */
export function remedyOf(error: PlaidCodes): ItemRemedy {
  return meaningOf(error.error_code, error.error_type)[1];
}

/**
 * The remedy where Plaid refused to mint a token for the Item. Update mode cannot give a withdrawn permission back then, so
 * that a relink would lead in a circle.
 */
export function remedyOfRefusal(error: PlaidCodes): ItemRemedy {
  return error.error_code === 'USER_PERMISSION_REVOKED' ? 'new_link' : remedyOf(error);
}

/** Whether an error of Link is about the app's keys or configuration, about which a user can do nothing. */
export function isAboutApp({ error_code, error_type }: PlaidCodes): boolean {
  return APP_ERROR.test(error_type) && !isItemCode(error_code);
}

/** Whether opening Link in update mode helps, or may help. */
export function isRelinkable(remedy: ItemRemedy): boolean {
  return remedy === 'relink' || remedy === 'relink_with_accounts' || remedy === 'none';
}

/** Whether one of Plaid's codes is about an Item, whatever its type: the type of some is `INVALID_INPUT`. */
export function isItemCode(code: string): boolean {
  return Object.hasOwn(MEANINGS, code);
}

function meaningOfConsent(leftMs: number, expiringMs: number): Meaning {
  if (leftMs <= 0) return RELINK;
  return leftMs <= expiringMs ? ['expiring', 'relink'] : ['healthy', 'none'];
}
