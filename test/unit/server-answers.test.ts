import { describe, expect, it, vi } from 'vitest';
import type { PlaidClient } from 'react-plaid-relink/server';
import { createServerApp, ITEM, LINK, PUBLIC } from '../support/server-app';
import { clientThat, refuses, says } from '../support/stub-plaid-client';

describe('update mode', () => {
  it.each<[string, object]>([
    ['no access token', { clientUserId: 'ada' }],
    ['an empty access token', { accessToken: '', clientUserId: 'ada' }],
    ['no user id', { accessToken: 'access-sandbox-1' }],
  ])(
    'G9: the handler 500s without a call to Plaid where findItem gives %s',
    async (_name, item) => {
      const plaid = vi.fn(says({ link_token: 'link-1' }));
      const { ask, problems } = createServerApp().setUp({
        findItem: () => item as never,
        plaid: clientThat(plaid),
      });
      expect((await ask(LINK)).status).toBe(500);
      expect(plaid).not.toHaveBeenCalled();
      expect(problems[0]?.message).toContain('findItem');
    },
  );

  it('G9: a link token request carries the Item’s access token, and neither products nor a webhook', async () => {
    const linkTokenCreate = vi.fn<PlaidClient['linkTokenCreate']>(says({ link_token: 'link-1' }));
    const { ask, items } = createServerApp().setUp({
      plaid: { ...clientThat(says({})), linkTokenCreate },
      linkToken: {
        clientName: 'Acme',
        countryCodes: ['US', 'CA'],
        language: 'en',
        redirectUri: 'https://app.test/return',
        linkCustomizationName: 'relink',
        additionalConsentedProducts: ['auth'],
      },
    });
    await ask(LINK);
    expect(linkTokenCreate.mock.calls[0]?.[0]).toEqual({
      access_token: items.ada.accessToken,
      user: { client_user_id: 'ada' },
      client_name: 'Acme',
      country_codes: ['US', 'CA'],
      language: 'en',
      redirect_uri: 'https://app.test/return',
      link_customization_name: 'relink',
      additional_consented_products: ['auth'],
    });
  });
});

describe('the health of an Item', () => {
  it.each<[string, unknown]>([
    ['has no item', { request_id: 'r' }],
    ['has an item of another kind', { item: 'healthy' }],
    ['is no object', '<html>'],
  ])('G10: the handler 502s where Plaid’s answer %s', async (_name, data) => {
    const { ask, problems } = createServerApp().setUp({ plaid: clientThat(says(data)) });
    expect((await ask(ITEM)).status).toBe(502);
    expect(problems).toMatchObject([{ errorCode: 'NO_ANSWER' }]);
  });

  it('G10: an Item whose answer has no error field is unavailable, not healthy', async () => {
    const { ask } = createServerApp().setUp({ plaid: clientThat(says({ item: {} })) });
    expect((await ask(ITEM)).body).toMatchObject({ health: 'unavailable', remedy: 'wait' });
  });

  it.each([
    ['ITEM_ERROR', 'ITEM_NOT_FOUND', 'revoked', 'new_link'],
    ['INVALID_INPUT', 'USER_PERMISSION_REVOKED', 'needs_update', 'relink'],
    ['INVALID_INPUT', 'ADDITIONAL_CONSENT_REQUIRED', 'needs_update', 'relink'],
    ['ITEM_ERROR', 'NO_ACCOUNTS', 'needs_update', 'relink_with_accounts'],
    ['INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'unavailable', 'wait'],
  ])(
    'G10: a refusal with %s %s becomes a 200 with the health %s and the remedy %s',
    async (type, code, health, remedy) => {
      const { ask, items, problems } = createServerApp().setUp({
        plaid: clientThat(refuses(type, code)),
      });
      const { status, body } = await ask(ITEM);
      expect([status, body]).toMatchObject([
        200,
        { item_id: items.ada.itemId, health, remedy, error_code: code, request_id: 'req-plaid' },
      ]);
      expect(problems).toEqual([]);
    },
  );

  it.each([
    [500, 'INVALID_INPUT', 'INVALID_ACCESS_TOKEN'],
    [429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT'],
    [502, 'API_ERROR', 'INTERNAL_SERVER_ERROR'],
  ])('G10: the handler %ds without a health for %s %s', async (status, type, code) => {
    const { ask } = createServerApp().setUp({ plaid: clientThat(refuses(type, code)) });
    const answer = await ask(ITEM);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty('health');
  });
});

describe('refused tokens', () => {
  it.each([
    [404, 'ITEM_ERROR', 'ITEM_NOT_FOUND', 'new_link'],
    [409, 'ITEM_ERROR', 'ITEM_LOCKED', 'visit_bank'],
    [409, 'ITEM_ERROR', 'NO_ACCOUNTS', 'relink_with_accounts'],
    [409, 'INVALID_INPUT', 'USER_PERMISSION_REVOKED', 'new_link'],
    [409, 'INSTITUTION_ERROR', 'INSTITUTION_NO_LONGER_SUPPORTED', 'new_link'],
    [503, 'INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'wait'],
    [429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'wait'],
  ])(
    'the handler %ds for a refused token with %s %s, with Plaid’s code, its request_id and the remedy %s',
    async (...row) => {
      const [status, type, code, remedy] = row;
      const { ask, problems } = createServerApp().setUp({
        plaid: clientThat(refuses(type, code)),
      });
      for (const path of [LINK, PUBLIC]) {
        expect(await ask(path)).toMatchObject({
          status,
          body: { error_type: type, error_code: code, request_id: 'req-plaid', remedy },
        });
      }
      expect(problems).toHaveLength(2);
    },
  );
});

describe('hostile errors', () => {
  const throwing = (name: string): object =>
    Object.defineProperty({}, name, {
      get: () => {
        throw new Error('access-sandbox-1 with the secret');
      },
    });
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const hostile: [string, object][] = [
    ['a revoked proxy', revoked()],
    ['message', throwing('message')],
    ['name', throwing('name')],
    ['stack', throwing('stack')],
    ['response', throwing('response')],
    ['data', { response: throwing('data') }],
    ['error_code', { response: { data: throwing('error_code') } }],
    ['then', throwing('then')],
  ];

  it.each(hostile)(
    'the handler 502s for an error of Plaid’s client that throws when it is read (%s)',
    async (_, thrown) => {
      const { ask, problems } = createServerApp().setUp({
        plaid: clientThat(vi.fn().mockRejectedValue(thrown)),
      });
      expect((await ask(LINK)).status).toBe(502);
      expect(problems).toMatchObject([{ errorCode: 'NO_ANSWER' }]);
      expect(JSON.stringify(problems)).not.toContain('secret');
    },
  );

  it.each(hostile)(
    'the handler logs an error of the app that throws when it is read (%s)',
    async (_, thrown) => {
      const { ask, problems } = createServerApp().setUp({
        findItem: vi.fn().mockRejectedValue(thrown),
      });
      expect((await ask(LINK)).status).toBe(500);
      expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', status: 500 }]);
      expect(JSON.stringify(problems)).not.toContain('access-sandbox');
    },
  );
});
