/**
 * Plaid Link's callback arguments, as an app gets them.
 *
 * They build on the types of the react-plaid-link that the app has installed, which differ between its versions 4 and 5.
 * So a callback that is typed with those fits, what Link sends can be passed to a function that takes theirs, and theirs
 * to one that takes ours. Field names are Plaid's (plaid.com/docs/link/web).
 */
import type * as Installed from 'react-plaid-link';
import type { PlaidLinkExitStatus, PlaidLinkViewName } from './plaid-names';

/** A React Native app has no react-plaid-link, and its types are `any` there. */
type Known<Given, Otherwise> = 0 extends 1 & Given ? Otherwise : Given;

/**
 * Plaid's error as Link hands it to `onExit`. Logic goes by `error_type` and `error_code`; the texts may change
 * (plaid.com/docs/errors).
 */
export interface PlaidLinkError extends Installed.PlaidLinkError {
  error_type: string;
  error_code: string;
  /** For developers. */
  error_message: string;
  /** For users, or null, which the types of react-plaid-link 4 do not say. */
  display_message: Known<Installed.PlaidLinkError['display_message'], string | null>;
}

/** A bank, as Link names it. */
export interface PlaidLinkInstitution extends Installed.PlaidInstitution {
  name: string;
  institution_id: string;
}

/** An account that the user shares, as Link names it. */
export interface PlaidLinkAccount extends Installed.PlaidAccount {
  id: string;
  name: string;
  /** The last two to four digits of its number. */
  mask: string | null;
  type: string;
  subtype: string;
  verification_status: string | null;
  class_type: string | null;
}

/** First argument of `onSuccess`: null where Link has none, which the types of react-plaid-link 4 do not say. */
export type PlaidLinkPublicToken = Known<
  Parameters<Installed.PlaidLinkOnSuccess>[0],
  string | null
>;

/** Second argument of `onSuccess` (plaid.com/docs/link/web). */
export interface PlaidLinkOnSuccessMetadata extends Installed.PlaidLinkOnSuccessMetadata {
  institution: PlaidLinkInstitution | null;
  /** Advisory: the full new selection with account selection, but seen empty in update mode. Ask the server. */
  accounts: PlaidLinkAccount[];
  link_session_id: string;
}

/** Second argument of `onExit` (plaid.com/docs/link/web). */
export interface PlaidLinkOnExitMetadata extends Installed.PlaidLinkOnExitMetadata {
  institution: PlaidLinkInstitution | null;
  status: PlaidLinkExitStatus | null;
  /** What Plaid's support asks for, with the `request_id`. */
  link_session_id: string;
  request_id: string;
}

/** What the types of react-plaid-link 4, or of each version, lack. */
interface NewerEventFields {
  account_number_mask?: string | null;
  brand_name?: string | null;
  /** Sent with `OPEN`: the string "true" where Link runs in update mode. */
  is_update_mode?: string | null;
  match_reason?: string | null;
  routing_number?: string | null;
}
type EventFields = Installed.PlaidLinkOnEventMetadata & NewerEventFields;

/** Second argument of `onEvent` (plaid.com/docs/link/web). */
export interface PlaidLinkOnEventMetadata extends EventFields {
  error_type: string | null;
  error_code: string | null;
  error_message: string | null;
  institution_id: string | null;
  institution_name: string | null;
  institution_search_query: string | null;
  mfa_type: string | null;
  selection: string | null;
  exit_status: PlaidLinkExitStatus | null;
  view_name: PlaidLinkViewName | null;
  /** ISO 8601: when it happened. Most events arrive later, when Link closes. */
  timestamp: string;
  link_session_id: string;
  request_id: string;
}

/** What Link needs beside a public token: the options of the old public-key integration. */
export interface PublicKeyOptions {
  publicKey: string;
  clientName: string;
  env: string;
  product: string[];
}
