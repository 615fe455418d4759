import { isRewritten } from '../../node/message-of';
import { parseJson, readBody } from '../../http/read-body';
import type { RequestDeadline } from '../../http/request-deadline';
import { compareBody } from './compare-body';
import { createSafeKeyStore } from '../keys/key-store';
import { parseClaims } from './parse-claims';
import type { ReportProblem } from '../keys/report-problem';
import { environmentOf, type VerificationOptions } from './verification-options';
import { parseWebhook, type VerifiedWebhook } from './verified-webhook';
import { verifySignature } from './verify-signature';
import { webhookKeysOf } from '../keys/webhook-keys';
import { WebhookRejected } from '../keys/webhook-rejected';

/** Most webhooks have a few hundred bytes. `LINK/EVENTS` lists every event of a session. */
const MAX_BODY_BYTES = 256 * 1024;

/** @throws WebhookRejected if it is not Plaid's; HttpError if its body or Plaid's key could not be read */
export type Verifier = (request: Request, deadline: RequestDeadline) => Promise<VerifiedWebhook>;

export function createVerifier(
  { plaid, environment: wanted, keys: store }: VerificationOptions,
  report: ReportProblem,
  now: () => number,
): Verifier {
  const environment = wanted ?? environmentOf(plaid);
  const keys = webhookKeysOf(plaid, now);
  const keyUse = { store: store ? createSafeKeyStore(store, report) : null, report };
  return async (request, deadline) => {
    const jwt = request.headers.get('plaid-verification') ?? '';
    const { kid, signedAt, bodyHash } = await parseClaims(jwt, now());
    const bytes = await deadline.run('the body', () => readBody(request, MAX_BODY_BYTES));
    const body = await compareBody(bytes, bodyHash, isRewritten(request));
    if (body === 'another body') throw new WebhookRejected(body);
    const key = await deadline.run('the webhook’s key', () => keys.get(kid, keyUse));
    await verifySignature(jwt, key, now());
    if (body !== 'same body') throw new WebhookRejected(body);
    const webhook = await parseWebhook(parseJson(bytes), signedAt, bodyHash);
    if (typeof webhook === 'string') throw new WebhookRejected(webhook);
    if (environment !== null && webhook.environment !== environment) {
      throw new WebhookRejected('another environment');
    }
    return webhook;
  };
}
