import { nonEmptyString } from '../../core/unknown';
import type { WebhookKeys } from './keys';
import { Refusal } from './refusal';

/** plaid.com/docs/api/webhooks/webhook-verification: older ones may be replays. */
const MAX_AGE_MS = 5 * 60_000;
/** How far this machine's clock may be behind Plaid's. */
const CLOCK_TOLERANCE_MS = 30_000;
const KEY_ID = /^[\w-]{1,100}$/;

export interface VerifiedWebhook {
  /** What was signed: the same for each delivery of the same signature, and for no other. */
  id: string;
  /** Until when the same could be believed again, in milliseconds since the epoch. */
  believedUntil: number;
}

/**
 * Whether Plaid signed exactly these bytes, a moment ago.
 *
 * @throws Refusal where it did not; Failure where Plaid's key could not be had
 */
export async function verifyWebhook(
  jwt: string | null,
  bytes: Uint8Array<ArrayBuffer>,
  keys: WebhookKeys,
  now: number,
): Promise<VerifiedWebhook> {
  if (!jwt) throw new Refusal('no signature');
  // Loaded when first needed: it is an ES module only, which not every test runner can `require`.
  const { decodeProtectedHeader, importJWK, jwtVerify } = await import('jose');
  const header = attempt('malformed signature', () => decodeProtectedHeader(jwt));
  // Before anything is asked for its sake. The key's own `alg` is not consulted: there is one algorithm.
  if (header.alg !== 'ES256') throw new Refusal('wrong algorithm');
  const kid = nonEmptyString(header.kid);
  if (!kid || !KEY_ID.test(kid)) throw new Refusal('malformed signature');
  const key = await keys.get(kid);

  const imported = await importJWK({ ...key }, 'ES256').catch(refuse('unknown key'));
  const { payload } = await jwtVerify(jwt, imported, {
    algorithms: ['ES256'],
    currentDate: new Date(now),
  }).catch(refuse('wrong signature'));

  const signedAt = typeof payload.iat === 'number' ? payload.iat * 1000 : Number.NaN;
  // Negated, so that a missing time is refused too.
  if (!(now - signedAt < MAX_AGE_MS)) throw new Refusal('too old');
  if (signedAt - now > CLOCK_TOLERANCE_MS) throw new Refusal('from the future');
  const claimed = nonEmptyString(payload.request_body_sha256) ?? '';
  if (!isSame(claimed.toLowerCase(), await sha256(bytes))) throw new Refusal('another body');
  return {
    // Without the signature, of which ES256 has two for each key and text.
    id: jwt.split('.').slice(0, 2).join('.'),
    believedUntil: signedAt + MAX_AGE_MS,
  };
}

function attempt<Value>(reason: Refusal['reason'], work: () => Value): Value {
  try {
    return work();
  } catch {
    throw new Refusal(reason);
  }
}

function refuse(reason: Refusal['reason']): () => never {
  return () => {
    throw new Refusal(reason);
  };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** In a time that does not depend on how much of it is right. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < b.length; index += 1) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  }
  return difference === 0;
}
