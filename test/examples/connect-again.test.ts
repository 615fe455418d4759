import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';
import type { PlaidApi } from 'plaid';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import {
  connectAgain,
  CREATE_TABLES,
  removeReplacedItems,
  type ConnectAgainPlaidClient,
  type TransactionalDatabase,
} from '../../examples/servers/connect-again';
import { DATABASES, type Started } from '../support/stores';

/** Chase: its accounts have persistent ids. */
const CHASE = 'ins_56';

let started: Started<TransactionalDatabase>;
let database: TransactionalDatabase;
let plaid: FakePlaid;

beforeAll(async () => {
  const [pglite] = DATABASES;
  started = (await pglite?.start()) as typeof started;
  database = started.store;
  for (const sql of CREATE_TABLES) await database.query(sql);
});
beforeEach(async () => {
  await database.query('truncate items, accounts restart identity');
  plaid = createFakePlaid();
});
afterAll(() => started.stop());

const rows = async (sql: string): Promise<unknown[]> => (await database.query(sql)).rows;

/** An Item of Ada's, with its accounts as rows. */
async function oldItem(init: { institutionId?: string; institutionName?: string }): Promise<{
  itemId: string;
  accessToken: string;
}> {
  const item = plaid.createItem(init);
  const { data } = await plaid.client().accountsGet({ access_token: item.accessToken });
  const { institutionId } = plaid.itemState(item.itemId);
  await database.query('insert into items values ($1, $2, $3, $4)', [
    item.itemId,
    'ada',
    institutionId,
    item.accessToken,
  ]);
  for (const account of data.accounts as Record<string, unknown>[]) {
    await database.query(
      'insert into accounts (item_id, account_id, persistent_account_id, name, mask, subtype) values ($1, $2, $3, $4, $5, $6)',
      [
        item.itemId,
        // Each Item has ids of its own at Plaid; the fake's are the same in each.
        `old-${String(account.account_id)}`,
        account.persistent_account_id,
        account.name,
        account.mask,
        account.subtype,
      ],
    );
  }
  plaid.breakItem(item.itemId, 'ITEM_NOT_SUPPORTED');
  return item;
}

/** A client whose exchange returns that new Item. */
function clientFor(next: { itemId: string; accessToken: string }): ConnectAgainPlaidClient {
  return {
    ...plaid.client(),
    itemPublicTokenExchange: () =>
      Promise.resolve({ data: { access_token: next.accessToken, item_id: next.itemId } }),
  };
}

const again = (client: ConnectAgainPlaidClient, oldItemId: string): Promise<number[]> =>
  connectAgain(database, client, { userId: 'ada', oldItemId, publicToken: 'public-sandbox-1' });
const isKnown = (accessToken: string): Promise<boolean> =>
  plaid
    .client()
    .itemGet({ access_token: accessToken })
    .then(
      () => true,
      () => false,
    );

describe('a bank that is connected again', () => {
  it('the example takes the official client', () => {
    expectTypeOf<PlaidApi>().toExtend<ConnectAgainPlaidClient>();
  });

  it.each([
    ['by persistent ids', { institutionId: CHASE }],
    ['by name, mask and subtype', { institutionName: 'Bank of Elms' }],
  ])(
    'the new Item takes over the accounts of the old one %s, and Plaid removes the old one',
    async (_how, init) => {
      const old = await oldItem(init);
      const next = plaid.createItem({ sharesLoginWith: old.itemId });
      const ids = 'select id, item_id, account_id from accounts order by id';
      expect(await rows(ids)).toMatchObject([{ id: 1, item_id: old.itemId }, { id: 2 }]);
      expect(await again(clientFor(next), old.itemId)).toEqual([]);
      expect(await rows(ids)).toEqual([
        { id: 1, item_id: next.itemId, account_id: 'acc-checking' },
        { id: 2, item_id: next.itemId, account_id: 'acc-saving' },
      ]);
      expect(await isKnown(old.accessToken)).toBe(false);
      expect(plaid.requests.at(-2)).toMatchObject({ path: '/item/remove' });
      expect(
        await rows('select replaced_by, access_token from items where replaced_by is not null'),
      ).toEqual([{ replaced_by: next.itemId, access_token: '' }]);
    },
  );

  it('an account that the new Item does not have keeps its history, and is named', async () => {
    const old = await oldItem({ institutionId: CHASE });
    const next = plaid.createItem({ sharesLoginWith: old.itemId, accountCount: 1 });
    expect(await again(clientFor(next), old.itemId)).toEqual([2]);
    expect(await rows('select id, item_id from accounts order by id')).toEqual([
      { id: 1, item_id: next.itemId },
      { id: 2, item_id: old.itemId },
    ]);
  });

  it('a user who chose another bank keeps the old Item, and has the new one beside it', async () => {
    const old = await oldItem({ institutionName: 'Bank of Elms' });
    const next = plaid.createItem({ institutionName: 'Bank of Firs' });
    await again(clientFor(next), old.itemId);
    expect(await isKnown(old.accessToken)).toBe(true);
    expect(await rows('select item_id from accounts order by id')).toEqual(
      [old, old, next, next].map(({ itemId }) => ({ item_id: itemId })),
    );
  });

  it('an Item that Plaid could not remove is removed by the next run of the job', async () => {
    const old = await oldItem({ institutionId: CHASE });
    const next = plaid.createItem({ sharesLoginWith: old.itemId });
    plaid.failNext('/item/remove');
    await expect(again(clientFor(next), old.itemId)).rejects.toThrow();
    expect(await rows('select item_id from accounts')).toEqual([
      { item_id: next.itemId },
      { item_id: next.itemId },
    ]);
    await removeReplacedItems(database, plaid.client());
    expect(await isKnown(old.accessToken)).toBe(false);
    await database.query("update items set access_token = $1 where access_token = ''", [
      old.accessToken,
    ]);
    await removeReplacedItems(database, plaid.client());
    expect(await rows("select id from items where access_token = ''")).toEqual([
      { id: old.itemId },
    ]);
  });

  it('the Item of another user is not taken over, and no token is exchanged', async () => {
    const old = await oldItem({ institutionId: CHASE });
    const request = { userId: 'bob', oldItemId: old.itemId, publicToken: 'public-sandbox-1' };
    await expect(connectAgain(database, plaid.client(), request)).rejects.toThrow('no such Item');
    expect(plaid.requests.some(({ path }) => path === '/item/public_token/exchange')).toBe(false);
  });
});
