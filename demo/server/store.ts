/** The part of the page that shows an Item. */
export type Scene = 'notice' | 'list' | 'button' | 'custom' | 'oauth' | 'hook' | 'legacy';

/** One Item, as the app's database would store it. */
export interface StoredItem {
  itemId: string;
  accessToken: string;
  userId: string;
  bank: string;
  scene: Scene;
}

/** The app's database, in memory: Items with their owners. */
export interface Store {
  addItem(item: StoredItem): void;
  itemsOf(userId: string): StoredItem[];
  /** The Item, if this user owns it. */
  findItem(itemId: string, userId: string): StoredItem | null;
  ownerOf(itemId: string): string | null;
}

export function createStore(): Store {
  const items = new Map<string, StoredItem>();
  return {
    addItem: (item) => void items.set(item.itemId, item),
    itemsOf: (userId) => [...items.values()].filter((item) => item.userId === userId),
    findItem(itemId, userId) {
      const item = items.get(itemId);
      return item?.userId === userId ? item : null;
    },
    ownerOf: (itemId) => items.get(itemId)?.userId ?? null,
  };
}
