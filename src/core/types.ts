/**
 * The vocabulary that every room shares.
 */

/** Which short-lived token opens Link for an Item. Plaid deprecated `public_token` for this in July 2020. */
export type TokenKind = 'public_token' | 'link_token';

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

/** The health of one Item, confirmed by the server. */
export interface ItemHealth {
  /** `healthy` only where Plaid said so: no error, and accounts that are shared. */
  state: ItemHealthState;
  /** What to offer the user. */
  remedy: ItemRemedy;
  /** Plaid's `error_code`, or null where Plaid reports no error. For logic and support, never for the user's eyes. */
  errorCode: string | null;
  /** When the user's consent ends (US OAuth banks, UK and EU), or null where it does not. */
  consentExpiresAt: Date | null;
  /** The bank's name, where Plaid gives it. */
  institutionName: string | null;
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

/**
 * A callback that an app passes. TypeScript compares its parameters as those of a method, in both directions, so that a
 * callback typed with the metadata of react-plaid-link 4 or 5 fits; a plain function type would refuse it.
 */
export type RelinkCallback<Args extends unknown[]> = {
  /** Written as a method, since TypeScript compares those in both directions. */
  bivarianceHack(...args: Args): void;
}['bivarianceHack'];
