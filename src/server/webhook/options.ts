import { isRecord } from '../../core/unknown';
import { assertOption, isFunction } from '../options/check';
import type { RelinkHandlerProblem } from '../options/options';
import type { ItemWebhookEvent } from './events';
import type { WebhookPort } from './keys';

/** Options of `createWebhookHandler`. */
export interface WebhookHandlerOptions {
  /** The official client, of the environment whose webhooks come here. */
  plaid: WebhookPort;
  /**
   * What happened to an Item. Do it quickly (a row in the database, a job in a queue), and so that it may happen twice:
   * Plaid delivers again whatever was not answered in time. Where it throws, the answer is a 500, and Plaid delivers
   * again. Items that you do not know are nothing to throw about.
   */
  onEvent(event: ItemWebhookEvent): void | PromiseLike<void>;
  /**
   * Answer at once, and go on afterwards: `ctx.waitUntil` of Workers, `after` of Next.js. What fails then is told to
   * `onError`, and Plaid does not deliver it again.
   * @default `onEvent` is waited for, and the answer says how it went
   */
  waitUntil?: ((work: Promise<void>) => void) | undefined;
  /** How long a webhook may take, in milliseconds; Plaid gives up after 10 seconds. @default 8000 */
  timeoutMs?: number | undefined;
  /**
   * For your log: which check a refused webhook did not pass, and what went wrong with others.
   * @default console.error, with the message and the codes
   */
  onError?: ((problem: RelinkHandlerProblem) => void) | undefined;
}

/** @throws RelinkError `invalid_options` */
export function checkWebhookOptions(options: WebhookHandlerOptions): void {
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
  assertOption(isFunction(onEvent), 'onEvent', 'is required', 'Store what it is told.', where);
  assertOption(
    waitUntil === undefined || isFunction(waitUntil),
    'waitUntil',
    'must be a function',
    'Such as (work) => ctx.waitUntil(work).',
    where,
  );
  assertOption(
    Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31,
    'timeoutMs',
    'must be a whole number of milliseconds',
    'Such as 8000.',
    where,
  );
}
