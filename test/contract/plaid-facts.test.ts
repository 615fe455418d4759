/**
 * What is known of Plaid's two token endpoints, fact by fact; the numbers are those of the project's list of facts
 * (sections 1 and 2; section 3 is in plaid-error-facts, 4 and 5 in plaid-item-facts).
 *
 * Not testable here, because the fake does not have it:
 * - 1.2 an answer without `expiration`: the fake always sends it; `failNext(path, { body })` stands in where it matters.
 * - 1.4, 1.5, 1.6, 1.7 deprecation and names in old clients: facts of the docs and of the client, not of an answer.
 * - 1.9, 2.2.5, 2.2.8, 2.2.9, 2.2.10, 2.2.11: inferences, reports and advice.
 * - 2.1 `update.user`, `update.item_ids`, `access_tokens`, `transfer.authorization_id`: other ways into update mode,
 *   and with them 2.2.4, a token that is good for more than one session.
 * - 2.1 `update.reauthorization_enabled` (unused at Plaid), `link_customization_name` with INVALID_LINK_CUSTOMIZATION,
 *   "This Application" for long names: live in Plaid's dashboard and Link's panes.
 * - 2.1 `hosted_link.url_lifetime_seconds`: a page of the fake's lives as long as its token. Section 7, what a user does
 *   on that page, is in test/unit/server-settings.
 * - 2.2.3 "in Sandbox a link token can be reused": the fake is as strict as Production on purpose.
 * - 2.2.12 `/link/token/get`, 2.2.13 PRODUCTS_NOT_SUPPORTED: no such endpoint, no Assets Items.
 */
import { CountryCode, Products } from 'plaid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlaidWorld, keysOf, linkTokenRequest, MINUTE, type PlaidWorld } from './plaid-world';

let world: PlaidWorld;
let item: { itemId: string; accessToken: string };
beforeEach(async () => {
  world = await createPlaidWorld({ now: () => Date.UTC(2026, 0, 1) });
  item = world.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
});
afterEach(() => world.close());

const publicToken = async () =>
  (await world.client.itemCreatePublicToken({ access_token: item.accessToken })).data.public_token;
const exchange = (public_token: string) =>
  world.post('/item/public_token/exchange', { public_token });
const updateMode = (fields: object = {}) =>
  world.post('/link/token/create', { ...linkTokenRequest(item.accessToken), ...fields });
const linkToken = async () =>
  (await world.client.linkTokenCreate(linkTokenRequest(item.accessToken))).data.link_token;
const OK = { status: 200 };
const refusal = (error_code: string) => ({ status: 400, body: { error_code } });

describe('1. /item/public_token/create', () => {
  it('1.1: client_id and secret may be in the body or in headers', async () => {
    const { clientId: client_id, secret } = world.plaid;
    const body = { access_token: item.accessToken };
    const path = '/item/public_token/create';
    expect(await world.post(path, body, keysOf(world.plaid))).toMatchObject(OK);
    expect(await world.post(path, { ...body, client_id, secret }, {})).toMatchObject(OK);
    expect(await world.post(path, body, {})).toMatchObject(refusal('INVALID_API_KEYS'));
  });

  it('1.1: access_token is required, and nothing else is taken', async () => {
    const path = '/item/public_token/create';
    expect(await world.post(path, { ...item, client_id: 'x' })).toMatchObject(
      refusal('UNKNOWN_FIELDS'),
    );
    expect(await world.post(path, { client_id: 'x' })).toMatchObject(refusal('MISSING_FIELDS'));
  });

  it('1.3: a public token lives 30 minutes, and not one millisecond more', async () => {
    const [young, old] = [await publicToken(), await publicToken()];
    world.plaid.clock.advance(30 * MINUTE - 1);
    expect(await exchange(young)).toMatchObject(OK);
    world.plaid.clock.advance(1);
    expect(await exchange(old)).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });

  it('1.3: a public token that opened Link is spent', async () => {
    const token = await publicToken();
    await world.plaid.link({ type: 'open', token, key: world.plaid.publicKey });
    expect(await exchange(token)).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });

  it('1.8: without an enabled public key Link says PUBLIC_KEY_NOT_ENABLED', async () => {
    const token = await publicToken();
    await expect(world.plaid.link({ type: 'open', token, key: 'not-ours' })).rejects.toMatchObject({
      code: 'PUBLIC_KEY_NOT_ENABLED',
    });
  });

  it.each(['sandbox', 'production'] as const)(
    '1.10: in %s tokens are named by kind and environment',
    async (environment) => {
      await world.close();
      world = await createPlaidWorld({ environment });
      item = world.plaid.createItem();
      const uuid = '[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$';
      expect(item.accessToken).toMatch(new RegExp(`^access-${environment}-${uuid}`));
      expect(await publicToken()).toMatch(new RegExp(`^public-${environment}-${uuid}`));
      expect(await linkToken()).toMatch(new RegExp(`^link-${environment}-${uuid}`));
    },
  );

  it('1.12: a public token of another environment is INVALID_PUBLIC_TOKEN', async () => {
    const token = (await publicToken()).replace('sandbox', 'production');
    expect(await exchange(token)).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });

  it('1.12: a link token is no public token', async () => {
    expect(await exchange(await linkToken())).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });
});

