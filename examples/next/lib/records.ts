import 'server-only';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { ItemRecord, ItemRecords } from 'react-plaid-relink/server';
import { db } from './db/client';
import { itemRecords, items } from './db/schema';

type Row = typeof itemRecords.$inferSelect;

/**
 * What webhooks and Plaid's answers say of each Item, for both handlers and for every machine. An update writes only
 * where the row is still the one that it has read, and else tries again: that is atomic without a transaction.
 */
export const records: ItemRecords = {
  read: async (itemId) => (await find(itemId))?.record ?? null,
  async update(itemId, change) {
    for (;;) {
      const row = await find(itemId);
      const record = row?.record ?? null;
      const next = change(record);
      if (next === record || (await replace(itemId, row, next))) return;
    }
  },
};

/** The user's Items of which something became known after a time, in ISO 8601. */
export async function changedSince(userId: string, since: string): Promise<string[]> {
  const { record } = itemRecords;
  const knownAt = sql<string>`greatest(${record}->>'changedAt', ${record}->>'checkedAt')`;
  const rows = await (
    await db()
  )
    .select({ itemId: items.itemId })
    .from(items)
    .innerJoin(itemRecords, eq(itemRecords.itemId, items.itemId))
    .where(and(eq(items.userId, userId), gt(knownAt, since)));
  return rows.map(({ itemId }) => itemId);
}

async function find(itemId: string): Promise<Row | undefined> {
  const [row] = await (
    await db()
  )
    .select()
    .from(itemRecords)
    .where(eq(itemRecords.itemId, itemId))
    .limit(1);
  return row;
}

/** Whether the row was still the one that was read. */
async function replace(
  itemId: string,
  row: Row | undefined,
  record: ItemRecord | null,
): Promise<boolean> {
  const database = await db();
  if (!row) {
    if (!record) return true;
    const values = { itemId, record };
    const added = await database
      .insert(itemRecords)
      .values(values)
      .onConflictDoNothing()
      .returning();
    return added.length > 0;
  }
  const isUnchanged = and(eq(itemRecords.itemId, itemId), eq(itemRecords.revision, row.revision));
  const changed = record
    ? await database
        .update(itemRecords)
        .set({ record, revision: sql`${itemRecords.revision} + 1` })
        .where(isUnchanged)
        .returning()
    : await database.delete(itemRecords).where(isUnchanged).returning();
  return changed.length > 0;
}
