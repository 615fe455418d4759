import { nonEmptyString } from '../../../core/unknown';
import { parseJson } from '../../http/read-body';
import { isEqualInConstantTime, sha256 } from './sha256';
import type { WebhookKeys } from './webhook-keys';
import { WebhookRejected, type RejectionReason } from './webhook-rejected';

/** An older webhook may be a replay (plaid.com/docs/api/webhooks/webhook-verification). */
export const MAX_AGE_MS = 5 * 60_000;
/** How far this machine's clock may be behind Plaid's clock. */
const CLOCK_TOLERANCE_MS = 30_000;
/** Plaid's bodies nest a few levels. */
const MAX_DEPTH = 32;
const KEY_ID = /^[\w-]{1,100}$/;

/**
 * Verifies that Plaid signed exactly these bytes within the last 5 minutes.
 *
 * @returns when Plaid signed them, in milliseconds since the epoch
 * @throws WebhookRejected if it did not; HttpError if Plaid's key could not be fetched
 */
export async function verifySignature(
  jwt: string | null,
  bytes: Uint8Array<ArrayBuffer>,
  keys: WebhookKeys,
  now: number,
): Promise<number> {
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
  const claimed = (nonEmptyString(payload.request_body_sha256) ?? '').toLowerCase();
  if (!isEqualInConstantTime(claimed, await sha256(bytes))) {
    throw new WebhookRejected(await reasonOfOtherBody(bytes, claimed));
  }
  return signedAt;
}

/** Why the body has another hash than the one that Plaid signed. */
async function reasonOfOtherBody(
  bytes: Uint8Array<ArrayBuffer>,
  claimed: string,
): Promise<RejectionReason> {
  if (bytes.byteLength === 0) return 'no body';
  const text = new TextDecoder().decode(bytes);
  if (!isFlat(text)) return 'another body';
  const value = parseJson(bytes);
  const isSerialized = JSON.stringify(value) === text;
  // Plaid indents by two spaces (plaid.com/docs/api/webhooks/webhook-verification). If the indented text has the signed
  // hash, then the content is Plaid's, and a body parser on the way has dropped the spaces.
  const indented = new TextEncoder().encode(JSON.stringify(value, null, 2));
  const isPlaids = isSerialized && isEqualInConstantTime(claimed, await sha256(indented));
  return isPlaids ? 'parsed body' : 'another body';
}

/**
 * Whether the text nests no deeper than Plaid's bodies do. An indented text grows with the square of its depth: measured,
 * 12 kB of brackets took 2.6 seconds. Brackets within texts count too, which costs no more than the better reason.
 */
function isFlat(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > MAX_DEPTH) return false;
  }
  return true;
}

function rejectIfThrows<Value>(reason: RejectionReason, work: () => Value): Value {
  try {
    return work();
  } catch {
    throw new WebhookRejected(reason);
  }
}

function reject(reason: RejectionReason): () => never {
  return () => {
    throw new WebhookRejected(reason);
  };
}
