import { isRecord } from '../../core/unknown';
import type { RelinkHandlerError } from '../http/handler-error';
import { assertKnownOptions } from '../options/assert/assert-known-keys';
import { assertOption, assertTimeout, isFunction } from '../options/assert/assert-option';
import type { ItemRecords } from '../records/item-records';
import type { ItemWebhookEvent } from './classify-webhook';
import type { WebhookDeliveries } from './shared-deliveries';
import {
  assertVerificationOptions,
  VERIFICATION_OPTIONS,
  type VerificationOptions,
} from './verify/verification-options';
import type { VerifiedWebhook } from './verify/verified-webhook';

type Awaitable<Value> = Value | PromiseLike<Value>;

/** Options of `createWebhookHandler`. */
export interface WebhookHandlerOptions extends VerificationOptions {
  /**
   * The records that `createRelinkHandler` has too: what a webhook says of an Item is written there, before the response
   * and before `onWebhook` and `onEvent` are called. If the store fails, the response is a 500 and Plaid sends the
   * webhook again.
   */
  records?: ItemRecords | undefined;
  /**
   * Hears every verified webhook, whatever it is about: an Item has one webhook URL for all products. Called before
   * `onEvent`, with the same rules.
   */
  onWebhook?: ((webhook: VerifiedWebhook) => Awaitable<unknown>) | undefined;
  /**
   * Called with what happened to an Item's health. (It has nothing to do with the `onEvent` of Plaid Link in the
   * browser.) May be left out where `records` or `onWebhook` is given.
   *
   * Keep it short (update a row, enqueue a job) and safe to repeat: Plaid sends a webhook again if it was not answered
   * in time. If it throws, the response is a 500 and Plaid sends the webhook again. Do not throw for an Item that you
   * do not know.
   *
   * If `records` fails or `onWebhook` throws, `onEvent` is called all the same. What has succeeded is not called again for the repeated
   * delivery in this process.
   */
  onEvent?: ((event: ItemWebhookEvent) => Awaitable<unknown>) | undefined;
  /**
   * Notes what was handled for all machines, so that `onWebhook` and `onEvent` run once for each delivery. Records need no
   * such note: they come out the same however often they are written.
   * @default each process remembers its own
   */
  deliveries?: WebhookDeliveries | undefined;
  /**
   * Answers at once and lets `onWebhook` and `onEvent` finish afterwards: pass `ctx.waitUntil` of Workers, or `after` of
   * Next.js. Their errors then go to `onError`, and Plaid does not send the webhook again.
   * @default the response waits for both and tells their outcome
   */
  waitUntil?: ((work: Promise<void>) => void) | undefined;
  /** How long a webhook may take, in milliseconds. Plaid gives up after 10 seconds. @default 8000 */
  timeoutMs?: number | undefined;
  /**
   * For your log: which check a rejected webhook failed, and every other error.
   * @default console.error, with the message, the codes, and what your own function threw
   */
  onError?: ((error: RelinkHandlerError) => void) | undefined;
  /** Removes your own secrets from each text of an error, as for `createRelinkHandler`. @default none */
  redact?: ((text: string) => string) | undefined;
}

const OPTIONS: Readonly<Record<keyof WebhookHandlerOptions, true>> = {
  ...VERIFICATION_OPTIONS,
  records: true,
  onWebhook: true,
  onEvent: true,
  deliveries: true,
  waitUntil: true,
  timeoutMs: true,
  onError: true,
  redact: true,
};

/** @throws RelinkError `invalid_options` */
export function assertWebhookOptions(options: WebhookHandlerOptions): void {
  const where = 'createWebhookHandler';
  assertOption(isRecord(options), 'options', 'is missing', 'Pass { plaid, onEvent }.', where);
  assertKnownOptions(options, OPTIONS, where);
  const { records, deliveries, onWebhook, onEvent, waitUntil, timeoutMs = 1 } = options;
  const { onError, redact } = options;
  assertVerificationOptions(options, where);
  assertOption(
    records === undefined ||
      (isRecord(records) && isFunction(records.read) && isFunction(records.update)),
    'records',
    'must have the functions read and update',
    'Pass those of createRelinkHandler, or createMemoryRecords().',
    where,
  );
  assertOption(
    deliveries === undefined ||
      (isRecord(deliveries) && isFunction(deliveries.once) && isFunction(deliveries.forget)),
    'deliveries',
    'must have the functions once and forget',
    'See docs/webhooks.md.',
    where,
  );
  assertFunction('onWebhook', onWebhook, 'Leave it out if you do not need it.');
  assertFunction('onEvent', onEvent, 'Leave it out if you do not need it.');
  assertFunction('onError', onError, 'Such as (error) => log.error(error).');
  assertFunction('redact', redact, 'It gets a text and returns one.');
  assertFunction('waitUntil', waitUntil, 'Such as (work) => ctx.waitUntil(work).');
  assertOption(
    Boolean(records ?? onWebhook ?? onEvent),
    'onEvent',
    'is required, or records, or onWebhook',
    'A webhook that is kept nowhere is lost: Plaid does not send it again after a 200.',
    where,
  );
  assertTimeout(timeoutMs, 8000, where);
}

function assertFunction(option: string, value: unknown, advice: string): void {
  const isValid = value === undefined || isFunction(value);
  assertOption(isValid, option, 'must be a function', advice, 'createWebhookHandler');
}
