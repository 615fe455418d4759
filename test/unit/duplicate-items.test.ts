import {
  findDuplicateItems,
  isRelinkError,
  matchAccounts,
  type AccountFacts,
  type DuplicateCandidate,
  type DuplicateItems,
  type DuplicatesOptions,
} from 'react-plaid-relink/server';
import {
  createFakeBackend,
  createFakePlaid,
  type FakeItemInit,
  type FakePlaid,
} from 'react-plaid-relink/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parseItemHealth } from '../../src/core/item/parse-item-health';
import { eventually } from '../support/eventually';
import { createSweepWorld, mostInAMinute, plaidRefusal } from '../support/sweep-world';

/** Chase: Plaid has persistent ids of its accounts. */
const CHASE = 'ins_56';
const START = Date.parse('2026-03-01T00:00:00Z');

let plaid: FakePlaid;
beforeEach(() => {
  plaid = createFakePlaid({ now: () => START });
});

function item(init: FakeItemInit = {}, more: Partial<DuplicateCandidate> = {}): DuplicateCandidate {
  plaid.clock.advance(1_000);
  return { ...plaid.createItem(init), clientUserId: 'ada', ...more };
}

const asked = (path: string): number =>
  plaid.requests.filter((request) => request.path === path).length;
const find = (
  items: Iterable<DuplicateCandidate>,
  options?: DuplicatesOptions,
): Promise<DuplicateItems> => findDuplicateItems(plaid.client(), items, options);
const pairs = ({ duplicates }: DuplicateItems): [string, string][] =>
  duplicates.map(({ duplicate, keep }) => [duplicate.itemId, keep.itemId]);

