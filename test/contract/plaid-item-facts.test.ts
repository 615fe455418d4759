/**
 * An Item on the server, Sandbox, and a Link session as Plaid sees it: sections 4 and 5 of docs/plaid-facts.md. What Link
 * reports to the page is in link-contract and link-metadata; the webhooks of an Item (4.3 to 4.9, 4.19) are in
 * test/unit/webhook-events, and those of a Link session (4.10) in test/unit/fake-plaid-sessions.
 *
 * The fake cannot show these facts:
 * - 4.7, 4.16: the fake's users have the same accounts everywhere, and no processor tokens.
 * - 4.12, 4.13, 4.14, 4.15: these are customs of single banks and of products.
 * - 4.20: the fake has no `/sandbox/user/reset_login`.
 * - 4.25: the fake is as strict as Production on purpose.
 * - 5.4, 5.5, 5.9, 5.14: no access is lost in the fake's sessions, and each is a full login.
 */
import { Products } from 'plaid';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servePlaid, MINUTE, linkTokenRequest, type ServedPlaid } from '../support/served-plaid';

let served: ServedPlaid;
let item: { itemId: string; accessToken: string };
beforeEach(async () => {
  served = await servePlaid(createFakePlaid({ now: () => Date.UTC(2026, 0, 1) }));
  item = served.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
});
afterEach(() => served.close());

const getItem = async (access_token = item.accessToken) =>
  (await served.client.itemGet({ access_token })).data.item;
async function openLink(fields: object = {}): Promise<string> {
  const request = { ...linkTokenRequest(item.accessToken), ...fields };
  const { data } = await served.client.linkTokenCreate(request);
  return (await served.plaid.link({ type: 'open', token: data.link_token })).sessionId;
}
const logIn = (sessionId: string, password = 'pass_good', username = 'user_good') =>
  served.plaid.link({ type: 'credentials', sessionId, username, password });
async function relink(): Promise<string> {
  const sessionId = await openLink();
  await logIn(sessionId);
  return (await served.plaid.link({ type: 'finish', sessionId })).publicToken ?? '';
}

describe('an Item on the server', () => {
  it('/item/get gives the error, the end of the consent and the update type (plaid-facts 4.1)', async () => {
    expect(await getItem()).toMatchObject({
      item_id: item.itemId,
      institution_id: 'ins_109508',
      institution_name: 'First Platypus Bank',
      error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' },
      consent_expiration_time: null,
      update_type: 'user_present_required',
    });
    const healthy = served.plaid.createItem({ consentExpirationTime: '2026-01-08T00:00:00Z' });
    expect(await getItem(healthy.accessToken)).toMatchObject({
      error: null,
      consent_expiration_time: '2026-01-08T00:00:00Z',
      update_type: 'background',
    });
  });

  it('an Item without an error may share no account (plaid-facts 4.2)', async () => {
    item = served.plaid.createItem({ accountCount: 0 });
    expect((await getItem()).error).toBeNull();
    const { data } = await served.client.accountsGet({ access_token: item.accessToken });
    expect(data.accounts).toEqual([]);
  });

  it('a success in update mode renews the consent (plaid-facts 4.11)', async () => {
    item = served.plaid.createItem({ consentExpirationTime: '2026-01-02T00:00:00Z' });
    await relink();
    expect((await getItem()).consent_expiration_time).toBe('2027-01-01T00:00:00.000Z');
  });

  it('update mode works before the consent ends, and for a healthy Item (plaid-facts 4.11)', async () => {
    item = served.plaid.createItem();
    expect(await relink()).toMatch(/^public-/);
    expect((await getItem()).error).toBeNull();
  });
});

