import { isRecord } from '../../../core/unknown';
import { createQuietLog } from '../../http/quiet-log';
import { createRequestDeadline } from '../../http/request-deadline';
import { assertKnownOptions } from '../../options/assert/assert-known-keys';
import { assertOption, assertTimeout } from '../../options/assert/assert-option';
import {
  assertVerificationOptions,
  VERIFICATION_OPTIONS,
  type VerificationOptions,
} from './verification-options';
import type { VerifiedWebhook } from './verified-webhook';
import { createVerifier } from './verifier';
import { reportTo } from '../keys/report-problem';
import { toWebhookError } from './webhook-error';

/** Options of `verifyWebhook`. Pass the same `plaid` each time: Plaid's keys are kept for each client. */
export interface VerifyWebhookOptions extends VerificationOptions {
  /** How long the body and Plaid's key may take, in milliseconds. Plaid gives up after 10 seconds. @default 8000 */
  timeoutMs?: number | undefined;
}

const OPTIONS: Readonly<Record<keyof VerifyWebhookOptions, true>> = {
  ...VERIFICATION_OPTIONS,
  timeoutMs: true,
};

/** For `verifyWebhook`, which has no `onError`: the console hears of a store that fails. */
const quietLog = createQuietLog(undefined);

/**
 * Verifies that Plaid sent this request: for routes that do more than `createWebhookHandler`. It reads the body, so
 * pass `request.clone()` if you read it too. It keeps no list of deliveries: compare `deliveryId`.
 *
 * @throws WebhookError whose `status` is what to answer
 * @throws RelinkError `invalid_options` if an option is missing or wrong
 * @example
 * export async function POST(request: Request) {
 *   try {
 *     const webhook = await verifyWebhook(request, { plaid });
 *     await queue.add(webhook.webhookType, webhook.body);
 *     return new Response();
 *   } catch (error) {
 *     return new Response(null, { status: isWebhookError(error) ? error.status : 500 });
 *   }
 * }
 */
export async function verifyWebhook(
  request: Request,
  options: VerifyWebhookOptions,
): Promise<VerifiedWebhook> {
  const where = 'verifyWebhook';
  assertOption(isRecord(options), 'options', 'is missing', 'Pass { plaid }.', where);
  assertKnownOptions(options, OPTIONS, where);
  assertVerificationOptions(options, where);
  const { timeoutMs = 8_000 } = options;
  assertTimeout(timeoutMs, 8000, where);
  const deadline = createRequestDeadline(timeoutMs, request.signal);
  try {
    const verifier = createVerifier(options, reportTo(quietLog), () => Date.now());
    return await verifier(request, deadline);
  } catch (thrown) {
    throw toWebhookError(thrown);
  } finally {
    deadline.end();
  }
}
