import 'server-only';
import { and, eq, inArray } from 'drizzle-orm';
import type { RemovedTransaction, Transaction } from 'plaid';
import { db } from './db/client';
import { excluded, items, transactions } from './db/schema';
import { findItem } from './items';
import { plaid } from './plaid';

interface Changes {
  /** By id: a transaction may be added on one page and modified on the next. */
  saved: Map<string, Transaction>;
  removed: RemovedTransaction[];
  cursor: string;
}

/**
 * Fetches what has changed since the stored cursor (plaid.com/docs/api/products/transactions). It may run twice at once:
 * each run writes its rows together with its own cursor, and the next one continues from there.
 */
export async function syncTransactions(itemId: string): Promise<void> {
  const item = await findItem(itemId);
  if (!item) return;
  const { saved, removed, cursor } = await fetchChanges(item.accessToken, item.transactionsCursor);
  await (
    await db()
  ).transaction(async (tx) => {
    if (saved.size > 0) {
      await tx
        .insert(transactions)
        .values([...saved.values()].map((transaction) => toRow(itemId, transaction)))
        .onConflictDoUpdate({
          target: transactions.transactionId,
          set: {
            accountId: excluded('account_id'),
            name: excluded('name'),
            date: excluded('date'),
          },
        });
    }
    const ids = removed.map(({ transaction_id }) => transaction_id);
    await tx.delete(transactions).where(inArray(transactions.transactionId, ids));
    await tx.update(items).set({ transactionsCursor: cursor }).where(eq(items.itemId, itemId));
  });
}

/** The user no longer shares these accounts, so the app deletes their data (plaid.com/docs/link/update-mode). */
export async function forgetAccounts(itemId: string, accountIds: string[]): Promise<void> {
  const isTheirs = and(
    eq(transactions.itemId, itemId),
    inArray(transactions.accountId, accountIds),
  );
  await (await db()).delete(transactions).where(isTheirs);
}

/** All pages. Where the data changes meanwhile, this throws, and the next run begins at the first page again. */
async function fetchChanges(accessToken: string, since: string | null): Promise<Changes> {
  const changes: Changes = { saved: new Map(), removed: [], cursor: since ?? '' };
  for (;;) {
    const { data } = await plaid().transactionsSync({
      access_token: accessToken,
      ...(changes.cursor && { cursor: changes.cursor }),
    });
    for (const transaction of [...data.added, ...data.modified])
      changes.saved.set(transaction.transaction_id, transaction);
    changes.removed.push(...data.removed);
    changes.cursor = data.next_cursor;
    if (!data.has_more) return changes;
  }
}

function toRow(itemId: string, { transaction_id, account_id, name, date }: Transaction) {
  return { transactionId: transaction_id, itemId, accountId: account_id, name, date };
}
