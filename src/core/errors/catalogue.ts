import { CONTACT, EARLY_FACTS, TRY_AGAIN, UNUSABLE } from './early-errors';
import {
  createRelinkErrorFrom,
  type ErrorFacts,
  type RelinkError,
  type RelinkErrorInit,
} from './relink-error';
import type { RelinkErrorCode } from './code';

/** The facts of every code, in the order of code.ts. */
export const ERROR_FACTS: Readonly<Record<RelinkErrorCode, ErrorFacts>> = {
  ...EARLY_FACTS,
  missing_provider: UNUSABLE,
  invalid_item_id: UNUSABLE,
  missing_public_key: [false, CONTACT],

  unauthorized: [false, 'You are signed out of this app. Please sign in again.'],
  item_not_found: [false, CONTACT],
  rate_limited: [true, 'Too many attempts. Please wait a moment and try again.'],
  request_rejected: [false, CONTACT],
  backend_error: [true, TRY_AGAIN],
  invalid_response: [true, TRY_AGAIN],

  wrong_token_kind: [false, CONTACT],
  secret_refused: [false, CONTACT],
  token_reused: [true, TRY_AGAIN],
  token_expired: [true, TRY_AGAIN],

  link_blocked: [true, 'The secure window did not load. Turn off ad blockers and try again.'],
  hosted_link_offered: [true, 'The secure window is blocked here. Continue in a new tab.'],
  link_failed: [true, TRY_AGAIN],
  invalid_link_token: [true, 'The session has ended. Please try again.'],
  not_update_mode: [false, CONTACT],
  session_in_progress: [true, 'Please finish the connection that is already open.'],

  not_confirmed: [true, 'We could not confirm the update. It may work already; try again.'],
  still_broken: [true, 'The connection still needs attention. Please try again.'],
  not_relinkable: [false, CONTACT],

  redirect_not_resumable: [false, 'Your session has ended. Please start again.'],
};

/** Every error of this package, but for the early ones, is made here. */
export function createRelinkError(code: RelinkErrorCode, init: RelinkErrorInit): RelinkError {
  return createRelinkErrorFrom(ERROR_FACTS[code], code, init);
}
