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
async function relink(): Promise<void> {
  const { data } = await plaid.client().linkTokenCreate({
    client_name: 'App',
    language: 'en',
    country_codes: ['US'],
    user: { client_user_id: 'user-1' },
    access_token: item.accessToken,
    hosted_link: {},
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
