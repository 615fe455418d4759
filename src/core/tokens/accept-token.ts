import type { Environment } from '../clock/environment';
import { createRelinkError } from '../errors/catalogue';
import { isSpent, spend } from './spent-tokens';
import { isUsable, type ItemToken } from './token';

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
