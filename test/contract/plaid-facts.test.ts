/**
 * Plaid's two token endpoints: sections 1 and 2 of docs/plaid-facts.md. Section 3 is in plaid-error-facts, sections 4
 * and 5 are in plaid-item-facts.
 *
 * The fake cannot show these facts:
 * - 1.2: the fake always sends `expiration`; `failNext(path, { body })` stands in where it matters.
 * - 1.4, 1.5, 1.6, 1.7: these are facts of the documentation and of the client, not of an answer.
 * - 1.9, 2.2.5, 2.2.8, 2.2.9, 2.2.10, 2.2.11: these are inferences, reports and advice.
 * - 2.1.14, 2.1.16, 2.2.4: the fake has no other way into update mode, and no token for several sessions.
 * - 2.1.2, 2.1.13, 2.1.15: these show in Plaid's dashboard and in Link's panes.
 * - 2.2.3: the fake is as strict as Production on purpose.
 * - 2.2.13: the fake has no Items with Assets.
 *
 * `/link/token/get` (2.2.12) is in test/unit/fake-plaid-sessions. A Hosted Link page of the fake lives as long as its token; section 7 is in test/unit/server-settings.
 */
import { CountryCode, Products } from 'plaid';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  servePlaid,
  keysOf,
  MINUTE,
  linkTokenRequest,
  type ServedPlaid,
} from '../support/served-plaid';

let served: ServedPlaid;
let item: { itemId: string; accessToken: string };
beforeEach(async () => {
  served = await servePlaid(createFakePlaid({ now: () => Date.UTC(2026, 0, 1) }));
  item = served.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
});
afterEach(() => served.close());

const publicToken = async () =>
  (await served.client.itemCreatePublicToken({ access_token: item.accessToken })).data.public_token;
const exchange = (public_token: string) =>
  served.post('/item/public_token/exchange', { public_token });
const updateMode = (fields: object = {}) =>
  served.post('/link/token/create', { ...linkTokenRequest(item.accessToken), ...fields });
const linkToken = async () =>
  (await served.client.linkTokenCreate(linkTokenRequest(item.accessToken))).data.link_token;
/** What the request must have beside a product. */
const BESIDE: Readonly<Record<string, object>> = {
  statements: { statements: { start_date: '2026-01-01', end_date: '2026-06-30' } },
  income_verification: { income_verification: { income_source_types: ['bank'] } },
  cra_base_report: { consumer_report_permissible_purpose: 'EXTENSION_OF_CREDIT' },
};
const OK = { status: 200 };
const refusal = (error_code: string) => ({ status: 400, body: { error_code } });

describe('/item/public_token/create', () => {
  it('client_id and secret may be in the body or in headers (plaid-facts 1.1)', async () => {
    const { clientId: client_id, secret } = served.plaid;
    const body = { access_token: item.accessToken };
    const path = '/item/public_token/create';
    expect(await served.post(path, body, keysOf(served.plaid))).toMatchObject(OK);
    expect(await served.post(path, { ...body, client_id, secret }, {})).toMatchObject(OK);
    expect(await served.post(path, body, {})).toMatchObject(refusal('INVALID_API_KEYS'));
  });

  it('a request for a public token needs access_token and takes no other field (plaid-facts 1.1)', async () => {
    const path = '/item/public_token/create';
    expect(await served.post(path, { ...item, client_id: 'x' })).toMatchObject(
      refusal('UNKNOWN_FIELDS'),
    );
    expect(await served.post(path, { client_id: 'x' })).toMatchObject(refusal('MISSING_FIELDS'));
  });

  it('a public token lives 30 minutes and not one millisecond more (plaid-facts 1.3)', async () => {
    const [young, old] = [await publicToken(), await publicToken()];
    served.plaid.clock.advance(30 * MINUTE - 1);
    expect(await exchange(young)).toMatchObject(OK);
    served.plaid.clock.advance(1);
    expect(await exchange(old)).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });

  it('a public token that has opened Link is spent (plaid-facts 1.3)', async () => {
    const token = await publicToken();
    await served.plaid.link({ type: 'open', token, key: served.plaid.publicKey });
    expect(await exchange(token)).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });

  it('Link fails with PUBLIC_KEY_NOT_ENABLED for a public key that is not enabled (plaid-facts 1.8)', async () => {
    const token = await publicToken();
    await expect(served.plaid.link({ type: 'open', token, key: 'not-ours' })).rejects.toMatchObject(
      {
        code: 'PUBLIC_KEY_NOT_ENABLED',
      },
    );
  });

  it.each(['sandbox', 'production'] as const)(
    'tokens of %s are named by kind and environment (plaid-facts 1.10)',
    async (environment) => {
      await served.close();
      served = await servePlaid(createFakePlaid({ environment }));
      item = served.plaid.createItem();
      const uuid = '[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$';
      expect(item.accessToken).toMatch(new RegExp(`^access-${environment}-${uuid}`));
      expect(await publicToken()).toMatch(new RegExp(`^public-${environment}-${uuid}`));
      expect(await linkToken()).toMatch(new RegExp(`^link-${environment}-${uuid}`));
    },
  );

  it('a public token of another environment is INVALID_PUBLIC_TOKEN (plaid-facts 1.12)', async () => {
    const token = (await publicToken()).replace('sandbox', 'production');
    expect(await exchange(token)).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });

  it('a link token in place of a public token is INVALID_PUBLIC_TOKEN (plaid-facts 1.12)', async () => {
    expect(await exchange(await linkToken())).toMatchObject(refusal('INVALID_PUBLIC_TOKEN'));
  });
});

