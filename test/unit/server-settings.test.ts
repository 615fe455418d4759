import { describe, expect, it } from 'vitest';
import { createRelinkHandler, isRelinkError } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import {
  ConsumerReportPermissiblePurpose,
  CountryCode,
  CreditAccountSubtype,
  DepositoryAccountSubtype,
  InvestmentAccountSubtype,
  LoanAccountSubtype,
  OtherAccountSubtype,
  Products,
  type LinkTokenCreateRequest,
} from 'plaid';

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

const statements = (dates: object): object => ({
  products: ['statements'],
  productOptions: { statements: dates },
});

const checkWith = (more: object): object => ({
  products: ['cra_base_report'],
  productOptions: { consumer_report_permissible_purpose: 'EXTENSION_OF_CREDIT', ...more },
});

/** Every field of a request's object, which a type of `plaid` lists. */
const fieldsOf = <Name extends 'auth' | 'identity' | 'investments_auth' | 'cra_options'>(
  _: Name,
  fields: Record<keyof NonNullable<LinkTokenCreateRequest[Name]>, unknown>,
): Record<string, unknown> => fields;

describe('every value that the official client lists', () => {
  const SUBTYPES = {
    depository: DepositoryAccountSubtype,
    credit: CreditAccountSubtype,
    loan: LoanAccountSubtype,
    investment: InvestmentAccountSubtype,
    other: OtherAccountSubtype,
  };
  const filtersOf = (subtypes: Record<string, string>) => Object.values(subtypes);

  it.each<[string, object]>([
    ['countryCodes', { countryCodes: Object.values(CountryCode) }],
    [
      'additionalConsentedProducts',
      {
        additionalConsentedProducts: Object.values(Products).filter(
          (product) => product !== Products.Balance,
        ),
      },
    ],
    ...Object.entries(SUBTYPES).map(([type, subtypes]): [string, object] => [
      `accountFilters.${type}`,
      { accountFilters: { [type]: filtersOf(subtypes) } },
    ]),
    ...Object.values(ConsumerReportPermissiblePurpose).map((purpose): [string, object] => [
      purpose,
      checkWith({ consumer_report_permissible_purpose: purpose }),
    ]),
  ])('createRelinkHandler() accepts all that the official client knows for %s', (_, settings) => {
    expect(startUpError(settings)).toBeNull();
  });

  it.each([
    [
      'auth',
      fieldsOf('auth', {
        auth_type_select_enabled: true,
        automated_microdeposits_enabled: true,
        instant_match_enabled: true,
        same_day_microdeposits_enabled: true,
        instant_microdeposits_enabled: true,
        reroute_to_credentials: 'OFF',
        database_match_enabled: true,
        database_insights_enabled: true,
        flow_type: 'FLEXIBLE_AUTH',
        sms_microdeposits_verification_enabled: true,
      }),
    ],
    [
      'identity',
      fieldsOf('identity', { is_document_upload: true, account_ids: [], parsing_configs: [] }),
    ],
    [
      'investments_auth',
      fieldsOf('investments_auth', {
        manual_entry_enabled: true,
        masked_number_match_enabled: true,
        stated_account_number_enabled: true,
        rollover_401k_enabled: true,
      }),
    ],
  ])('createRelinkHandler() accepts every field of the official client in %s', (name, fields) => {
    const settings = { products: [name], productOptions: { [name]: fields } };
    expect(startUpError(settings)).toBeNull();
  });
});

