import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRelinkHandler, type LinkTokenSettings } from 'react-plaid-relink/server';
import { official, TYPES } from './official-plaid';
import { servePlaid, type ServedPlaid } from '../support/served-plaid';

let served: ServedPlaid;
beforeEach(async () => {
  served = await servePlaid();
});
afterEach(() => served.close());

describe('the official types of requests', () => {
  async function sendAll(settings: Partial<LinkTokenSettings>, flags: object = {}): Promise<void> {
    const { itemId, accessToken } = served.plaid.createItem();
    const handle = createRelinkHandler({
      plaid: served.client,
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

  const ALL: Partial<LinkTokenSettings> = {
    redirectUri: 'https://app.test/oauth',
    linkCustomizationName: 'relink',
    additionalConsentedProducts: ['auth'],
    products: ['statements'],
    productOptions: { statements: { start_date: '2026-01-01', end_date: '2026-06-01' } },
    accountFilters: { depository: ['checking', 'savings'], credit: ['credit card'] },
    hostedLink: { completionRedirectUri: 'https://app.test/done' },
    countryCodes: ['US', 'CA'],
  };

  it.each([
    ['the fewest settings', {}, {}],
    ['an empty Hosted Link setting', { hostedLink: true }, { hosted_link: true }],
    ['all settings', ALL, { account_selection_enabled: true, hosted_link: true }],
  ])('every request of the handler with %s has the official types', async (_, settings, flags) => {
    await sendAll(settings, flags);
    expect(served.sent.map(({ path }) => path)).toEqual([
      '/item/public_token/create',
      '/item/get',
      '/accounts/get',
      '/link/token/create',
    ]);
    for (const { path, body } of served.sent) {
      expect(official.problemsOf(TYPES[path]?.[0] ?? path, body)).toEqual([]);
    }
  });

  const sentFields = (): string[] => Object.keys(served.sent.at(-1)?.body as object).sort();
  const USUAL = [
    'access_token',
    'additional_consented_products',
    'client_name',
    'country_codes',
    'language',
    'link_customization_name',
    'products',
    'redirect_uri',
    'statements',
    'user',
  ];

  it('the handler uses every request field that it has a setting for', async () => {
    await sendAll(ALL, { account_selection_enabled: true, hosted_link: true });
    expect(sentFields()).toEqual([...USUAL, 'account_filters', 'hosted_link', 'update'].sort());
  });

  it('the handler sends account filters and Hosted Link only where the client asks for them', async () => {
    await sendAll(ALL);
    expect(sentFields()).toEqual(USUAL);
  });
});
