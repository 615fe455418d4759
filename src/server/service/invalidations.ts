import { foldedId } from '../plaid/folded-id';

/** Which Items the app said to have changed, so that an older answer in a record is not believed by this process. */
export interface Invalidations {
  /** Takes the app's id, and Plaid's, in any spelling that a database may take for it. */
  add(itemId: string): void;
  /** @param checkedMs when Plaid was asked, in milliseconds since the epoch */
  isOutdated(checkedMs: number, ...itemIds: string[]): boolean;
}

/** @param maxAgeMs how old an answer may be anyway: an older invalidation says nothing more */
export function createInvalidations(maxAgeMs: number, now = Date.now): Invalidations {
  // In the order of their times.
  const times = new Map<string, number>();

  return {
    add(itemId) {
      for (const [old, at] of times) {
        if (now() - at < maxAgeMs) break;
        times.delete(old);
      }
      times.delete(foldedId(itemId));
      times.set(foldedId(itemId), now());
    },
    isOutdated: (checkedMs, ...itemIds) =>
      itemIds.some(
        (itemId) => (times.get(foldedId(itemId)) ?? Number.NEGATIVE_INFINITY) >= checkedMs,
      ),
  };
}
