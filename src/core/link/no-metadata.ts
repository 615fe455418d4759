import type {
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from './plaid-types';

/** What stands for metadata that Link did not send. */
export const NO_SUCCESS_METADATA: PlaidLinkOnSuccessMetadata = {
  institution: null,
  accounts: [],
  link_session_id: '',
};
export const NO_EVENT_METADATA: PlaidLinkOnEventMetadata = {
  account_number_mask: null,
  error_type: null,
  error_code: null,
  error_message: null,
  exit_status: null,
  institution_id: null,
  institution_name: null,
  institution_search_query: null,
  is_update_mode: null,
  match_reason: null,
  mfa_type: null,
  routing_number: null,
  view_name: null,
  selection: null,
  timestamp: '',
  link_session_id: '',
  request_id: '',
};

/** Of an exit that Link did not report, too. */
export const NO_EXIT_METADATA: PlaidLinkOnExitMetadata = {
  institution: null,
  status: null,
  link_session_id: '',
  request_id: '',
};