describe('2.1 the request of /link/token/create', () => {
  it.each(['client_name', 'language', 'country_codes'])('%s is required', async (name) => {
    expect(await updateMode({ [name]: undefined })).toMatchObject(refusal('MISSING_FIELDS'));
  });

  it('client_name: more than 30 characters are no error', async () => {
    expect(await updateMode({ client_name: 'x'.repeat(31) })).toMatchObject(OK);
  });

  it('country_codes: every official one is taken, others are not', async () => {
    expect(await updateMode({ country_codes: Object.values(CountryCode) })).toMatchObject(OK);
    expect(await updateMode({ country_codes: ['us'] })).toMatchObject(refusal('INVALID_FIELD'));
  });

  it('user.client_user_id: required where there is a user', async () => {
    expect(await updateMode({ user: {} })).toMatchObject(refusal('MISSING_FIELDS'));
    expect(await updateMode({ user: undefined })).toMatchObject(refusal('MISSING_FIELDS'));
  });

  it('user_id may take the place of user', async () => {
    expect(await updateMode({ user: undefined, user_id: 'usr_1' })).toMatchObject(OK);
  });

  it('access_token: leaving it out silently makes the flow of a new Item', async () => {
    const { body } = await updateMode({ access_token: undefined, products: ['auth'] });
    const { link_token: token } = body as { link_token: string };
    const { sessionId, isUpdateMode } = await world.plaid.link({ type: 'open', token });
    expect(isUpdateMode).toBe(false);
    const login = { username: 'user_good', password: 'pass_good' };
    await world.plaid.link({ type: 'credentials', sessionId, ...login });
    const { publicToken: made } = await world.plaid.link({ type: 'finish', sessionId });
    const { data } = await world.client.itemPublicTokenExchange({ public_token: made ?? '' });
    expect(data.item_id).not.toBe(item.itemId);
    expect(world.plaid.itemState(item.itemId).errorCode).toBe('ITEM_LOGIN_REQUIRED');
  });

  it('products: an empty array is fine in update mode', async () => {
    expect(await updateMode({ products: [] })).toMatchObject(OK);
  });

  it.each(['assets', 'statements', 'income_verification', 'cra_base_report', 'auth', 'identity'])(
    'products: %s may be added in update mode',
    async (product) => {
      expect(await updateMode({ products: [product] })).toMatchObject(OK);
    },
  );

  it('additional_consented_products are for update mode', async () => {
    expect(
      await updateMode({ additional_consented_products: [Products.Transactions] }),
    ).toMatchObject(OK);
  });

  it('update.account_selection_enabled turns the account picker on, and is needed for account_filters', async () => {
    const account_filters = { depository: { account_subtypes: ['checking'] } };
    const update = { account_selection_enabled: true };
    expect(await updateMode({ account_filters })).toMatchObject(refusal('INVALID_FIELD'));
    const answer = await updateMode({ account_filters, update });
    expect(answer).toMatchObject(OK);
    const { link_token: token } = answer.body as { link_token: string };
    const { sessionId } = await world.plaid.link({ type: 'open', token });
    const login = { username: 'user_good', password: 'pass_good' };
    const reply = await world.plaid.link({ type: 'credentials', sessionId, ...login });
    expect(reply.step).toBe('accounts');
  });

  it.each([
    ['https://app.test/oauth', 200],
    ['http://localhost:3000/oauth', 200],
    ['http://app.test/oauth', 400],
    ['https://app.test/oauth?item=1', 400],
    ['https://app.test/#/oauth', 400],
  ])('redirect_uri: %s is answered with %i', async (redirect_uri, status) => {
    expect(await updateMode({ redirect_uri })).toMatchObject({ status });
  });

  it('redirect_uri: http on localhost is for Sandbox only', async () => {
    await world.close();
    world = await createPlaidWorld({ environment: 'production' });
    item = world.plaid.createItem();
    expect(await updateMode({ redirect_uri: 'http://localhost:3000/' })).toMatchObject(
      refusal('INVALID_FIELD'),
    );
  });

  it('webhook has no effect in update mode', async () => {
    expect(await updateMode({ webhook: 'https://app.test/hook' })).toMatchObject(OK);
    const { data } = await world.client.itemGet({ access_token: item.accessToken });
    expect(data.item.webhook).toBeNull();
  });

  it('hosted_link: {} goes with update mode, and gives the URL of Plaid’s own page', async () => {
    expect(await updateMode({ hosted_link: {} })).toMatchObject({
      status: 200,
      body: {
        hosted_link_url: expect.stringMatching(/^https:\/\/secure\.plaid\.com\/link\/./) as string,
      },
    });
  });
});

describe('2.2 the link token', () => {
  it('2.2.1: link_token, expiration in ISO 8601, request_id', async () => {
    const { body } = await updateMode();
    expect(Object.keys(body as object).sort()).toEqual(['expiration', 'link_token', 'request_id']);
    const { expiration } = body as { expiration: string };
    expect(new Date(expiration).toISOString()).toBe(expiration);
  });

  it('2.2.2: a link token for an existing Item lives 30 minutes, for a new one 4 hours', async () => {
    const lifetime = async (fields?: object): Promise<number> => {
      const { body } = await updateMode(fields);
      return Date.parse((body as { expiration: string }).expiration) - world.plaid.clock.now();
    };
    expect(await lifetime()).toBe(30 * MINUTE);
    expect(await lifetime({ access_token: undefined, products: ['auth'] })).toBe(240 * MINUTE);
  });

  it('2.2.6: of another environment it is INVALID_LINK_TOKEN', async () => {
    const token = (await linkToken()).replace('sandbox', 'production');
    await expect(world.plaid.link({ type: 'open', token })).rejects.toMatchObject({
      code: 'INVALID_LINK_TOKEN',
      status: 400,
    });
  });

  it('2.2.6: it opens Link until its very last millisecond', async () => {
    const [young, old] = [await linkToken(), await linkToken()];
    world.plaid.clock.advance(30 * MINUTE - 1);
    await world.plaid.link({ type: 'open', token: young });
    world.plaid.clock.advance(1);
    await expect(world.plaid.link({ type: 'open', token: old })).rejects.toThrow();
  });
});
