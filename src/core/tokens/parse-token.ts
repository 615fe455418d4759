import type { RelinkError } from '../errors/relink-error';
import { createRelinkError } from '../errors/catalogue';
import { TOKEN_LIFETIME_MS } from './token';
import type { TokenKind } from '../types';
import { isRecord, nonEmptyString } from '../unknown';

/** Which prefix Plaid gives each kind (plaid.com/docs/errors/invalid-input). */
const PREFIX = { public_token: 'public-', link_token: 'link-' } as const;
const SECRET_PREFIX = 'access-';

export interface ParsedToken {
  value: string;
  lifetimeMs: number;
}

/**
 * Reads a token and its remaining life from a backend's answer.
 *
 * @param nowMs the server's idea of now where it is known, in milliseconds since the epoch; else this browser's.
 * @throws RelinkError `secret_refused`, `wrong_token_kind`, `invalid_response` or `token_expired`. No message holds
 * any part of a token.
 */
export function parseToken(
  kind: TokenKind,
  itemId: string,
  body: unknown,
  nowMs: number,
): ParsedToken {
  const fail = (code: RelinkError['code'], message: string): RelinkError =>
    createRelinkError(code, {
      itemId,
      message,
      requestId: isRecord(body) ? nonEmptyString(body.request_id) : null,
    });

  if (!isRecord(body)) {
    throw fail(
      'invalid_response',
      `The backend's answer is no JSON object. Send { ${kind}, expires_in }.`,
    );
  }
  if (Object.values(body).some((field) => nonEmptyString(field)?.startsWith(SECRET_PREFIX))) {
    throw fail(
      'secret_refused',
      'The backend sent an access token to the browser, which must never leave the server. ' +
        `Send only the short-lived ${kind}, and rotate the access token.`,
    );
  }
  const value = nonEmptyString(body[kind]);
  if (!value?.startsWith(PREFIX[kind])) {
    const other = kind === 'link_token' ? 'public_token' : 'link_token';
    const carriesOther =
      value?.startsWith(PREFIX[other]) === true || nonEmptyString(body[other]) !== null;
    throw carriesOther
      ? fail(
          'wrong_token_kind',
          `Asked for a ${kind}, the backend sent a ${other}. Check its route.`,
        )
      : fail(
          'invalid_response',
          `The backend's answer has no ${kind} ("${PREFIX[kind]}…"). Check its route.`,
        );
  }
  const lifetimeMs = lifetimeOf(body, nowMs);
  // A negated comparison, so that NaN is refused too.
  if (!(lifetimeMs > 0)) {
    throw fail(
      'token_expired',
      `The ${kind} was expired on arrival. Mint one per request, do not cache it, and send expires_in.`,
    );
  }
  return { value, lifetimeMs };
}

/** Never longer than Plaid lets a token for an existing Item live: a longer claim can only be a mistake. */
function lifetimeOf(body: Record<string, unknown>, nowMs: number): number {
  const { expires_in: seconds, expiration } = body;
  if (typeof seconds === 'number') return Math.min(seconds * 1000, TOKEN_LIFETIME_MS);
  const until = Date.parse(nonEmptyString(expiration) ?? '');
  return Number.isNaN(until) ? TOKEN_LIFETIME_MS : Math.min(until - nowMs, TOKEN_LIFETIME_MS);
}
