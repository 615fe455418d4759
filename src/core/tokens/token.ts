import { elapsedMs, type Environment, type Mark } from '../clock';
import type { TokenKind } from '../types';
import { pageGlobal } from '../page-global';

/** How long Plaid lets both kinds live for an existing Item (plaid@47 `LinkTokenCreateResponse.expiration`). */
export const TOKEN_LIFETIME_MS = 30 * 60_000;
/** A token in its last 5 minutes is renewed. */
const RENEW_MARGIN_MS = 5 * 60_000;
/** Tokens that were fetched together are renewed at random over this long, not in one burst. */
const RENEW_SPREAD_MS = 60_000;
/** The time that Link may need to load and to redeem the token. With less time left, a token counts as expired. */
const REDEEM_MS = 5_000;

/** The usual purpose of a relink. */
export const REPAIR = 'repair';

/** What a token is minted for. A token of one key is never used for another. */
export interface TokenKey {
  readonly kind: TokenKind;
  readonly itemId: string;
  /** Whether Link lets the user add or change accounts. */
  readonly accountSelection: boolean;
  /** What the relink is for, which may decide the products and texts of Link. */
  readonly purpose: string;
}

export function tokenKeyId(key: TokenKey): string {
  return JSON.stringify([key.kind, key.itemId, key.accountSelection, key.purpose]);
}

export function sameKey(a: TokenKey, b: TokenKey): boolean {
  return tokenKeyId(a) === tokenKeyId(b);
}

/** A short-lived token for one Item, and what its age is judged by. */
export interface ItemToken {
  readonly key: TokenKey;
  readonly value: string;
  /** When the request started, which is the earliest moment at which the token can have been minted. */
  readonly since: Mark;
  readonly lifetimeMs: number;
  readonly renewAfterMs: number;
}

export function createItemToken(
  key: TokenKey,
  value: string,
  lifetimeMs: number,
  since: Mark,
  env: Environment,
): ItemToken {
  // A token that lives 10 minutes or less is in its last 5 minutes for most of its life. It is renewed at half-time.
  const renewAfterMs = Math.max(
    lifetimeMs - RENEW_MARGIN_MS - env.random() * RENEW_SPREAD_MS,
    lifetimeMs / 2,
  );
  return { key, value, since, lifetimeMs, renewAfterMs };
}

/** Milliseconds for which Link may still be opened with the token; 0 or less once it has expired. */
export function usableForMs(token: ItemToken, env: Environment): number {
  return token.lifetimeMs - REDEEM_MS - elapsedMs(token.since, env);
}

export function isUsable(token: ItemToken, env: Environment): boolean {
  return usableForMs(token, env) > 0;
}

/** Milliseconds until the token is due for renewal; 0 or less once it is. */
export function renewInMs(token: ItemToken, env: Environment): number {
  return token.renewAfterMs - elapsedMs(token.since, env);
}

/** By this browser's clock. */
export function expiresAt(token: ItemToken): Date {
  return new Date(token.since.wall + token.lifetimeMs);
}

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

/** 64 bits tell tokens apart, and users, so that neither has to be kept. It is no secret's hash: short texts can be guessed. */
export function fingerprint(value: string): string {
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