describe('Items that a user has twice', () => {
  it('two Items of one login are found by the persistent ids of their accounts, and the newer one is to keep', async () => {
    const old = item({ institutionId: CHASE });
    const newer = item({ sharesLoginWith: old.itemId });
    const { duplicates, unread } = await find([newer, old]);
    expect(duplicates).toEqual([
      {
        duplicate: old,
        keep: newer,
        institutionId: CHASE,
        evidence: 'persistent_account_id',
        accounts: ['acc-checking', 'acc-saving'].map((id) => ({
          from: id,
          to: id,
          evidence: 'persistent_account_id',
        })),
        unmatched: [],
      },
    ]);
    expect(unread).toEqual([]);
  });

  it('the evidence is named as that of names and masks where a bank has no persistent ids', async () => {
    const old = item({ institutionName: 'Bank of Elms' });
    const newer = item({ sharesLoginWith: old.itemId });
    const { duplicates } = await find([old, newer]);
    expect(duplicates).toMatchObject([{ duplicate: old, keep: newer, evidence: 'name_and_mask' }]);
  });

  it('two logins at one bank whose accounts have other persistent ids are no duplicates, though their names are equal', async () => {
    const found = await find([item({ institutionId: CHASE }), item({ institutionId: CHASE })]);
    expect(found).toEqual({ duplicates: [], unread: [] });
  });

  it('the Items of two users are never called duplicates, and nothing is asked about a user with one Item', async () => {
    const ada = item({ institutionId: CHASE });
    const bob = item({ sharesLoginWith: ada.itemId }, { clientUserId: 'bob' });
    expect(await find([ada, bob])).toEqual({ duplicates: [], unread: [] });
    expect(plaid.requests).toEqual([]);
  });

  it('an Item at a bank that no other Item of the user is known to have costs no question', async () => {
    const [elms, firs] = ['ins_1', 'ins_2'].map((institutionId) =>
      item({ institutionId }, { institutionId }),
    );
    if (!elms || !firs) throw new Error('There are two Items.');
    await find([elms, firs]);
    expect(plaid.requests).toEqual([]);
  });

  it('accounts are asked for only where a user has two Items at one bank', async () => {
    const old = item({ institutionId: CHASE });
    await find([old, item({ sharesLoginWith: old.itemId }), item({ institutionId: 'ins_13' })]);
    expect(asked('/item/get')).toBe(3);
    expect(asked('/accounts/get')).toBe(2);
  });

  it('two of three Items of one login are duplicates of the one that is to keep', async () => {
    const first = item({ institutionId: CHASE });
    const second = item({ sharesLoginWith: first.itemId });
    const third = item({ sharesLoginWith: first.itemId });
    const found = await find([first, second, third]);
    expect(pairs(found).sort()).toEqual(
      [first, second].map(({ itemId }) => [itemId, third.itemId]).sort(),
    );
  });

  it('an Item that works is to keep, though the broken one is newer', async () => {
    const old = item({ institutionId: CHASE });
    const accounts = [
      { account_id: 'of-my-table', persistent_account_id: `${old.itemId}-acc-saving` },
    ];
    const broken = item(
      { sharesLoginWith: old.itemId, errorCode: 'ITEM_LOGIN_REQUIRED' },
      { accounts },
    );
    const { duplicates } = await find([broken, old]);
    expect(duplicates).toMatchObject([
      { duplicate: broken, keep: old, accounts: [{ from: 'of-my-table', to: 'acc-saving' }] },
    ]);
  });

  it('a broken Item whose accounts are not stored is told as one that could not be compared', async () => {
    const old = item({ institutionId: CHASE });
    const broken = item({ sharesLoginWith: old.itemId, errorCode: 'ITEM_LOGIN_REQUIRED' });
    expect(await find([old, broken])).toEqual({
      duplicates: [],
      unread: [{ item: broken, errorCode: 'ITEM_LOGIN_REQUIRED' }],
    });
  });

  it('an Item that Plaid refuses to answer about is told with its code, and the others are compared', async () => {
    const old = item({ institutionId: CHASE });
    const newer = item({ sharesLoginWith: old.itemId });
    const gone = item({ sharesLoginWith: old.itemId });
    await plaid.client().itemRemove({ access_token: gone.accessToken });
    const found = await find([old, gone, newer]);
    expect(pairs(found)).toEqual([[old.itemId, newer.itemId]]);
    expect(found.unread).toEqual([{ item: gone, errorCode: 'ITEM_NOT_FOUND' }]);
  });

  it('accounts that the one to keep does not have are named, since a shared account may be of two logins', async () => {
    const old = item({ institutionId: CHASE });
    const newer = item({ sharesLoginWith: old.itemId, accountCount: 1 });
    const { duplicates } = await find([old, newer]);
    expect(duplicates).toMatchObject([
      { duplicate: old, accounts: [{ from: 'acc-checking' }], unmatched: ['acc-saving'] },
    ]);
  });

  it('an Item and its counterpart of Plaid Check are no duplicates', async () => {
    const old = item({ institutionId: CHASE });
    const check = item({ sharesLoginWith: old.itemId });
    const client = plaid.client();
    const itemGet = async (request: { access_token: string }): Promise<{ data: unknown }> => {
      const { data } = await client.itemGet(request);
      const isCheck = request.access_token === check.accessToken;
      return {
        data: {
          item: { ...(data.item as object), ...(isCheck && { paired_item_id: old.itemId }) },
        },
      };
    };
    const found = await findDuplicateItems({ itemGet, accountsGet: client.accountsGet }, [
      old,
      check,
    ]);
    expect(found).toEqual({ duplicates: [], unread: [] });
  });

  it('the list may be a generator', async () => {
    const old = item({ institutionId: CHASE });
    const newer = item({ sharesLoginWith: old.itemId });
    function* rows(): Generator<DuplicateCandidate> {
      yield old;
      yield newer;
    }
    expect(pairs(await find(rows()))).toEqual([[old.itemId, newer.itemId]]);
  });
});

