import type { OptionsSource } from '../../../src/core/client/session-types';
import type { Prepared, TokenSource } from '../../../src/core/engine/machine/state';
import { createRelinkError } from '../../../src/core/errors/catalogue';
import type { RelinkError } from '../../../src/core/errors/relink-error';
import type { PlaidLinkError } from '../../../src/core/link/plaid-types';

export const ITEM = 'item-a';
export const PLAIN: OptionsSource = () => ({});
export const ACCOUNTS: OptionsSource = () => ({ accountSelection: true });
export const HOSTED: OptionsSource = () => ({ presentation: 'hosted' });
export const OPTIONS: readonly OptionsSource[] = [PLAIN, ACCOUNTS, HOSTED];
export {
  NO_EVENT_METADATA as EVENT_METADATA,
  NO_EXIT_METADATA as EXIT_METADATA,
  NO_SUCCESS_METADATA as METADATA,
} from '../../../src/core/link/no-metadata';
export const HEALTHY = {
  state: 'healthy',
  remedy: 'none',
  errorCode: null,
  consentExpiresAt: null,
  institutionName: null,
} as const;
export const BROKEN = { ...HEALTHY, state: 'needs_update', remedy: 'relink' } as const;

export const errorOf = (code: RelinkError['code'], remedy?: 'relink_with_accounts'): RelinkError =>
  createRelinkError(code, { message: code, itemId: ITEM, remedy });
export const NOT_UPDATE_MODE = errorOf('not_update_mode');
const BLOCKED = errorOf('link_blocked');
export const BUILD_ERRORS = [errorOf('network_error'), errorOf('timeout'), BLOCKED];
/** What becomes of the preparation of Plaid's own page. */
export const PREPARED: readonly Prepared[] = [
  { type: 'ready' },
  { type: 'missing', error: errorOf('invalid_options') },
  { type: 'failed', error: errorOf('network_error') },
];
export const STILL_BROKEN = errorOf('still_broken', 'relink_with_accounts');
export const NOT_CONFIRMED = errorOf('not_confirmed');
export const NOT_RELINKABLE = errorOf('not_relinkable');
export const LOCKED: PlaidLinkError = {
  error_type: 'ITEM_ERROR',
  error_code: 'ITEM_LOCKED',
  error_message: '',
  display_message: null,
};
export const REDIRECT: TokenSource = {
  from: 'redirect',
  token: {
    key: { kind: 'link_token', itemId: ITEM, accountSelection: false, purpose: 'repair' },
    value: 'link-sandbox-before-the-redirect',
    since: { wall: 0, monotonic: 0 },
    lifetimeMs: 1,
    renewAfterMs: 1,
  },
  receivedRedirectUri: 'https://app.example/?oauth_state_id=1',
  origin: { from: '/banks', state: null },
  click: null,
};
