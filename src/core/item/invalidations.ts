/** The Items whose next question must not be answered by what was asked before. */
export interface Invalidations {
  /** @param itemId all Items where it is left out, those included that are asked for later */
  add(itemId?: string): void;
  has(itemId: string): boolean;
  /** Whether the Item is invalidated; it no longer is then. */
  take(itemId: string): boolean;
}

/** Counted, so that an invalidation of every Item needs no list of them. */
export function createInvalidations(): Invalidations {
  const latest = new Map<string, number>();
  const taken = new Map<string, number>();
  let count = 0;
  let latestOfAll = 0;
  const has = (itemId: string): boolean =>
    Math.max(latest.get(itemId) ?? 0, latestOfAll) > (taken.get(itemId) ?? 0);
  return {
    has,
    add(itemId) {
      count += 1;
      if (itemId === undefined) latestOfAll = count;
      else latest.set(itemId, count);
    },
    take(itemId) {
      const isInvalidated = has(itemId);
      if (isInvalidated) taken.set(itemId, count);
      return isInvalidated;
    },
  };
}
