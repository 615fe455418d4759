import { ACCOUNTS, type FakeAccount } from './accounts';
import { PlaidError } from './plaid-error';

type UpdateType = 'background' | 'user_present_required';

/** When Plaid fetched data, by the fake's clock; ISO 8601. */
export interface FakeUpdateTimes {
  lastSuccessfulUpdate?: string | null;
  lastFailedUpdate?: string | null;
}

/** The updates of an Item's products, as `/item/get` reports them in `status`. */
export interface FakeItemStatus {
  transactions?: FakeUpdateTimes;
  investments?: FakeUpdateTimes;
}

/** An error that an Item gets once the fake Plaid's clock reaches `at`, unless update mode succeeds before. */
export interface PendingItemError {
  /** ISO 8601. */
  readonly at: string;
  readonly errorCode: string;
  readonly errorCodeReason: string | null;
}

/** The end of an Item that its bank has announced. */
export interface AnnouncedDisconnect {
  /** ISO 8601. */
  readonly at: string;
  readonly reason: 'INSTITUTION_MIGRATION' | 'INSTITUTION_TOKEN_EXPIRATION';
  /** False if the webhook has no `disconnect_time`. */
  readonly isTimeSent: boolean;
  /** True if a relink gives the Item a consent of 12 months. */
  readonly startsConsent: boolean;
}

/** One Item at the fake Plaid. */
export interface FakeItemState {
  readonly itemId: string;
  readonly accessToken: string;
  readonly institutionId: string;
  readonly institutionName: string;
  /** ISO 8601, by the fake's clock. */
  readonly createdAt: string;
  /** Plaid's `item.error.error_code`, or null for a healthy Item. */
  errorCode: string | null;
  /** Plaid's `item.error.error_code_reason`, such as `OAUTH_USER_REVOKED`. */
  errorCodeReason: string | null;
  /** ISO 8601, or null for a consent that does not end. */
  consentExpirationTime: string | null;
  /** The address of its webhooks. */
  webhook: string | null;
  /** How many accounts the user shares. */
  readonly accountCount: number;
  /** The ids of the accounts that the user shares. */
  accountIds: readonly string[];
  /** The accounts that the user has at the bank, shared or not. */
  bankAccounts: readonly FakeAccount[];
  /** The same for Items of the same login at the bank. */
  readonly loginId: string;
  /** Plaid's `update_type`; null if it follows from the error. */
  updateType: UpdateType | null;
  /** When Plaid last fetched data. */
  status: FakeItemStatus;
  /** How often Link in update mode succeeded. */
  relinkCount: number;
  /** True if Plaid makes no token for it, since the user withdrew access for good. */
  refusesLink: boolean;
  /** The error that it gets later, such as at the end that `announceDisconnect` announced. */
  pendingError: PendingItemError | null;
  /** The end that the bank has announced. */
  disconnect: AnnouncedDisconnect | null;
  /** The last webhook that was sent about it. */
  lastWebhook: { readonly sentAt: string; readonly code: string } | null;
}

/** The state of a new Item. */
export interface ItemInit {
  itemId?: string | undefined;
  accessToken?: string | undefined;
  institutionId: string;
  institutionName: string;
  errorCode?: string | null | undefined;
  consentExpirationTime?: string | null | undefined;
  webhook?: string | null | undefined;
  accountCount?: number | undefined;
  errorCodeReason?: string | null | undefined;
  updateType?: UpdateType | undefined;
  status?: FakeItemStatus | undefined;
  /** An Item of the same login at the bank. */
  sharesLoginWith?: FakeItemState | undefined;
}

export function createItemState(
  init: ItemInit,
  ids: { itemId: string; accessToken: string; createdAt: string },
): FakeItemState {
  const accounts: readonly FakeAccount[] = ACCOUNTS.slice(0, init.accountCount ?? ACCOUNTS.length);
  return {
    ...ids,
    institutionId: init.institutionId,
    institutionName: init.institutionName,
    errorCode: init.errorCode ?? null,
    errorCodeReason: init.errorCodeReason ?? null,
    consentExpirationTime: init.consentExpirationTime ?? null,
    webhook: init.webhook ?? null,
    get accountCount() {
      return this.accountIds.length;
    },
    accountIds: accounts.map(({ id }) => id),
    bankAccounts: ACCOUNTS,
    loginId: init.sharesLoginWith?.loginId ?? ids.itemId,
    updateType: init.updateType ?? null,
    status: init.status ?? {},
    relinkCount: 0,
    refusesLink: false,
    pendingError: null,
    disconnect: null,
    lastWebhook: null,
  };
}

/** Breaks an Item, or heals it with null. */
export function setItemError(
  item: FakeItemState,
  errorCode: string | null,
  errorCodeReason: string | null = null,
): void {
  item.errorCode = errorCode;
  item.errorCodeReason = errorCodeReason;
}

/** US banks give consents of 12 months (plaid.com/docs/link/oauth). */
const YEAR_MS = 365 * 24 * 60 * 60_000;

/** What a success of Link does to its Item. */
export function relinkItem(item: FakeItemState, now: number): void {
  setItemError(item, null);
  item.relinkCount += 1;
  // A success renews the consent as if the Item were new (plaid.com/docs/link/update-mode).
  if (item.consentExpirationTime !== null || item.disconnect?.startsConsent) {
    item.consentExpirationTime = new Date(now + YEAR_MS).toISOString();
  }
  item.pendingError = null;
  item.disconnect = null;
}

export function sharedAccounts({ bankAccounts, accountIds }: FakeItemState): FakeAccount[] {
  return bankAccounts.filter(({ id }) => accountIds.includes(id));
}

/** @throws PlaidError that of the Item, as endpoints of products do */
export function assertNoError({ errorCode, errorCodeReason }: FakeItemState): void {
  if (errorCode) throw new PlaidError(errorCode, undefined, errorCodeReason);
}
