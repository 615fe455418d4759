import { matchAccounts, type AccountFacts, type PlaidResponse } from 'react-plaid-relink/server';
import type { Database } from './postgres-records';

/** PGlite and most query builders have `transaction`; with a pool of `pg`, take a client and send `begin` and `commit`. */
export interface TransactionalDatabase extends Database {
  transaction<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
}

/** The part of the official client that is called. */
export interface ConnectAgainPlaidClient {
  itemPublicTokenExchange(request: { public_token: string }): PlaidResponse;
  accountsGet(request: { access_token: string }): PlaidResponse;
  itemRemove(request: { access_token: string; reason_code?: string | null }): PlaidResponse;
}

/**
 * The history belongs to `accounts.id`, which is your own and never changes. Plaid's ids are columns beside it: in a new
 * Item they are all others.
 */
export const CREATE_TABLES = [
  `create table if not exists items (
    id text primary key,
    user_id text not null,
    institution_id text,
    access_token text not null,
    replaced_by text references items
  )`,
  `create table if not exists accounts (
    id integer generated always as identity primary key,
    item_id text not null references items,
    account_id text not null,
    persistent_account_id text,
    name text,
    mask text,
    subtype text
  )`,
];

/**
 * Link has made a new Item in place of one that update mode cannot repair. The new Item takes over the accounts of the old
 * one, and with them their history.
 *
 * @param publicToken of `onSuccess` of the usual Link, which opened without an access token
 * @returns the ids, in the table `accounts`, of old accounts that the new Item does not have: show them as closed, or let
 * the user say which new account they are
 */
export async function connectAgain(
  database: TransactionalDatabase,
  plaid: ConnectAgainPlaidClient,
  { userId, oldItemId, publicToken }: { userId: string; oldItemId: string; publicToken: string },
): Promise<number[]> {
  const [old] = await select<{ institution_id: string | null }>(
    database,
    'select institution_id from items where id = $1 and user_id = $2',
    [oldItemId, userId],
  );
  if (!old) throw new Error('The signed-in user has no such Item.');

  const { data: exchanged } = await plaid.itemPublicTokenExchange({ public_token: publicToken });
  const { access_token: accessToken, item_id: newItemId } = exchanged as ExchangedToken;
  const { data: answer } = await plaid.accountsGet({ access_token: accessToken });
  const { accounts, item } = answer as AccountsAnswer;
  // The user may have chosen another bank in Link: then the old Item stays, and nothing is taken over.
  const isSameBank = item.institution_id !== null && item.institution_id === old.institution_id;

  const closed = await database.transaction(async (tx) => {
    await tx.query(
      'insert into items (id, user_id, institution_id, access_token) values ($1, $2, $3, $4)',
      [newItemId, userId, item.institution_id, accessToken],
    );
    const before = isSameBank ? await accountsOf(tx, oldItemId) : [];
    const matches = matchAccounts(before, accounts);
    for (const account of accounts) {
      const match = matches.find(({ to }) => to === account.account_id);
      const row = before.find(({ account_id }) => account_id === match?.from);
      await save(tx, newItemId, account, row?.id);
    }
    if (isSameBank)
      await tx.query('update items set replaced_by = $2 where id = $1', [oldItemId, newItemId]);
    const taken = new Set(matches.map(({ from }) => from));
    return before.filter(({ account_id }) => !taken.has(account_id)).map(({ id }) => id);
  });
  await removeReplacedItems(database, plaid);
  return closed;
}

/**
 * Removes replaced Items at Plaid, and only then forgets their access tokens. Run it as a job too: it goes on where Plaid did
 * not answer.
 */
export async function removeReplacedItems(
  database: Database,
  plaid: Pick<ConnectAgainPlaidClient, 'itemRemove'>,
): Promise<void> {
  const replaced = await select<{ id: string; access_token: string }>(
    database,
    "select id, access_token from items where replaced_by is not null and access_token <> ''",
  );
  for (const { id, access_token } of replaced) {
    await plaid
      .itemRemove({ access_token, reason_code: 'CONNECTION_IS_NON_FUNCTIONAL' })
      .catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
    await database.query("update items set access_token = '' where id = $1", [id]);
  }
}

interface ExchangedToken {
  access_token: string;
  item_id: string;
}

interface AccountsAnswer {
  accounts: AccountFacts[];
  item: { institution_id: string | null };
}

type AccountRow = AccountFacts & { id: number };

function accountsOf(database: Database, itemId: string): Promise<AccountRow[]> {
  return select(
    database,
    'select id, account_id, persistent_account_id, name, mask, subtype from accounts where item_id = $1',
    [itemId],
  );
}

/** @param id of the row that has the account's history; undefined for an account that is new */
async function save(
  database: Database,
  itemId: string,
  account: AccountFacts,
  id: number | undefined,
): Promise<void> {
  const { account_id, persistent_account_id, name, mask, subtype } = account;
  const values = [itemId, account_id, persistent_account_id, name, mask, subtype];
  await database.query(
    id === undefined
      ? `insert into accounts (item_id, account_id, persistent_account_id, name, mask, subtype)
         values ($1, $2, $3, $4, $5, $6)`
      : `update accounts set item_id = $1, account_id = $2, persistent_account_id = $3, name = $4,
         mask = $5, subtype = $6 where id = $7`,
    id === undefined ? values : [...values, id],
  );
}

/** Plaid has removed it before: the job was stopped after the call. */
function isGone(error: unknown): boolean {
  const { response } = error as { response?: { data?: { error_code?: unknown } } };
  return response?.data?.error_code === 'ITEM_NOT_FOUND';
}

async function select<Row>(
  database: Database,
  sql: string,
  parameters?: unknown[],
): Promise<Row[]> {
  const { rows } = await database.query(sql, parameters);
  return rows as Row[];
}
