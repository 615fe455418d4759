/** Stands in for what your app has: sessions, and a table of Items. The tests fill both through the environment. */
interface Row {
  itemId: string;
  accessToken: string;
  userId: string;
}

const items = JSON.parse(process.env.ITEMS ?? '[]') as Row[];
const sessions = JSON.parse(process.env.SESSIONS ?? '{}') as Record<string, string>;

/** The user whose `session` cookie comes with the request. */
export function getUser(request: Request): { id: string } | null {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  const session = cookies.find((cookie) => cookie.startsWith('session='))?.slice('session='.length);
  const id = session && Object.hasOwn(sessions, session) ? sessions[session] : null;
  return id ? { id } : null;
}

export function findItemOfUser(itemId: string, userId: string) {
  const row = items.find((item) => item.itemId === itemId && item.userId === userId);
  return row ? { accessToken: row.accessToken, clientUserId: userId } : null;
}

export function saveEvent({ itemId, type }: { itemId: string; type: string }): void {
  console.log(`The Item ${itemId}: ${type}`);
}
