import { createMemoryInstitutions, type InstitutionStore } from 'react-plaid-relink/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CREATE_TABLE,
  createPostgresInstitutions,
} from '../../examples/servers/postgres-institutions';
import { createRedisInstitutions } from '../../examples/servers/redis-institutions';
import { createBankApp } from '../support/bank-app';
import { adapt, DATABASES, REDIS, type Started, type StoreKind } from '../support/stores';

const KINDS: StoreKind<InstitutionStore>[] = [
  {
    name: 'memory',
    isThere: true,
    start: () =>
      Promise.resolve({ store: createMemoryInstitutions(), stop: () => Promise.resolve() }),
  },
  ...DATABASES.map((kind) =>
    adapt(kind, async (database) => {
      await database.query(CREATE_TABLE);
      return createPostgresInstitutions(database);
    }),
  ),
  adapt(REDIS, (redis) => createRedisInstitutions(redis)),
];

describe.each(KINDS)('banks on $name', ({ name, isThere, start }) => {
  if (!isThere) {
    console.warn(`Skipped: ${name} is not installed (apt-get install postgresql redis-server).`);
    it.skip(`${name} is not installed on this machine`, () => {});
    return;
  }
  let started: Started<InstitutionStore>;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started.stop());

  it('a logo that one machine has kept is served by another', async () => {
    const { store } = started;
    const app = createBankApp();
    const [first, second] = [1, 2].map(() => app.setUp({ institutions: { store } }));
    const bank = (await first?.bankOf())?.institution;
    expect(bank).toMatchObject({ name: 'Tartan Bank', oauth: false });
    const answer = await second?.get(bank?.logo_url ?? '');
    expect(answer?.headers.get('content-type')).toBe('image/png');
    expect((await second?.bankOf())?.institution).toEqual(bank);
    expect(app.bankQuestions()).toBe(1);
    expect(app.problems).toEqual([]);
  });

  it('a key that was never written has no value, and a second value replaces the first', async () => {
    const { store } = started;
    expect((await store.read('logo:none')) ?? null).toBeNull();
    await store.write('logo:one', { version: 1 });
    await store.write('logo:one', { version: 1, logo: 'x' });
    expect(await store.read('logo:one')).toEqual({ version: 1, logo: 'x' });
  });
});
