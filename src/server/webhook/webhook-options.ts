import { isRecord } from '../../core/unknown';
import type { RelinkHandlerError } from '../http/handler-error';
import { assertOption, assertTimeout, isFunction } from '../options/assert-option';
import type { WebhookPlaidClient } from '../plaid/plaid-client';
import type { ItemWebhookEvent } from './classify-webhook';

/** Options of `createWebhookHandler`. */
export interface WebhookHandlerOptions {
  /** The official client, configured for the environment that sends the webhooks. */
  plaid: WebhookPlaidClient;
  /**
   * Called with what happened to an Item. (It has nothing to do with the `onEvent` of Plaid Link in the browser.)
   *
   * Keep it short (update a row, enqueue a job) and safe to repeat: Plaid sends a webhook again if it was not answered
   * in time. If it throws, the response is a 500 and Plaid sends the webhook again. Do not throw for an Item that you
   * do not know.
   */
  onEvent(event: ItemWebhookEvent): void | PromiseLike<void>;
  /**
   * Answers at once and lets `onEvent` finish afterwards: pass `ctx.waitUntil` of Workers, or `after` of Next.js. An
   * error of `onEvent` then goes to `onError`, and Plaid does not send the webhook again.
   * @default the response waits for `onEvent` and tells its outcome
   */
  waitUntil?: ((work: Promise<void>) => void) | undefined;
  /** How long a webhook may take, in milliseconds. Plaid gives up after 10 seconds. @default 8000 */
  timeoutMs?: number | undefined;
  /**
   * For your log: which check a rejected webhook failed, and every other error.
   * @default console.error, with the message and the codes
   */
  onError?: ((error: RelinkHandlerError) => void) | undefined;
}

/** @throws RelinkError `invalid_options` */
export function assertWebhookOptions(options: WebhookHandlerOptions): void {
  const where = 'createWebhookHandler';
  assertOption(isRecord(options), 'options', 'is missing', 'Pass { plaid, onEvent }.', where);
  const { plaid, onEvent, waitUntil, timeoutMs = 1 } = options;
  assertOption(
    isRecord(plaid) && isFunction(plaid.webhookVerificationKeyGet),
    'plaid',
    'must be the official client',
    'Pass new PlaidApi(configuration).',
    where,
  );
  assertOption(isFunction(onEvent), 'onEvent', 'is required', 'Store the event in it.', where);
  assertOption(
    waitUntil === undefined || isFunction(waitUntil),
    'waitUntil',
    'must be a function',
    'Such as (work) => ctx.waitUntil(work).',
    where,
  );
  assertTimeout(timeoutMs, 8000, where);
}
