import type { PlaidLinkOnEventMetadata } from './plaid-link-types';
import type { LinkReply } from '../plaid/sessions/link-backend';
import type { FakeLinkConfig } from './link-types';

type Metadata = Partial<PlaidLinkOnEventMetadata>;

/** Link's events. Plaid sends most of them only together with the outcome (plaid.com/docs/link/web, onEvent). */
export interface LinkEvents {
  /** Sends an event at once. */
  emit(eventName: string, metadata?: Metadata): void;
  /** Keeps an event for the outcome. */
  hold(eventName: string, metadata?: Metadata): void;
  /** Sends the events that were kept. */
  flush(): void;
  /** Drops the events that were kept. */
  clear(): void;
}

export function createLinkEvents(
  config: FakeLinkConfig,
  currentReply: () => LinkReply | null,
): LinkEvents {
  let held: [string, Metadata][] = [];

  function emit(eventName: string, metadata: Metadata = {}): void {
    const reply = currentReply();
    config.onEvent?.(eventName, {
      ...EMPTY_EVENT,
      timestamp: new Date().toISOString(),
      link_session_id: reply?.sessionId ?? '',
      request_id: reply?.requestId ?? '',
      institution_id: reply?.institution.institution_id ?? null,
      institution_name: reply?.institution.name ?? null,
      ...metadata,
    });
  }

  return {
    emit,
    hold(eventName, metadata = {}) {
      held.push([eventName, { timestamp: new Date().toISOString(), ...metadata }]);
    },
    flush() {
      const events = held;
      held = [];
      for (const [eventName, metadata] of events) emit(eventName, metadata);
    },
    clear() {
      held = [];
    },
  };
}

const EMPTY_EVENT = {
  account_number_mask: null,
  error_type: null,
  error_code: null,
  error_message: null,
  exit_status: null,
  institution_search_query: null,
  is_update_mode: null,
  match_reason: null,
  mfa_type: null,
  routing_number: null,
  view_name: null,
  selection: null,
};
