import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CountryCode, Products } from 'plaid';
import { ENDPOINTS } from '../../src/testing/plaid/endpoints/endpoints';
import { SCHEMAS } from '../../src/testing/plaid/endpoints/schema';
import { FIREABLE_WEBHOOKS } from '../../src/testing/plaid/webhooks/webhook-body';
import { official, TYPES, WEBHOOK_TYPES } from './official-plaid';
import { servePlaid, linkTokenRequest, type ServedPlaid } from '../support/served-plaid';

const { problemsOf } = official;

let served: ServedPlaid;
beforeEach(async () => {
  served = await servePlaid();
});
afterEach(() => served.close());

describe('the check of types', () => {
  const token = { link_token: 'link-sandbox-1', expiration: '2026-01-01', request_id: 'r' };
  const error = {
    error_type: 'ITEM_ERROR',
    error_code: 'ITEM_LOCKED',
    error_message: 'm',
    display_message: null,
  };

  it('the check of types passes a right answer', () => {
    expect(problemsOf('LinkTokenCreateResponse', token)).toEqual([]);
    expect(problemsOf('PlaidError', error)).toEqual([]);
  });

  it('the check of types finds a missing field', () => {
    expect(problemsOf('LinkTokenCreateResponse', { ...token, expiration: undefined })).toEqual([
      'LinkTokenCreateResponse.expiration: missing',
    ]);
  });

  it('the check of types finds a wrong type, null included', () => {
    expect(problemsOf('LinkTokenCreateResponse', { ...token, expiration: 1 })).toEqual([
      'LinkTokenCreateResponse.expiration: should be string, is 1',
    ]);
    expect(problemsOf('LinkTokenCreateResponse', { ...token, request_id: null })).toHaveLength(1);
    expect(problemsOf('LinkTokenCreateResponse', [])).toHaveLength(1);
    expect(problemsOf('PlaidError', { ...error, display_message: 1 })).toHaveLength(1);
  });

  it('the check of types finds an unknown enum value', () => {
    expect(problemsOf('PlaidError', { ...error, error_type: 'BAD_LUCK' })).toEqual([
      'PlaidError.error_type: should be a value of PlaidErrorType, is "BAD_LUCK"',
    ]);
  });

  it('the check of types finds an undeclared field, and problems deep inside', () => {
    const request = { ...linkTokenRequest('x'), item_id: 'item-a', country_codes: ['XX'] };
    expect(problemsOf('LinkTokenCreateRequest', { ...request, user: {} })).toEqual([
      'LinkTokenCreateRequest.item_id: no such field',
      'LinkTokenCreateRequest.country_codes[0]: should be a value of CountryCode, is "XX"',
      'LinkTokenCreateRequest.user.client_user_id: missing',
    ]);
  });

  it('the check of types throws for a type that does not exist', () => {
    expect(() => problemsOf('ItemTeleportResponse', {})).toThrow(/no type ItemTeleportResponse/);
  });
});

