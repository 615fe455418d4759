import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Products, type PlaidApi } from 'plaid';
import type { FakePlaid } from 'react-plaid-relink/testing';
import {
  MINUTE,
  officialClient,
  servePlaid,
  linkTokenRequest as updateMode,
  type ServedPlaid,
} from '../support/served-plaid';

let plaid: FakePlaid;
let served: ServedPlaid;
let client: PlaidApi;

beforeEach(async () => {
  served = await servePlaid();
  ({ plaid, client } = served);
});
afterEach(() => served.close());

interface Refusal {
  status: number;
  data: { error_type: string; error_code: string; request_id: string };
}
/** What the official client throws, as its README says to read it. */
async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  return call.then(
    () => Promise.reject(new Error('Plaid accepted it.')),
    (error: unknown) => (error as { response: Refusal }).response,
  );
}

describe('the official client talks to the fake Plaid over a socket', () => {
  it('an Item of the fake Plaid can be given its id and access token, once', async () => {
    const init = { itemId: 'item-1', accessToken: 'access-sandbox-1' };
    expect(plaid.createItem(init)).toEqual(init);
    const { data } = await client.itemGet({ access_token: 'access-sandbox-1' });
    expect(data.item.item_id).toBe('item-1');
    const again = 'The fake Plaid has an Item item-1, or its access token, already.';
    expect(() => plaid.createItem({ ...init, accessToken: 'access-sandbox-2' })).toThrow(again);
    expect(() => plaid.createItem({ accessToken: 'access-sandbox-1' })).toThrow(/already/);
  });

  it('an Item of the fake Plaid has the id of the institution that its name says, and another for each other name', async () => {
    const idOf = async (institutionName?: string): Promise<string | null | undefined> => {
      const { accessToken } = plaid.createItem(institutionName ? { institutionName } : {});
      const { data } = await client.itemGet({ access_token: accessToken });
      return data.item.institution_id;
    };
    expect(await idOf()).toBe('ins_109508');
    expect(await idOf('Tartan Bank')).toBe('ins_109511');
    const elms = await idOf('Bank of Elms');
    expect(elms).toMatch(/^ins_\d+$/);
    expect(await idOf('Bank of Elms')).toBe(elms);
    expect(await idOf('Bank of Oaks')).not.toBe(elms);
  });

  it('the official client can make, exchange, break and read an Item at the fake Plaid', async () => {
    const created = await client.sandboxPublicTokenCreate({
      institution_id: 'ins_109508',
      initial_products: [Products.Transactions],
    });
    expect(created.data.public_token).toMatch(/^public-sandbox-/);
    const { data } = await client.itemPublicTokenExchange({
      public_token: created.data.public_token,
    });
    expect(data.access_token).toMatch(/^access-sandbox-/);
    const reset = await client.sandboxItemResetLogin({ access_token: data.access_token });
    expect(reset.data.reset_login).toBe(true);
    const item = await client.itemGet({ access_token: data.access_token });
    expect(item.data.item).toMatchObject({
      item_id: data.item_id,
      institution_name: 'First Platypus Bank',
      error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' },
    });
    await client.itemRemove({ access_token: data.access_token });
    const gone = await refusalOf(client.itemGet({ access_token: data.access_token }));
    expect(gone.data.error_code).toBe('ITEM_NOT_FOUND');
  });

  it('the official client gets both kinds of token from the fake Plaid, for 30 minutes', async () => {
    const { accessToken } = plaid.createItem();
    const until = new Date(plaid.clock.now() + 30 * MINUTE).getTime();
    const publicToken = await client.itemCreatePublicToken({ access_token: accessToken });
    const linkToken = await client.linkTokenCreate(updateMode(accessToken));
    expect(publicToken.data.public_token).toMatch(/^public-sandbox-/);
    expect(linkToken.data.link_token).toMatch(/^link-sandbox-/);
    expect(Math.abs(Date.parse(linkToken.data.expiration) - until)).toBeLessThan(MINUTE);
    expect(linkToken.data.request_id).toBeTruthy();
  });

  it('the official client gets a link token for a new Item that lives four hours', async () => {
    const { access_token: _, ...newItem } = updateMode('');
    const { data } = await client.linkTokenCreate({ ...newItem, products: [Products.Auth] });
    expect(Date.parse(data.expiration) - plaid.clock.now()).toBeGreaterThan(239 * MINUTE);
  });
});

