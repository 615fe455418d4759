import { elapsedMs, type Environment, type Mark } from '../clock/environment';
import type { TokenKind } from '../types';

/** Plaid's life of both token kinds for an existing Item (plaid@47 `LinkTokenCreateResponse.expiration`). */
export const TOKEN_LIFETIME_MS = 30 * 60_000;
/** A token in its last 5 minutes is renewed. */
const RENEW_MARGIN_MS = 5 * 60_000;
/** Renewals of many tokens fetched together are spread over this long, so that they do not come as a burst. */
const RENEW_SPREAD_MS = 60_000;
/** Time that Link needs to load and redeem the token: one that dies in between is as bad as an expired one. */
const REDEEM_MS = 5_000;

/** Which token: a token minted for one key is never used for another. */
export interface TokenKey {
  readonly kind: TokenKind;
  readonly itemId: string;
  /** Whether Link lets the user add or change accounts; part of what the token was minted for. */
  readonly accountSelection: boolean;
}

export function tokenKeyId(key: TokenKey): string {
  return JSON.stringify([key.kind, key.itemId, key.accountSelection]);
}

export function sameKey(a: TokenKey, b: TokenKey): boolean {
  return tokenKeyId(a) === tokenKeyId(b);
}

/** A short-lived token for one Item, with what is needed to judge its age. */
export interface ItemToken {
  readonly key: TokenKey;
  readonly value: string;
  /** When the request started: the earliest moment at which the token can have been minted. */
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
  // A token that lives 10 minutes or less would be "in its last 5 minutes" most of its life: renew it at half-time.
  const renewAfterMs = Math.max(
    lifetimeMs - RENEW_MARGIN_MS - env.random() * RENEW_SPREAD_MS,
    lifetimeMs / 2,
  );
  return { key, value, since, lifetimeMs, renewAfterMs };
}

/** Milliseconds for which the token may still be opened; 0 or less when it is expired. */
export function usableForMs(token: ItemToken, env: Environment): number {
  return token.lifetimeMs - REDEEM_MS - elapsedMs(token.since, env);
}

export function isUsable(token: ItemToken, env: Environment): boolean {
  return usableForMs(token, env) > 0;
}

/** Milliseconds until the token should be renewed; 0 or less when that is due. */
export function renewInMs(token: ItemToken, env: Environment): number {
  return token.renewAfterMs - elapsedMs(token.since, env);
}

export function expiresAt(token: ItemToken): Date {
  return new Date(token.since.wall + token.lifetimeMs);
}
