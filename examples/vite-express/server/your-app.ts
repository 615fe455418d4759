export interface User {
  id: string;
}

// Sessions in memory: a restart of the server signs everyone out.
const sessions = new Map<string, User>();

/** The user whose session is in the `Cookie` header, or null. */
export function getUser(cookies: string | null | undefined): User | null {
  const [, session = ''] = /(?:^|;\s*)session=([^;]*)/.exec(cookies ?? '') ?? [];
  return sessions.get(session) ?? null;
}

/** Your own asks for a password first. Returns the value of the cookie. */
export function signIn(): string {
  const session = crypto.randomUUID();
  sessions.set(session, { id: 'user-1' });
  return session;
}

// Your database has a row for each Item, and its access token is encrypted. These two are in the fake Plaid of step 6.
const items = [
  {
    userId: 'user-1',
    bank: 'First Platypus Bank',
    itemId: 'item-first-platypus-bank',
    accessToken: 'access-sandbox-first-platypus-bank',
  },
  {
    userId: 'user-1',
    bank: 'Tartan Bank',
    itemId: 'item-tartan-bank',
    accessToken: 'access-sandbox-tartan-bank',
  },
];

/** What the browser may know of a user's Items: no access token. */
export function itemsOfUser(userId: string): { itemId: string; bank: string }[] {
  return items
    .filter((item) => item.userId === userId)
    .map(({ itemId, bank }) => ({ itemId, bank }));
}

/** The Item, if it is this user's. Both ids are in the question, so no user gets the Item of another. */
export function findItemOfUser(
  itemId: string,
  userId: string,
): { accessToken: string; clientUserId: string } | null {
  const item = items.find((one) => one.itemId === itemId && one.userId === userId);
  return item ? { accessToken: item.accessToken, clientUserId: userId } : null;
}