describe('Sandbox', () => {
  it('reset_login breaks an Item with ITEM_LOGIN_REQUIRED (plaid-facts 4.17)', async () => {
    item = served.plaid.createItem();
    const { data } = await served.client.sandboxItemResetLogin({ access_token: item.accessToken });
    expect(data).toEqual({ reset_login: true, request_id: expect.any(String) as string });
    expect((await getItem()).error?.error_code).toBe('ITEM_LOGIN_REQUIRED');
  });

  it.each(['ins_109508', 'ins_127287'])(
    'public_token/create of Sandbox makes an Item of %s without Link (plaid-facts 4.18, 4.23)',
    async (institution_id) => {
      const { data } = await served.client.sandboxPublicTokenCreate({
        institution_id,
        initial_products: [Products.Auth],
        options: { override_username: 'user_good', override_password: 'pass_good' },
      });
      const made = await served.client.itemPublicTokenExchange({ public_token: data.public_token });
      expect(await getItem(made.data.access_token)).toMatchObject({ institution_id, error: null });
    },
  );

  it('user_good logs in with pass_good (plaid-facts 4.21)', async () => {
    expect(await logIn(await openLink())).toMatchObject({ step: 'success', error: null });
  });

  it('the password mfa_device asks for the code 1234 (plaid-facts 4.21)', async () => {
    const sessionId = await openLink();
    expect((await logIn(sessionId, 'mfa_device')).step).toBe('mfa');
    expect(await served.plaid.link({ type: 'mfa', sessionId, code: '1234' })).toMatchObject({
      step: 'success',
      error: null,
    });
  });

  it.each([
    ['ITEM_LOCKED', 'ITEM_ERROR'],
    ['USER_SETUP_REQUIRED', 'ITEM_ERROR'],
    ['INSTITUTION_DOWN', 'INSTITUTION_ERROR'],
    ['INSTITUTION_NOT_RESPONDING', 'INSTITUTION_ERROR'],
  ])(
    'the password error_%s fails with that %s (plaid-facts 4.21)',
    async (error_code, error_type) => {
      const { error } = await logIn(await openLink(), `error_${error_code}`);
      expect(error).toMatchObject({ error_type, error_code });
    },
  );

  it('user_custom can force INVALID_LINK_TOKEN (plaid-facts 4.22)', async () => {
    const password = '{ "force_error": "INVALID_LINK_TOKEN" }';
    const { error } = await logIn(await openLink(), password, 'user_custom');
    expect(error).toMatchObject({ error_type: 'INVALID_INPUT', error_code: 'INVALID_LINK_TOKEN' });
  });
});

describe('a session in update mode', () => {
  it('a session ends with a public token, and access_token and item_id stay the same (plaid-facts 5.1)', async () => {
    expect(await relink()).toMatch(/^public-sandbox-/);
    expect(await getItem()).toMatchObject({ item_id: item.itemId, error: null });
    expect(served.plaid.itemState(item.itemId).accessToken).toBe(item.accessToken);
  });

  it('the accounts of a session with account selection are the full new selection (plaid-facts 5.3)', async () => {
    const sessionId = await openLink({ update: { account_selection_enabled: true } });
    const [first, second] = (await logIn(sessionId)).accounts;
    expect(second).toBeDefined();
    await served.plaid.link({ type: 'accounts', sessionId, accountIds: [first?.id ?? ''] });
    const { accounts } = await served.plaid.link({ type: 'finish', sessionId });
    expect(accounts).toEqual([first]);
  });

  it('a session repairs its Item only when it is finished (plaid-facts 5.1)', async () => {
    await logIn(await openLink());
    expect((await getItem()).error?.error_code).toBe('ITEM_LOGIN_REQUIRED');
  });

  it('the token of onSuccess lives 30 minutes like any other (plaid-facts 1.3, 5.1)', async () => {
    const public_token = await relink();
    served.plaid.clock.advance(30 * MINUTE);
    expect(await served.post('/item/public_token/exchange', { public_token })).toMatchObject({
      status: 400,
      body: { error_code: 'INVALID_PUBLIC_TOKEN' },
    });
  });
});
