import { shortHash } from '../http/short-hash';

/** A longer id of a user is hashed, so that each key is short in memory and in Redis. */
const MAX_USER_LENGTH = 64;

/**
 * One key per user and Item.
 *
 * @param itemKey the hash of the Item's access token: databases find one row for many spellings of its id
 */
export function ownItemKey(userId: string, itemKey: string): string {
  return `${userPart(userId)}:${itemKey}`;
}

/** One key per user for all Items that the user does not own. */
export function foreignItemsKey(userId: string): string {
  return `foreign:${userPart(userId)}`;
}

/** Encoded, so that no two users have one key. No encoded text has an equals sign. */
function userPart(userId: string): string {
  // What is no Unicode text cannot be encoded.
  const isEncodable = userId.length <= MAX_USER_LENGTH && !/\p{Cs}/u.test(userId);
  const encoded = isEncodable ? encodeURIComponent(userId) : null;
  return encoded !== null && encoded.length <= MAX_USER_LENGTH
    ? encoded
    : `sha256=${shortHash(userId)}`;
}
