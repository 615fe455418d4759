import type { PlaidApi } from 'plaid';
import type { FakeEndpoint } from 'react-plaid-relink/testing';

const DAY_MS = 24 * 60 * 60_000;
/** Since when the broken Item brings nothing. */
const PAUSED_DAYS = 12;

export interface LedgerEntry {
  id: string;
  name: string;
  /** In dollars. Negative where money goes out. */
  amount: number;
  /** ISO 8601. */
  date: string;
}

/** What the app shows of an Item: what its database has, and what Plaid adds. */
export interface Ledger {
  entries: LedgerEntry[];
  /** How many of them, the newest, came in with this request. */
  freshCount: number;
  /** The day of the last entry where Plaid has none that are newer; ISO 8601. */
  pausedSince: string | null;
}

type Row = readonly [daysAgo: number, name: string, amount: number];

const FRESH: readonly Row[] = [
  [0, 'Blue Bottle Coffee', -6.4],
  [1, 'Whole Foods Market', -84.12],
  [3, 'Acme Corp. Payroll', 2_450],
  [6, 'Netflix', -17.99],
  [9, 'Pacific Gas & Electric', -121.6],
];
const KNOWN: readonly Row[] = [
  [12, 'Trader Joe’s', -52.37],
  [13, 'Caltrain', -11.5],
  [15, 'Farmers Market', -23],
];

const idOf = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-');
const dayOf = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);

/** The fake Plaid's `/transactions/sync`. As Plaid's, it answers a broken Item with the Item's error. */
export const transactionsSync: FakeEndpoint = () => ({
  // Plaid's amounts are positive where money goes out (plaid.com/docs/api/products/transactions).
  added: FRESH.map(([daysAgo, name, amount]) => ({
    transaction_id: idOf(name),
    merchant_name: name,
    amount: -amount,
    date: dayOf(daysAgo),
  })),
  modified: [],
  removed: [],
  next_cursor: '',
  has_more: false,
});

/** What the database of the app would do with an Item: ask Plaid for more, and keep what it has if Plaid refuses. */
export async function readLedger(plaid: PlaidApi, accessToken: string): Promise<Ledger> {
  const known = KNOWN.map(([daysAgo, name, amount]): LedgerEntry => ({
    id: idOf(name),
    name,
    amount,
    date: dayOf(daysAgo),
  }));
  try {
    const { data } = await plaid.transactionsSync({ access_token: accessToken });
    const fresh = data.added
      .slice(0, FRESH.length)
      .map(({ transaction_id: id, merchant_name, amount, date }): LedgerEntry => ({
        id,
        name: merchant_name ?? 'Payment',
        amount: -amount,
        date,
      }));
    return { entries: [...fresh, ...known], freshCount: fresh.length, pausedSince: null };
  } catch (error) {
    // Plaid has answered: the Item has an error.
    if (!(error as { response?: unknown }).response) throw error;
    return { entries: known, freshCount: 0, pausedSince: dayOf(PAUSED_DAYS) };
  }
}
