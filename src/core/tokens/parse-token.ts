import type { Environment, Mark } from '../clock/environment';
import { createRelinkError } from '../errors/catalogue';
import type { RelinkError } from '../errors/relink-error';
import { isRecord, nonEmptyString } from '../unknown';
import { createItemToken, TOKEN_LIFETIME_MS, type ItemToken, type TokenKey } from './token';

/** The prefix that Plaid gives each kind (plaid.com/docs/errors/invalid-input). */
const PREFIX = { public_token: 'public-', link_token: 'link-' } as const;
const SECRET_PREFIX = 'access-';

/**
 * Reads a token and its lifetime from the backend's answer.
 *
 * @param since when the request started
 * @throws RelinkError `secret_refused`, `wrong_token_kind`, `invalid_response` or `token_expired`. No message contains
 * any part of a token.
 */
export function parseToken(key: TokenKey, body: unknown, since: Mark, env: Environment): ItemToken {
  const { kind, itemId } = key;
  const fail = (code: RelinkError['code'], message: string): RelinkError =>
    createRelinkError(code, {
      itemId,
      message,
      requestId: isRecord(body) ? nonEmptyString(body.request_id) : null,
    });

  if (!isRecord(body)) {
    throw fail(
      'invalid_response',
      `The backend's answer is not a JSON object. Send { ${kind}, expires_in }.`,
    );
  }
  if (Object.values(body).some((field) => nonEmptyString(field)?.startsWith(SECRET_PREFIX))) {
    throw fail(
      'secret_refused',
      'The backend sent an access token to the browser. It must never leave the server. ' +
        `Send only the short-lived ${kind}, and rotate the access token.`,
    );
  }
  const value = nonEmptyString(body[kind]);
  if (!value?.startsWith(PREFIX[kind])) {
    const other = kind === 'link_token' ? 'public_token' : 'link_token';
    const isOther = value?.startsWith(PREFIX[other]) === true || nonEmptyString(body[other]);
    throw isOther
      ? fail(
          'wrong_token_kind',
          `The client asked for a ${kind} and the backend sent a ${other}. Check the backend's route.`,
        )
      : fail(
          'invalid_response',
          `The backend's answer has no ${kind} ("${PREFIX[kind]}…"). Check the backend's route.`,
        );
  }
  const lifetimeMs = lifetimeOf(body, env.wallNow());
  // A negated comparison, so that NaN is refused too.
  if (!(lifetimeMs > 0)) {
    throw fail(
      'token_expired',
      `The ${kind} had expired before it arrived. Mint a token for each request, do not cache it, and send expires_in.`,
    );
  }
  return createItemToken(key, value, lifetimeMs, since, env);
}

/** Capped at the lifetime that Plaid gives a token for an existing Item: a longer claim can only be a mistake. */
function lifetimeOf(body: Record<string, unknown>, nowMs: number): number {
  const { expires_in: seconds, expiration } = body;
  if (typeof seconds === 'number') return Math.min(seconds * 1000, TOKEN_LIFETIME_MS);
  const endMs = Date.parse(nonEmptyString(expiration) ?? '');
  return Number.isNaN(endMs) ? TOKEN_LIFETIME_MS : Math.min(endMs - nowMs, TOKEN_LIFETIME_MS);
}
