import { nonEmptyString } from '../../core/unknown';
import { internalError } from '../http/http-error';

/** How long Plaid keeps both kinds of token for an existing Item, in seconds. */
const DEFAULT_LIFETIME_S = 30 * 60;

/** A token as Plaid gave it. */
export interface MintedToken {
  token: string;
  /** What a body of the wire format says of it beside the token. */
  life: { expiration?: string; expires_in: number; request_id?: string };
}

/** Reads a token. It picks the named fields of Plaid's answer, so that no other field can slip through. */
export function readToken(
  data: Record<string, unknown>,
  name: 'public_token' | 'link_token',
  prefix: 'public-' | 'link-',
): MintedToken {
  const token = nonEmptyString(data[name]);
  if (!token?.startsWith(prefix)) {
    throw internalError({
      errorCode: 'INVALID_ANSWER',
      message: `Plaid's answer has no ${name} ("${prefix}…"). Is the plaid client the official one?`,
    });
  }
  const expiresAt = Date.parse(nonEmptyString(data.expiration) ?? '');
  const hasExpiration = !Number.isNaN(expiresAt);
  const leftS = Math.floor((expiresAt - Date.now()) / 1000);
  const requestId = nonEmptyString(data.request_id);
  return {
    token,
    life: {
      ...(hasExpiration && { expiration: new Date(expiresAt).toISOString() }),
      expires_in: hasExpiration ? Math.max(leftS, 0) : DEFAULT_LIFETIME_S,
      ...(requestId !== null && { request_id: requestId }),
    },
  };
}
