import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';

const DAY = 24 * 60 * 60_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const WEEK_LATER = '2026-03-08T00:00:00.000Z';

let delivered: Record<string, unknown>[];
let plaid: FakePlaid;
let item: { itemId: string; accessToken: string };
beforeEach(() => {
  // Of this test alone: a webhook of the test before may still be on its way.
  const received: Record<string, unknown>[] = [];
  delivered = received;
  plaid = createFakePlaid({
    now: () => START,
    deliverWebhook: async (webhook) => {
      received.push((await webhook.json()) as Record<string, unknown>);
    },
  });
  item = plaid.createItem({ webhook: 'https://app.test/hook' });
});
afterEach(() => expect(plaid.requests.every(({ status }) => status === 200)).toBe(true));

async function getItem(): Promise<Record<string, unknown>> {
  const { data } = await plaid.client().itemGet({ access_token: item.accessToken });
  return data.item as Record<string, unknown>;
}

/** The user goes through Link in update mode. */
async function relink(fields: object = {}): Promise<void> {
  const { data } = await plaid.client().linkTokenCreate({
    client_name: 'App',
    language: 'en',
    country_codes: ['US'],
    user: { client_user_id: 'user-1' },
    access_token: item.accessToken,
    hosted_link: {},
    ...fields,
  });
  await plaid.completeHostedLink(String(data.hosted_link_url));
}

const codes = (): unknown[] => delivered.map(({ webhook_code }) => webhook_code);

describe('an announced disconnect', () => {
  it('an announcement sends the webhook with reason and end, and leaves the Item without an error', async () => {
    await plaid.announceDisconnect(item.itemId);
    expect(delivered).toEqual([
      {
        webhook_type: 'ITEM',
        webhook_code: 'PENDING_DISCONNECT',
        item_id: item.itemId,
        environment: 'sandbox',
        reason: 'INSTITUTION_MIGRATION',
        disconnect_time: WEEK_LATER,
      },
    ]);
    expect(await getItem()).toMatchObject({ error: null, consent_expiration_time: null });
  });

  it('an announced Item needs a login from the end on, and an ERROR webhook says so', async () => {
    await plaid.announceDisconnect(item.itemId, { inDays: 3 });
    plaid.clock.advance(3 * DAY - 1);
    expect((await getItem()).error).toBeNull();
    plaid.clock.advance(1);
    expect(plaid.itemState(item.itemId)).toMatchObject({
      errorCode: 'ITEM_LOGIN_REQUIRED',
      pendingError: null,
    });
    await expect.poll(codes).toEqual(['PENDING_DISCONNECT', 'ERROR']);
  });

  it('an Item that was relinked before the end outlives it', async () => {
    await plaid.announceDisconnect(item.itemId);
    await relink();
    plaid.clock.advance(30 * DAY);
    expect(await getItem()).toMatchObject({ error: null, consent_expiration_time: null });
    expect(codes()).toEqual(['PENDING_DISCONNECT']);
  });

  it('a relink after the end repairs the Item', async () => {
    await plaid.announceDisconnect(item.itemId);
    plaid.clock.advance(8 * DAY);
    await relink();
    expect((await getItem()).error).toBeNull();
  });

  it('a relink at a bank whose new connections have a consent gives the Item one of 12 months', async () => {
    await plaid.announceDisconnect(item.itemId, { startsConsent: true });
    expect((await getItem()).consent_expiration_time).toBeNull();
    await relink();
    expect((await getItem()).consent_expiration_time).toBe('2027-03-01T00:00:00.000Z');
  });

  it('the end of a token is the end of the consent', async () => {
    await plaid.announceDisconnect(item.itemId, { reason: 'INSTITUTION_TOKEN_EXPIRATION' });
    expect(delivered[0]).toMatchObject({ reason: 'INSTITUTION_TOKEN_EXPIRATION' });
    expect((await getItem()).consent_expiration_time).toBe(WEEK_LATER);
    await relink();
    expect((await getItem()).consent_expiration_time).toBe('2027-03-01T00:00:00.000Z');
  });

  it('an announcement may have no time, as Plaid’s older events have none', async () => {
    await plaid.announceDisconnect(item.itemId, { disconnectTime: false });
    expect(Object.keys(delivered[0] ?? {})).not.toContain('disconnect_time');
    plaid.clock.advance(7 * DAY);
    expect(plaid.itemState(item.itemId).errorCode).toBe('ITEM_LOGIN_REQUIRED');
  });

  it('the webhook that a test signs for an announced Item says what was announced', async () => {
    await plaid.announceDisconnect(item.itemId, { inDays: 2 });
    const { body } = await plaid.signWebhook(item.itemId, 'PENDING_DISCONNECT');
    expect(JSON.parse(body)).toEqual(delivered[0]);
  });

  it('an Item without a webhook address hears nothing and ends all the same', async () => {
    item = plaid.createItem();
    await plaid.announceDisconnect(item.itemId);
    expect(delivered).toEqual([]);
    plaid.clock.set(START + 7 * DAY);
    expect((await getItem()).error).toMatchObject({ error_code: 'ITEM_LOGIN_REQUIRED' });
  });
});

