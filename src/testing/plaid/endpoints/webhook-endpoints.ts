import { nonEmptyString } from '../../../core/unknown';
import { PlaidError } from '../state/plaid-error';
import { WEBHOOK_RETENTION_MS, type WebhookLogEntry } from '../webhooks/webhook-log';
import { iso, type Body, type Endpoints } from './endpoint';

/** The endpoints about webhooks (plaid.com/docs/api/webhooks; the list is a beta: plaid@47, BetaWebhookEventsListRequest). */
export const WEBHOOK_ENDPOINTS: Endpoints = {
  '/webhook_verification_key/get': async ({ signer }, body) => ({
    key: await signer.publicKey(String(body.key_id)),
  }),

  '/beta/webhook_events/list': ({ state, webhooks }, body) => {
    const isWanted = filterOf(body, state.now());
    const after = cursorOf(body);
    const entries = webhooks.log.entries();
    const found = entries.filter((entry) => entry.number > after && isWanted(entry));
    const page = found.slice(0, countOf(body));
    const hasMore = page.length < found.length;
    const last = (hasMore ? page.at(-1) : entries.at(-1))?.number ?? after;
    return {
      webhook_events: page.map(eventBody),
      has_more: hasMore,
      next_cursor: btoa(`webhook-${Math.max(last, after)}`),
    };
  },
};

const MAX_COUNT = 100;

function countOf({ count }: Body): number {
  if (typeof count !== 'number') return MAX_COUNT;
  if (Number.isInteger(count) && count >= 1 && count <= MAX_COUNT) return count;
  throw new PlaidError('INVALID_FIELD', `count must be from 1 to ${MAX_COUNT}`);
}

/** The number of the last webhook that the caller has seen. */
function cursorOf({ cursor, start_time }: Body): number {
  const text = nonEmptyString(cursor);
  if (text === null) return 0;
  if (nonEmptyString(start_time) !== null) {
    throw new PlaidError('INVALID_FIELD', 'cursor and start_time exclude each other');
  }
  const number = /^[\w+/=]+$/.test(text) ? /^webhook-(\d+)$/.exec(decode(text))?.[1] : undefined;
  if (number === undefined) throw new PlaidError('INVALID_FIELD', 'cursor is not one of Plaid’s');
  return Number(number);
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

function filterOf(body: Body, now: number): (entry: WebhookLogEntry) => boolean {
  const startMs = startOf(body, now);
  const isAmong = (name: string, value: unknown): boolean => {
    const wanted = body[name];
    return !Array.isArray(wanted) || wanted.length === 0 || wanted.includes(value);
  };
  return ({ sentAtMs, body: content, status }) =>
    sentAtMs >= startMs &&
    isAmong('webhook_types', content.webhook_type) &&
    isAmong('webhook_codes', content.webhook_code) &&
    isAmong('item_ids', content.item_id) &&
    isAmong('delivery_statuses', status);
}

function startOf({ start_time }: Body, now: number): number {
  const text = nonEmptyString(start_time);
  if (text === null) return 0;
  const startMs = Date.parse(text);
  if (startMs >= now - WEBHOOK_RETENTION_MS) return startMs;
  throw new PlaidError('INVALID_FIELD', 'start_time must be within the last 7 days');
}

function eventBody(entry: WebhookLogEntry): Body {
  const { body, status, sentAtMs } = entry;
  return {
    webhook_message_id: entry.messageId,
    webhook_type: body.webhook_type,
    webhook_code: body.webhook_code,
    item_id: body.item_id ?? null,
    sent_time: iso(sentAtMs),
    payload: body,
    destination_url: entry.address,
    delivery_status: status,
    last_http_status_code: entry.httpStatus,
    attempt_count: 1,
    last_attempt_time: iso(sentAtMs),
  };
}
