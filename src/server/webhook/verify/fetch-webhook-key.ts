import { isRecord, nonEmptyString } from '../../../core/unknown';
import { HttpError } from '../../http/http-error';
import { createRequestDeadline } from '../../http/request-deadline';
import { callPlaid } from '../../plaid/call-plaid';
import type { WebhookPlaidClient } from '../../plaid/plaid-client';
import { WebhookRejected } from './webhook-rejected';

/** One of Plaid's public keys, as a JWK (RFC 7517). */
export interface WebhookKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}

/** Plaid gives up on a webhook after 10 seconds. */
const TIMEOUT_MS = 8_000;

/** @throws WebhookRejected for a key that Plaid does not know or has retired; HttpError if Plaid could not be asked */
export async function fetchWebhookKey(
  plaid: WebhookPlaidClient,
  kid: string,
  now: () => number,
): Promise<WebhookKey> {
  // Its own deadline, not that of a request: several webhooks may share this call, and each may be aborted.
  const deadline = createRequestDeadline(TIMEOUT_MS, new AbortController().signal);
  try {
    const data = await callPlaid(
      (options) => plaid.webhookVerificationKeyGet({ key_id: kid }, options),
      deadline,
    );
    return parseKey(data.key, kid, now());
  } catch (thrown) {
    throw isUnknownKey(thrown) ? new WebhookRejected('unknown key') : thrown;
  } finally {
    deadline.end();
  }
}

function parseKey(key: unknown, kid: string, now: number): WebhookKey {
  const fields = isRecord(key) ? key : {};
  const [x, y] = [nonEmptyString(fields.x), nonEmptyString(fields.y)];
  const isExpected = fields.kty === 'EC' && fields.crv === 'P-256' && fields.kid === kid;
  if (!isExpected || !x || !y) throw new WebhookRejected('unknown key');
  // Unix time in seconds; null for a key in use.
  const { expired_at: expiredAt } = fields;
  if (typeof expiredAt === 'number' && expiredAt * 1000 <= now) {
    throw new WebhookRejected('expired key');
  }
  return { kty: 'EC', crv: 'P-256', x, y };
}

/** plaid.com/docs/errors/invalid-input, INVALID_WEBHOOK_VERIFICATION_KEY_ID */
function isUnknownKey(thrown: unknown): boolean {
  return (
    thrown instanceof HttpError &&
    thrown.init.log?.errorCode === 'INVALID_WEBHOOK_VERIFICATION_KEY_ID'
  );
}
