import { parseFlags, type ItemFlag } from '../../core/item/item-flag';
import { isRecord } from '../../core/unknown';
import { internalError } from '../http/http-error';
import { isNonEmptyString } from './assert/assert-option';

/** An Item that the signed-in user owns, as the app's database has it. `findItem` may return more, such as the whole row. */
export interface OwnedItem {
  /** Plaid's long-lived token, decrypted: `access-<environment>-<id>`. It stays on the server. */
  accessToken: string;
  /** Plaid's `client_user_id`: your stable id of the user. It must not be an e-mail address or other personal data. */
  clientUserId: string;
  /**
   * Plaid's `item_id`, where your own id of the Item differs from it. Records are kept under it. Return it in any case if
   * users can choose the ids of Items: an id that equals the `item_id` of another user's Item would find that one's record.
   * @default the id that `findItem` was asked for
   */
  plaidItemId?: string | undefined;
  /**
   * What your own table knows of the Item and `/item/get` does not say, such as an announced disconnect. It is merged into
   * the Item's health. With `records`, the package keeps these by itself.
   * @default none
   */
  flags?: readonly ItemFlag[] | undefined;
  /**
   * Your id of another Item of the same user that has the same login, where this Item is one too many: `findDuplicateItems`
   * finds such Items. The UI then asks for no relink of this one, since that may break the other one, and a list shows both
   * as one bank and says that this connection will be removed. Removing it is yours. Name the Item to keep, and never two
   * Items each other.
   * @default none
   */
  duplicateOf?: string | null | undefined;
  /**
   * The `user_id` that Plaid's `/user/create` gave, not your own id of the user. It is sent only where `products` needs
   * it: Plaid Check (`cra_…`) and Income (plaid.com/docs/api/users/user-apis).
   */
  userId?: string | undefined;
  /**
   * The `user_token` of `/user/create`, sent in place of `userId`. Integrations that began before December 10, 2025 use
   * it (plaid.com/docs/api/users/user-apis).
   */
  userToken?: string | undefined;
}

/**
 * Checks what the app's `findItem` returned. Without an access token Plaid would mint a token for a new Item, and the
 * user would make a duplicate.
 *
 * @throws HttpError 500, with the field and what to do for `onError`
 */
export function assertOwnedItem(item: unknown): asserts item is OwnedItem {
  const { accessToken, clientUserId, plaidItemId } = isRecord(item) ? item : {};
  if (!isNonEmptyString(accessToken) || !isNonEmptyString(clientUserId)) {
    refuse('findItem gave no { accessToken, clientUserId }, both texts. Return both, or null.');
  }
  // Link's own tokens are shorter-lived, and a database has them beside the access token.
  if (/^(?:public|link)-/.test(accessToken)) {
    refuse('findItem gave a public or link token as accessToken. Return the Item’s access token.');
  }
  if (!accessToken.startsWith('access-')) {
    refuse(
      'findItem gave an accessToken that does not begin with "access-", as Plaid’s do (plaid.com/docs/errors/invalid-input). Is it still encrypted, or another service’s token? Decrypt it in findItem. If a proxy puts the token in place of an alias, choose aliases that begin with "access-".',
    );
  }
  if (plaidItemId !== undefined && plaidItemId !== null && !isNonEmptyString(plaidItemId)) {
    refuse('findItem gave a plaidItemId that is no text. Return Plaid’s item_id, or leave it out.');
  }
}

/**
 * What is wrong with the notes about the Item that `findItem` gave, by the option, for `onError`. It fails no request: the
 * user could not repair the Item because of a note about it.
 *
 * @param itemId the id that `findItem` was asked for
 */
export function problemsOfNotes(
  item: OwnedItem,
  itemId: string,
): { flags: string | null; duplicateOf: string | null } {
  const { flags, duplicateOf } = item;
  const isRead =
    duplicateOf === undefined || duplicateOf === null || keptItemId(item, itemId) !== null;
  return {
    flags: problemOfFlags(flags),
    duplicateOf: isRead
      ? null
      : 'findItem gave a duplicateOf that names no other Item, and it is ignored. Return your id of the Item to keep, or null.',
  };
}

/** The app's id of the Item to keep, where this one is one too many; else null. */
export function keptItemId({ duplicateOf }: OwnedItem, itemId: string): string | null {
  return isNonEmptyString(duplicateOf) && duplicateOf !== itemId ? duplicateOf : null;
}

function problemOfFlags(flags: unknown): string | null {
  if (flags === undefined || flags === null) return null;
  const count = Array.isArray(flags) ? flags.length : 1;
  const ignored = count - parseFlags(flags).length;
  if (ignored === 0) return null;
  return `findItem gave flags of which ${ignored} of ${count} cannot be read and are ignored. Return a list of { kind, since }, with a known kind and since as ISO 8601 text (not a Date).`;
}

function refuse(message: string): never {
  throw internalError({ errorCode: 'APP_ERROR', message });
}
