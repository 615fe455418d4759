import { consentEndOf } from './consent-end';
import type { ItemHealth, ItemHealthState, ItemRemedy } from '../types';
import { isRecord, nonEmptyString } from '../unknown';

type Verdict = readonly [ItemHealthState, ItemRemedy];

const RELINK: Verdict = ['needs_update', 'relink'];
const RELINK_WITH_ACCOUNTS: Verdict = ['needs_update', 'relink_with_accounts'];
const NEW_LINK: Verdict = ['revoked', 'new_link'];
const VISIT_BANK: Verdict = ['needs_update', 'visit_bank'];
const WAIT: Verdict = ['unavailable', 'wait'];

/** What each of Plaid's codes means for the user (plaid.com/docs/errors/item, /institution, /api, /invalid-input). */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  ITEM_LOGIN_REQUIRED: RELINK,
  ACCESS_NOT_GRANTED: RELINK,
  ADDITIONAL_CONSENT_REQUIRED: RELINK,
  INSUFFICIENT_CREDENTIALS: RELINK,
  INVALID_CREDENTIALS: RELINK,
  INVALID_MFA: RELINK,
  INVALID_OTP: RELINK,
  USER_INPUT_TIMEOUT: RELINK,
  NO_ACCOUNTS: RELINK_WITH_ACCOUNTS,
  NO_AUTH_ACCOUNTS: RELINK_WITH_ACCOUNTS,
  INVALID_ACCOUNT_ID: RELINK_WITH_ACCOUNTS,
  // In update mode only: Plaid cannot match the login to the Item, and more update mode will not help.
  INVALID_UPDATED_USERNAME: NEW_LINK,
  ITEM_NOT_FOUND: NEW_LINK,
  USER_PERMISSION_REVOKED: NEW_LINK,
  USER_ACCOUNT_REVOKED: NEW_LINK,
  ITEM_LOCKED: VISIT_BANK,
  PASSWORD_RESET_REQUIRED: VISIT_BANK,
  USER_SETUP_REQUIRED: VISIT_BANK,
  // The bank is gone for good, so waiting does not help either.
  INSTITUTION_NO_LONGER_SUPPORTED: NEW_LINK,
};

const NO_ACCOUNTS = { error_type: 'ITEM_ERROR', error_code: 'NO_ACCOUNTS' };

/** What is down is not the Item. Types and codes share these beginnings. */
const OUTAGE = /^(INSTITUTION|API|RATE_LIMIT|INTERNAL_SERVER|PLANNED_MAINTENANCE)/;

const APP_ERROR = /^INVALID_(INPUT|REQUEST|CONFIGURATION)$/;

/** Plaid announces the end of a consent 7 days ahead (plaid.com/docs/api/items, PENDING_DISCONNECT). */
const EXPIRING_MS = 7 * 24 * 60 * 60_000;

/**
 * What an Item's `/item/get` body says about its health, and what helps.
 *
 * A code that is not listed counts as `needs_update`, `relink`: update mode shows the user what the bank wants, and
 * the server is asked again afterwards, so nothing is claimed to be well that is not.
 *
 * Healthy is only what Plaid says is: `error` must be there, and null. A body without it says nothing, and counts as
 * `unavailable`.
 *
 * @param item Plaid's `item` object
 * @param nowMs milliseconds since the epoch, for the end of a consent
 * @param accounts those of `/accounts/get`, where it was asked too: Items that share no account were seen with
 * `error: null` (tomfunk/fungible pull request 171)
 */
export function classifyItem(item: unknown, nowMs: number, accounts?: unknown): ItemHealth {
  const fields = isRecord(item) ? item : {};
  const isEmpty = fields.error === null && Array.isArray(accounts) && accounts.length === 0;
  const error = isRecord(fields.error) ? fields.error : isEmpty ? NO_ACCOUNTS : null;
  const errorCode = error && nonEmptyString(error.error_code);
  const until = consentEndOf(fields.consent_expiration_time);
  const [state, remedy] = error
    ? verdictOf(errorCode, nonEmptyString(error.error_type))
    : fields.error === null
      ? consentVerdict(until - nowMs)
      : WAIT;
  return {
    state,
    remedy,
    errorCode,
    consentExpiresAt: Number.isNaN(until) ? null : new Date(until),
    institutionName: nonEmptyString(fields.institution_name),
  };
}

function verdictOf(code: string | null, type: string | null): Verdict {
  const known = code !== null && isItemCode(code) ? VERDICTS[code] : undefined;
  if (known) return known;
  // Nor can the user help what is wrong with the app's keys or requests.
  const isTheirs = APP_ERROR.test(type ?? '') || OUTAGE.test(type ?? '') || OUTAGE.test(code ?? '');
  return isTheirs ? WAIT : RELINK;
}

/** What of Plaid's error object is made for logic. */
interface PlaidCodes {
  error_code: string;
  error_type: string;
}

/** What helps after Link reported this error; a code that is not known may just be tried again. */
export function remedyOf(error: PlaidCodes): ItemRemedy {
  return verdictOf(error.error_code, error.error_type)[1];
}

/** Whether an error of Link's is about the app's keys or configuration, which no user can help. */
export function isAboutApp({ error_code, error_type }: PlaidCodes): boolean {
  return APP_ERROR.test(error_type) && !isItemCode(error_code);
}

/** Whether opening Link in update mode is what helps, or at least may. */
export function isRelinkable(remedy: ItemRemedy): boolean {
  return remedy === 'relink' || remedy === 'relink_with_accounts' || remedy === 'none';
}

/** Whether a code of Plaid's speaks about an Item, whatever its type: some of these are `INVALID_INPUT`. */
export function isItemCode(code: string): boolean {
  return Object.hasOwn(VERDICTS, code);
}

function consentVerdict(leftMs: number): Verdict {
  if (leftMs <= 0) return RELINK;
  return leftMs <= EXPIRING_MS ? ['expiring', 'relink'] : ['healthy', 'none'];
}