describe('linkToken settings that Plaid would refuse or ignore', () => {
  it.each([
    ['products', { products: ['transactions'] }, /additionalConsentedProducts/],
    ['products', { products: 'assets' }, /credit family/],
    ['products', { products: ['auth', 'assets'] }, /does not take both/],
    ['products', { products: ['cra_base_report', 'identity'] }, /linkToken function/],
    ['products', { products: ['cra_income_insights'] }, /Add 'cra_base_report'/],
    ['productOptions', { productOptions: [] }, /an object/],
    ['productOptions.statements', { productOptions: { statements: {} } }, /goes with products/],
    [
      'productOptions.cra_options',
      { products: ['assets'], productOptions: { cra_options: {} } },
      /goes with products/,
    ],
    [
      'productOptions.webhook',
      { products: ['assets'], productOptions: { webhook: 1 } },
      /Known are auth/,
    ],
    ['productOptions.statements', { products: ['statements'] }, /required by Plaid/],
    [
      'productOptions.statements',
      { products: ['statements'], productOptions: { statements: { start_date: '2026-01-01' } } },
      /end_date/,
    ],
    [
      'productOptions.statements',
      statements({ start_date: '2026-02-01', end_date: '2026-01-01' }),
      /earlier first/,
    ],
    [
      'productOptions.statements.startDate',
      statements({ startDate: '2026-01-01', end_date: '2026-02-01' }),
      /Did you mean start_date/,
    ],
    ['productOptions.income_verification', { products: ['income_verification'] }, /required/],
    ['additionalConsentedProducts', { additionalConsentedProducts: ['balance'] }, /balance/],
    [
      'additionalConsentedProducts',
      { products: ['auth'], additionalConsentedProducts: ['auth'] },
      /products has/,
    ],
    ['additionalConsentedProducts', { additionalConsentedProducts: [] }, /at least one/],
    ['clientName', { clientName: 'A'.repeat(31) }, /This Application/],
    ['redirectUri', { redirectUri: 'https://app.test/?a=1' }, /without query/],
    ['redirectUri', { redirectUri: 'https://app.test/#a' }, /without query/],
    ['redirectUri', { redirectUri: 'app.test' }, /HTTPS/],
    ['redirectUri', { redirectUri: null }, /HTTPS/],
    ['hostedLink', { hostedLink: 'yes' }, /completionRedirectUri/],
    ['hostedLink', { hostedLink: [] }, /isMobileApp/],
    ['hostedLink', { hostedLink: null }, /Leave it out/],
    [
      'hostedLink.isMobile',
      { hostedLink: { isMobile: true } },
      /Did you mean isMobileApp\? Known are completionRedirectUri, urlLifetimeSeconds, isMobileApp/,
    ],
    [
      'hostedLink.completion_redirect_uri',
      { hostedLink: { completion_redirect_uri: 'https://app.test/' } },
      /Did you mean completionRedirectUri/,
    ],
    [
      'hostedLink.deliveryMethod',
      { hostedLink: { deliveryMethod: 'sms' } },
      /needs user\.phoneNumber\. Return both from a linkToken function/,
    ],
    [
      'hostedLink.delivery_method',
      { hostedLink: { delivery_method: 'sms' } },
      /Did you mean deliveryMethod/,
    ],
    [
      'hostedLink.url_lifetime_seconds',
      { hostedLink: { url_lifetime_seconds: 60 } },
      /mean urlLifetimeSeconds/,
    ],
    ['hostedLink.is_mobile_app', { hostedLink: { is_mobile_app: true } }, /mean isMobileApp/],
    ['hosted_link', { hosted_link: {} }, /Did you mean hostedLink/],
    ['update', { update: { user: true } }, /accountSelection/],
    ['transfer', { transfer: { authorizationId: 'x' } }, /one user.*linkToken function/],
    ['user', { user: { phoneNumber: '+14155550123' } }, /one user.*linkToken function/],
    ['countryCodes', { countryCodes: ['UK'] }, /the United Kingdom is GB/],
    ['countryCodes', { countryCodes: ['us'] }, /Did you mean 'US'/],
    ['countryCodes', { countryCodes: ['US', 'JP'] }, /Known are US, GB, ES/],
    ['countryCodes', { countryCodes: [] }, /at least one/],
    [
      'additionalConsentedProducts',
      { additionalConsentedProducts: ['transaction'] },
      /Did you mean 'transactions'/,
    ],
    [
      'additionalConsentedProducts',
      { additionalConsentedProducts: ['investment_auth'] },
      /Did you mean 'investments_auth'/,
    ],
    ['accountFilters.credit', { accountFilters: { credit: ['credit_card'] } }, /'credit card'/],
    ['accountFilters.depositry', { accountFilters: { depositry: ['all'] } }, /mean depository/],
    [
      'productOptions.consumer_report_permissible_purpose',
      { products: ['cra_base_report'] },
      /required by Plaid/,
    ],
    [
      'productOptions.consumer_report_permissible_purpose',
      {
        products: ['cra_base_report'],
        productOptions: { consumer_report_permissible_purpose: 'extension_of_credit' },
      },
      /Did you mean 'EXTENSION_OF_CREDIT'/,
    ],
    [
      'productOptions.cra_options.days_requested',
      checkWith({ cra_options: {} }),
      /whole number up to 731/,
    ],
    [
      'productOptions.cra_options.daysRequested',
      checkWith({ cra_options: { daysRequested: 365 } }),
      /Did you mean days_requested/,
    ],
    [
      'productOptions.auth.instantMatchEnabled',
      { products: ['auth'], productOptions: { auth: { instantMatchEnabled: true } } },
      /Did you mean instant_match_enabled/,
    ],
    [
      'productOptions.income_verification.income_source_types',
      {
        products: ['income_verification'],
        productOptions: { income_verification: { income_source_types: ['bank', 'payroll'] } },
      },
      /only have one/,
    ],
    [
      'productOptions.statements',
      statements({ start_date: '2026-02-01', end_date: '2026-02-30' }),
      /YYYY-MM-DD/,
    ],
    ['hostedLink.isMobileApp', { hostedLink: { isMobileApp: 'yes' } }, /true or false/],
    ['hostedLink.urlLifetimeSeconds', { hostedLink: { urlLifetimeSeconds: 0 } }, /1814400/],
    ['hostedLink.urlLifetimeSeconds', { hostedLink: { urlLifetimeSeconds: 1_814_401 } }, /21 days/],
    ['hostedLink.urlLifetimeSeconds', { hostedLink: { urlLifetimeSeconds: '60' } }, /whole number/],
    ['hostedLink.urlLifetimeSeconds', { hostedLink: { urlLifetimeSeconds: 1.5 } }, /whole number/],
    ['linkCustomizationName', { linkCustomizationName: '' }, /default/],
    ['accountFilters.depository', { accountFilters: { depository: [] } }, /subtypes/],
    ['accountFilters', { accountFilters: [] }, /subtypes/],
    ['accountFilters.crypto', { accountFilters: { crypto: ['x'] } }, /Known are depository/],
    ['webhook', { webhook: '/hook' }, /item\/webhook\/update/],
    ['webhook', { webhook: 'ftp://app.test/hook' }, /Plaid can reach/],
    ['language', { language: 'EN' }, /Did you mean 'en'\? Known are da, nl, en/],
    ['language', { language: 'pt-BR' }, /Did you mean 'pt'/],
    ['language', { language: 'xx' }, /a language that Link has\. Known are/],
    ['language', { language: 1 }, /required by Plaid/],
    ['appearanceMode', { appearanceMode: 'dark' }, /LIGHT, DARK, SYSTEM/],
    ['appearanceMode', { appearanceMode: null }, /in capitals/],
    ['androidPackageName', { androidPackageName: 'https://app.test' }, /com\.example\.app/],
    ['client_name', { client_name: 'Acme' }, /Did you mean clientName\? Known are clientName/],
    ['user', { user: { client_user_id: 'ada' } }, /clientUserId/],
    ['user_token', { user_token: 'user-sandbox-1' }, /findItem, as userToken/],
    ['constructor', { constructor: 1 }, /Known are/],
    ['__proto__', JSON.parse('{"__proto__":{"hostedLink":true}}') as object, /Known are/],
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
    [{ ...checkWith({}), products: ['cra_base_report', 'cra_income_insights', 'assets'] }],
    [checkWith({ cra_options: { days_requested: 90 } })],
    [{ user: undefined, transfer: undefined, user_id: undefined }],
    [{ accountFilters: { depository: ['all'], credit: undefined } }],
    [{ products: ['auth', 'identity'] }],
    [{ products: ['investments_auth'], productOptions: { investments_auth: {} } }],
    [statements({ start_date: '2026-01-01', end_date: '2026-06-30' })],
    [{ additionalConsentedProducts: ['transactions'] }],
    [{ hostedLink: false }],
    [{ hostedLink: {} }],
    [{ hostedLink: { urlLifetimeSeconds: 1_814_400, isMobileApp: true } }],
    [{ webhook: 'https://app.test/hooks/plaid?env=sandbox' }],
    [{ language: 'vi', appearanceMode: 'SYSTEM' }],
    [{ androidPackageName: 'com.acme.app' }],
    [{ androidPackageName: 'com.acme.app', redirectUri: 'https://app.test/oauth' }],
    [{ accountFilters: { depository: ['checking'] } }],
  ])('createRelinkHandler() accepts the linkToken settings %j', (settings) => {
    expect(startUpError(settings)).toBeNull();
  });
});

