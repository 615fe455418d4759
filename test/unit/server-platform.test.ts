import { describe, expect, it } from 'vitest';
import {
  createRelinkService,
  type LinkTokenSettings,
  type RequestedLink,
} from 'react-plaid-relink/server';
import { createServerApp, LINK } from '../support/server-app';

const BOTH: LinkTokenSettings = {
  clientName: 'Acme',
  countryCodes: ['US'],
  language: 'en',
  redirectUri: 'https://acme.test/plaid',
  androidPackageName: 'com.acme.app',
};

/** An app over a fake Plaid that refuses what Plaid refuses. `mint` resolves to the body of the answer. */
function createApp(settings: LinkTokenSettings = BOTH) {
  const app = createServerApp();
  const { plaid } = app.options;
  const sent: Parameters<typeof plaid.linkTokenCreate>[0][] = [];
  const asked: RequestedLink['platform'][] = [];
  const options = {
    ...app.options,
    plaid: {
      ...plaid,
      linkTokenCreate: (...call: Parameters<typeof plaid.linkTokenCreate>) => {
        sent.push(call[0]);
        return plaid.linkTokenCreate(...call);
      },
    },
    linkToken: (_item: unknown, _user: string, _request: unknown, link: RequestedLink) => {
      asked.push(link.platform);
      return settings;
    },
  };
  const { ask } = app.setUp(options);
  return {
    ...app,
    asked,
    service: createRelinkService(options),
    returns: () => sent.map((one) => [one.redirect_uri, one.android_package_name]),
    mint: (fields: object) =>
      ask(LINK, { body: JSON.stringify({ item_id: app.items.ada.itemId, ...fields }) }),
  };
}

describe('the platform of a link token', () => {
  it.each([
    ['a browser', {}, 'web', [BOTH.redirectUri, undefined]],
    ['a browser that says null', { platform: null }, 'web', [BOTH.redirectUri, undefined]],
    ['an iOS app', { platform: 'ios' }, 'ios', [BOTH.redirectUri, undefined]],
    ['an Android app', { platform: 'android' }, 'android', [undefined, 'com.acme.app']],
  ])('%s gets its own way back from the bank', async (_name, fields, platform, returns) => {
    const { mint, asked, returns: sent } = createApp();
    expect(await mint(fields)).toMatchObject({
      status: 200,
      body: { link_token: expect.stringMatching(/^link-/) as string },
    });
    expect(asked).toEqual([platform]);
    expect(sent()).toEqual([returns]);
  });

  it('the handler sends no Android package for a browser, also where there is no redirect URI', async () => {
    const { mint, returns } = createApp({ ...BOTH, redirectUri: undefined });
    expect((await mint({})).status).toBe(200);
    expect(returns()).toEqual([[undefined, undefined]]);
  });

  it('an Android app gets a 400 where the settings name no package, and onError the name of the setting once', async () => {
    const { mint, returns, problems } = createApp({ ...BOTH, androidPackageName: undefined });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { status, body } = await mint({ platform: 'android' });
      expect([status, body.error_code]).toEqual([400, 'INVALID_FIELD']);
    }
    expect(returns()).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('linkToken.androidPackageName is missing') as string,
      }),
    ]);
    expect((await mint({ platform: 'ios' })).status).toBe(200);
  });

  it.each<[unknown]>([['web'], ['iOS'], ['windows'], [''], [1], [true], [['ios']], [{}]])(
    'the handler 400s and calls neither linkToken nor Plaid for the platform %j',
    async (platform) => {
      const { mint, asked, returns } = createApp();
      const { status, body } = await mint({ platform });
      expect([status, body.error_code]).toEqual([400, 'INVALID_FIELD']);
      expect(body.error_message).toContain("platform must be 'ios' or 'android'");
      expect([asked, returns()]).toEqual([[], []]);
    },
  );

  it('a service mints a token for the platform that its caller names', async () => {
    const { service, items, returns } = createApp();
    await service.createLinkToken('ada', { itemId: items.ada.itemId, platform: 'android' });
    expect(returns()).toEqual([[undefined, 'com.acme.app']]);
  });
});

describe('the fake Plaid', () => {
  it('the fake Plaid refuses a redirect URI beside an Android package, as Plaid’s types forbid it', async () => {
    const { plaid, items } = createServerApp();
    const mint = (fields: object): Promise<{ data: unknown }> =>
      plaid.client().linkTokenCreate({
        access_token: items.ada.accessToken,
        client_name: 'Acme',
        country_codes: ['US'],
        language: 'en',
        user: { client_user_id: 'ada' },
        ...fields,
      });
    const android = { android_package_name: 'com.acme.app' };
    await expect(mint({ ...android, redirect_uri: 'https://acme.test/plaid' })).rejects.toThrow();
    await expect(mint(android)).resolves.toBeDefined();
  });
});