describe('the fake Plaid is as strict as Production', () => {
  it('the fake Plaid 400s with INVALID_API_KEYS for wrong keys', async () => {
    const stranger = officialClient(served.url, { clientId: plaid.clientId, secret: 'wrong' });
    const refusal = await refusalOf(stranger.itemGet({ access_token: 'access-sandbox-1' }));
    expect(refusal).toMatchObject({
      status: 400,
      data: { error_type: 'INVALID_INPUT', error_code: 'INVALID_API_KEYS' },
    });
    expect(refusal.data.request_id).toBeTruthy();
  });

  it('the fake Plaid 400s with INVALID_ACCESS_TOKEN for a token that it did not make', async () => {
    const refusal = await refusalOf(client.itemGet({ access_token: 'access-sandbox-unknown' }));
    expect(refusal).toMatchObject({ status: 400, data: { error_code: 'INVALID_ACCESS_TOKEN' } });
  });

  it.each([
    ['UNKNOWN_FIELDS', { ...updateMode('x'), item_id: 'item-a' }],
    ['MISSING_FIELDS', { ...updateMode('x'), client_name: undefined }],
    ['MISSING_FIELDS', { ...updateMode('x'), user: {} }],
    ['INVALID_FIELD', { ...updateMode('x'), country_codes: 'US' }],
    ['INVALID_FIELD', { ...updateMode('x'), country_codes: ['usa'] as unknown }],
    ['INVALID_FIELD', { ...updateMode('x'), redirect_uri: 'https://app.test/oauth?a=1' }],
    ['INVALID_FIELD', { ...updateMode('x'), redirect_uri: 'http://app.test/oauth' }],
    ['INVALID_FIELD', { ...updateMode('x'), products: ['transactions'] }],
    ['INVALID_FIELD', { ...updateMode('x'), account_filters: {} }],
    ['MISSING_FIELDS', { ...updateMode('x'), access_token: undefined }],
  ])(
    'the fake Plaid 400s with %s for a malformed /link/token/create',
    async (errorCode, request) => {
      const refusal = await refusalOf(
        client.linkTokenCreate(request as ReturnType<typeof updateMode>),
      );
      expect(refusal).toMatchObject({
        status: 400,
        data: { error_type: 'INVALID_REQUEST', error_code: errorCode },
      });
    },
  );

  it('the fake Plaid 404s for an unknown endpoint and 400s for a body that is not JSON', async () => {
    const post = (path: string, body: string, type = 'application/json') =>
      fetch(served.url + path, { method: 'POST', body, headers: { 'content-type': type } });
    expect((await post('/accounts/teleport', '{}')).status).toBe(404);
    const broken = await post('/item/get', '{');
    expect([broken.status, await broken.json()]).toEqual([
      400,
      expect.objectContaining({ error_code: 'INVALID_BODY' }),
    ]);
    expect((await post('/item/get', '{}', 'text/plain')).status).toBe(400);
  });

  it('the fake Plaid exchanges a public token once', async () => {
    const { accessToken } = plaid.createItem();
    const { data } = await client.itemCreatePublicToken({ access_token: accessToken });
    await client.itemPublicTokenExchange({ public_token: data.public_token });
    const refusal = await refusalOf(
      client.itemPublicTokenExchange({ public_token: data.public_token }),
    );
    expect(refusal).toMatchObject({ status: 400, data: { error_code: 'INVALID_PUBLIC_TOKEN' } });
  });

  it('a token of the fake Plaid expires after 30 minutes of its clock', async () => {
    const { accessToken } = plaid.createItem();
    const { data } = await client.itemCreatePublicToken({ access_token: accessToken });
    plaid.clock.advance(30 * MINUTE);
    const refusal = await refusalOf(
      client.itemPublicTokenExchange({ public_token: data.public_token }),
    );
    expect(refusal.data.error_code).toBe('INVALID_PUBLIC_TOKEN');
  });
});

