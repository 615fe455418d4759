import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFetchItemsHealth } from '../../src/core/item/fetch-item-health';
import type { GetItemCall, RelinkGateway } from '../../src/core/gateway/wire';
import { isRelinkError } from '../../src/core/errors/relink-error';
import { createFakeEnvironment } from '../support/fake-environment';

const IDS = ['item-a', 'item-b', 'item-c'];
const healthy = (item_id: string) => ({ item_id, health: 'healthy', remedy: 'none' }) as const;
const getItem = vi.fn((itemId: string) => Promise.resolve(healthy(itemId)));
const getItems = vi.fn((_itemIds: readonly string[], _call: GetItemCall): Promise<unknown> =>
  Promise.reject(new Error('not set')),
);
beforeEach(() => {
  getItem.mockClear();
  getItems.mockReset();
});

/** What each Item is answered: its state, or the code of its error. */
const answersOf = async (fetchItems: ReturnType<typeof create>, fresh = false) => {
  const answerOf = fetchItems(IDS, fresh);
  return Promise.all(
    IDS.map((itemId) =>
      answerOf(itemId).then(
        ({ state }) => state,
        (error: unknown) =>
          isRelinkError(error) && error.itemId === itemId ? error.code : 'another error',
      ),
    ),
  );
};
const create = (gateway: object = { getItem, getItems }) =>
  createFetchItemsHealth(() => gateway as RelinkGateway, createFakeEnvironment());

describe('the health of several Items', () => {
  it('one call of getItems() answers for every Item, in any order', async () => {
    getItems.mockResolvedValue({ items: IDS.toReversed().map(healthy) });
    expect(await answersOf(create(), true)).toEqual(['healthy', 'healthy', 'healthy']);
    expect(getItems.mock.calls).toEqual([[IDS, expect.objectContaining({ fresh: true })]]);
    expect(getItem).not.toHaveBeenCalled();
  });

  it('one Item alone is asked for with getItem()', async () => {
    await create()(['item-a'], false)('item-a');
    expect(getItems).not.toHaveBeenCalled();
    expect(getItem).toHaveBeenCalledTimes(1);
  });

  it('a gateway without getItems() is asked for each Item', async () => {
    expect(await answersOf(create({ getItem }))).toEqual(['healthy', 'healthy', 'healthy']);
    expect(getItem).toHaveBeenCalledTimes(3);
  });

  it.each([404, 405, 501])(
    'a backend that answers %i has no route for several Items: it is asked for each, from then on at once',
    async (status) => {
      getItems.mockRejectedValue({ status, body: { error_code: 'NOT_FOUND' } });
      const fetchItems = create();
      await answersOf(fetchItems);
      expect(await answersOf(fetchItems)).toEqual(['healthy', 'healthy', 'healthy']);
      expect(getItems).toHaveBeenCalledTimes(1);
      expect(getItem).toHaveBeenCalledTimes(6);
    },
  );

  it('an Item’s own error in the answer, or an entry that is missing or broken, is the error of that Item alone', async () => {
    const error = { error_type: 'ITEM_ERROR', error_code: 'ITEM_NOT_FOUND' };
    getItems.mockResolvedValue({
      items: [{ item_id: 'item-a', error }, null, healthy('item-b'), healthy('item-x')],
    });
    expect(await answersOf(create())).toEqual(['item_not_found', 'healthy', 'invalid_response']);
    getItems.mockResolvedValue({ items: [healthy('item-a'), { item_id: 'item-b' }, 7] });
    expect(await answersOf(create())).toEqual(['healthy', 'invalid_response', 'invalid_response']);
  });

  it.each([
    [{ error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'RATE_LIMIT' }, 'rate_limited'],
    [{ error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR' }, 'backend_error'],
    [{ error_type: 'ITEM_ERROR', error_code: 'ITEM_LOCKED' }, 'request_rejected'],
    [{ error_type: 'INVALID_REQUEST', error_code: 'INVALID_BODY' }, 'request_rejected'],
    [
      { error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR', status: 503 },
      'backend_error',
    ],
    [{}, 'backend_error'],
  ])('the error %o of one Item among several is %s', async (error, code) => {
    getItems.mockResolvedValue({ items: IDS.map((item_id) => ({ item_id, error })) });
    expect(await answersOf(create())).toEqual([code, code, code]);
  });

  it.each([
    [
      { error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR' },
      null,
      'INTERNAL_SERVER_ERROR',
    ],
    [{ error_code: 'ITEM_NOT_FOUND' }, null, 'ITEM_NOT_FOUND'],
    [{ error_code: 'PLANNED_MAINTENANCE', status: 503 }, 503, '503 PLANNED_MAINTENANCE'],
    [{}, null, 'an error'],
  ])(
    'the text about the error %o of one Item among several has no status that the backend did not send',
    async (error, status, says) => {
      getItems.mockResolvedValue({ items: IDS.map((item_id) => ({ item_id, error })) });
      const failure = await create()(IDS, false)('item-a').catch((thrown: unknown) => thrown);
      expect(failure).toMatchObject({ itemId: 'item-a', status });
      expect(String(failure)).toContain(`The backend answered ${says} for Item item-a. `);
      if (status === null) expect(String(failure)).not.toMatch(/\b[1-5]\d\d\b/);
    },
  );

  it.each([
    [{ status: 500 }, 'backend_error'],
    [{ status: 401 }, 'unauthorized'],
    [new Error('no network'), 'network_error'],
  ])(
    'a request that fails with %o is the failure of each Item, and none is asked for alone',
    async (thrown, code) => {
      getItems.mockRejectedValue(thrown);
      expect(await answersOf(create())).toEqual([code, code, code]);
      expect(getItem).not.toHaveBeenCalled();
    },
  );

  it.each([undefined, null, 'text', {}, { items: {} }])(
    'an answer about several Items that is %o is invalid for each',
    async (body) => {
      getItems.mockResolvedValue(body);
      const code = 'invalid_response';
      expect(await answersOf(create())).toEqual([code, code, code]);
    },
  );
});
