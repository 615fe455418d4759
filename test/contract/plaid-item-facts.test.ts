/**
 * What is known of an Item on the server, of Sandbox, and of a Link session as Plaid sees it: sections 4 and 5 of the
 * project's list of facts. What Link shows to the page is in link-contract and link-metadata.
 *
 * Not testable here, because the fake does not have it:
 * - 4.7 new accounts of a bank, 4.16 processor tokens: the fake's users have the same accounts everywhere.
 * - 4.10 LINK webhooks: none are sent. Those of an Item (4.3 to 4.6, 4.8, 4.9, 4.19) are in test/unit/webhook-events.
 * - 4.12 to 4.15 what single banks do; 4.17 Items that go bad by themselves after 30 days.
 * - 4.20 `/sandbox/user/reset_login`, reCAPTCHA and MFA questions of 4.21.
 * - 4.25 what Sandbox is lenient with: the fake is as strict as Production on purpose.
 * - 5.3 new account ids, 5.4 access that is lost in update mode, 5.5 webhooks of products, 5.9 ITEM_NO_ERROR, 5.14 shorter logins.
 */
import { Products } from 'plaid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlaidWorld, linkTokenRequest, MINUTE, type PlaidWorld } from './plaid-world';

let world: PlaidWorld;
let item: { itemId: string; accessToken: string };
beforeEach(async () => {
  world = await createPlaidWorld({ now: () => Date.UTC(2026, 0, 1) });
  item = world.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
});
afterEach(() => world.close());

const getItem = async (access_token = item.accessToken) =>
  (await world.client.itemGet({ access_token })).data.item;
async function openLink(fields: object = {}): Promise<string> {
  const request = { ...linkTokenRequest(item.accessToken), ...fields };
  const { data } = await world.client.linkTokenCreate(request);
  return (await world.plaid.link({ type: 'open', token: data.link_token })).sessionId;
}
const logIn = (sessionId: string, password = 'pass_good', username = 'user_good') =>
  world.plaid.link({ type: 'credentials', sessionId, username, password });
async function relink(): Promise<string> {
  const sessionId = await openLink();
  await logIn(sessionId);
  return (await world.plaid.link({ type: 'finish', sessionId })).publicToken ?? '';
}

describe('4. an Item on the server', () => {
  it('4.1: /item/get tells the error, the end of the consent, and how it is updated', async () => {
    expect(await getItem()).toMatchObject({
      item_id: item.itemId,
      institution_id: 'ins_109508',
      institution_name: 'First Platypus Bank',
      error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' },
      consent_expiration_time: null,
      update_type: 'user_present_required',
    });
    const healthy = world.plaid.createItem({ consentExpirationTime: '2026-01-08T00:00:00Z' });
    expect(await getItem(healthy.accessToken)).toMatchObject({
      error: null,
      consent_expiration_time: '2026-01-08T00:00:00Z',
      update_type: 'background',
    });
  });

  it('4.2: an Item without an error may share no account all the same', async () => {
    item = world.plaid.createItem({ accountCount: 0 });
    expect((await getItem()).error).toBeNull();
    const { data } = await world.client.accountsGet({ access_token: item.accessToken });
    expect(data.accounts).toEqual([]);
  });

  it('4.11: success in update mode renews the consent as though the Item were new', async () => {
    item = world.plaid.createItem({ consentExpirationTime: '2026-01-02T00:00:00Z' });
    await relink();
    expect((await getItem()).consent_expiration_time).toBe('2027-01-01T00:00:00.000Z');
  });

  it('4.11: update mode may be started before the consent ends, and for a healthy Item', async () => {
    item = world.plaid.createItem();
    expect(await relink()).toMatch(/^public-/);
    expect((await getItem()).error).toBeNull();
  });
});

describe('4. Sandbox', () => {
  it('4.17: reset_login breaks an Item with ITEM_LOGIN_REQUIRED', async () => {
    item = world.plaid.createItem();
    const { data } = await world.client.sandboxItemResetLogin({ access_token: item.accessToken });
    expect(data).toEqual({ reset_login: true, request_id: expect.any(String) as string });
    expect((await getItem()).error?.error_code).toBe('ITEM_LOGIN_REQUIRED');
  });

  it.each(['ins_109508', 'ins_127287'])(
    '4.18, 4.23: public_token/create makes an Item of %s without Link',
    async (institution_id) => {
      const { data } = await world.client.sandboxPublicTokenCreate({
        institution_id,
        initial_products: [Products.Auth],
        options: { override_username: 'user_good', override_password: 'pass_good' },
      });
      const made = await world.client.itemPublicTokenExchange({ public_token: data.public_token });
      expect(await getItem(made.data.access_token)).toMatchObject({ institution_id, error: null });
    },
  );

  it('4.21: user_good with pass_good logs in', async () => {
    expect(await logIn(await openLink())).toMatchObject({ step: 'success', error: null });
  });

  it('4.21: mfa_device asks for a code, and 1234 is it', async () => {
    const sessionId = await openLink();
    expect((await logIn(sessionId, 'mfa_device')).step).toBe('mfa');
    expect(await world.plaid.link({ type: 'mfa', sessionId, code: '1234' })).toMatchObject({
      step: 'success',
      error: null,
    });
  });

  it.each([
    ['ITEM_LOCKED', 'ITEM_ERROR'],
    ['USER_SETUP_REQUIRED', 'ITEM_ERROR'],
    ['INSTITUTION_DOWN', 'INSTITUTION_ERROR'],
    ['INSTITUTION_NOT_RESPONDING', 'INSTITUTION_ERROR'],
  ])('4.21: the password error_%s fails with that %s', async (error_code, error_type) => {
    const { error } = await logIn(await openLink(), `error_${error_code}`);
    expect(error).toMatchObject({ error_type, error_code });
  });

  it('4.22: user_custom can force INVALID_LINK_TOKEN', async () => {
    const password = '{ "force_error": "INVALID_LINK_TOKEN" }';
    const { error } = await logIn(await openLink(), password, 'user_custom');
    expect(error).toMatchObject({ error_type: 'INVALID_INPUT', error_code: 'INVALID_LINK_TOKEN' });
  });
});

describe('5. a session in update mode', () => {
  it('5.1: it ends with a public token, and access_token and item_id stay the same', async () => {
    expect(await relink()).toMatch(/^public-sandbox-/);
    expect(await getItem()).toMatchObject({ item_id: item.itemId, error: null });
    expect(world.plaid.itemState(item.itemId).accessToken).toBe(item.accessToken);
  });

  it('5.3: with account selection the accounts are the full new selection', async () => {
    const sessionId = await openLink({ update: { account_selection_enabled: true } });
    const [first, second] = (await logIn(sessionId)).accounts;
    expect(second).toBeDefined();
    await world.plaid.link({ type: 'accounts', sessionId, accountIds: [first?.id ?? ''] });
    const { accounts } = await world.plaid.link({ type: 'finish', sessionId });
    expect(accounts).toEqual([first]);
  });

  it('5.1: only a session that is finished repairs the Item', async () => {
    await logIn(await openLink());
    expect((await getItem()).error?.error_code).toBe('ITEM_LOGIN_REQUIRED');
  });

  it('5.1: the token of onSuccess lives as long as any other', async () => {
    const public_token = await relink();
    world.plaid.clock.advance(30 * MINUTE);
    expect(await world.post('/item/public_token/exchange', { public_token })).toMatchObject({
      status: 400,
      body: { error_code: 'INVALID_PUBLIC_TOKEN' },
    });
  });
});
