import { isRecord, nonEmptyString } from '../../../core/unknown';
import { HttpError } from '../../http/http-error';
import { createRequestDeadline } from '../../http/request-deadline';
import { callPlaid } from '../../plaid/call-plaid';
import type { WebhookPlaidClient } from '../../plaid/plaid-client';
import { WebhookRejected } from './webhook-rejected';

/** One of Plaid's public keys, as a JWK (RFC 7517), and its end. */
export interface WebhookKey {
  kid: string;
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  /** Unix time in seconds; null for a key in use. */
  expired_at: number | null;
}

/** @throws WebhookRejected for a key that Plaid does not know; HttpError if Plaid could not be asked */
export async function fetchWebhookKey(
  plaid: WebhookPlaidClient,
  kid: string,
  timeoutMs: number,
): Promise<WebhookKey> {
  // Its own deadline, not that of a request: several webhooks may share this call, and each may be aborted.
  const deadline = createRequestDeadline(timeoutMs, new AbortController().signal);
  try {
    const { key } = await callPlaid(
      (options) => plaid.webhookVerificationKeyGet({ key_id: kid }, options),
      deadline,
    );
    const parsed = parseKey(key, kid);
    if (!parsed) throw new WebhookRejected('unknown key');
    return parsed;
  } catch (thrown) {
    throw isUnknownKey(thrown) ? new WebhookRejected('unknown key') : thrown;
  } finally {
    deadline.end();
  }
}

/** @returns null for a value that is not the key of this id */
export function parseKey(value: unknown, kid: string): WebhookKey | null {
  if (!isRecord(value)) return null;
  const { kty, crv, expired_at: expiredAt } = value;
  const [x, y] = [nonEmptyString(value.x), nonEmptyString(value.y)];
  if (kty !== 'EC' || crv !== 'P-256' || value.kid !== kid || !x || !y) return null;
  return { kid, kty, crv, x, y, expired_at: typeof expiredAt === 'number' ? expiredAt : null };
}

/** plaid.com/docs/errors/invalid-input, INVALID_WEBHOOK_VERIFICATION_KEY_ID */
function isUnknownKey(thrown: unknown): boolean {
  return (
    thrown instanceof HttpError &&
    thrown.init.log?.errorCode === 'INVALID_WEBHOOK_VERIFICATION_KEY_ID'
  );
}
