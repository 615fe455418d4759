import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
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

describe('a fake backend behind the app’s own provider', () => {
  function post(path: string, body: object): Promise<Response> {
    return fetch(path, { method: 'POST', body: JSON.stringify(body), headers: JSON_HEADERS });
  }
  const JSON_HEADERS = { 'content-type': 'application/json' };

  function setUp(handlerOptions = {}) {
    const plaid = createFakePlaid();
    const backend = createFakeBackend({ plaid, handlerOptions });
    const { itemId, accessToken } = plaid.createItem();
    backend.addItem({ itemId, accessToken });
    onTestFinished(() => backend.uninstall());
    return { plaid, backend, itemId };
  }

  it('install() answers the requests of the handler, by relative and by absolute address', async () => {
    const { backend, itemId } = setUp();
    backend.install();
    for (const path of ['/api/plaid/item/get', 'https://api.example/api/plaid/item/get']) {
      const response = await post(path, { item_id: itemId });
      expect(await response.json()).toMatchObject({ item_id: itemId, health: 'healthy' });
    }
  });

  it('install() answers below the path that the handler has', async () => {
    const { backend, itemId } = setUp({ basePath: '/bank' });
    backend.install();
    expect((await post('/bank/item/get', { item_id: itemId })).status).toBe(200);
    const call = { signal: new AbortController().signal, fresh: true };
    expect(await backend.gateway.getItem(itemId, call)).toMatchObject({ health: 'healthy' });
  });

  it('install() passes on every other request to the fetch that was there', async () => {
    const own = vi.fn((_input: unknown) => Promise.resolve(Response.json(['yours'])));
    vi.stubGlobal('fetch', own);
    setUp().backend.install();
    const response = await fetch('/api/plaid-webhook');
    expect(await response.json()).toEqual(['yours']);
    expect(own).toHaveBeenCalledExactlyOnceWith('/api/plaid-webhook', undefined);
  });

  it('uninstall() restores the fetch that was there, unless another mock has replaced it since', () => {
    const before = globalThis.fetch;
    const { backend } = setUp();
    backend.install();
    backend.install();
    backend.uninstall();
    expect(globalThis.fetch).toBe(before);
    backend.install();
    const newer = vi.fn();
    vi.stubGlobal('fetch', newer);
    backend.uninstall();
    expect(globalThis.fetch).toBe(newer);
  });

  it('a request that was given up fails as fetch does', async () => {
    const { backend, itemId } = setUp();
    backend.install();
    const aborted = AbortSignal.abort(new Error('given up'));
    const request = { method: 'POST', body: JSON.stringify({ item_id: itemId }), signal: aborted };
    await expect(fetch('/api/plaid/item/get', request)).rejects.toThrow('given up');
  });

  it('each question is asked at once: no test waits for the handler’s pause of 4 s', async () => {
    const { plaid, backend, itemId } = setUp();
    backend.install();
    const healthOf = async (): Promise<unknown> => {
      const response = await fetch('/api/plaid/item/get', {
        method: 'POST',
        headers: { ...JSON_HEADERS, 'cache-control': 'no-cache' },
        body: JSON.stringify({ item_id: itemId }),
      });
      return ((await response.json()) as { health: unknown }).health;
    };
    const startedAt = performance.now();
    for (let round = 0; round < 6; round += 1) {
      plaid.breakItem(itemId);
      expect(await healthOf()).toBe('needs_update');
      plaid.repairItem(itemId);
      expect(await healthOf()).toBe('healthy');
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('the logos of a fake backend', () => {
  const call = { signal: new AbortController().signal, fresh: true };

  it('a logo has the address that the test gives, which needs no server', async () => {
    const plaid = createFakePlaid();
    const logoUrl = ({ institutionId }: { institutionId: string }) => `/logos/${institutionId}.png`;
    const backend = createFakeBackend({ plaid, handlerOptions: { institutions: { logoUrl } } });
    const item = plaid.createItem({ institutionName: 'Tartan Bank' });
    backend.addItem(item);
    expect(await backend.gateway.getItem(item.itemId, call)).toMatchObject({
      institution: { logo_url: '/logos/ins_109511.png' },
    });
  });

  it('the image that a page asks for is answered by handle(), as from MSW', async () => {
    const plaid = createFakePlaid();
    const backend = createFakeBackend({ plaid, handlerOptions: { institutions: true } });
    const item = plaid.createItem({ institutionName: 'Tartan Bank' });
    backend.addItem(item);
    const { institution } = await backend.gateway.getItem(item.itemId, call);
    const response = await backend.handle(
      new Request(`https://app.test${String(institution?.logo_url)}`),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
  });
});
