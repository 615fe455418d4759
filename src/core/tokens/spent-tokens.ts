import { pageGlobal } from '../page-global';
import type { ItemToken } from './token';

/** The fingerprints of the page's spent tokens, oldest first. */
const spentTokens = /* @__PURE__ */ pageGlobal('spent-tokens', () => new Set<string>());
/** Enough for days on one page. The oldest are dropped first; they expired long ago. */
const SPENT_LIMIT = 5_000;

export function isSpent(value: string): boolean {
  return spentTokens().has(fingerprint(value));
}

/** Marks a token as spent for the whole page. Returns false if it was spent already. */
export function spend(token: Pick<ItemToken, 'value'>): boolean {
  const spent = spentTokens();
  const print = fingerprint(token.value);
  if (spent.has(print)) return false;
  spent.add(print);
  const [oldest] = spent;
  if (spent.size > SPENT_LIMIT && oldest !== undefined) spent.delete(oldest);
  return true;
}

/** 64 bits tell tokens apart, so that no spent token stays in memory. */
function fingerprint(value: string): string {
  return fnv1a(value, 0x811c9dc5) + fnv1a(value, 0x01000193);
}

/** FNV-1a (draft-eastlake-fnv), 32 bits, from a given offset. */
function fnv1a(value: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < value.length; index += 1) {
    hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36) + '.';
}
