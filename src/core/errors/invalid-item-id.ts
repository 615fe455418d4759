import type { RelinkError } from './relink-error';
import { wiringError } from './wiring-error';

export function invalidItemId(itemId: unknown): RelinkError {
  return wiringError('invalid_item_id', {
    message: `itemId must be a non-empty string, not ${itemId === '' ? 'an empty one' : typeof itemId}. Render the button once the Item is known.`,
  });
}
