/** Stands for your database and your sessions. It is in memory, so its data is lost when the server ends. */
export interface User {
  id: string;
}

export interface StoredItem {
  itemId: string;
  userId: string;
  bank: string;
  /** Encrypt this in a real database: see examples/next/lib/seal.ts. */
  accessToken: string;
}

const SESSION_MS = 24 * 60 * 60_000;

const sessions = new Map<string, User & { endsAt: number }>();
const items = new Map<string, StoredItem>();

/** Creates a new user each time. */
export function signIn(): { id: string; session: string; maxAge: number } {
  const session = crypto.randomUUID();
  const id = crypto.randomUUID();
  sessions.set(session, { id, endsAt: Date.now() + SESSION_MS });
  return { id, session, maxAge: SESSION_MS };
}

export function userOf(cookie: string | null | undefined): User | null {
  const session = sessions.get(/(?:^|;\s*)session=([^;]*)/.exec(cookie ?? '')?.[1] ?? '');
  return session && session.endsAt > Date.now() ? { id: session.id } : null;
}

export function addItem(item: StoredItem): void {
  items.set(item.itemId, item);
}

/** The part of a user's Items that the browser may see. It contains no access token. */
export function itemsOf(userId: string): { itemId: string; bank: string }[] {
  return [...items.values()]
    .filter((item) => item.userId === userId)
    .map(({ itemId, bank }) => ({ itemId, bank }));
}

/** The Item, if it is this user's. */
export function findItemOfUser(
  itemId: string,
  userId: string,
): { accessToken: string; clientUserId: string } | null {
  const item = items.get(itemId);
  if (item?.userId !== userId) return null;
  return { accessToken: item.accessToken, clientUserId: userId };
}
