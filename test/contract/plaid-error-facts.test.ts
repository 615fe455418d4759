/**
 * Plaid's errors, limits and headers: section 3 of docs/plaid-facts.md. The remedy for a code is this package's own, and
 * tested in test/unit/core-item-health.
 *
 * The fake cannot show these facts:
 * - 3.1.1: the fake never sends the optional fields of an error.
 * - 3.1.4: an error in a webhook is in test/unit/webhook-events.
 * - 3.3.1, 3.3.2: the fake counts no calls; `failNext(path, { errorCode: 'RATE_LIMIT' })` stands in.
 * - 3.3.4: the fake runs on any host.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servePlaid, keysOf, linkTokenRequest, type ServedPlaid } from '../support/served-plaid';

let served: ServedPlaid;
let access_token: string;
beforeEach(async () => {
  served = await servePlaid();
  access_token = served.plaid.createItem().accessToken;
});
afterEach(() => served.close());

describe('the error object', () => {
  it('an API error has its five fields (plaid-facts 3.1.1)', async () => {
    const { body } = await served.post('/item/get', { access_token: 'access-sandbox-0' });
    expect(body).toEqual({
      error_type: 'INVALID_INPUT',
      error_code: 'INVALID_ACCESS_TOKEN',
      error_message: expect.any(String) as string,
      display_message: null,
      request_id: expect.any(String) as string,
    });
  });

  it('display_message is a text for users, and error_message is another one for developers (plaid-facts 3.1.2)', async () => {
    const broken = served.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    const { data } = await served.client.itemGet({ access_token: broken.accessToken });
    expect(data.item.error?.display_message).toMatch(/^[A-Z].*\.$/);
    expect(data.item.error?.error_message).not.toBe(data.item.error?.display_message);
  });
});

type Row = readonly [errorCode: string, errorType: string, status: number];
const answerTo = async (errorCode: string) => {
  served.plaid.failNext('/item/get', { errorCode });
  return served.post('/item/get', { access_token });
};

describe('type and HTTP status by code', () => {
  it.each<Row>([
    ['ITEM_LOGIN_REQUIRED', 'ITEM_ERROR', 400],
    ['NO_ACCOUNTS', 'ITEM_ERROR', 400],
    ['NO_AUTH_ACCOUNTS', 'ITEM_ERROR', 400],
    ['ACCESS_NOT_GRANTED', 'ITEM_ERROR', 400],
    ['INVALID_UPDATED_USERNAME', 'ITEM_ERROR', 400],
    ['ITEM_NOT_FOUND', 'ITEM_ERROR', 400],
    ['ITEM_LOCKED', 'ITEM_ERROR', 400],
    ['PASSWORD_RESET_REQUIRED', 'ITEM_ERROR', 400],
    ['USER_SETUP_REQUIRED', 'ITEM_ERROR', 400],
    ['USER_INPUT_TIMEOUT', 'ITEM_ERROR', 400],
    ['INSUFFICIENT_CREDENTIALS', 'ITEM_ERROR', 400],
    ['INVALID_CREDENTIALS', 'ITEM_ERROR', 400],
    ['INVALID_MFA', 'ITEM_ERROR', 400],
    ['INVALID_OTP', 'ITEM_ERROR', 400],
    ['INVALID_LINK_TOKEN', 'INVALID_INPUT', 400],
    ['INVALID_PUBLIC_TOKEN', 'INVALID_INPUT', 400],
    ['INVALID_ACCESS_TOKEN', 'INVALID_INPUT', 400],
    ['INVALID_API_KEYS', 'INVALID_INPUT', 400],
    ['MISSING_FIELDS', 'INVALID_REQUEST', 400],
    ['UNKNOWN_FIELDS', 'INVALID_REQUEST', 400],
    ['INVALID_FIELD', 'INVALID_REQUEST', 400],
    ['RATE_LIMIT', 'RATE_LIMIT_EXCEEDED', 429],
    ['INTERNAL_SERVER_ERROR', 'API_ERROR', 500],
    ['PLANNED_MAINTENANCE', 'API_ERROR', 503],
  ])('the error %s is %s with %i (plaid-facts 3.2)', async (error_code, error_type, status) => {
    expect(await answerTo(error_code)).toMatchObject({ status, body: { error_type, error_code } });
  });

  it.each(['INSTITUTION_DOWN', 'INSTITUTION_NOT_RESPONDING'])(
    'the error %s is an INSTITUTION_ERROR (plaid-facts 3.2.4)',
    async (error_code) => {
      const { body } = await answerTo(error_code);
      expect(body).toMatchObject({ error_type: 'INSTITUTION_ERROR', error_code });
    },
  );

  it.each<Row>([
    ['ADDITIONAL_CONSENT_REQUIRED', 'INVALID_INPUT', 400],
    ['INVALID_ACCOUNT_ID', 'INVALID_INPUT', 400],
    ['USER_PERMISSION_REVOKED', 'INVALID_INPUT', 400],
    ['UNAUTHORIZED_ENVIRONMENT', 'INVALID_INPUT', 400],
    ['UNAUTHORIZED_ROUTE_ACCESS', 'INVALID_INPUT', 400],
    ['INVALID_CONFIGURATION', 'INVALID_REQUEST', 400],
    ['NO_LONGER_AVAILABLE', 'INVALID_REQUEST', 400],
    ['INCORRECT_LINK_TOKEN', 'OAUTH_ERROR', 400],
    ['OAUTH_STATE_ID_ALREADY_PROCESSED', 'OAUTH_ERROR', 208],
    ['OAUTH_STATE_ID_NOT_FOUND', 'OAUTH_ERROR', 404],
  ])(
    'the error %s, which Link or other calls give, is %s with %i (plaid-facts 3.2)',
    async (error_code, error_type, status) => {
      expect(await answerTo(error_code)).toMatchObject({
        status,
        body: { error_type, error_code },
      });
    },
  );

  it('an Item that was removed is ITEM_NOT_FOUND (plaid-facts 3.2.8)', async () => {
    await served.client.itemRemove({ access_token });
    expect(await served.post('/item/get', { access_token })).toMatchObject({
      status: 400,
      body: { error_code: 'ITEM_NOT_FOUND' },
    });
  });
});

describe('limits, headers, hosts', () => {
  it('each call mints another token, without an idempotency key (plaid-facts 3.3.3)', async () => {
    const request = linkTokenRequest(access_token);
    const [first, second] = [
      await served.client.linkTokenCreate(request),
      await served.client.linkTokenCreate(request),
    ];
    expect(first.data.link_token).not.toBe(second.data.link_token);
    const keyed = { access_token, idempotency_key: 'once' };
    expect(await served.post('/item/public_token/create', keyed)).toMatchObject({
      status: 400,
      body: { error_code: 'UNKNOWN_FIELDS' },
    });
  });

  it('a retry after an INTERNAL_SERVER_ERROR works (plaid-facts 3.3.3)', async () => {
    expect(await answerTo('INTERNAL_SERVER_ERROR')).toMatchObject({ status: 500 });
    expect(await served.post('/item/get', { access_token })).toMatchObject({ status: 200 });
  });

  it('the official client sends POST, JSON, its keys and the version of the API (plaid-facts 3.3.5)', async () => {
    await served.client.itemGet({ access_token });
    const [request] = served.sent;
    expect(request).toMatchObject({ method: 'POST', path: '/item/get' });
    expect(request?.headers.get('content-type')).toMatch(/^application\/json/);
    expect(request?.headers.get('plaid-version')).toBe('2020-09-14');
    for (const [name, value] of Object.entries(keysOf(served.plaid))) {
      expect(request?.headers.get(name)).toBe(value);
    }
  });

  it('the fake Plaid answers POST and JSON only (plaid-facts 3.3.5)', async () => {
    const ask = (init: RequestInit) =>
      served.plaid.fetch(new Request('https://plaid.test/item/get', init));
    const headers = keysOf(served.plaid);
    expect((await ask({ method: 'GET', headers })).ok).toBe(false);
    const body = new URLSearchParams({ access_token });
    expect((await ask({ method: 'POST', headers, body })).ok).toBe(false);
  });

  it('every answer has a request_id of its own, errors included (plaid-facts 3.3.6)', async () => {
    const answers = [
      await served.post('/item/get', { access_token }),
      await served.post('/item/get', { access_token }),
      await served.post('/item/get', { access_token: 'access-sandbox-0' }),
      await answerTo('INTERNAL_SERVER_ERROR'),
    ];
    const ids = answers.map(({ body }) => (body as { request_id: string }).request_id);
    expect(ids.every((id) => id.length > 0)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('ids are case-sensitive (plaid-facts 3.3.6)', async () => {
    const { itemId, accessToken } = served.plaid.createItem();
    const shouted = { access_token: accessToken.toUpperCase() };
    expect(await served.post('/item/get', shouted)).toMatchObject({ status: 400 });
    expect(() => served.plaid.itemState(itemId.toUpperCase())).toThrow();
  });

  it('the official client throws Plaid’s error as response.data, beside the secret (plaid-facts 3.3.7)', async () => {
    const thrown = await served.client
      .itemGet({ access_token: 'access-sandbox-0' })
      .catch((error: unknown) => error as { response: { data: unknown }; config: unknown });
    expect(thrown).toMatchObject({ response: { data: { error_code: 'INVALID_ACCESS_TOKEN' } } });
    expect(JSON.stringify(thrown.config)).toContain(served.plaid.secret);
  });
});
