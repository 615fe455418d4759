import { internalError, invalidRequest, itemNotFound } from '../http/http-error';
import { assertOwnedItem, problemOfFlags, type OwnedItem } from '../options/owned-item';
import { enforceRateLimit } from '../rate-limit/enforce-rate-limit';
import type { OwnedCall, ServiceCall } from './service-call';

/** Looked up in place of an id that cannot be one, so that both lookups take equally long. */
const MALFORMED_ID = 'malformed-item-id';

/**
 * Finds an Item of the user's own, and counts the request. The access token comes from here alone, so nothing is asked of
 * Plaid before the Item is known to be the user's.
 *
 * @param askedId null for a value that cannot be an id
 * @throws HttpError 404, 429 or 500
 */
export async function findOwnedItem<User, Item extends OwnedItem>(
  call: ServiceCall<User, Item>,
  askedId: string | null,
): Promise<OwnedCall<User, Item>> {
  const { context, deadline, route, user } = call;
  const { findItem, rateLimiter } = context.options;
  const itemId = askedId ?? MALFORMED_ID;
  const item = await deadline.run('findItem', () => findItem(itemId, user));
  if (!item || askedId === null) throw itemNotFound();
  assertOwnedItem(item);
  const message = problemOfFlags(item.flags);
  if (message !== null) {
    const error = { route, status: 200, errorCode: 'APP_ERROR', requestId: null, message };
    context.quietLog.report('flags', error);
  }
  if (rateLimiter) {
    const { clientUserId } = item;
    const { quietLog } = context;
    await enforceRateLimit(rateLimiter, { clientUserId, itemId, route, deadline, quietLog });
  }
  return { ...call, item, itemId, plaidItemId: item.plaidItemId ?? itemId };
}

/**
 * Any falsy value means that no user is signed in: `session && user` is easily written. A value that says only that some
 * user is signed in would make findItem return any user's Item.
 *
 * @param source what gave the user, for the log
 * @throws HttpError 401 or 500
 */
export function requireUser<User>(user: User | null | undefined, source: string): User {
  if (!user) throw invalidRequest(401, 'UNAUTHORIZED', 'Sign in first.');
  const isNoUser =
    user === true || user instanceof Response || user instanceof Error || Array.isArray(user);
  if (!isNoUser) return user;
  throw internalError({
    errorCode: 'APP_ERROR',
    message: `${source} gave no user, but true, a Response, an Error or an array. Return the user, or null.`,
  });
}
