import { parseJson } from '../../http/read-body';
import { isEqualInConstantTime, sha256 } from './sha256';

/** Plaid's bodies nest a few levels. */
const MAX_DEPTH = 32;

/** How a body relates to the one that Plaid signed, if the signature is Plaid's. */
export type BodyComparison = 'same body' | 'another body' | 'no body' | 'parsed body';

/**
 * Compares a body with the hash that its signature claims.
 *
 * @param isRewritten whether a parser is known to have run first
 * @returns `no body` and `parsed body` where the app lost the bytes, which only a signature of Plaid's proves
 */
export async function compareBody(
  bytes: Uint8Array<ArrayBuffer>,
  claimed: string,
  isRewritten: boolean,
): Promise<BodyComparison> {
  if (isEqualInConstantTime(claimed, await sha256(bytes))) return 'same body';
  if (bytes.byteLength === 0) return 'no body';
  return isRewritten || (await hasLostItsSpaces(bytes, claimed)) ? 'parsed body' : 'another body';
}

/**
 * Plaid indents by two spaces (plaid.com/docs/api/webhooks/webhook-verification). If the indented text has the claimed
 * hash, then the content is the one that was signed, and a body parser on the way has dropped the spaces.
 */
async function hasLostItsSpaces(bytes: Uint8Array<ArrayBuffer>, claimed: string): Promise<boolean> {
  const text = new TextDecoder().decode(bytes);
  if (!isFlat(text)) return false;
  const value = parseJson(bytes);
  if (JSON.stringify(value) !== text) return false;
  const indented = new TextEncoder().encode(JSON.stringify(value, null, 2));
  return isEqualInConstantTime(claimed, await sha256(indented));
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
