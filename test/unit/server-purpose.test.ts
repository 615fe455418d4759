import { describe, expect, it, vi } from 'vitest';
import type { LinkTokenSettings, PlaidClient, RequestedLink } from 'react-plaid-relink/server';
import { createServerApp, ITEM, LINK, PUBLIC } from '../support/server-app';
import { clientThat, says } from '../support/stub-plaid-client';

const LEAST = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };

/** An app whose `linkToken` function records what it was called with. `mint` asks for a token with these fields. */
function createApp(settings: Partial<LinkTokenSettings> = {}) {
  const linkTokenCreate = vi.fn<PlaidClient['linkTokenCreate']>(says({ link_token: 'link-1' }));
  const calls: RequestedLink[] = [];
  const { ask, items, problems } = createServerApp().setUp({
    plaid: { ...clientThat(says({})), linkTokenCreate },
    linkToken(_item, _user, _request, call) {
      calls.push(call);
      return { ...LEAST, ...settings };
    },
  });
  return {
    calls,
    problems,
    sent: () => linkTokenCreate.mock.calls.map(([request]) => request),
    mint: (fields: object, path = LINK) =>
      ask(path, { body: JSON.stringify({ item_id: items.ada.itemId, ...fields }) }),
  };
}

describe('the purpose of a link token', () => {
  it.each<[string, object, Omit<RequestedLink, 'platform'>]>([
    ['nothing', {}, { purpose: 'repair', accountSelection: false, hostedLink: false }],
    ['null', { purpose: null }, { purpose: 'repair', accountSelection: false, hostedLink: false }],
    [
      'a purpose',
      { purpose: 'renew' },
      { purpose: 'renew', accountSelection: false, hostedLink: false },
    ],
    [
      'a word of the app’s own',
      { purpose: 'x-Verify_2', hosted_link: true },
      { purpose: 'x-Verify_2', accountSelection: false, hostedLink: true },
    ],
    [
      'account selection',
      { account_selection_enabled: true },
      { purpose: 'accounts', accountSelection: true, hostedLink: false },
    ],
    [
      'the purpose accounts',
      { purpose: 'accounts' },
      { purpose: 'accounts', accountSelection: true, hostedLink: false },
    ],
    [
      'account selection for another purpose',
      { purpose: 'repair', account_selection_enabled: true },
      { purpose: 'repair', accountSelection: true, hostedLink: false },
    ],
  ])(
    'the linkToken function hears what a page with %s asks for',
    async (_name, fields, expected) => {
      const { mint, calls } = createApp({ hostedLink: true });
      expect((await mint(fields)).status).toBe(200);
      expect(calls).toEqual([{ ...expected, platform: 'web' }]);
    },
  );

  it('the purpose accounts asks Plaid for account selection, and no other purpose does', async () => {
    const { mint, sent } = createApp();
    await mint({ purpose: 'accounts' });
    await mint({ purpose: 'renew' });
    expect(sent().map(({ update }) => update)).toEqual([
      { account_selection_enabled: true },
      undefined,
    ]);
  });

  it('a purpose is not sent to Plaid, which has no such field', async () => {
    const { mint, sent } = createApp();
    await mint({ purpose: 'consent' });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).not.toHaveProperty('purpose');
  });

  it.each<[string, unknown]>([
    ['an empty text', ''],
    ['41 letters', 'x'.repeat(41)],
    ['a space', 'my purpose'],
    ['a path', '../renew'],
    ['markup', '<b>'],
    ['a letter beyond ASCII', 'erneuern-ä'],
    ['a final newline', 'renew\n'],
    ['a number', 1],
    ['true', true],
    ['a list', ['renew']],
    ['an object', { toString: 'renew' }],
  ])(
    'the handler 400s and calls neither linkToken nor Plaid for a purpose of %s',
    async (_name, purpose) => {
      const { mint, calls, sent, problems } = createApp();
      const { status, body, text } = await mint({ purpose });
      expect([status, body.error_code]).toEqual([400, 'INVALID_FIELD']);
      expect(body.error_message).toContain('purpose must be a text of 1 to 40 letters');
      expect(text).not.toContain('renew');
      expect([calls, sent(), problems]).toEqual([[], [], []]);
    },
  );

  it.each([
    [PUBLIC, { purpose: 'repair' }],
    [ITEM, { purpose: 'repair' }],
    [ITEM, { account_selection_enabled: false }],
  ])('%s takes no fields of a link token', async (path, fields) => {
    const { mint } = createApp();
    expect(await mint(fields, path)).toMatchObject({
      status: 400,
      body: { error_code: 'UNKNOWN_FIELDS' },
    });
  });
});

