import { NO_EVENT_METADATA, NO_EXIT_METADATA, NO_SUCCESS_METADATA } from '../core/link/no-metadata';
import type {
  PlaidLinkAccount,
  PlaidLinkError,
  PlaidLinkInstitution,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from '../core/link/plaid-types';
import { isRecord, nonEmptyString } from '../core/unknown';

/**
 * What the SDK says, in the form and with the names that Link has on the web, so that an app's callbacks are the same in
 * both. The SDK's types promise less than all: where there is nothing, Android sends `''` and `{}`, and iOS `null` too
 * (PlaidResultMappers.kt and ReactNativePlaidLinkSdkModule.swift of react-native-plaid-link-sdk 13).
 */
export function parseSuccess(success: unknown): {
  publicToken: string | null;
  metadata: PlaidLinkOnSuccessMetadata;
} {
  const { publicToken, metadata } = fieldsOf(success);
  const { institution, accounts, linkSessionId } = fieldsOf(metadata);
  return {
    publicToken: nonEmptyString(publicToken),
    metadata: {
      ...NO_SUCCESS_METADATA,
      institution: parseInstitution(institution),
      accounts: Array.isArray(accounts) ? accounts.map(parseAccount) : [],
      link_session_id: textOf(linkSessionId),
    },
  };
}

export function parseExit(exit: unknown): {
  error: PlaidLinkError | null;
  metadata: PlaidLinkOnExitMetadata;
} {
  const { error, metadata } = fieldsOf(exit);
  const { institution, status, linkSessionId, requestId } = fieldsOf(metadata);
  return {
    error: parseError(error),
    metadata: {
      ...NO_EXIT_METADATA,
      institution: parseInstitution(institution),
      status: nonEmptyString(status),
      link_session_id: textOf(linkSessionId),
      request_id: textOf(requestId),
    },
  };
}

export function parseEvent(event: unknown): {
  eventName: string;
  metadata: PlaidLinkOnEventMetadata;
} {
  const { eventName, metadata } = fieldsOf(event);
  const given = fieldsOf(metadata);
  return {
    eventName: textOf(eventName),
    metadata: {
      ...NO_EVENT_METADATA,
      account_number_mask: nonEmptyString(given.accountNumberMask),
      error_type: nonEmptyString(given.errorType),
      error_code: nonEmptyString(given.errorCode),
      error_message: nonEmptyString(given.errorMessage),
      exit_status: nonEmptyString(given.exitStatus),
      institution_id: nonEmptyString(given.institutionId),
      institution_name: nonEmptyString(given.institutionName),
      institution_search_query: nonEmptyString(given.institutionSearchQuery),
      is_update_mode: nonEmptyString(given.isUpdateMode),
      match_reason: nonEmptyString(given.matchReason),
      mfa_type: nonEmptyString(given.mfaType),
      routing_number: nonEmptyString(given.routingNumber),
      view_name: nonEmptyString(given.viewName),
      selection: nonEmptyString(given.selection),
      timestamp: textOf(given.timestamp),
      link_session_id: textOf(given.linkSessionId),
      request_id: textOf(given.requestId),
    },
  };
}

/** An error without a code is none: Android sends `{}` where the user simply left. */
function parseError(error: unknown): PlaidLinkError | null {
  const given = fieldsOf(error);
  // iOS makes `errorType` of its own enumeration, whose texts are not established. Plaid's JSON is beside it.
  const plaid = parseJson(given.errorJson);
  const errorCode = nonEmptyString(given.errorCode) ?? nonEmptyString(plaid.error_code);
  if (errorCode === null) return null;
  return {
    error_type: textOf(plaid.error_type) || textOf(given.errorType),
    error_code: errorCode,
    error_message: textOf(given.errorMessage),
    display_message: textOf(given.displayMessage),
  };
}

function parseInstitution(institution: unknown): PlaidLinkInstitution | null {
  const { id, name } = fieldsOf(institution);
  const institutionId = nonEmptyString(id);
  return institutionId === null ? null : { institution_id: institutionId, name: textOf(name) };
}

function parseAccount(account: unknown): PlaidLinkAccount {
  const { id, name, mask, type, subtype, verificationStatus } = fieldsOf(account);
  return {
    id: textOf(id),
    name: textOf(name),
    mask: nonEmptyString(mask),
    type: textOf(type),
    subtype: textOf(subtype),
    verification_status: nonEmptyString(verificationStatus),
    class_type: null,
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parseJson(text: unknown): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(textOf(text)));
  } catch {
    return {};
  }
}
