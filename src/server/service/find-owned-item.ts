import { internalError, itemNotFound, throwNamed } from '../http/http-error';
import { shortHash } from '../http/short-hash';
import { assertOwnedItem, problemsOfNotes, type OwnedItem } from '../options/owned-item';
import { enforceRateLimit } from '../rate-limit/enforce-rate-limit';
import { foreignItemsKey, ownItemKey } from '../rate-limit/rate-limit-key';
import type { OwnedCall, ServiceCall } from './service-call';

/** Looked up in place of an id that cannot be one, so that both lookups take equally long. */
const MALFORMED_ID = 'malformed-item-id';

/**
 * Finds an Item of the user's own, and counts the request. The access token comes from here alone, so nothing is asked of
 * Plaid before the Item is known to be the user's.
 *
 * @param askedId null for a value that cannot be an id
 * @throws HttpError 404, 429, 500 or 503
 */
export async function findOwnedItem<User, Item extends OwnedItem>(
  call: ServiceCall<User, Item>,
  askedId: string | null,
): Promise<OwnedCall<User, Item>> {
  const { context, deadline, route, user, userId, subject } = call;
  const { options } = context;
  subject.askedId = askedId;
  const itemId = askedId ?? MALFORMED_ID;
  const item = await deadline
    .run('findItem', () => options.findItem(itemId, user))
    .catch(throwNamed('findItem'));
  if (!item || askedId === null) {
    if (userId !== null) await count(call, foreignItemsKey(userId));
    throw itemNotFound();
  }
  assertOwnedItem(item);
  assertClientUser(call, item);
  subject.clientUserId = item.clientUserId;
  for (const [note, message] of Object.entries(problemsOfNotes(item, itemId))) {
    if (message === null) continue;
    const error = { route, status: 200, errorCode: 'APP_ERROR', requestId: null, message };
    context.quietLog.report(note, error);
  }
  const itemKey = shortHash(item.accessToken);
  await count(call, ownItemKey(userId ?? item.clientUserId, itemKey));
  return { ...call, item, itemId, itemKey, plaidItemId: item.plaidItemId ?? itemId };
}

async function count<User, Item extends OwnedItem>(
  { context: { options, quietLog }, deadline, route }: ServiceCall<User, Item>,
  key: string,
): Promise<void> {
  const { rateLimiter, onLimiterDown } = options;
  if (!rateLimiter) return;
  await enforceRateLimit(rateLimiter, { key, route, deadline, onLimiterDown, quietLog });
}

/** Plaid would take the token for the other user, and so would the other user's Items. */
function assertClientUser<User, Item extends OwnedItem>(
  { context: { options }, user }: ServiceCall<User, Item>,
  { clientUserId }: OwnedItem,
): void {
  const { clientUserIdOf } = options;
  if (!clientUserIdOf || clientUserIdOf(user) === clientUserId) return;
  throw internalError({
    errorCode: 'APP_ERROR',
    message:
      'findItem gave an Item of another clientUserId than clientUserIdOf says for this user. Does the query compare the user’s id? A builder may drop a condition whose value is undefined.',
  });
}
