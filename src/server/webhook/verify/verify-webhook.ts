import { isRecord } from '../../../core/unknown';
import { parseJson, readBody } from '../../http/read-body';
import { createRequestDeadline, type RequestDeadline } from '../../http/request-deadline';
import { assertOption, assertTimeout, isFunction } from '../../options/assert/assert-option';
import type { WebhookPlaidClient } from '../../plaid/plaid-client';
import { parseWebhook, type VerifiedWebhook } from './verified-webhook';
import { verifySignature } from './verify-signature';
import { toWebhookError } from './webhook-error';
import { webhookKeysOf, type WebhookKeys } from './webhook-keys';
import { WebhookRejected } from './webhook-rejected';

/** Most webhooks have a few hundred bytes. `LINK/EVENTS` lists every event of a session. */
const MAX_BODY_BYTES = 256 * 1024;

/** Options of `verifyWebhook`. */
export interface VerifyWebhookOptions {
  /**
   * The official client, configured for the environment that sends the webhooks. Pass the same object each time: Plaid's
   * keys are kept for an hour per client.
   */
  plaid: WebhookPlaidClient;
  /** How long the body and Plaid's key may take, in milliseconds. Plaid gives up after 10 seconds. @default 8000 */
  timeoutMs?: number | undefined;
}

/**
 * Verifies that Plaid sent this request: for routes that do more than `createWebhookHandler`. It reads the body, so
 * pass `request.clone()` if you read it too.
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
  const { plaid, timeoutMs = 8_000 } = options;
  assertWebhookClient(plaid, where);
  assertTimeout(timeoutMs, 8000, where);
  const deadline = createRequestDeadline(timeoutMs, request.signal);
  try {
    const now = (): number => Date.now();
    return await receiveWebhook(request, webhookKeysOf(plaid, now), deadline, now);
  } catch (thrown) {
    throw toWebhookError(thrown);
  } finally {
    deadline.end();
  }
}

/** @throws RelinkError `invalid_options` */
export function assertWebhookClient(plaid: unknown, where: string): void {
  assertOption(
    isRecord(plaid) && isFunction(plaid.webhookVerificationKeyGet),
    'plaid',
    'must be the official client',
    'Pass new PlaidApi(configuration).',
    where,
  );
}

/** @throws WebhookRejected if it is not Plaid's; HttpError if its body or Plaid's key could not be read */
export async function receiveWebhook(
  request: Request,
  keys: WebhookKeys,
  deadline: RequestDeadline,
  now: () => number,
): Promise<VerifiedWebhook> {
  const bytes = await deadline.run('the body', () => readBody(request, MAX_BODY_BYTES));
  const jwt = request.headers.get('plaid-verification');
  const signedAt = await deadline.run('the webhook’s key', () =>
    verifySignature(jwt, bytes, keys, now()),
  );
  const webhook = await parseWebhook(parseJson(bytes), signedAt);
  if (!webhook) throw new WebhookRejected('no JSON object');
  return webhook;
}
