/** Listeners by Item. */
export interface ItemListeners {
  add(itemId: string, listener: () => void): () => void;
  has(itemId: string): boolean;
  /** Whether no Item has a listener. */
  isEmpty(): boolean;
  /** @param itemId all Items where it is left out */
  tell(itemId?: string): void;
}

export function createItemListeners(): ItemListeners {
  const listeners = new Map<string, Set<() => void>>();
  return {
    add(itemId, listener) {
      const set = listeners.get(itemId) ?? new Set();
      listeners.set(itemId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(itemId) === set) listeners.delete(itemId);
      };
    },
    has: (itemId) => listeners.has(itemId),
    isEmpty: () => listeners.size === 0,
    tell(itemId) {
      const told = itemId === undefined ? [...listeners.values()] : [listeners.get(itemId) ?? []];
      for (const listener of told.flatMap((set) => [...set])) listener();
    },
  };
}