describe('Plaid’s limits in a search for duplicates', () => {
  it('a search over 400 Items keeps to its calls a minute, waits after a 429, and asks again', async () => {
    const world = createSweepWorld(400, () => ({ institutionId: CHASE }));
    const {
      plaid: client,
      now,
      sleep,
    } = world.options((call) => {
      if (world.calls.length === 30 && call.method === 'itemGet')
        throw plaidRefusal('RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 429);
    });
    const { accountsGet = () => Promise.reject(new Error('The world has accounts.')) } = client;
    const items = world.items.map((one, at) => ({ ...one, clientUserId: `user-${at >> 1}` }));
    const found = await world.clock.run(
      findDuplicateItems({ itemGet: client.itemGet, accountsGet }, items, {
        callsPerMinute: 120,
        ...(now && { now }),
        ...(sleep && { sleep }),
      }),
    );
    expect(found).toEqual({ duplicates: [], unread: [] });
    expect(world.calls.filter(({ isAnswered }) => isAnswered)).toHaveLength(800);
    expect(mostInAMinute(world.calls)).toBeLessThanOrEqual(120);
  });

  it('a signal ends the search with its reason', async () => {
    const stop = new AbortController();
    const reason = new Error('The job was stopped.');
    const itemGet = vi.fn(() => {
      stop.abort(reason);
      return Promise.reject(plaidRefusal('API_ERROR', 'INTERNAL_SERVER_ERROR', 500));
    });
    const { signal } = stop;
    const client = { itemGet, accountsGet: itemGet };
    await expect(
      findDuplicateItems(client, [item(), item()], { signal, concurrency: 1 }),
    ).rejects.toBe(reason);
    expect(itemGet).toHaveBeenCalledOnce();
  });

  it('a search with keys that Plaid refuses fails with that, and not with an empty list', async () => {
    const refuse = () => Promise.reject(plaidRefusal('INVALID_INPUT', 'INVALID_API_KEYS', 400));
    const client = { itemGet: refuse, accountsGet: refuse };
    await expect(findDuplicateItems(client, [item(), item()])).rejects.toThrow(
      /^findDuplicateItems: Plaid refuses the app: INVALID_API_KEYS\. .*server\.md#errors-of-findduplicateitems$/,
    );
  });
});

describe('arguments of findDuplicateItems', () => {
  it.each([
    [{}, [], 'plaid'],
    [null, 'no list', 'items'],
    [null, [{ itemId: 'a', accessToken: 'access-sandbox-1' }], 'clientUserId'],
  ])('findDuplicateItems(%o, %o) says what is missing: %s', async (client, items, missing) => {
    const given = (client ?? plaid.client()) as never;
    const error: unknown = await findDuplicateItems(given, items as never).catch(
      (thrown: unknown) => thrown,
    );
    expect(isRelinkError(error) && error.code).toBe('invalid_options');
    expect(String(error)).toContain(missing);
  });
});

describe('arguments of matchAccounts', () => {
  it.each([
    [undefined, [], 'from'],
    [[], { account_id: 'a' }, 'to'],
    [[{ accountId: 'a', name: 'Checking' }], [], 'from'],
  ])('matchAccounts(%o, %o) says which list is wrong: %s', (from, to, wrong) => {
    expect(() => matchAccounts(from as never, to as never)).toThrow(
      `matchAccounts: \`${wrong}\` must be a list of accounts, each with its account_id`,
    );
  });
});

describe('accounts of two Items', () => {
  const account = (account_id: string, more: Partial<AccountFacts> = {}): AccountFacts => ({
    account_id,
    name: 'Checking',
    mask: '1234',
    subtype: 'checking',
    ...more,
  });

  it('accounts are matched by persistent id first, whatever they are called', () => {
    const persistent_account_id = 'p1';
    expect(
      matchAccounts(
        [account('a', { persistent_account_id, name: 'Old name', mask: '1' }), account('b')],
        [account('y'), account('x', { persistent_account_id })],
      ),
    ).toEqual([
      { from: 'a', to: 'x', evidence: 'persistent_account_id' },
      { from: 'b', to: 'y', evidence: 'name_and_mask' },
    ]);
  });

  it.each([
    ['another mask', {}, { mask: '9999' }],
    ['another subtype', {}, { subtype: 'savings' }],
    ['no mask', { mask: null }, { mask: null }],
    ['no name', { name: null }, { name: null }],
    ['other persistent ids', { persistent_account_id: 'p1' }, { persistent_account_id: 'p2' }],
  ])('accounts with %s are not matched', (_what, a, b) => {
    expect(matchAccounts([account('a', a)], [account('x', b)])).toEqual([]);
  });

  it('an account that could be two of the other Item’s is not matched', () => {
    expect(matchAccounts([account('a')], [account('x'), account('y')])).toEqual([]);
    expect(matchAccounts([account('a'), account('b')], [account('x')])).toEqual([]);
  });

  it('an account whose persistent id one Item lacks is matched by name, mask and subtype', () => {
    expect(matchAccounts([account('a')], [account('x', { persistent_account_id: 'p1' })])).toEqual([
      { from: 'a', to: 'x', evidence: 'name_and_mask' },
    ]);
  });
});

describe('an Item that findItem calls a duplicate', () => {
  const call = { signal: new AbortController().signal };

  it('an Item that is called a duplicate of itself is none, and onError hears of it', async () => {
    const problems: string[] = [];
    const onError = ({ message }: { message: string }): unknown => problems.push(message);
    const backend = createFakeBackend({ plaid, handlerOptions: { onError } });
    const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    backend.addItem({ ...item, duplicateOf: item.itemId });
    expect(await backend.gateway.getItem(item.itemId, call)).not.toHaveProperty('duplicate_of');
    expect(problems.join('\n')).toContain('duplicateOf that names no other Item');
  });

  it.each([
    ['Plaid', 0],
    ['the record', 60_000],
  ])(
    'the answer names the Item to keep, where it comes from %s',
    async (_where, healthMaxAgeMs) => {
      const kept = plaid.createItem({ institutionId: CHASE });
      const extra = plaid.createItem({
        sharesLoginWith: kept.itemId,
        errorCode: 'ITEM_LOGIN_REQUIRED',
        errorCodeReason: 'OAUTH_INVALID_TOKEN',
      });
      const heard: unknown[] = [];
      const onHealth = (event: { health: { duplicateOf?: unknown } }): unknown =>
        heard.push(event.health.duplicateOf);
      const backend = createFakeBackend({ plaid, handlerOptions: { healthMaxAgeMs, onHealth } });
      backend.addItem(kept);
      backend.addItem({ ...extra, duplicateOf: kept.itemId });
      const { getItem, getItems } = backend.gateway;
      await getItem(extra.itemId, call);
      const body = { duplicate_of: kept.itemId, reason: 'OAUTH_INVALID_TOKEN' };
      expect(await getItem(extra.itemId, call)).toMatchObject(body);
      const { items } = await getItems([kept.itemId, extra.itemId], call);
      expect(items[0]).not.toHaveProperty('duplicate_of');
      expect(items[1]).toMatchObject(body);
      await eventually(() => expect(heard).toContain(kept.itemId));
    },
  );

  it.each([
    ['the wire format', { health: 'needs_update', remedy: 'relink' }],
    ['Plaid’s own body', { item: { error: { error_code: 'ITEM_LOGIN_REQUIRED' } } }],
  ])('a backend in any language may say so, in %s', (_which, body) => {
    const read = (duplicate_of: unknown): unknown =>
      parseItemHealth('a', { ...body, duplicate_of }, START).duplicateOf;
    expect(read('b')).toBe('b');
    for (const nothing of ['a', '', null, 7, undefined]) expect(read(nothing)).toBeUndefined();
  });
});