describe('where Hosted Link leads afterwards', () => {
  it.each([
    'https://app.test/done',
    'https://app.test/done?item=1#top',
    'http://localhost:3000/done',
    'myapp://plaid-callback',
    'com.acme.app:/done',
    'expo.acme+dev://done?step=2',
  ])('hostedLink.completionRedirectUri may be %s', (completionRedirectUri) => {
    expect(startUpError({ hostedLink: { completionRedirectUri } })).toBeNull();
  });

  it.each<[unknown]>([
    ['x'],
    ['/done'],
    ['//app.test/done'],
    ['app.test/done'],
    ['app.test:8080/done'],
    ['localhost:3000/done'],
    [' https://app.test/'],
    ['https://app.test/a b'],
    ['java\nscript:alert(1)'],
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['file:///etc/passwd'],
    [''],
    [null],
    [['https://app.test/']],
    [new URL('https://app.test/')],
  ])('hostedLink.completionRedirectUri may not be %j', (completionRedirectUri) => {
    const error = startUpError({ hostedLink: { completionRedirectUri } });
    expect(error).toContain('`linkToken.hostedLink.completionRedirectUri` must be an absolute URI');
    expect(error).toContain('myapp://done');
  });

  it('no advice about Hosted Link asks for a permission that Plaid no longer requires', () => {
    expect(startUpError({ hostedLink: 'yes' })).not.toMatch(/enable/);
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
