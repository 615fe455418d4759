import 'server-only';
import { and, asc, count, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { ItemHealth, OwnedItem } from 'react-plaid-relink/server';
import { db } from './db/client';
import { items, transactions, type ItemState } from './db/schema';
import { isOutdated, open, seal } from './seal';
import { settings } from './settings';

/** The part of an Item that the page shows. It contains no token. */
export interface ItemRow {
  itemId: string;
  institutionName: string;
  state: ItemState;
  transactionCount: number;
}

interface StoredItem {
  accessToken: string;
  userId: string;
  state: ItemState;
  transactionsCursor: string | null;
}

/** The row's state, beside what the handler needs. */
export interface OwnedRow extends OwnedItem {
  state: ItemState;
}

/** The Item, if it is this user's. */
export async function findItemOfUser(itemId: string, userId: string): Promise<OwnedRow | null> {
  // Both ids are in the condition, which keeps one user from another user's bank.
  const item = await find(and(eq(items.itemId, itemId), eq(items.userId, userId)));
  return item && { accessToken: item.accessToken, clientUserId: item.userId, state: item.state };
}

/** Any user's Item: for webhooks and jobs, which no user has asked for. */
export const findItem = (itemId: string): Promise<StoredItem | null> =>
  find(eq(items.itemId, itemId));

async function find(condition: ReturnType<typeof and>): Promise<StoredItem | null> {
  const [row] = await (await db()).select().from(items).where(condition).limit(1);
  if (!row) return null;
  const { userId, state, transactionsCursor } = row;
  const { encryptionKeys } = settings();
  const accessToken = open(row.sealedAccessToken, ownerOf(row), encryptionKeys);
  if (isOutdated(row.sealedAccessToken, encryptionKeys)) await sealAgain(row, accessToken);
  return { accessToken, userId, state, transactionsCursor };
}

/** With the newest key, unless the row has changed in between. */
async function sealAgain(row: typeof items.$inferSelect, accessToken: string): Promise<void> {
  const sealedAccessToken = seal(accessToken, ownerOf(row), settings().encryptionKeys);
  const isSame = eq(items.sealedAccessToken, row.sealedAccessToken);
  await (
    await db()
  )
    .update(items)
    .set({ sealedAccessToken })
    .where(and(eq(items.itemId, row.itemId), isSame));
}

export async function isItemOfUser(itemId: string, userId: string): Promise<boolean> {
  const isTheirs = and(eq(items.itemId, itemId), eq(items.userId, userId));
  return (await (await db()).$count(items, isTheirs)) > 0;
}

export async function itemsOfUser(userId: string): Promise<ItemRow[]> {
  return (await db())
    .select({
      itemId: items.itemId,
      institutionName: items.institutionName,
      state: items.state,
      transactionCount: count(transactions.transactionId),
    })
    .from(items)
    .leftJoin(transactions, eq(transactions.itemId, items.itemId))
    .where(eq(items.userId, userId))
    .groupBy(items.itemId)
    .orderBy(asc(items.institutionName));
}

/** The user's Items whose state has changed in the database after a time. */
export async function rowsChangedSince(userId: string, time: Date): Promise<string[]> {
  const rows = await (
    await db()
  )
    .select({ itemId: items.itemId })
    .from(items)
    .where(and(eq(items.userId, userId), gt(items.changedAt, time)));
  return rows.map(({ itemId }) => itemId);
}

export async function addItem(item: {
  itemId: string;
  userId: string;
  accessToken: string;
  institutionName: string;
}): Promise<void> {
  const { accessToken, ...row } = item;
  const sealedAccessToken = seal(accessToken, ownerOf(row), settings().encryptionKeys);
  await (await db()).insert(items).values({ ...row, sealedAccessToken });
}

/** For an unknown Item, and for an answer that a newer one has overtaken, this changes no row. */
export async function setItemHealth(itemId: string, health: ItemHealth, at: Date): Promise<void> {
  const { state, consentExpiresAt } = health;
  if (state === 'unavailable') return;
  const isNewer = or(isNull(items.checkedAt), lt(items.checkedAt, at));
  await (
    await db()
  )
    .update(items)
    .set({
      state,
      expiresAt: consentExpiresAt,
      checkedAt: at,
      stateSince: sql`case when ${items.state} = ${state} then ${items.stateSince} else ${at.toISOString()}::timestamptz end`,
      changedAt: sql`case when ${items.state} = ${state} then ${items.changedAt} else now() end`,
    })
    .where(and(eq(items.itemId, itemId), isNewer));
}

function ownerOf({ itemId, userId }: { itemId: string; userId: string }): string {
  return JSON.stringify([itemId, userId]);
}
