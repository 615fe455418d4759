import { describe, expect, it } from 'vitest';
import { createRelinkHandler, isRelinkError } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';

const LEAST = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };

/** What start-up says of these settings; null where it accepts them. */
function startUpError(settings: object): string | null {
  try {
    createRelinkHandler({
      plaid: createFakePlaid().client(),
      authenticate: () => null,
      findItem: () => null,
      linkToken: { ...LEAST, ...settings },
    });
    return null;
  } catch (error) {
    if (!isRelinkError(error)) throw error;
    expect(error.code).toBe('invalid_options');
    return error.message;
  }
}

describe('linkToken settings that Plaid would refuse or ignore', () => {
  it.each([
    ['products', { products: ['transactions'] }, /additionalConsentedProducts/],
    ['products', { products: 'assets' }, /credit family/],
    ['productOptions', { productOptions: { statements: {} } }, /goes with products/],
    ['productOptions', { products: ['assets'], productOptions: { webhook: 1 } }, /may have auth/],
    ['additionalConsentedProducts', { additionalConsentedProducts: [] }, /at least one/],
    ['clientName', { clientName: 'A'.repeat(31) }, /This Application/],
    ['redirectUri', { redirectUri: 'https://app.test/?a=1' }, /without query/],
    ['redirectUri', { redirectUri: 'https://app.test/#a' }, /without query/],
    ['redirectUri', { redirectUri: 'app.test' }, /HTTPS/],
    ['redirectUri', { redirectUri: null }, /HTTPS/],
    ['hostedLink', { hostedLink: 'yes' }, /completionRedirectUri/],
    ['hostedLink.completionRedirectUri', { hostedLink: { completionRedirectUri: 'x' } }, /HTTPS/],
    ['linkCustomizationName', { linkCustomizationName: '' }, /default/],
    ['accountFilters', { accountFilters: { depository: [] } }, /subtypes/],
    ['accountFilters', { accountFilters: { crypto: ['x'] } }, /subtypes/],
    ['webhook', { webhook: 'https://app.test/hook' }, /item\/webhook\/update/],
    ['client_name', { client_name: 'Acme' }, /Known are clientName/],
    ['user', { user: { client_user_id: 'ada' } }, /clientUserId/],
    ['constructor', { constructor: 1 }, /Known are/],
  ])(
    'createRelinkHandler() refuses the linkToken setting %s of %j and gives the reason',
    (option, settings, reason) => {
      expect(startUpError(settings)).toContain(`\`linkToken.${option}\``);
      expect(startUpError(settings)).toMatch(reason);
    },
  );

  it.each([
    [{ redirectUri: 'http://localhost:3000/oauth' }],
    [{ products: [] }],
    [{ products: ['cra_base_report', 'auth'] }],
    [{ products: ['statements'], productOptions: { statements: { start_date: '2026-01-01' } } }],
    [{ additionalConsentedProducts: ['transactions'] }],
    [{ hostedLink: false }],
    [{ hostedLink: { completionRedirectUri: 'https://app.test/done' } }],
    [{ accountFilters: { depository: ['checking'] } }],
  ])('createRelinkHandler() accepts the linkToken settings %j', (settings) => {
    expect(startUpError(settings)).toBeNull();
  });
});

describe('Hosted Link', () => {
  async function mint(hostedLink: boolean | undefined, body: object) {
    const plaid = createFakePlaid();
    const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    const handler = createRelinkHandler({
      plaid: plaid.client(),
      authenticate: () => 'ada',
      findItem: (_, clientUserId) => ({ accessToken: item.accessToken, clientUserId }),
      linkToken: { ...LEAST, hostedLink },
    });
    const response = await handler(
      new Request('https://app.test/api/plaid/link/token/create', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ item_id: item.itemId, ...body }),
      }),
    );
    return { plaid, item, status: response.status, body: (await response.json()) as object };
  }

  it('the handler 200s with the URL of a Hosted Link page, which repairs the Item', async () => {
    const { plaid, item, status, body } = await mint(true, { hosted_link: true });
    expect(status).toBe(200);
    const url = String(Reflect.get(body, 'hosted_link_url'));
    expect(url).toMatch(/^https:\/\/secure\.plaid\.com\/link\//);
    await plaid.completeHostedLink(url);
    expect(plaid.itemState(item.itemId).errorCode).toBeNull();
    await expect(plaid.completeHostedLink(url)).rejects.toThrow();
  });

  it('the handler asks Plaid for a Hosted Link only where the client asks for it', async () => {
    const { body } = await mint(true, {});
    expect(body).not.toHaveProperty('hosted_link_url');
  });

  it('the handler 400s and mints nothing where the app has not set up Hosted Link', async () => {
    const { plaid, status, body } = await mint(undefined, { hosted_link: true });
    expect([status, Reflect.get(body, 'error_code')]).toEqual([400, 'INVALID_FIELD']);
    expect(plaid.requests).toEqual([]);
  });
});