describe('the request of /link/token/create', () => {
  it.each(['client_name', 'language', 'country_codes'])(
    'a link token request needs %s (plaid-facts 2.1.1, 2.1.2, 2.1.3)',
    async (name) => {
      expect(await updateMode({ [name]: undefined })).toMatchObject(refusal('MISSING_FIELDS'));
    },
  );

  it('a client_name of more than 30 characters is no error (plaid-facts 2.1.1)', async () => {
    expect(await updateMode({ client_name: 'x'.repeat(31) })).toMatchObject(OK);
  });

  it('country_codes takes every official code, and no other (plaid-facts 2.1.3)', async () => {
    expect(await updateMode({ country_codes: Object.values(CountryCode) })).toMatchObject(OK);
    expect(await updateMode({ country_codes: ['us'] })).toMatchObject(refusal('INVALID_FIELD'));
  });

  it('a user needs a client_user_id (plaid-facts 2.1.4)', async () => {
    expect(await updateMode({ user: {} })).toMatchObject(refusal('MISSING_FIELDS'));
    expect(await updateMode({ user: undefined })).toMatchObject(refusal('MISSING_FIELDS'));
  });

  it('user_id may take the place of user (plaid-facts 2.1.4)', async () => {
    expect(await updateMode({ user: undefined, user_id: 'usr_1' })).toMatchObject(OK);
  });

  it('a token without access_token silently makes a new Item (plaid-facts 2.1.5)', async () => {
    const { body } = await updateMode({ access_token: undefined, products: ['auth'] });
    const { link_token: token } = body as { link_token: string };
    const { sessionId, isUpdateMode } = await served.plaid.link({ type: 'open', token });
    expect(isUpdateMode).toBe(false);
    const login = { username: 'user_good', password: 'pass_good' };
    await served.plaid.link({ type: 'credentials', sessionId, ...login });
    const { publicToken: made } = await served.plaid.link({ type: 'finish', sessionId });
    const { data } = await served.client.itemPublicTokenExchange({ public_token: made ?? '' });
    expect(data.item_id).not.toBe(item.itemId);
    expect(served.plaid.itemState(item.itemId).errorCode).toBe('ITEM_LOGIN_REQUIRED');
  });

  it('an empty list of products is accepted in update mode (plaid-facts 2.1.6)', async () => {
    expect(await updateMode({ products: [] })).toMatchObject(OK);
  });

  it.each([
    'assets',
    'statements',
    'income_verification',
    'cra_base_report',
    'auth',
    'identity',
    'investments_auth',
  ])('the product %s may be added in update mode (plaid-facts 2.1.6)', async (product) => {
    const beside = BESIDE[product] ?? {};
    expect(await updateMode({ products: [product], ...beside })).toMatchObject(OK);
  });

  it.each(Object.entries(BESIDE))(
    'the product %s without the fields that go with it is refused',
    async (product, fields) => {
      expect(await updateMode({ products: [product] })).toMatchObject(refusal('MISSING_FIELDS'));
      const [name = ''] = Object.keys(fields);
      if (product.startsWith('cra_')) {
        expect(await updateMode({ [name]: 'EXTENSION_OF_CREDIT' })).toMatchObject(
          refusal('INVALID_FIELD'),
        );
      }
    },
  );

  it('additional_consented_products are accepted in update mode (plaid-facts 2.1.7)', async () => {
    expect(
      await updateMode({ additional_consented_products: [Products.Transactions] }),
    ).toMatchObject(OK);
  });

  it('account_selection_enabled shows the account picker, and allows account_filters (plaid-facts 2.1.8, 2.1.9)', async () => {
    const account_filters = { depository: { account_subtypes: ['checking'] } };
    const update = { account_selection_enabled: true };
    expect(await updateMode({ account_filters })).toMatchObject(refusal('INVALID_FIELD'));
    const answer = await updateMode({ account_filters, update });
    expect(answer).toMatchObject(OK);
    const { link_token: token } = answer.body as { link_token: string };
    const { sessionId } = await served.plaid.link({ type: 'open', token });
    const login = { username: 'user_good', password: 'pass_good' };
    const reply = await served.plaid.link({ type: 'credentials', sessionId, ...login });
    expect(reply.step).toBe('accounts');
  });

  it.each([
    ['https://app.test/oauth', 200],
    ['http://localhost:3000/oauth', 200],
    ['http://app.test/oauth', 400],
    ['https://app.test/oauth?item=1', 400],
    ['https://app.test/#/oauth', 400],
  ])(
    'the redirect_uri %s is answered with %i (plaid-facts 2.1.10)',
    async (redirect_uri, status) => {
      expect(await updateMode({ redirect_uri })).toMatchObject({ status });
    },
  );

  it('a redirect_uri of http on localhost is refused outside of Sandbox (plaid-facts 2.1.10)', async () => {
    await served.close();
    served = await servePlaid(createFakePlaid({ environment: 'production' }));
    item = served.plaid.createItem();
    expect(await updateMode({ redirect_uri: 'http://localhost:3000/' })).toMatchObject(
      refusal('INVALID_FIELD'),
    );
  });

  it('webhook has no effect in update mode (plaid-facts 2.1.11)', async () => {
    expect(await updateMode({ webhook: 'https://app.test/hook' })).toMatchObject(OK);
    const { data } = await served.client.itemGet({ access_token: item.accessToken });
    expect(data.item.webhook).toBeNull();
  });

  it('hosted_link works in update mode and gives the URL of Plaid’s own page (plaid-facts 2.1.12, 7.1)', async () => {
    expect(await updateMode({ hosted_link: {} })).toMatchObject({
      status: 200,
      body: {
        hosted_link_url: expect.stringMatching(/^https:\/\/secure\.plaid\.com\/link\/./) as string,
      },
    });
  });
});

