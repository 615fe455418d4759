import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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
  async function sendAll(
    settings: Partial<LinkTokenSettings>,
    flags: object = {},
    columns: object = {},
  ): Promise<void> {
    const { itemId, accessToken } = served.plaid.createItem();
    const handle = createRelinkHandler({
      plaid: served.client,
      authenticate: () => 'user-1',
      findItem: (_, user) => ({ accessToken, clientUserId: user, ...columns }),
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
    hostedLink: {
      completionRedirectUri: 'myapp://done',
      urlLifetimeSeconds: 600,
      isMobileApp: true,
    },
    countryCodes: ['US', 'CA'],
    appearanceMode: 'SYSTEM',
    webhook: 'https://app.test/hooks/plaid',
  };
  const CHECK: Partial<LinkTokenSettings> = {
    products: ['cra_base_report'],
    productOptions: {
      cra_options: { days_requested: 365 },
      consumer_report_permissible_purpose: 'ACCOUNT_REVIEW_CREDIT',
    },
  };

  it.each<[string, Partial<LinkTokenSettings>, object, object?]>([
    ['the fewest settings', {}, {}],
    ['an empty Hosted Link setting', { hostedLink: true }, { hosted_link: true }],
    ['all settings', ALL, { account_selection_enabled: true, hosted_link: true }],
    ['a purpose', {}, { purpose: 'consent' }],
    [
      'an Android package',
      { redirectUri: 'https://app.test/oauth', androidPackageName: 'com.acme.app' },
      { platform: 'android' },
    ],
    ['a validated product', { products: ['investments_auth'] }, {}],
    ['a product for a user id', CHECK, {}, { userId: 'usr_1' }],
    ['a product for a user token', CHECK, {}, { userToken: 'user-sandbox-1' }],
  ])(
    'every request of the handler with %s has the official types',
    async (_, settings, flags, columns) => {
      await sendAll(settings, flags, columns);
      expect(served.sent.map(({ path }) => path)).toEqual([
        '/item/public_token/create',
        '/item/get',
        '/accounts/get',
        '/link/token/create',
      ]);
      for (const { path, body } of served.sent) {
        expect(official.problemsOf(TYPES[path]?.[0] ?? path, body)).toEqual([]);
      }
    },
  );

  const sentFields = (): string[] => Object.keys(served.sent.at(-1)?.body as object).sort();
  const USUAL = [
    'access_token',
    'additional_consented_products',
    'appearance_mode',
    'client_name',
    'country_codes',
    'language',
    'link_customization_name',
    'products',
    'redirect_uri',
    'statements',
    'user',
    'webhook',
  ];

  it('the handler uses every request field that it has a setting for', async () => {
    await sendAll(ALL, { account_selection_enabled: true, hosted_link: true });
    expect(sentFields()).toEqual([...USUAL, 'account_filters', 'hosted_link', 'update'].sort());
  });

  it('the handler sends account filters and Hosted Link only where the client asks for them', async () => {
    await sendAll(ALL);
    expect(sentFields()).toEqual(USUAL);
  });

  it('the fields for a user of Plaid’s and for Android are sent where they are needed', async () => {
    await sendAll(CHECK, {}, { userId: 'usr_1' });
    expect(sentFields()).toContain('user_id');
    await sendAll(CHECK, {}, { userToken: 'user-sandbox-1' });
    expect(sentFields()).toContain('user_token');
    await sendAll({ androidPackageName: 'com.acme.app' }, { platform: 'android' });
    expect(sentFields()).toContain('android_package_name');
  });

  it('the languages that settings may have are those that the official client lists', async () => {
    const { plaid, client } = served;
    const settings = { clientName: 'App', countryCodes: ['US'] };
    const start = (language: string): void => {
      createRelinkHandler({
        plaid: client,
        authenticate: () => null,
        findItem: () => null,
        linkToken: { ...settings, language },
      });
    };
    const listed = await readLanguages();
    expect(listed.length).toBeGreaterThan(10);
    for (const language of listed) expect(() => start(language)).not.toThrow();
    expect(() => start('xx')).toThrow(`Known are ${listed.join(', ')}.`);
    expect(plaid.requests).toEqual([]);
  });
});

/** From the comment on `language`, which is where the official client has the list. */
async function readLanguages(): Promise<string[]> {
  const file = join(dirname(createRequire(import.meta.url).resolve('plaid')), 'api.d.ts');
  const [, comment = ''] =
    /(The language that Link should be displayed in\.[^\n]*)[^/]*\*\/\s+language: string;/.exec(
      await readFile(file, 'utf8'),
    ) ?? [];
  return [...comment.matchAll(/\(`\\'([a-z]+)\\'`\)/g)].map(([, language = '']) => language);
}
