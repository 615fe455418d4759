import { describe, expect, it, vi } from 'vitest';
import type { ItemRecord } from '../../src/core/item/item-record';
import { createRecordKeeper } from '../../src/server/records/record-keeper';
import {
  createMemoryRecords,
  nextRecord,
  type ItemRecords,
  type RelinkHandlerError,
} from '../../src/server';

const ID = 'item-plaid-1';
const AT = '2026-11-01T00:00:00.000Z';
const ANSWER = { type: 'answer', at: AT, item: { error: null } } as const;
const RELINK = { type: 'relink', at: AT, purpose: 'repair' } as const;

function keep(records: ItemRecords) {
  const errors: RelinkHandlerError[] = [];
  const clock = { ms: 0 };
  const keeper = createRecordKeeper({
    records,
    route: '/item/get',
    timeoutMs: 20,
    now: () => clock.ms,
    onError: (error) => void errors.push(error),
  });
  return { keeper, errors, clock };
}

describe('records in memory', () => {
  it('a record is kept until the change returns null', async () => {
    const records = createMemoryRecords();
    expect(records.read(ID)).toBeNull();
    await records.update(ID, (record) => nextRecord(ID, record, ANSWER));
    expect(records.read(ID)).toMatchObject({ itemId: ID, checkedAt: AT });
    await records.update(ID, () => null);
    expect(records.read(ID)).toBeNull();
  });
});

describe('a store that fails', () => {
  it('a change is stored and its record returned', async () => {
    const { keeper, errors } = keep(createMemoryRecords());
    await keeper.apply(ID, ANSWER);
    const changed = await keeper.apply(ID, RELINK);
    expect(changed).toMatchObject({ before: { relinkedAt: null }, after: { relinkedAt: AT } });
    await expect(keeper.read(ID)).resolves.toEqual(changed?.after);
    expect(errors).toEqual([]);
  });

  it('a store that is down answers as an empty one, and onError hears of it once a minute', async () => {
    const down = (): never => {
      throw new Error('ECONNREFUSED');
    };
    const { keeper, errors, clock } = keep({ read: down, update: down });
    for (let count = 0; count < 3; count += 1) {
      await expect(keeper.read(ID)).resolves.toBeNull();
      await expect(keeper.apply(ID, ANSWER)).resolves.toBeNull();
    }
    expect(errors).toMatchObject([
      {
        errorCode: 'RECORDS_FAILED',
        message: expect.stringContaining('records.read() failed') as unknown,
      },
      {
        message: expect.stringContaining('records.update() failed') as unknown,
        cause: { message: 'ECONNREFUSED' },
      },
    ]);
    clock.ms = 60_000;
    await keeper.read(ID);
    // Each kind of failure with the number of those that were not told.
    expect(errors.slice(2).map(({ message, count }) => [message.split(' ')[0], count])).toEqual([
      ['records.read()', 3],
      ['records.update()', 2],
    ]);
  });

  it('a store that does not answer is given up after its time', async () => {
    const never = (): Promise<never> => new Promise(() => {});
    const { keeper, errors } = keep({ read: never, update: never });
    await expect(keeper.read(ID)).resolves.toBeNull();
    expect(errors).toMatchObject([
      { message: expect.stringContaining('longer than 20 ms') as unknown },
    ]);
  });

  it('an update that forgets to call its change is reported, not believed', async () => {
    const { keeper, errors } = keep({ read: () => null, update: () => {} });
    await expect(keeper.apply(ID, ANSWER)).resolves.toBeNull();
    expect(errors).toMatchObject([
      { cause: { message: expect.stringContaining('did not call') as unknown } },
    ]);
  });

  it('a value that is not ours is treated as no record, said once, and replaced at the next change', async () => {
    const stored = new Map<string, ItemRecord>([
      [ID, { ...nextRecord(ID, null, RELINK), itemId: 'item-other' }],
    ]);
    const { keeper, errors } = keep({
      read: (id) => stored.get(id) ?? null,
      update(id, change) {
        const next = change(stored.get(id) ?? null);
        if (next) stored.set(id, next);
      },
    });
    await expect(keeper.read(ID)).resolves.toBeNull();
    await expect(keeper.read(ID)).resolves.toBeNull();
    expect(errors).toMatchObject([
      { message: expect.stringContaining('no record of this version') as unknown },
    ]);
    await keeper.apply(ID, ANSWER);
    await expect(keeper.read(ID)).resolves.toMatchObject({ itemId: ID, relinkedAt: null });
  });

  it('news that a record has already writes nothing', async () => {
    const records = createMemoryRecords();
    const { keeper } = keep(records);
    await keeper.apply(ID, ANSWER);
    const before = await records.read(ID);
    const write = vi.fn((record: ItemRecord | null) => record);
    await keeper.apply(ID, ANSWER);
    await records.update(ID, write);
    expect(write.mock.calls[0]?.[0]).toBe(before);
  });
});
