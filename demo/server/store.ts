/** One Item, as the app's database would store it. */
export interface StoredItem {
  itemId: string;
  accessToken: string;
  userId: string;
  bank: string;
  /** The section of the page that shows the Item. */
  section: 'list' | 'legacy' | 'custom';
}

/** The app's database, in memory: Items with their owners, and sessions with their users. */
export interface Store {
  addItem(item: StoredItem): void;
  itemsOf(userId: string): StoredItem[];
  /** The Item, if this user owns it. */
  findItem(itemId: string, userId: string): StoredItem | null;
  ownerOf(itemId: string): string | null;
  signIn(userId: string): string;
  signOut(sessionId: string): void;
  userOf(sessionId: string | undefined): string | null;
}

export function createStore(): Store {
  const items = new Map<string, StoredItem>();
  const sessions = new Map<string, string>();
  return {
    addItem: (item) => void items.set(item.itemId, item),
    itemsOf: (userId) => [...items.values()].filter((item) => item.userId === userId),
    findItem(itemId, userId) {
      const item = items.get(itemId);
      return item?.userId === userId ? item : null;
    },
    ownerOf: (itemId) => items.get(itemId)?.userId ?? null,
    signIn(userId) {
      const sessionId = crypto.randomUUID();
      sessions.set(sessionId, userId);
      return sessionId;
    },
    signOut: (sessionId) => void sessions.delete(sessionId),
    userOf: (sessionId) => (sessionId ? (sessions.get(sessionId) ?? null) : null),
  };
}
