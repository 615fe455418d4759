import { nonEmptyString } from '../../core/unknown';
import type { WebhookKeys } from './webhook-keys';
import { WebhookRejected } from './webhook-rejected';

/** An older webhook may be a replay (plaid.com/docs/api/webhooks/webhook-verification). */
const MAX_AGE_MS = 5 * 60_000;
/** How far this machine's clock may be behind Plaid's clock. */
const CLOCK_TOLERANCE_MS = 30_000;
const KEY_ID = /^[\w-]{1,100}$/;

export interface VerifiedWebhook {
  /** The signed part: equal for repeated deliveries of one webhook, different for any two webhooks. */
  id: string;
  /** Until when the same webhook would be accepted, in milliseconds since the epoch. */
  acceptedUntil: number;
}

/**
 * Verifies that Plaid signed exactly these bytes within the last 5 minutes.
 *
 * @throws WebhookRejected if it did not; HttpError if Plaid's key could not be fetched
 */
export async function verifyWebhook(
  jwt: string | null,
  bytes: Uint8Array<ArrayBuffer>,
  keys: WebhookKeys,
  now: number,
): Promise<VerifiedWebhook> {
  if (!jwt) throw new WebhookRejected('no signature');
  // Loaded on first use: jose is an ES module only, and some test runners cannot `require` one.
  const { decodeProtectedHeader, importJWK, jwtVerify } = await import('jose');
  const header = rejectIfThrows('malformed signature', () => decodeProtectedHeader(jwt));
  // Checked before any key is fetched. The key's own `alg` is ignored: only one algorithm is accepted.
  if (header.alg !== 'ES256') throw new WebhookRejected('wrong algorithm');
  const kid = nonEmptyString(header.kid);
  if (!kid || !KEY_ID.test(kid)) throw new WebhookRejected('malformed signature');
  const key = await keys.get(kid);

  const imported = await importJWK({ ...key }, 'ES256').catch(reject('unknown key'));
  const { payload } = await jwtVerify(jwt, imported, {
    algorithms: ['ES256'],
    currentDate: new Date(now),
  }).catch(reject('wrong signature'));

  const signedAt = typeof payload.iat === 'number' ? payload.iat * 1000 : Number.NaN;
  // Negated, so that a missing time (NaN) is rejected too.
  if (!(now - signedAt < MAX_AGE_MS)) throw new WebhookRejected('too old');
  if (signedAt - now > CLOCK_TOLERANCE_MS) throw new WebhookRejected('from the future');
  const claimed = nonEmptyString(payload.request_body_sha256) ?? '';
  if (!isEqualInConstantTime(claimed.toLowerCase(), await sha256(bytes)))
    throw new WebhookRejected('another body');
  return {
    // Without the signature: ES256 has two valid signatures for each key and text.
    id: jwt.split('.').slice(0, 2).join('.'),
    acceptedUntil: signedAt + MAX_AGE_MS,
  };
}

function rejectIfThrows<Value>(reason: WebhookRejected['reason'], work: () => Value): Value {
  try {
    return work();
  } catch {
    throw new WebhookRejected(reason);
  }
}

function reject(reason: WebhookRejected['reason']): () => never {
  return () => {
    throw new WebhookRejected(reason);
  };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Takes the same time however many characters match. */
function isEqualInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < b.length; index += 1) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  }
  return difference === 0;
}
