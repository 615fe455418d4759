/**
 * Plaid's errors, limits and headers: section 3 of the project's list of facts.
 *
 * Not testable here, because the fake does not have it:
 * - 3.1 `error_code_reason`, `causes`, `documentation_url`, `suggested_action`, `status`: optional, and never sent.
 * - 3.3.1, 3.3.2 rate limits: the fake counts nothing; `failNext(path, { errorCode: 'RATE_LIMIT' })` stands in.
 * - 3.3.4 hosts: the fake is wherever it is served.
 * - 3.2 what to do about a code: that is the package's own, and tested there.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlaidWorld, keysOf, linkTokenRequest, type PlaidWorld } from './plaid-world';

let world: PlaidWorld;
let access_token: string;
beforeEach(async () => {
  world = await createPlaidWorld();
  access_token = world.plaid.createItem().accessToken;
});
afterEach(() => world.close());

describe('3.1 the error object', () => {
  it('has the five fields of every API error', async () => {
    const { body } = await world.post('/item/get', { access_token: 'access-sandbox-0' });
    expect(body).toEqual({
      error_type: 'INVALID_INPUT',
      error_code: 'INVALID_ACCESS_TOKEN',
      error_message: expect.any(String) as string,
      display_message: null,
      request_id: expect.any(String) as string,
    });
  });

  it('display_message is a text for the user where there is one, error_message is for developers', async () => {
    const broken = world.plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    const { data } = await world.client.itemGet({ access_token: broken.accessToken });
    expect(data.item.error?.display_message).toMatch(/^[A-Z].*\.$/);
    expect(data.item.error?.error_message).not.toBe(data.item.error?.display_message);
  });
});

type Row = readonly [errorCode: string, errorType: string, status: number];
const answerTo = async (errorCode: string) => {
  world.plaid.failNext('/item/get', { errorCode });
  return world.post('/item/get', { access_token });
};

describe('3.2 type and HTTP status by code', () => {
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
  ])('%s is %s with %i', async (error_code, error_type, status) => {
    expect(await answerTo(error_code)).toMatchObject({ status, body: { error_type, error_code } });
  });

  it.each(['INSTITUTION_DOWN', 'INSTITUTION_NOT_RESPONDING'])(
    '%s is an INSTITUTION_ERROR',
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
  ])('%s is %s with %i', async (error_code, error_type, status) => {
    expect(await answerTo(error_code)).toMatchObject({ status, body: { error_type, error_code } });
  });

  it('ITEM_NOT_FOUND for an Item that was removed', async () => {
    await world.client.itemRemove({ access_token });
    expect(await world.post('/item/get', { access_token })).toMatchObject({
      status: 400,
      body: { error_code: 'ITEM_NOT_FOUND' },
    });
  });
});

describe('3.3 limits, headers, hosts', () => {
  it('3.3.3: each call mints another token, and there is no idempotency key', async () => {
    const request = linkTokenRequest(access_token);
    const [first, second] = [
      await world.client.linkTokenCreate(request),
      await world.client.linkTokenCreate(request),
    ];
    expect(first.data.link_token).not.toBe(second.data.link_token);
    const keyed = { access_token, idempotency_key: 'once' };
    expect(await world.post('/item/public_token/create', keyed)).toMatchObject({
      status: 400,
      body: { error_code: 'UNKNOWN_FIELDS' },
    });
  });

  it('3.3.3: after an INTERNAL_SERVER_ERROR a retry works', async () => {
    expect(await answerTo('INTERNAL_SERVER_ERROR')).toMatchObject({ status: 500 });
    expect(await world.post('/item/get', { access_token })).toMatchObject({ status: 200 });
  });

  it('3.3.5: the official client sends POST, JSON, its keys and the version of the API', async () => {
    await world.client.itemGet({ access_token });
    const [request] = world.sent;
    expect(request).toMatchObject({ method: 'POST', path: '/item/get' });
    expect(request?.headers.get('content-type')).toMatch(/^application\/json/);
    expect(request?.headers.get('plaid-version')).toBe('2020-09-14');
    for (const [name, value] of Object.entries(keysOf(world.plaid))) {
      expect(request?.headers.get(name)).toBe(value);
    }
  });

  it('3.3.5: nothing but POST and JSON is answered', async () => {
    const ask = (init: RequestInit) =>
      world.plaid.fetch(new Request('https://plaid.test/item/get', init));
    const headers = keysOf(world.plaid);
    expect((await ask({ method: 'GET', headers })).ok).toBe(false);
    const body = new URLSearchParams({ access_token });
    expect((await ask({ method: 'POST', headers, body })).ok).toBe(false);
  });

  it('3.3.6: every answer has a request_id of its own, good or bad', async () => {
    const answers = [
      await world.post('/item/get', { access_token }),
      await world.post('/item/get', { access_token }),
      await world.post('/item/get', { access_token: 'access-sandbox-0' }),
      await answerTo('INTERNAL_SERVER_ERROR'),
    ];
    const ids = answers.map(({ body }) => (body as { request_id: string }).request_id);
    expect(ids.every((id) => id.length > 0)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('3.3.6: ids are case-sensitive', async () => {
    const { itemId, accessToken } = world.plaid.createItem();
    const shouted = { access_token: accessToken.toUpperCase() };
    expect(await world.post('/item/get', shouted)).toMatchObject({ status: 400 });
    expect(() => world.plaid.itemState(itemId.toUpperCase())).toThrow();
  });

  it('3.3.7: the official client throws Plaid’s error as response.data, and the secret beside it', async () => {
    const thrown = await world.client
      .itemGet({ access_token: 'access-sandbox-0' })
      .catch((error: unknown) => error as { response: { data: unknown }; config: unknown });
    expect(thrown).toMatchObject({ response: { data: { error_code: 'INVALID_ACCESS_TOKEN' } } });
    expect(JSON.stringify(thrown.config)).toContain(world.plaid.secret);
  });
});
