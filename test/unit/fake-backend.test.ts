import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryRecords } from 'react-plaid-relink/server';
import { createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';

afterEach(() => vi.unstubAllGlobals());

it('a fake backend says what to do where the test environment has no fetch, as in Jest with jsdom', () => {
  vi.stubGlobal('Request', undefined);
  expect(() => createFakeBackend({ plaid: createFakePlaid() })).toThrow(/docs\/testing\.md/);
});

describe('the records of a fake backend', () => {
  const call = { signal: new AbortController().signal, fresh: true };

  function setUp() {
    const plaid = createFakePlaid();
    const backend = createFakeBackend({ plaid });
    const item = plaid.createItem();
    backend.addItem(item);
    return { plaid, backend, itemId: item.itemId };
  }

  it('an announced disconnect shows in the health of the Item, though no webhook address is set', async () => {
    const { plaid, backend, itemId } = setUp();
    await plaid.announceDisconnect(itemId);
    expect(await backend.gateway.getItem(itemId, call)).toMatchObject({
      health: 'expiring',
      remedy: 'relink',
      reason: 'INSTITUTION_MIGRATION',
      flags: ['disconnect'],
    });
  });

  it('the report of a relink ends what was announced', async () => {
    const { plaid, backend, itemId } = setUp();
    await plaid.announceDisconnect(itemId);
    const { hosted_link_url } = (
      await plaid.client().linkTokenCreate({
        client_name: 'App',
        language: 'en',
        country_codes: ['US'],
        user: { client_user_id: 'user-1' },
        access_token: plaid.itemState(itemId).accessToken,
        hosted_link: {},
      })
    ).data;
    await plaid.completeHostedLink(String(hosted_link_url));
    const report = { ...call, linkSessionId: 'session-1', purpose: 'repair' };
    expect(await backend.gateway.reportRelink(itemId, report)).toMatchObject({ health: 'healthy' });
    expect(await backend.gateway.getItem(itemId, call)).toMatchObject({ health: 'healthy' });
  });

  it('an Item that breaks without a webhook shows broken at the next question', async () => {
    const { plaid, backend, itemId } = setUp();
    expect(await backend.gateway.getItem(itemId, call)).toMatchObject({ health: 'healthy' });
    plaid.breakItem(itemId);
    expect(await backend.gateway.getItem(itemId, call)).toMatchObject({ health: 'needs_update' });
  });

  it('a test may bring records of its own', async () => {
    const plaid = createFakePlaid();
    const records = createMemoryRecords();
    const backend = createFakeBackend({ plaid, handlerOptions: { records } });
    expect(backend.records).toBe(records);
    const { itemId } = plaid.createItem();
    await plaid.announceNewAccounts(itemId);
    expect(await records.read(itemId)).toMatchObject({ flags: [{ kind: 'new_accounts' }] });
  });

  it('a store that fails does not fail the fake Plaid', async () => {
    const plaid = createFakePlaid();
    const fail = () => Promise.reject(new Error('The store is down.'));
    createFakeBackend({ plaid, handlerOptions: { records: { read: fail, update: fail } } });
    const { itemId } = plaid.createItem();
    await expect(plaid.announceDisconnect(itemId)).resolves.toBeUndefined();
  });
});
