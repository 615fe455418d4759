import type { ItemHealth } from '../types';

/** Where the health of Items comes from: one request for all hooks that ask at the same moment. */
export interface HealthSource {
  /** Asks the backend, or joins the request under way: Plaid allows 15 `/item/get` calls a minute per Item. */
  fetch(itemId: string): Promise<ItemHealth>;
  /** The Item may have changed: the next `fetch` sends a request of its own, past the backend's cache. */
  invalidate(itemId: string): void;
  /** Whether this very object is an answer of this source about this Item. */
  isAnswer(health: ItemHealth | undefined, itemId: string): health is ItemHealth;
  /**
   * Whether two values are equal answers about one Item. A value that this source did not fetch, such as that of a
   * persisted cache, never equals an answer: SWR would keep the untrusted value in its place.
   */
  isSameAnswer(a: ItemHealth | undefined, b: ItemHealth | undefined): boolean;
}

/** @param fetchHealth asks the backend once; `fresh` where an answer that the backend cached will not do */
export function createHealthSource(
  fetchHealth: (itemId: string, fresh: boolean) => Promise<ItemHealth>,
): HealthSource {
  const requests = new Map<string, Promise<ItemHealth>>();
  const invalidated = new Set<string>();
  /** Which Item each answer is about. */
  const answers = new WeakMap<ItemHealth, string>();

  return {
    fetch(itemId) {
      const fresh = invalidated.delete(itemId);
      const known = requests.get(itemId);
      if (known && !fresh) return known;
      const request = fetchHealth(itemId, fresh)
        .then((health) => {
          answers.set(health, itemId);
          return health;
        })
        .finally(() => {
          // A later request may have taken its place.
          if (requests.get(itemId) === request) requests.delete(itemId);
        });
      requests.set(itemId, request);
      return request;
    },
    invalidate: (itemId) => void invalidated.add(itemId),
    isAnswer: (health, itemId): health is ItemHealth =>
      health !== undefined && answers.get(health) === itemId,
    isSameAnswer(a, b) {
      if (a === b) return true;
      const itemId = a && answers.get(a);
      if (!itemId || !b || itemId !== answers.get(b)) return false;
      return JSON.stringify(a) === JSON.stringify(b);
    },
  };
}
