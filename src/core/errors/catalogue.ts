import { LOADING_FACTS } from './loading-error';
import { TRY_AGAIN } from './session-closed';
import { CONTACT } from './wiring-error';

/**
 * The closed list of what can go wrong. Each code has one meaning, one row, and one page in docs/errors.
 *
 * A row is `[retryable, displayMessage]`. The texts are for end users: they say what to do and name no code.
 */
export const ERROR_FACTS = {
  // Programmer mistakes: fixed in code, never by trying again.
  missing_provider: [false, CONTACT],
  invalid_options: [false, CONTACT],
  invalid_item_id: [false, CONTACT],
  missing_public_key: [false, CONTACT],

  // Between the browser and the app's backend.
  ...LOADING_FACTS,
  unauthorized: [false, 'You are signed out of this app. Please sign in again.'],
  item_not_found: [false, CONTACT],
  rate_limited: [true, 'Too many attempts. Please wait a moment and try again.'],
  request_rejected: [false, CONTACT],
  backend_error: [true, TRY_AGAIN],
  invalid_response: [true, TRY_AGAIN],

  // The token itself.
  wrong_token_kind: [false, CONTACT],
  secret_refused: [false, CONTACT],
  token_reused: [true, TRY_AGAIN],
  token_expired: [true, TRY_AGAIN],

  // Link.
  link_blocked: [true, 'The secure window did not load. Turn off ad blockers and try again.'],
  hosted_link_offered: [true, 'The secure window is blocked here. Continue in a new tab.'],
  link_failed: [true, TRY_AGAIN],
  invalid_link_token: [true, 'The session has ended. Please try again.'],
  not_update_mode: [false, CONTACT],
  session_in_progress: [true, 'Please finish the connection that is already open.'],
  session_closed: [true, TRY_AGAIN],

  // The outcome.
  not_confirmed: [true, 'We could not confirm the update. It may work already; try again.'],
  still_broken: [true, 'The connection still needs attention. Please try again.'],
  not_relinkable: [false, CONTACT],

  // The OAuth return page.
  redirect_not_resumable: [false, 'Your session has ended. Please start again.'],
} as const satisfies Record<string, readonly [retryable: boolean, displayMessage: string]>;

/** A stable identifier of what went wrong; the closed union to switch on. */
export type RelinkErrorCode = keyof typeof ERROR_FACTS;