describe('the link token', () => {
  it('the answer has link_token, expiration in ISO 8601 and request_id (plaid-facts 2.2.1)', async () => {
    const { body } = await updateMode();
    expect(Object.keys(body as object).sort()).toEqual(['expiration', 'link_token', 'request_id']);
    const { expiration } = body as { expiration: string };
    expect(new Date(expiration).toISOString()).toBe(expiration);
  });

  it('a link token lives 30 minutes for an existing Item and 4 hours for a new one (plaid-facts 2.2.2)', async () => {
    const lifetime = async (fields?: object): Promise<number> => {
      const { body } = await updateMode(fields);
      return Date.parse((body as { expiration: string }).expiration) - served.plaid.clock.now();
    };
    expect(await lifetime()).toBe(30 * MINUTE);
    expect(await lifetime({ access_token: undefined, products: ['auth'] })).toBe(240 * MINUTE);
  });

  it('a link token of another environment is INVALID_LINK_TOKEN (plaid-facts 2.2.6)', async () => {
    const token = (await linkToken()).replace('sandbox', 'production');
    await expect(served.plaid.link({ type: 'open', token })).rejects.toMatchObject({
      code: 'INVALID_LINK_TOKEN',
      status: 400,
    });
  });

  it('a link token opens Link until its very last millisecond (plaid-facts 2.2.6)', async () => {
    const [young, old] = [await linkToken(), await linkToken()];
    served.plaid.clock.advance(30 * MINUTE - 1);
    await served.plaid.link({ type: 'open', token: young });
    served.plaid.clock.advance(1);
    await expect(served.plaid.link({ type: 'open', token: old })).rejects.toThrow();
  });
});
