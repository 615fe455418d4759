import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually';
import {
  ANDROID_PACKAGE,
  COMPLETION_URI,
  isNotOffered,
  ITEM,
  ITEMS,
  LINK,
  NO_CACHE,
  PUBLIC,
  REDIRECT_URI,
  type BackendWorld,
} from './world';

/** The tokens and the health that every backend answers with, in whatever language it is. `world` is read when a test runs. */
export function describeAnswers(world: () => BackendWorld): void {
  it('a link token is minted in update mode, for an Item of the signed-in user', async () => {
    const { ask, items, sent } = world();
    const answer = await ask(LINK);
    expect([answer.status, answer.json().link_token]).toEqual([
      200,
      expect.stringMatching(/^link-sandbox-/),
    ]);
    expect(answer.json().expires_in).toBeGreaterThan(1_700);
    expect(sent.at(-1)).toMatchObject({
      path: LINK,
      body: { access_token: items.own.accessToken, user: { client_user_id: 'ada' } },
    });
    expect(sent.at(-1)?.body).not.toHaveProperty('update');
  });

  it('each request for a token gets a token of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => world().ask(LINK)));
    expect(new Set(answers.map((answer) => answer.json().link_token)).size).toBe(5);
  });

  it('account selection reaches Plaid, by its field or as a purpose, and null is as good as left out', async () => {
    const { ask, itemIds, sent } = world();
    for (const asked of [{ account_selection_enabled: true }, { purpose: 'accounts' }]) {
      expect((await ask(LINK, { fields: { ...itemIds('own'), ...asked } })).status).toBe(200);
      expect(sent.at(-1)?.body).toMatchObject({ update: { account_selection_enabled: true } });
    }
    const none = { ...itemIds('own'), account_selection_enabled: null, purpose: null };
    expect((await ask(LINK, { fields: { ...none, hosted_link: null } })).status).toBe(200);
  });

  it('Plaid’s own page is asked for with the page that follows it, and only where the client asks', async () => {
    const { ask, itemIds, sent } = world();
    const hosted = await ask(LINK, { fields: { ...itemIds('own'), hosted_link: true } });
    expect(hosted.json().hosted_link_url).toMatch(/^https:\/\/secure\.plaid\.com\//);
    expect(sent.at(-1)?.body).toMatchObject({
      hosted_link: { completion_redirect_uri: COMPLETION_URI },
    });
    const plain = await ask(LINK, { fields: { ...itemIds('own'), hosted_link: false } });
    expect(plain.json()).not.toHaveProperty('hosted_link_url');
    expect(sent.at(-1)?.body).not.toHaveProperty('hosted_link');
  });

  it.each([
    ['a page', {}, { redirect_uri: REDIRECT_URI }],
    ['a page that says null', { platform: null }, { redirect_uri: REDIRECT_URI }],
    ['an iOS app', { platform: 'ios' }, { redirect_uri: REDIRECT_URI }],
    ['an Android app', { platform: 'android' }, { android_package_name: ANDROID_PACKAGE }],
  ])('%s gets a token with its own way back from the bank', async (_, platform, way) => {
    const { ask, itemIds, sent } = world();
    expect((await ask(LINK, { fields: { ...itemIds('own'), ...platform } })).status).toBe(200);
    const { redirect_uri, android_package_name } = Object(sent.at(-1)?.body) as object & {
      redirect_uri?: string;
      android_package_name?: string;
    };
    expect({ redirect_uri, android_package_name }).toEqual(way);
  });

  it('a backend for link tokens has no public tokens', async () => {
    expect(await world().codeOf(PUBLIC)).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    [null, 'healthy', 'none'],
    ['ITEM_LOGIN_REQUIRED', 'needs_update', 'relink'],
    ['USER_PERMISSION_REVOKED', 'needs_update', 'relink'],
    ['NO_ACCOUNTS', 'needs_update', 'relink_with_accounts'],
    ['ITEM_LOCKED', 'needs_update', 'visit_bank'],
    ['ITEM_NOT_SUPPORTED', 'revoked', 'new_link'],
    ['INSTITUTION_DOWN', 'unavailable', 'wait'],
  ])(
    'an Item for which Plaid reports %s is %s, and its remedy is %s',
    async (code, state, remedy) => {
      const { healthOf, itemIds, plaid } = world();
      if (code) plaid.breakItem(itemIds('other').item_id, code);
      else plaid.repairItem(itemIds('other').item_id);
      expect(await healthOf('other')).toMatchObject({
        ...itemIds('other'),
        health: state,
        remedy,
        error_code: code,
        institution_name: 'First Platypus Bank',
      });
    },
  );

  it.each([
    ['ITEM_NOT_FOUND', 'revoked', 'new_link'],
    ['INSTITUTION_DOWN', 'unavailable', 'wait'],
  ])(
    'a refusal of Plaid’s with %s is a health, and no failure',
    async (errorCode, health, remedy) => {
      world().plaid.failNext(ITEM, { errorCode });
      expect(await world().healthOf('healthy')).toMatchObject({ health, remedy });
    },
  );

  it('requests at the same time for one Item all get its health', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => world().ask(ITEM)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  it('a question with no-cache does not get an earlier answer', async () => {
    const { ask, itemIds, plaid } = world();
    const fields = itemIds('other');
    plaid.breakItem(fields.item_id);
    await ask(ITEM, { fields, headers: NO_CACHE });
    plaid.repairItem(fields.item_id);
    expect((await ask(ITEM, { fields, headers: NO_CACHE })).json().health).toBe('healthy');
  });

  it('the health of many Items comes in their order, and a foreign or unknown id is an error in its place', async () => {
    const { ask, items } = world();
    const ids = [items.healthy.itemId, 'no-such-item', items.own.itemId, items.foreign.itemId, ''];
    const answer = await ask(ITEMS, { fields: { item_ids: ids }, headers: NO_CACHE });
    if (isNotOffered(answer)) return;
    const entries = answer.json().items as Record<string, Record<string, unknown>>[];
    expect(entries.map((entry) => entry.item_id)).toEqual(ids);
    const codes = entries.map((entry) => entry.health ?? entry.error?.error_code);
    const missing = 'ITEM_NOT_FOUND';
    expect(codes).toEqual(['healthy', missing, 'needs_update', missing, missing]);
  });

  it('the health of many Items is asked for at the same time', async () => {
    const { ask, items, plaid, sent } = world();
    const ids = [items.own.itemId, items.healthy.itemId, items.other.itemId];
    let letGo = (): void => {};
    const delay = new Promise<void>((resolve) => (letGo = resolve));
    plaid.failNext(ITEM, { delay, times: ids.length });
    const before = sent.length;
    const asked = ask(ITEMS, { fields: { item_ids: ids }, headers: NO_CACHE });
    // An answer comes only after all three questions, or the 404 of a backend without the route.
    const allAsked = eventually(() => expect(sent.length - before).toBe(ids.length));
    await Promise.race([asked, allAsked]);
    letGo();
    const answer = await asked;
    if (isNotOffered(answer)) return;
    expect(answer.json().items).toMatchObject(
      ids.map((id) => ({ item_id: id, checked_at: expect.any(String) as unknown })),
    );
  });

  it.each([
    ['none', []],
    ['101', Array.from({ length: 101 }, (_, index) => `item-${index}`)],
    ['the same id twice', ['a', 'a']],
    ['a number', [1]],
    ['no list', 'a'],
  ])('a question about many Items with %s is a 400', async (_, itemIds) => {
    const answer = await world().ask(ITEMS, { fields: { item_ids: itemIds } });
    if (!isNotOffered(answer)) expect(answer.status).toBe(400);
  });
}