describe('what findItem returns', () => {
  const OWNED = { accessToken: 'access-sandbox-1', clientUserId: 'ada' };

  async function mintFor(item: unknown) {
    const plaid = vi.fn(says({ link_token: 'link-1' }));
    const linkToken = vi.fn(() => LEAST);
    const findItem = () => item as typeof OWNED;
    const app = createServerApp().setUp({ plaid: clientThat(plaid), findItem, linkToken });
    const { status } = await app.ask(LINK);
    return { status, plaid, linkToken, problems: app.problems };
  }

  it('the linkToken function gets the very object that findItem returned, with every column', async () => {
    const row = { ...OWNED, plan: 'pro', userId: 7 };
    const { status, linkToken } = await mintFor(row);
    expect(status).toBe(200);
    expect(linkToken).toHaveBeenCalledWith(row, 'ada', expect.any(Request), {
      purpose: 'repair',
      accountSelection: false,
      hostedLink: false,
      platform: 'web',
    });
    expect((linkToken.mock.calls as unknown[][])[0]?.[0]).toBe(row);
  });

  it.each<[string, unknown, string]>([
    ['a list of rows', [OWNED], '{ accessToken, clientUserId }'],
    ['a text', 'access-sandbox-1', '{ accessToken, clientUserId }'],
    ['a number as clientUserId', { ...OWNED, clientUserId: 7 }, '{ accessToken, clientUserId }'],
    [
      'a public token as accessToken',
      { ...OWNED, accessToken: 'public-sandbox-1' },
      'public or link',
    ],
    ['a link token as accessToken', { ...OWNED, accessToken: 'link-sandbox-1' }, 'public or link'],
    ['an empty plaidItemId', { ...OWNED, plaidItemId: '' }, 'plaidItemId'],
    ['a number as plaidItemId', { ...OWNED, plaidItemId: 7 }, 'plaidItemId'],
  ])('the handler 500s and tells onError where findItem gives %s', async (_name, item, message) => {
    const { status, plaid, linkToken, problems } = await mintFor(item);
    expect(status).toBe(500);
    expect([plaid.mock.calls, linkToken.mock.calls]).toEqual([[], []]);
    expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', status: 500 }]);
    expect(problems[0]?.message).toContain(message);
  });

  it.each([{ plaidItemId: 'item-1' }, { plaidItemId: null }, { plaidItemId: undefined }])(
    'findItem may give %j',
    async (fields) => {
      expect((await mintFor({ ...OWNED, ...fields })).status).toBe(200);
    },
  );

  const FLAG = { kind: 'disconnect', since: '2026-11-01T00:00:00Z', until: null };

  it.each<[unknown]>([[[]], [null], [[FLAG, { ...FLAG, kind: 'app', reason: 'ours' }]]])(
    'findItem may give the flags %j',
    async (flags) => {
      const { status, problems } = await mintFor({ ...OWNED, flags });
      expect([status, problems]).toEqual([200, []]);
    },
  );

  it.each<[string, unknown, string]>([
    ['an object in place of a list', FLAG, '1 of 1'],
    ['a text', 'disconnect', '1 of 1'],
    ['a Date', [FLAG, { ...FLAG, since: new Date(0) }], '1 of 2'],
    ['an unknown kind', [{ ...FLAG, kind: 'broken' }], '1 of 1'],
    ['null in the list', [null, FLAG], '1 of 2'],
  ])(
    'flags that cannot be read (%s) are told to onError, and the user can still repair the Item',
    async (_name, flags, count) => {
      const { status, problems } = await mintFor({ ...OWNED, flags });
      expect(status).toBe(200);
      expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', status: 200, route: LINK }]);
      expect(problems[0]?.message).toContain(`flags of which ${count} cannot be read`);
    },
  );

  it.each([5, '', true, {}])(
    'a duplicateOf that names no Item (%j) is told to onError, and the user can still repair the Item',
    async (duplicateOf) => {
      const { status, problems } = await mintFor({ ...OWNED, duplicateOf });
      expect(status).toBe(200);
      expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', status: 200, route: LINK }]);
      expect(problems[0]?.message).toContain('duplicateOf that names no other Item');
    },
  );
});
