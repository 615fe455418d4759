/** How many transactions a new Item has. */
const PAST = 12;

/** `/transactions/sync` of the fake Plaid: past transactions at first, and one more purchase at each later sync. */
export function syncFakeTransactions({ cursor = '' }, item) {
  const known = Number(cursor);
  const count = known === 0 ? PAST : 1;
  const added = Array.from({ length: count }, (_, index) => ({
    transaction_id: `${item.itemId}-${known + index + 1}`,
    account_id: item.accountIds[0],
    name: 'Coffee',
    date: new Date().toISOString().slice(0, 10),
    amount: 4.5,
  }));
  const next_cursor = String(known + count);
  return { added, modified: [], removed: [], next_cursor, has_more: false };
}
