import 'server-only';
import { and, asc, eq } from 'drizzle-orm';
import type { OwnedItem } from 'react-plaid-relink/server';
import { db } from './db/client';
import { items, type ItemState } from './db/schema';
import { open, seal } from './seal';
import { settings } from './settings';

/** The part of an Item that the page shows. It contains no token. */
export interface ItemRow {
  itemId: string;
  institutionName: string;
  state: ItemState;
  expiresAt: Date | null;
}

/** The Item, if it is this user's. Both ids are in the condition, which keeps one user from another user's bank. */
export async function findItemOfUser(itemId: string, userId: string): Promise<OwnedItem | null> {
  const [row] = await (
    await db()
  )
    .select()
    .from(items)
    .where(and(eq(items.itemId, itemId), eq(items.userId, userId)))
    .limit(1);
  if (!row) return null;
  const accessToken = open(row.sealedAccessToken, ownerOf(row), settings().encryptionKey);
  return { accessToken, clientUserId: row.userId };
}

export async function itemsOfUser(userId: string): Promise<ItemRow[]> {
  return (await db())
    .select({
      itemId: items.itemId,
      institutionName: items.institutionName,
      state: items.state,
      expiresAt: items.expiresAt,
    })
    .from(items)
    .where(eq(items.userId, userId))
    .orderBy(asc(items.institutionName));
}

export async function addItem(item: {
  itemId: string;
  userId: string;
  accessToken: string;
  institutionName: string;
}): Promise<void> {
  const { accessToken, ...row } = item;
  const sealedAccessToken = seal(accessToken, ownerOf(row), settings().encryptionKey);
  await (await db()).insert(items).values({ ...row, sealedAccessToken });
}

/** For an unknown Item this changes no row and throws no error. */
export async function setItemState(
  itemId: string,
  state: ItemState,
  expiresAt: Date | null = null,
): Promise<void> {
  await (await db()).update(items).set({ state, expiresAt }).where(eq(items.itemId, itemId));
}

function ownerOf({ itemId, userId }: { itemId: string; userId: string }): string {
  return JSON.stringify([itemId, userId]);
}
