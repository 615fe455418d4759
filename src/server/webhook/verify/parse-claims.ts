import { nonEmptyString } from '../../../core/unknown';
import { WebhookRejected, type RejectionReason } from '../keys/webhook-rejected';

/** What a signature claims. It is believed only once the signature is verified. */
export interface Claims {
  /** The id of Plaid's key. */
  kid: string;
  /** In milliseconds since the epoch. */
  signedAt: number;
  /** The SHA-256 of the body, as hexadecimal digits in lower case. */
  bodyHash: string;
}

/** An older webhook may be a replay (plaid.com/docs/api/webhooks/webhook-verification). */
export const MAX_AGE_MS = 5 * 60_000;
/** How far this machine's clock may be behind Plaid's clock. */
const CLOCK_TOLERANCE_MS = 30_000;
/** Plaid's have a few hundred characters. */
const MAX_LENGTH = 4_096;
const KEY_ID = /^[\w-]{1,100}$/;
const HASH = /^[\da-f]{64}$/;

/**
 * The checks that cost nothing: before the body is read and before Plaid is asked for a key.
 *
 * @param jwt the header `plaid-verification`
 * @throws WebhookRejected
 */
export async function parseClaims(jwt: string | null, now: number): Promise<Claims> {
  if (!jwt) throw new WebhookRejected('no signature');
  if (jwt.length > MAX_LENGTH) throw new WebhookRejected('malformed signature');
  // Loaded on first use: jose is an ES module only, and some test runners cannot `require` one.
  const { decodeJwt, decodeProtectedHeader } = await import('jose');
  const malformed = 'malformed signature';
  const header = rejectIfThrows(malformed, () => decodeProtectedHeader(jwt));
  // The key's own `alg` is ignored: only one algorithm is accepted.
  if (header.alg !== 'ES256') throw new WebhookRejected('wrong algorithm');
  const kid = nonEmptyString(header.kid);
  if (!kid || !KEY_ID.test(kid)) throw new WebhookRejected(malformed);

  const payload = rejectIfThrows(malformed, () => decodeJwt(jwt));
  const signedAt = typeof payload.iat === 'number' ? payload.iat * 1000 : Number.NaN;
  // Negated, so that a missing time (NaN) is rejected too.
  if (!(now - signedAt < MAX_AGE_MS)) throw new WebhookRejected('too old');
  if (signedAt - now > CLOCK_TOLERANCE_MS) throw new WebhookRejected('from the future');
  const bodyHash = (nonEmptyString(payload.request_body_sha256) ?? '').toLowerCase();
  if (!HASH.test(bodyHash)) throw new WebhookRejected(malformed);
  return { kid, signedAt, bodyHash };
}

function rejectIfThrows<Value>(reason: RejectionReason, work: () => Value): Value {
  try {
    return work();
  } catch {
    throw new WebhookRejected(reason);
  }
}
