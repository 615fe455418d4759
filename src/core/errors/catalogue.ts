import { CONTACT, NO_CONNECTION, OFFLINE, TRY_AGAIN } from './early-errors';
import {
  createRelinkErrorFrom,
  type ErrorFacts,
  type RelinkError,
  type RelinkErrorInit,
} from './relink-error';
import type { RelinkErrorCode } from './code';

/** The facts of every code, in the order of code.ts. */
export const ERROR_FACTS: Readonly<Record<RelinkErrorCode, ErrorFacts>> = {
  missing_provider: CONTACT,
  invalid_options: CONTACT,
  invalid_item_id: CONTACT,
  missing_public_key: CONTACT,

  offline: OFFLINE,
  network_error: NO_CONNECTION,
  timeout: [true, 'That took too long, and nothing has changed.'],
  unauthorized: [false, 'You’ve been signed out. Sign in again to continue.'],
  item_not_found: CONTACT,
  rate_limited: [true, 'Let’s wait a moment.'],
  request_rejected: CONTACT,
  backend_error: TRY_AGAIN,
  invalid_response: TRY_AGAIN,

  wrong_token_kind: CONTACT,
  secret_refused: CONTACT,
  token_reused: TRY_AGAIN,
  token_expired: TRY_AGAIN,

  link_blocked: [
    true,
    'The sign-in window didn’t load. An ad blocker may be in the way: pause it for this site.',
  ],
  hosted_link_offered: [
    true,
    'Something blocks the sign-in window. You can sign in on Plaid’s page instead.',
  ],
  link_failed: TRY_AGAIN,
  invalid_link_token: [true, 'That sign-in was ended to be safe. Start again.'],
  not_update_mode: CONTACT,
  session_in_progress: [true, 'A sign-in is open already. Finish it first.'],
  session_closed: TRY_AGAIN,

  not_confirmed: [true, 'You’re done at the bank. We couldn’t check yet whether it worked.'],
  still_broken: [true, 'Something is still open at your bank. Look for a message from them.'],
  not_relinkable: CONTACT,

  redirect_not_resumable: [false, 'That sign-in has ended. Start again.'],
};

/** Every error of this package, but for the early ones, is made here. */
export function createRelinkError(code: RelinkErrorCode, init: RelinkErrorInit): RelinkError {
  const error = createRelinkErrorFrom(ERROR_FACTS[code], code, init);
  return Object.assign(error, {
    displayMessage: init.displayMessage || error.displayMessage,
    requestId: init.requestId ?? null,
    status: init.status ?? null,
    retryAfterMs: init.retryAfterMs ?? null,
    remedy: init.remedy ?? null,
  });
}
