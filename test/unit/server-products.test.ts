import { describe, expect, it, vi } from 'vitest';
import type { LinkTokenSettings, PlaidClient } from 'react-plaid-relink/server';
import { createServerApp, LINK } from '../support/server-app';
import { clientThat, says } from '../support/stub-plaid-client';

const LEAST = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
const OWNED = { accessToken: 'access-sandbox-1', clientUserId: 'ada' };
const CHECK = {
  products: ['cra_base_report'],
  productOptions: { consumer_report_permissible_purpose: 'EXTENSION_OF_CREDIT' },
};
const INCOME = {
  products: ['income_verification'],
  productOptions: { income_verification: { income_source_types: ['bank'] } },
};

/** What the handler sends to Plaid for an Item with these columns, and what it answers and reports. */
async function mint(
  settings: Partial<LinkTokenSettings>,
  columns: object = {},
  fields: object = {},
) {
  const linkTokenCreate = vi.fn<PlaidClient['linkTokenCreate']>(says({ link_token: 'link-1' }));
  const { ask, items, problems } = createServerApp().setUp({
    plaid: { ...clientThat(says({})), linkTokenCreate },
    findItem: () => ({ ...OWNED, ...columns }),
    linkToken: { ...LEAST, ...settings },
  });
  const body = JSON.stringify({ item_id: items.ada.itemId, ...fields });
  const answer = await ask(LINK, { body });
  return { ...answer, sent: linkTokenCreate.mock.calls.map(([request]) => request), problems };
}

