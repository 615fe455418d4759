import { CONTACT } from './early-errors';
import { createRelinkErrorFrom, type RelinkError } from './relink-error';

export function invalidItemId(itemId: unknown): RelinkError {
  return createRelinkErrorFrom(CONTACT, 'invalid_item_id', {
    message: `itemId must be a non-empty string, not ${itemId === '' ? 'an empty one' : typeof itemId}. Render it once the Item is known; hooks also take null.`,
  });
}
