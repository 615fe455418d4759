import { isRecord, nonEmptyString } from '../../core/unknown';
import { withThrownPage } from '../http/error-page';
import { HttpError } from '../http/http-error';
import { createRequestDeadline } from '../http/request-deadline';
import { callPlaid } from '../plaid/call-plaid';
import type { CatchUpOptions, WebhookEventsRequest } from './catch-up-options';

/** One answer of `/beta/webhook_events/list`. */
export interface WebhookPage {
  events: readonly unknown[];
  cursor: string;
  hasMore: boolean;
}

/** How long Plaid keeps webhooks (plaid@47, BetaWebhookEventsListRequest). */
const RETENTION_MS = 7 * 24 * 60 * 60_000;
/** A time that is about to leave the retention would be refused by the time that it arrives. */
const MARGIN_MS = 60_000;
const TIMEOUT_MS = 30_000;

/** The body of the first call. Plaid refuses a cursor together with a time, and a time before its retention. */
export function firstRequest(
  { cursor, since, includeDelivered }: CatchUpOptions,
  now: number,
): WebhookEventsRequest {
  const isKept = since !== undefined && since.getTime() > now - RETENTION_MS + MARGIN_MS;
  return {
    ...(cursor ? { cursor } : isKept && { start_time: since.toISOString() }),
    ...(!includeDelivered && { delivery_statuses: ['PENDING', 'FAILED'] }),
  };
}

/** @throws Error with what happened and what to do; {@link CursorExpired} for a cursor that Plaid no longer knows */
export async function fetchPage(
  plaid: CatchUpOptions['plaid'],
  request: WebhookEventsRequest,
  signal: AbortSignal,
): Promise<WebhookPage> {
  const deadline = createRequestDeadline(TIMEOUT_MS, signal);
  try {
    return parsePage(
      await callPlaid(
        async (call) => (await plaid.betaWebhookEventsList?.(request, call)) ?? { data: null },
        deadline,
      ),
    );
  } catch (thrown) {
    signal.throwIfAborted();
    throw toCatchUpError(thrown);
  } finally {
    deadline.end();
  }
}

/** The cursor is older than the 7 days that Plaid keeps. */
export class CursorExpired extends Error {}

function parsePage(data: Record<string, unknown>): WebhookPage {
  const cursor = nonEmptyString(data.next_cursor);
  if (!Array.isArray(data.webhook_events) || cursor === null) {
    throw catchUpError('Plaid’s answer has no webhook_events and next_cursor.');
  }
  return { events: data.webhook_events, cursor, hasMore: data.has_more === true };
}

function toCatchUpError(thrown: unknown): unknown {
  if (!(thrown instanceof HttpError)) return thrown;
  const { status, log, message } = thrown.init;
  if (log?.errorCode === 'WEBHOOK_EVENTS_CURSOR_EXPIRED') return new CursorExpired();
  // A 500 is a refusal of the request itself. Whether every account has the beta is not documented.
  const advice =
    status === 500
      ? 'The list is a beta: ask Plaid whether your account has it, or run sweepItems, which asks for each Item.'
      : 'Run it again later with the last cursor.';
  return catchUpError(`/beta/webhook_events/list failed. ${log?.message ?? message} ${advice}`);
}

export function catchUpError(message: string): Error {
  return new Error(withThrownPage(`catchUpWebhooks: ${message}`, 'catchUpWebhooks'));
}

/** One entry of the list: when Plaid sent the webhook, and its body. @returns null for another value */
export function parseWebhookEvent(event: unknown): { body: unknown; sentAt: number } | null {
  if (!isRecord(event) || !isRecord(event.payload)) return null;
  const sentAt = Date.parse(nonEmptyString(event.sent_time) ?? '');
  return Number.isNaN(sentAt) ? null : { body: event.payload, sentAt };
}