describe('a product that needs a user of Plaid’s', () => {
  it.each([
    ['userId', CHECK, { userId: 'usr_1' }, { user_id: 'usr_1' }],
    ['userToken', CHECK, { userToken: 'user-sandbox-1' }, { user_token: 'user-sandbox-1' }],
    [
      'userToken before userId',
      CHECK,
      { userId: 'usr_1', userToken: 'user-sandbox-1' },
      { user_token: 'user-sandbox-1' },
    ],
    ['userId', INCOME, { userId: 'usr_1' }, { user_id: 'usr_1' }],
  ])(
    'the handler sends %s of what findItem returns',
    async (_name, settings, columns, expected) => {
      const { status, sent } = await mint(settings, columns);
      expect(status).toBe(200);
      expect(sent).toHaveLength(1);
      const { user_id, user_token, user } = sent[0] ?? {};
      expect({ user_id, user_token }).toEqual({
        user_id: undefined,
        user_token: undefined,
        ...expected,
      });
      expect(user).toEqual({ client_user_id: 'ada' });
    },
  );

  it.each([{}, { userId: '' }, { userId: null }, { userId: 7 }])(
    'the handler 500s without a call to Plaid for Plaid Check where findItem gives %j, and tells onError what to return',
    async (columns) => {
      const { status, body, text, sent, problems } = await mint(CHECK, columns);
      expect([status, body.error_code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
      expect(text).not.toContain('cra_base_report');
      expect(sent).toEqual([]);
      expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', status: 500 }]);
      expect(problems[0]?.message).toMatch(/cra_base_report.*Return userId \(or userToken/);
    },
  );

  it('a userId of the app’s own is not sent where no product needs a user of Plaid’s', async () => {
    const { sent } = await mint({ products: ['assets'] }, { userId: 'own-1', userToken: 'own' });
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toHaveProperty('user_id');
    expect(sent[0]).not.toHaveProperty('user_token');
  });

  it('Income without a user is Plaid’s to judge', async () => {
    expect((await mint(INCOME)).sent).toHaveLength(1);
  });
});

describe('what a token request carries', () => {
  it('each setting of Hosted Link is sent, where the page asks for it', async () => {
    const hostedLink = {
      completionRedirectUri: 'myapp://plaid-callback',
      urlLifetimeSeconds: 600,
      isMobileApp: true,
    };
    const { sent } = await mint({ hostedLink }, {}, { hosted_link: true });
    expect(sent.map((request) => request.hosted_link)).toEqual([
      {
        completion_redirect_uri: 'myapp://plaid-callback',
        url_lifetime_seconds: 600,
        is_mobile_app: true,
      },
    ]);
  });

  it('webhook, androidPackageName and appearanceMode are sent under Plaid’s names', async () => {
    const webhook = 'https://app.test/hook';
    const { sent } = await mint(
      { webhook, androidPackageName: 'com.acme.app', appearanceMode: 'DARK' },
      {},
      { platform: 'android' },
    );
    expect(sent).toMatchObject([
      {
        // Its query says whose token it is.
        webhook: expect.stringMatching(/^https:\/\/app\.test\/hook\?relink_item_id=/) as string,
        android_package_name: 'com.acme.app',
        appearance_mode: 'DARK',
      },
    ]);
    expect(sent[0]).not.toHaveProperty('redirect_uri');
  });

  it('what a function says of one user is sent: how Plaid reaches the user, and the transfer that waits', async () => {
    const ofOne = () => ({
      ...LEAST,
      user: { phoneNumber: '+14155559876', emailAddress: 'ada@example.com' },
      hostedLink: { deliveryMethod: 'sms' as const },
      transfer: { authorizationId: 'auth-1' },
    });
    const linkTokenCreate = vi.fn<PlaidClient['linkTokenCreate']>(says({ link_token: 'link-1' }));
    const { ask, items } = createServerApp().setUp({
      plaid: { ...clientThat(says({})), linkTokenCreate },
      linkToken: ofOne,
    });
    await ask(LINK, { body: JSON.stringify({ item_id: items.ada.itemId, hosted_link: true }) });
    expect(linkTokenCreate.mock.calls.map(([request]) => request)).toMatchObject([
      {
        access_token: items.ada.accessToken,
        user: {
          client_user_id: 'ada',
          phone_number: '+14155559876',
          email_address: 'ada@example.com',
        },
        hosted_link: { delivery_method: 'sms' },
        transfer: { authorization_id: 'auth-1' },
      },
    ]);
  });

  it.each([
    [{ user: { phoneNumber: '0415 555 0123' } }, 'user.phoneNumber'],
    [{ user: { emailAddress: 'ada' } }, 'user.emailAddress'],
    [{ user: { phone_number: '+14155559876' } }, 'user.phone_number'],
    [{ user: { clientUserId: 'ada' } }, 'user.clientUserId'],
    [{ hostedLink: { deliveryMethod: 'sms' } }, 'hostedLink.deliveryMethod'],
    [{ hostedLink: { deliveryMethod: 'post' } }, 'hostedLink.deliveryMethod'],
    [
      { hostedLink: { deliveryMethod: 'email' }, user: { phoneNumber: '+14155559876' } },
      'hostedLink.deliveryMethod',
    ],
    [{ transfer: {} }, 'transfer.authorizationId'],
    [{ transfer: { authorization_id: 'x' } }, 'transfer.authorization_id'],
    [{ countryCodes: ['UK'] }, 'countryCodes'],
    [{ products: ['cra_base_report'] }, 'consumer_report_permissible_purpose'],
  ])(
    'the handler 500s and tells onError why where a function returns %j',
    async (wrong, option) => {
      const app = createServerApp();
      const { ask, problems } = app.setUp({
        linkToken: () => ({ ...LEAST, ...wrong }) as LinkTokenSettings,
      });
      expect((await ask(LINK)).status).toBe(500);
      expect(problems).toMatchObject([{ errorCode: 'invalid_options' }]);
      expect(problems[0]?.message).toContain(option);
      expect(problems[0]?.message).not.toMatch(/4155559876|0415/);
      expect(app.countOf(LINK)).toBe(0);
    },
  );

  it('products for one purpose are requested for that purpose alone', async () => {
    const linkTokenCreate = vi.fn<PlaidClient['linkTokenCreate']>(says({ link_token: 'link-1' }));
    const { ask, items } = createServerApp().setUp({
      plaid: { ...clientThat(says({})), linkTokenCreate },
      linkToken: (_item, _user, _request, { purpose }) => ({
        ...LEAST,
        ...(purpose === 'verify' && { products: ['auth'] }),
      }),
    });
    for (const purpose of ['repair', 'verify']) {
      await ask(LINK, { body: JSON.stringify({ item_id: items.ada.itemId, purpose }) });
    }
    expect(linkTokenCreate.mock.calls.map(([{ products }]) => products)).toEqual([
      undefined,
      ['auth'],
    ]);
  });
});
