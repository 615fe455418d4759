import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRelinkHandler, type LinkTokenSettings } from 'react-plaid-relink/server';
import { official, TYPES } from './official-plaid';
import { createPlaidWorld, type PlaidWorld } from './plaid-world';

let world: PlaidWorld;
beforeEach(async () => {
  world = await createPlaidWorld();
});
afterEach(() => world.close());

describe('what the handler sends to Plaid has the official types', () => {
  async function sendAll(settings: Partial<LinkTokenSettings>, flags: object = {}): Promise<void> {
    const { itemId, accessToken } = world.plaid.createItem();
    const handle = createRelinkHandler({
      plaid: world.client,
      authenticate: () => 'user-1',
      findItem: (_, user) => ({ accessToken, clientUserId: user }),
      linkToken: { clientName: 'App', countryCodes: ['US'], language: 'en', ...settings },
    });
    for (const path of ['/item/public_token/create', '/item/get', '/link/token/create']) {
      const response = await handle(
        new Request(`https://app.test/api/plaid${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            item_id: itemId,
            ...(path === '/link/token/create' && flags),
          }),
        }),
      );
      expect(response.status).toBe(200);
    }
  }

  it.each([
    ['the least', {}, {}],
    [
      'all that can be set',
      {
        redirectUri: 'https://app.test/oauth',
        linkCustomizationName: 'relink',
        additionalConsentedProducts: ['auth'],
        countryCodes: ['US', 'CA'],
      },
      { account_selection_enabled: true },
    ],
  ])('with %s', async (_, settings, flags) => {
    await sendAll(settings, flags);
    expect(world.sent.map(({ path }) => path)).toEqual([
      '/item/public_token/create',
      '/item/get',
      '/link/token/create',
    ]);
    for (const { path, body } of world.sent) {
      expect(official.problemsOf(TYPES[path]?.[0] ?? path, body)).toEqual([]);
    }
  });

  it('and uses every field of the request that it has a setting for', async () => {
    await sendAll(
      {
        redirectUri: 'https://app.test/oauth',
        linkCustomizationName: 'relink',
        additionalConsentedProducts: ['auth'],
      },
      { account_selection_enabled: true },
    );
    expect(Object.keys(world.sent.at(-1)?.body as object).sort()).toEqual([
      'access_token',
      'additional_consented_products',
      'client_name',
      'country_codes',
      'language',
      'link_customization_name',
      'redirect_uri',
      'update',
      'user',
    ]);
  });
});