describe('Link’s side of the fake Plaid', () => {
  async function linkToken(options: object = {}): Promise<{ itemId: string; token: string }> {
    const { itemId, accessToken } = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    const { data } = await client.linkTokenCreate({ ...updateMode(accessToken), ...options });
    return { itemId, token: data.link_token };
  }
  const logIn = (sessionId: string, password = 'pass_good', username = 'user_good') =>
    plaid.link({ type: 'credentials', sessionId, username, password });

  it('a finished session makes an Item of the fake Plaid healthy', async () => {
    const { itemId, token } = await linkToken();
    const { sessionId, isUpdateMode } = await plaid.link({ type: 'open', token });
    expect(isUpdateMode).toBe(true);
    expect((await logIn(sessionId)).step).toBe('success');
    expect(plaid.itemState(itemId).errorCode).toBe('ITEM_LOGIN_REQUIRED');
    expect((await plaid.link({ type: 'finish', sessionId })).publicToken).toMatch(/^public-/);
    expect(plaid.itemState(itemId)).toMatchObject({ errorCode: null, relinkCount: 1 });
  });

  it('the fake Plaid opens Link with a token once', async () => {
    const { token } = await linkToken();
    await plaid.link({ type: 'open', token });
    await expect(plaid.link({ type: 'open', token })).rejects.toMatchObject({
      code: 'INVALID_LINK_TOKEN',
    });
  });

  it('the fake Plaid does not open Link with an expired token', async () => {
    const { token } = await linkToken();
    plaid.clock.advance(31 * MINUTE);
    await expect(plaid.link({ type: 'open', token })).rejects.toMatchObject({
      code: 'INVALID_LINK_TOKEN',
    });
  });

  it('the fake Plaid opens Link with a public token only beside the public key', async () => {
    const { accessToken } = plaid.createItem();
    const mint = async () =>
      (await client.itemCreatePublicToken({ access_token: accessToken })).data.public_token;
    await expect(plaid.link({ type: 'open', token: await mint() })).rejects.toMatchObject({
      code: 'INVALID_LINK_TOKEN',
    });
    await expect(
      plaid.link({ type: 'open', token: await mint(), key: 'wrong' }),
    ).rejects.toMatchObject({
      code: 'PUBLIC_KEY_NOT_ENABLED',
    });
    const opened = await plaid.link({ type: 'open', token: await mint(), key: plaid.publicKey });
    expect(opened.isUpdateMode).toBe(true);
  });

  it('the fake Plaid lets a user retry a wrong password, and voids the token after the third', async () => {
    const { sessionId } = await plaid.link({ type: 'open', token: (await linkToken()).token });
    const answers = [
      await logIn(sessionId, 'a'),
      await logIn(sessionId, 'b'),
      await logIn(sessionId, 'c'),
    ];
    expect(answers.map(({ step, error }) => [step, error?.error_code])).toEqual([
      ['credentials', 'INVALID_CREDENTIALS'],
      ['credentials', 'INVALID_CREDENTIALS'],
      ['dead', 'INVALID_LINK_TOKEN'],
    ]);
    expect((await logIn(sessionId)).step).toBe('dead');
  });

  it('the fake Plaid asks for the MFA code', async () => {
    const { sessionId } = await plaid.link({ type: 'open', token: (await linkToken()).token });
    expect((await logIn(sessionId, 'mfa_device')).step).toBe('mfa');
    const wrong = await plaid.link({ type: 'mfa', sessionId, code: '0000' });
    expect([wrong.step, wrong.error?.error_code]).toEqual(['mfa', 'INVALID_MFA']);
    expect((await plaid.link({ type: 'mfa', sessionId, code: '1234' })).step).toBe('success');
  });

  it('the fake Plaid fails with error_<CODE> and force_error as Sandbox does', async () => {
    const { sessionId } = await plaid.link({ type: 'open', token: (await linkToken()).token });
    expect((await logIn(sessionId, 'error_ITEM_LOCKED')).error).toMatchObject({
      error_type: 'ITEM_ERROR',
      error_code: 'ITEM_LOCKED',
    });
    const forced = await logIn(sessionId, '{"force_error":"INVALID_LINK_TOKEN"}', 'user_custom');
    expect([forced.step, forced.error?.error_code]).toEqual(['dead', 'INVALID_LINK_TOKEN']);
  });

  it('the fake Plaid asks for accounts where the token wants account selection', async () => {
    const { token } = await linkToken({ update: { account_selection_enabled: true } });
    const { sessionId } = await plaid.link({ type: 'open', token });
    expect((await logIn(sessionId)).step).toBe('accounts');
    const chosen = await plaid.link({ type: 'accounts', sessionId, accountIds: ['acc-saving'] });
    expect(chosen.accounts.map(({ name }) => name)).toEqual(['Plaid Saving']);
  });

  it('G9: a token minted without an Item does not open update mode', async () => {
    const { access_token: _, ...newItem } = updateMode('');
    const { data } = await client.linkTokenCreate({ ...newItem, products: [Products.Auth] });
    const opened = await plaid.link({ type: 'open', token: data.link_token });
    expect(opened.isUpdateMode).toBe(false);
  });
});

describe('the fake Plaid in tests', () => {
  it('the fake Plaid fails as often as a test wants per endpoint, and then works again', async () => {
    const { accessToken } = plaid.createItem();
    plaid.failNext('/item/get');
    plaid.failNext('/item/get', { errorCode: 'RATE_LIMIT' });
    const get = () => client.itemGet({ access_token: accessToken });
    expect((await refusalOf(get())).status).toBe(500);
    expect((await refusalOf(get())).status).toBe(429);
    expect((await get()).status).toBe(200);
  });

  it('G7: the fake Plaid’s log holds neither tokens nor keys', async () => {
    const { accessToken } = plaid.createItem();
    const seen: unknown[] = [];
    plaid.onRequest((request) => seen.push(request));
    await client.itemCreatePublicToken({ access_token: accessToken });
    expect(seen).toEqual([
      expect.objectContaining({ path: '/item/public_token/create', status: 200 }),
    ]);
    expect(JSON.stringify(plaid.requests)).not.toMatch(/sandbox-|secret/);
  });

  it('the fake Plaid’s in-memory client answers and throws as the official one does', async () => {
    const { accessToken } = plaid.createItem();
    const memory = plaid.client();
    expect((await memory.itemGet({ access_token: accessToken })).status).toBe(200);
    const refusal = await refusalOf(memory.itemGet({ access_token: 'access-sandbox-unknown' }));
    expect(refusal).toMatchObject({ status: 400, data: { error_code: 'INVALID_ACCESS_TOKEN' } });
  });
});
