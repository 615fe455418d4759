import { logError } from '../http/log-error';
import { createRequestDeadline } from '../http/request-deadline';
import { updateRecord } from '../records/item-records';
import { classifyWebhook } from '../webhook/classify-webhook';
import { findRelink } from '../webhook/find-relink';
import { changeOf } from '../webhook/flag-of';
import { sha256 } from '../webhook/verify/sha256';
import { parseWebhook, type VerifiedWebhook } from '../webhook/verify/verified-webhook';
import { assertCatchUpOptions, type CatchUpOptions } from './catch-up-options';
import {
  catchUpError,
  CursorExpired,
  fetchPage,
  firstRequest,
  parseWebhookEvent,
} from './webhook-pages';

/** What `catchUpWebhooks` has done. */
export interface CatchUpResult {
  /** Where the next run begins. Plaid gives one even if there was no webhook. */
  cursor: string;
  /** How many webhooks were handled. */
  webhooks: number;
}

const TIMEOUT_MS = 30_000;

/**
 * Handles the webhooks that Plaid could not deliver in the last 7 days, as `createWebhookHandler` would have: after an
 * outage of your endpoint, or regularly. It reads `/beta/webhook_events/list`, which no signature is needed for, oldest
 * first. A `PENDING_DISCONNECT` that was missed is in no other answer of Plaid's.
 *
 * A webhook may be delivered while it is caught up, and so be handled twice: records do not mind, and `onWebhook` and
 * `onEvent` must be safe to repeat.
 *
 * @throws RelinkError `invalid_options` if an option is wrong or the client has no such method; an Error if Plaid could
 * not be asked, if the account has no access to the list, or if a webhook could not be handled: `onError` has the cause,
 * and the page of that webhook comes again in a run from the last cursor; the signal's reason if that aborts
 * @example
 * const { cursor } = await catchUpWebhooks({
 *   plaid,
 *   records,
 *   cursor: await db.settings.get('webhook-cursor'),
 *   onCursor: (next) => db.settings.set('webhook-cursor', next),
 * });
 */
export async function catchUpWebhooks(options: CatchUpOptions): Promise<CatchUpResult> {
  assertCatchUpOptions(options);
  const { plaid, onCursor, signal = new AbortController().signal } = options;
  const { cursor: startCursor, ...withoutCursor } = options;
  let request = firstRequest(options, Date.now());
  let webhooks = 0;
  for (;;) {
    signal.throwIfAborted();
    const page = await fetchPage(plaid, request, signal).catch((thrown: unknown) => {
      if (!(thrown instanceof CursorExpired) || request.cursor !== startCursor) throw thrown;
      report(options, 'WEBHOOK_EVENTS_CURSOR_EXPIRED', EXPIRED);
      return null;
    });
    if (!page) {
      request = firstRequest({ ...withoutCursor, since: undefined }, Date.now());
      continue;
    }
    const failed = await handlePage(page.events, options, signal);
    if (failed > 0) {
      throw catchUpError(
        `${failed} of ${page.events.length} webhooks could not be handled. onError has the causes. Run it again with the last cursor: this page comes again.`,
      );
    }
    webhooks += page.events.length;
    await onCursor?.(page.cursor);
    if (!page.hasMore) return { cursor: page.cursor, webhooks };
    if (page.cursor === request.cursor) {
      throw catchUpError('Plaid repeats the same page. Run it again later.');
    }
    const { start_time: _, ...filters } = request;
    request = { ...filters, cursor: page.cursor };
  }
}

const EXPIRED =
  'The cursor is older than the 7 days that Plaid keeps. The run begins at the oldest webhook that Plaid has; for those before, run sweepItems.';

/** @returns how many of the webhooks could not be handled; the others are */
async function handlePage(
  events: readonly unknown[],
  options: CatchUpOptions,
  signal: AbortSignal,
): Promise<number> {
  let failed = 0;
  for (const event of events) {
    signal.throwIfAborted();
    const parsed = parseWebhookEvent(event);
    const webhook =
      parsed && (await parseWebhook(parsed.body, parsed.sentAt, await hashOf(parsed.body)));
    if (webhook === null || typeof webhook === 'string') {
      report(
        options,
        'INVALID_ANSWER',
        'Plaid’s list has an entry without sent_time, or whose payload names no environment.',
      );
      continue;
    }
    if (!(await handleWebhook(webhook, options, signal))) failed += 1;
  }
  return failed;
}

/** Of the body as Plaid writes it (plaid.com/docs/api/webhooks/webhook-verification). */
function hashOf(body: unknown): Promise<string> {
  return sha256(new Uint8Array(new TextEncoder().encode(JSON.stringify(body, null, 2))));
}

/** In the order of `createWebhookHandler`: a failure of one function does not keep the others from running. */
async function handleWebhook(
  webhook: VerifiedWebhook,
  options: CatchUpOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { records, onWebhook, onEvent, onError } = options;
  let isHandled = true;
  const attempt = async <Value>(name: string, work: () => Value | PromiseLike<Value>) => {
    try {
      return await work();
    } catch (cause) {
      isHandled = false;
      const { webhookType, webhookCode } = webhook;
      const message = `${name} threw for ${webhookType}/${webhookCode}. See the cause.`;
      report({ onError }, 'APP_ERROR', message, cause);
      return null;
    }
  };
  const event =
    records || onEvent
      ? await attempt('linkTokenGet', () => findEvent(webhook, options, signal))
      : null;
  if (records && event) {
    await attempt('records.update', () => updateRecord(records, event.itemId, changeOf(event)));
  }
  if (onWebhook) await attempt('onWebhook', () => onWebhook(webhook));
  if (onEvent && event) await attempt('onEvent', () => onEvent(event));
  return isHandled;
}

async function findEvent(
  webhook: VerifiedWebhook,
  { plaid, onError }: CatchUpOptions,
  signal: AbortSignal,
): Promise<ReturnType<typeof classifyWebhook>> {
  const deadline = createRequestDeadline(TIMEOUT_MS, signal);
  try {
    return classifyWebhook(webhook) ?? (await findRelink(webhook, { plaid, deadline, onError }));
  } finally {
    deadline.end();
  }
}

function report(
  { onError }: Pick<CatchUpOptions, 'onError'>,
  errorCode: string,
  message: string,
  cause?: unknown,
): void {
  void logError(onError, {
    route: 'catchUpWebhooks',
    status: 500,
    errorCode,
    requestId: null,
    message,
    cause,
  });
}
