import type { Environment } from '../clock/environment';
import { createRelinkError } from '../errors/catalogue';
import { isSpent, spend } from './spent-tokens';
import { isUsable, type ItemToken } from './token';

/**
 * Lets a minted token in, or refuses it.
 *
 * @param isHeld whether some slot holds this very token already
 * @throws RelinkError `token_reused` or `token_expired`
 */
export function acceptToken(
  token: ItemToken,
  isHeld: (value: string) => boolean,
  env: Environment,
): ItemToken {
  const { itemId, kind } = token.key;
  // A backend that hands out one token twice has cached it: its age is unknown, its use may be over, and it may be
  // another Item's.
  if (isSpent(token.value) || isHeld(token.value)) {
    throw createRelinkError('token_reused', {
      itemId,
      message: `The backend sent a ${kind} that it had sent before. Mint one for each request; do not cache them.`,
    });
  }
  if (!isUsable(token, env)) {
    // Remembered, so that it cannot come again with a longer life.
    spend(token);
    throw createRelinkError('token_expired', {
      itemId,
      message: `The ${kind} expired before it could be used: the answer took too long, or expires_in is only seconds.`,
    });
  }
  return token;
}