describe('the official types of answers', () => {
  it('each endpoint of the fake Plaid has a pair of official types', () => {
    expect(Object.keys(TYPES).sort()).toEqual(Object.keys(ENDPOINTS).sort());
  });

  /** A request that succeeds, per endpoint. */
  async function requestFor(path: string): Promise<object> {
    const { accessToken } = served.plaid.createItem({ webhook: 'https://app.test/hook' });
    switch (path) {
      case '/sandbox/item/fire_webhook':
        return { access_token: accessToken, webhook_code: 'LOGIN_REPAIRED' };
      case '/webhook_verification_key/get': {
        const { headers } = await served.plaid.signWebhook({});
        const [header = ''] = (headers['plaid-verification'] ?? '').split('.');
        return { key_id: (JSON.parse(atob(header)) as { kid: string }).kid };
      }
      case '/item/public_token/exchange':
        return {
          public_token: (await served.client.itemCreatePublicToken({ access_token: accessToken }))
            .data.public_token,
        };
      case '/sandbox/public_token/create':
        return { institution_id: 'ins_109508', initial_products: [Products.Transactions] };
      case '/institutions/get_by_id':
        return {
          institution_id: 'ins_127287',
          country_codes: [CountryCode.Us],
          options: { include_status: true, include_optional_metadata: true },
        };
      case '/beta/webhook_events/list':
        await served.client.itemWebhookUpdate({
          access_token: accessToken,
          webhook: 'https://a.b',
        });
        return { count: 1, webhook_types: ['ITEM'] };
      case '/link/token/get': {
        const { data } = await served.client.linkTokenCreate({
          ...linkTokenRequest(accessToken),
          hosted_link: {},
        });
        await served.plaid.completeHostedLink(data.hosted_link_url ?? '');
        return { link_token: data.link_token };
      }
      case '/link/token/create':
        return linkTokenRequest(accessToken);
      default:
        return { access_token: accessToken };
    }
  }

  it.each(Object.entries(TYPES))(
    'the fake Plaid’s 200 of %s has the official type',
    async (path, [requestType, responseType]) => {
      const request = await requestFor(path);
      expect(problemsOf(requestType, request)).toEqual([]);
      const answer = await served.post(path, request);
      expect(answer.status).toBe(200);
      expect(problemsOf(responseType, answer.body)).toEqual([]);
    },
  );

  it('the fake Plaid’s 200 of /item/get has the official type for a broken Item and for a consent that ends', async () => {
    for (const init of [
      { errorCode: 'ITEM_LOGIN_REQUIRED' },
      { errorCode: 'NO_ACCOUNTS' },
      { consentExpirationTime: '2026-06-01T00:00:00Z' },
      { errorCode: 'ITEM_LOGIN_REQUIRED', errorCodeReason: 'OAUTH_USER_REVOKED' },
      {
        status: { transactions: { lastSuccessfulUpdate: '2026-06-01T00:00:00Z' }, investments: {} },
      },
      { updateType: 'user_present_required' as const },
    ]) {
      const { accessToken } = served.plaid.createItem(init);
      const { body } = await served.post('/item/get', { access_token: accessToken });
      expect(problemsOf('ItemGetResponse', body)).toEqual([]);
    }
  });

  it('the fake Plaid’s 200 of /link/token/create has the official type for a new Item', async () => {
    const { access_token: _, ...request } = linkTokenRequest('');
    const { body } = await served.post('/link/token/create', { ...request, products: ['auth'] });
    expect(problemsOf('LinkTokenCreateResponse', body)).toEqual([]);
  });

  it.each([
    ['INVALID_API_KEYS', '/item/get', {}, { 'plaid-secret': 'wrong' }],
    ['INVALID_ACCESS_TOKEN', '/item/get', { access_token: 'access-sandbox-0' }],
    ['INVALID_PUBLIC_TOKEN', '/item/public_token/exchange', { public_token: 'public-sandbox-0' }],
    ['MISSING_FIELDS', '/item/public_token/create', { client_id: 'fake-client-id' }],
    ['UNKNOWN_FIELDS', '/item/remove', { access_token: 'x', item_id: 'x' }],
    ['INVALID_FIELD', '/sandbox/item/reset_login', { access_token: 1 }],
    [
      'INVALID_INSTITUTION',
      '/sandbox/public_token/create',
      { institution_id: 'x', initial_products: [] },
    ],
    ['NOT_FOUND', '/item/teleport', { access_token: 'x' }],
  ])(
    'the fake Plaid’s %s of %s is a PlaidError with a request_id',
    async (code, path, request, headers?: object) => {
      const answer = await served.post(path, request, headers && { ...headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body).toMatchObject({
        error_code: code,
        request_id: expect.any(String) as string,
      });
      expect(problemsOf('PlaidError', answer.body)).toEqual([]);
    },
  );

  it.each(['RATE_LIMIT', 'INTERNAL_SERVER_ERROR', 'PLANNED_MAINTENANCE', 'INSTITUTION_DOWN'])(
    'the fake Plaid’s injected %s is a PlaidError',
    async (errorCode) => {
      served.plaid.failNext('/item/get', { errorCode });
      const { body } = await served.post('/item/get', { access_token: 'x' });
      expect(body).toMatchObject({ error_code: errorCode });
      expect(problemsOf('PlaidError', body)).toEqual([]);
    },
  );
});

describe('the official types of webhooks', () => {
  it.each(Object.entries(WEBHOOK_TYPES).filter(([name]) => !name.startsWith('LINK ')))(
    'the fake Plaid’s webhook %s has the official type',
    async (typeAndCode, officialType) => {
      const [webhookType = '', webhookCode = ''] = typeAndCode.split(' ');
      const { itemId } = served.plaid.createItem({ webhook: 'https://app.test/hook' });
      const fields = webhookType === 'IDENTITY' ? { webhook_type: webhookType } : {};
      const { body } = await served.plaid.signWebhook(itemId, webhookCode, fields);
      const content = JSON.parse(body) as Record<string, unknown>;
      expect(content.webhook_type).toBe(webhookType);
      expect(problemsOf(officialType, content)).toEqual([]);
    },
  );

  it('the error of a webhook has a status and no request_id', async () => {
    const { itemId } = served.plaid.createItem({
      errorCode: 'ITEM_LOGIN_REQUIRED',
      errorCodeReason: 'OAUTH_CONSENT_EXPIRED',
    });
    const { body } = await served.plaid.signWebhook(itemId, 'ERROR');
    const { error } = JSON.parse(body) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ status: 400, error_code_reason: 'OAUTH_CONSENT_EXPIRED' });
    expect(error).not.toHaveProperty('request_id');
  });

  it('every webhook that Sandbox can fire is one of those that are checked', () => {
    const checked = Object.keys(WEBHOOK_TYPES).map((typeAndCode) => typeAndCode.split(' ')[1]);
    expect(checked).toEqual(expect.arrayContaining([...FIREABLE_WEBHOOKS]));
  });
});

describe('the fields of requests', () => {
  it.each(Object.entries(TYPES))(
    'the fake Plaid takes no field of %s that the official client cannot send',
    (path, [requestType]) => {
      const known = [...official.fieldsOf(requestType).keys()];
      expect(known).toEqual(expect.arrayContaining(Object.keys(SCHEMAS[path] ?? {})));
    },
  );

  it.each(Object.entries(TYPES))(
    'the fake Plaid asks for every required field of %s',
    (path, [requestType]) => {
      for (const [name, { isOptional }] of official.fieldsOf(requestType)) {
        if (!isOptional)
          expect([name, SCHEMAS[path]?.[name]]).toEqual([name, expect.stringMatching(/!$/)]);
      }
    },
  );

  it.each([
    '/link/token/create',
    '/item/remove',
    '/institutions/get_by_id',
    '/link/token/get',
    '/beta/webhook_events/list',
  ])('the fake Plaid knows every field of %s', (path) => {
    const [requestType = ''] = TYPES[path] ?? [];
    const known = ['client_id', 'secret', ...Object.keys(SCHEMAS[path] ?? {})];
    expect(known).toEqual(expect.arrayContaining([...official.fieldsOf(requestType).keys()]));
  });
});
