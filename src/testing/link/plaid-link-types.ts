/**
 * Plaid Link's callback arguments, as the fake Link gives them. Of their own, because a test of a backend has no
 * react-plaid-link. Field names are Plaid's (plaid.com/docs/link/web).
 */

/** Plaid's error as Link hands it to `onExit`. Logic goes by `error_type` and `error_code`; the texts may change (plaid.com/docs/errors). */
export interface PlaidLinkError {
  error_type: string;
  error_code: string;
  /** For developers. */
  error_message: string;
  /** For users, or null. */
  display_message: string | null;
}

/** A bank, as Link names it. */
export interface PlaidLinkInstitution {
  name: string;
  institution_id: string;
}

/** An account that the user shares, as Link names it. */
export interface PlaidLinkAccount {
  id: string;
  name: string;
  /** The last two to four digits of its number. */
  mask: string | null;
  type: string;
  subtype: string;
  verification_status: string | null;
  class_type?: string | null;
}

/** Second argument of `onSuccess` (plaid.com/docs/link/web). */
export interface PlaidLinkOnSuccessMetadata {
  institution: PlaidLinkInstitution | null;
  /** Advisory: the full new selection with account selection, but seen empty in update mode. Ask the server. */
  accounts: PlaidLinkAccount[];
  link_session_id: string;
  transfer_status?: string | null;
}

/** Second argument of `onExit` (plaid.com/docs/link/web). */
export interface PlaidLinkOnExitMetadata {
  institution: PlaidLinkInstitution | null;
  /** Where in Link the user was, such as `requires_credentials`. */
  status: string | null;
  /** What Plaid's support asks for, with the `request_id`. */
  link_session_id: string;
  request_id: string;
}

/** Second argument of `onEvent` (plaid.com/docs/link/web). */
export interface PlaidLinkOnEventMetadata {
  account_number_mask?: string | null;
  error_type?: string | null;
  error_code?: string | null;
  error_message?: string | null;
  exit_status?: string | null;
  institution_id?: string | null;
  institution_name?: string | null;
  institution_search_query?: string | null;
  /** Sent with `OPEN`: the string "true" where Link runs in update mode. */
  is_update_mode?: string | null;
  match_reason?: string | null;
  mfa_type?: string | null;
  routing_number?: string | null;
  view_name?: string | null;
  selection?: string | null;
  /** ISO 8601: when it happened. Most events arrive later, when Link closes. */
  timestamp: string;
  link_session_id: string;
  request_id: string;
}