describe('accounts and access', () => {
  const accountIds = async (): Promise<unknown[]> => {
    const { data } = await plaid.client().accountsGet({ access_token: item.accessToken });
    return (data.accounts as { account_id: string }[]).map(({ account_id }) => account_id);
  };

  it('new accounts are shared by a relink with account selection alone', async () => {
    await plaid.announceNewAccounts(item.itemId, 2);
    expect(codes()).toEqual(['NEW_ACCOUNTS_AVAILABLE']);
    await relink();
    expect(await accountIds()).toEqual(['acc-checking', 'acc-saving']);
    await relink({ update: { account_selection_enabled: true } });
    expect(await accountIds()).toEqual(['acc-checking', 'acc-saving', 'acc-new-3', 'acc-new-4']);
  });

  it('access to one account can be withdrawn and given back', async () => {
    await plaid.revokeAccess(item.itemId, { accountId: 'acc-saving' });
    expect(delivered).toMatchObject([
      { webhook_code: 'USER_ACCOUNT_REVOKED', account_id: 'acc-saving' },
    ]);
    expect(await accountIds()).toEqual(['acc-checking']);
    await relink({ update: { account_selection_enabled: true } });
    expect(await accountIds()).toEqual(['acc-checking', 'acc-saving']);
  });

  it('what the fake Plaid does not know of an Item is refused: an account, or the name of an option', async () => {
    await expect(plaid.revokeAccess(item.itemId, { accountId: 'acc-savings' })).rejects.toThrow(
      'has no account acc-savings. It has acc-checking, acc-saving.',
    );
    const typo = { account: 'acc-saving' } as object;
    await expect(plaid.revokeAccess(item.itemId, typo)).rejects.toThrow(
      'revokeAccess: `account` is not an option. Did you mean accountId?',
    );
    const days = { days: 3 } as object;
    await expect(plaid.announceDisconnect(item.itemId, days)).rejects.toThrow(
      'announceDisconnect: `days` is not an option.',
    );
    expect(delivered).toEqual([]);
  });

  it('a webhook that Sandbox cannot fire is refused with the reason: its code, or an Item without an address', async () => {
    const other = createFakePlaid();
    const fire = (access_token: string, webhook_code: string): Promise<unknown> =>
      other
        .fetch(
          new Request('https://plaid.test/sandbox/item/fire_webhook', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              client_id: other.clientId,
              secret: other.secret,
              access_token,
              webhook_code,
            }),
          }),
        )
        .then((answer) => answer.json());
    const { accessToken } = other.createItem();
    const reachable = other.createItem({ webhook: 'https://app.test/hook' });
    expect(await fire(accessToken, 'PENDING_DISCONNECT')).toMatchObject({
      error_code: 'SANDBOX_WEBHOOK_INVALID',
      error_message: 'this webhook cannot be fired: the Item has no webhook address',
    });
    const refused = await fire(reachable.accessToken, 'PENDING_EXPIRATION');
    expect(JSON.stringify(refused)).toContain('it can be NEW_ACCOUNTS_AVAILABLE, ');
  });

  it('an account that is withdrawn twice is told twice, as Plaid repeats webhooks', async () => {
    for (let time = 0; time < 2; time += 1)
      await plaid.revokeAccess(item.itemId, { accountId: 'acc-saving' });
    expect(codes()).toEqual(['USER_ACCOUNT_REVOKED', 'USER_ACCOUNT_REVOKED']);
    expect(await accountIds()).toEqual(['acc-checking']);
  });

  it('access withdrawn at the bank shows in /item/get a day later', async () => {
    await plaid.revokeAccess(item.itemId);
    expect(codes()).toEqual(['USER_PERMISSION_REVOKED']);
    expect((await getItem()).error).toBeNull();
    plaid.clock.advance(DAY);
    expect((await getItem()).error).toMatchObject({
      error_code: 'ITEM_LOGIN_REQUIRED',
      error_code_reason: 'OAUTH_USER_REVOKED',
    });
    await relink();
    expect((await getItem()).error).toBeNull();
  });

  it('an Item whose access is withdrawn for good gets no token', async () => {
    const other = createFakePlaid({ now: () => START });
    const revoked = other.createItem();
    await other.revokeAccess(revoked.itemId, { canRelink: false });
    await expect(
      other.client().itemCreatePublicToken({ access_token: revoked.accessToken }),
    ).rejects.toMatchObject({ response: { data: { error_code: 'USER_PERMISSION_REVOKED' } } });
  });

  it('two Items of one login break each other: the one that is relinked invalidates the other', async () => {
    const twin = plaid.createItem({
      sharesLoginWith: item.itemId,
      webhook: 'https://app.test/hook',
    });
    const stranger = plaid.createItem();
    await relink();
    expect(plaid.itemState(twin.itemId)).toMatchObject({
      errorCode: 'ITEM_LOGIN_REQUIRED',
      errorCodeReason: 'OAUTH_INVALID_TOKEN',
    });
    await plaid.whenWebhooksAnswered();
    expect(delivered).toMatchObject([
      { item_id: twin.itemId, error: { error_code_reason: 'OAUTH_INVALID_TOKEN' } },
    ]);
    expect(plaid.itemState(stranger.itemId).errorCode).toBeNull();
    const first = item;
    item = twin;
    await relink();
    expect(plaid.itemState(twin.itemId)).toMatchObject({ errorCode: null, errorCodeReason: null });
    expect(plaid.itemState(first.itemId).errorCodeReason).toBe('OAUTH_INVALID_TOKEN');
  });

  it('Items of one login have the same persistent account ids, where a bank has such ids', async () => {
    item = plaid.createItem({ institutionId: 'ins_127287' });
    const twin = plaid.createItem({ sharesLoginWith: item.itemId });
    const persistentIds = async (accessToken: string): Promise<unknown[]> => {
      const { data } = await plaid.client().accountsGet({ access_token: accessToken });
      return (data.accounts as Record<string, unknown>[]).map((one) => one.persistent_account_id);
    };
    const ids = await persistentIds(item.accessToken);
    expect(ids).toEqual([expect.any(String), expect.any(String)]);
    expect(await persistentIds(twin.accessToken)).toEqual(ids);
  });
});
