import { elapsedMs, markNow, sleep, type Environment, type Mark } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import type { RelinkError } from '../errors/relink-error';
import { isRetryable, retryDelayMs } from '../gateway/backoff';
import { callGateway } from '../gateway/call-gateway';
import type { RelinkGateway } from '../gateway/wire';
import { isRecord, nonEmptyString } from '../unknown';
import {
  createItemToken,
  isSpent,
  isUsable,
  renewInMs,
  spend,
  TOKEN_LIFETIME_MS,
  type ItemToken,
  type TokenKey,
} from './token';

/**
 * Mints a token through the app's gateway.
 *
 * @throws RelinkError and nothing else
 */
export async function mintToken(
  gateway: RelinkGateway,
  key: TokenKey,
  env: Environment,
): Promise<ItemToken> {
  const { kind, itemId, accountSelection, purpose } = key;
  const since = markNow(env);
  const body = await callGateway<unknown>(itemId, env, (signal) =>
    kind === 'public_token'
      ? required(gateway, 'createPublicToken').call(gateway, itemId, { signal })
      : required(gateway, 'createLinkToken').call(gateway, itemId, {
          signal,
          accountSelection,
          purpose,
        }),
  );
  return parseToken(key, body, since, env);
}

function required<Name extends keyof RelinkGateway>(
  gateway: RelinkGateway,
  name: Name,
): NonNullable<RelinkGateway[Name]> {
  const method = gateway[name];
  if (method) return method;
  throw createRelinkError('invalid_options', {
    message: `The gateway given to <RelinkProvider> has no ${name}(), which this tokenKind needs. Add it, or choose the other tokenKind.`,
  });
}

/** The prefix that Plaid gives each kind (plaid.com/docs/errors/invalid-input). */
const PREFIX = { public_token: 'public-', link_token: 'link-' } as const;

/**
 * Reads a token and its lifetime from the backend's answer.
 *
 * @param since when the request started
 * @throws RelinkError `wrong_token_kind`, `invalid_response` or `token_expired`. No message contains
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

/**
 * Refuses a token that the backend sent before, or that has expired.
 *
 * @param isHeld whether an entry holds this very token already
 * @throws RelinkError `token_reused` or `token_expired`
 */
export function acceptToken(
  token: ItemToken,
  isHeld: (value: string) => boolean,
  env: Environment,
): ItemToken {
  const { itemId, kind } = token.key;
  // A backend that sends a token twice has cached it. Its age is unknown, Link may have been opened with it, and it may
  // be another Item's.
  if (isSpent(token.value) || isHeld(token.value)) {
    throw createRelinkError('token_reused', {
      itemId,
      message: `The backend sent a ${kind} that it had sent before. Mint a token for each request; do not cache tokens.`,
    });
  }
  if (!isUsable(token, env)) {
    // Remembered as spent, so that the backend cannot send it again with a longer life.
    spend(token);
    throw createRelinkError('token_expired', {
      itemId,
      message: `The ${kind} expired before it could be used: the answer took too long, or expires_in is only a few seconds.`,
    });
  }
  return token;
}

export interface AcquireOptions {
  /** How many requests may be made. @default 1 */
  attempts?: number;
  /** Ends the pause before the next attempt. */
  signal?: AbortSignal;
}

/** No attempt begins later than this after the first. */
const PATIENCE_MS = 15_000;

/**
 * A token for a user who waits: requested at once, whatever the pace of background requests.
 *
 * @param current the token that is usable now, if any
 * @param request requests a token, or joins the request under way
 * @throws RelinkError of the last attempt
 */
export async function acquireToken<Token extends ItemToken>(
  current: () => Token | null,
  request: () => Promise<Token>,
  { attempts = 1, signal }: AcquireOptions,
  env: Environment,
): Promise<Token> {
  const since = markNow(env);
  for (let attempt = 1; ; attempt += 1) {
    const token = current();
    if (token && renewInMs(token, env) > 0) return token;
    try {
      return await request();
    } catch (error) {
      // The old token is due for renewal but usable, and the request for a new one failed.
      const old = current();
      if (old) return old;
      const delayMs = retryDelayMs(attempt, error, env);
      const isPatient = attempt < attempts && elapsedMs(since, env) + delayMs < PATIENCE_MS;
      if (!isPatient || !isRetryable(error) || !env.isOnline()) throw error;
      await sleep(env, delayMs, signal);
    }
  }
}
