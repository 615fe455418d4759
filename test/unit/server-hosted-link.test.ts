import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createMemoryRecords,
  createRelinkService,
  createWebhookHandler,
  isRelinkServiceError,
  type ItemWebhookEvent,
  type LinkTokenRequest,
  type LinkTokenSettings,
  type RelinkRequestEvent,
  type RelinkService,
  type RelinkServiceOptions,
} from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { eventually } from '../support/eventually';
import { createServerApp, LINK, type ServerApp } from '../support/server-app';
import { URL_OF_HOOK } from '../support/webhook-app';

const DAY_MS = 24 * 60 * 60_000;
const SETTINGS: LinkTokenSettings = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };

let app: ServerApp;
let itemId: string;
let options: RelinkServiceOptions<string>;
let service: RelinkService<string>;
beforeEach(() => {
  app = createServerApp();
  ({ itemId } = app.items.ada);
  app.plaid.breakItem(itemId);
  const { plaid, findItem, onError } = app.options;
  const linkTokenCreate: typeof plaid.linkTokenCreate = (request, call) => {
    sent = request;
    return plaid.linkTokenCreate(request, call);
  };
  options = { plaid: { ...plaid, linkTokenCreate }, findItem, onError, linkToken: SETTINGS };
  service = createRelinkService(options);
});

async function failure(call: Promise<unknown>) {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!isRelinkServiceError(thrown)) throw new Error('It is no RelinkServiceError.');
  return thrown;
}

/** What Plaid was last asked for. */
let sent: LinkTokenRequest;

describe('createHostedLink', () => {
  it('createHostedLink gives the address of Plaid’s page, its end, and how the Item is', async () => {
    const before = Date.now();
    const link = await service.createHostedLink('ada', { itemId, lifetimeMs: 7 * DAY_MS });
    expect(link.url).toMatch(/^https:\/\/secure\.plaid\.com\/link\//);
    const lifeMs = link.expiresAt.getTime() - before;
    expect(Math.abs(lifeMs - 7 * DAY_MS)).toBeLessThan(5_000);
    expect(link.item).toMatchObject({ item_id: itemId, health: 'needs_update', remedy: 'relink' });
    expect(Object.keys(link).sort()).toEqual(['expiresAt', 'item', 'url']);
    expect(JSON.stringify(link)).not.toMatch(/(?:access|link)-sandbox/);
  });

  it('createHostedLink sends what the mail needs, in place of the settings', async () => {
    const hostedLink = { completionRedirectUri: 'https://app.test/done', isMobileApp: true };
    service = createRelinkService({ ...options, linkToken: { ...SETTINGS, hostedLink } });
    const input = { itemId, lifetimeMs: 1_500 };
    await service.createHostedLink('ada', input);
    expect(sent).toMatchObject({
      language: 'en',
      hosted_link: {
        url_lifetime_seconds: 1,
        completion_redirect_uri: 'https://app.test/done',
        is_mobile_app: true,
      },
    });
    await service.createHostedLink('ada', {
      ...input,
      completionRedirectUri: 'acme://done?from=mail',
      isMobileApp: false,
      language: 'fr',
    });
    expect(sent).toMatchObject({
      language: 'fr',
      hosted_link: { completion_redirect_uri: 'acme://done?from=mail', is_mobile_app: false },
    });
  });

  it('a linkToken function chooses by purpose for createHostedLink too, and may refuse it', async () => {
    const linkToken = vi.fn((): LinkTokenSettings | null => SETTINGS);
    service = createRelinkService({ ...options, linkToken });
    await service.createHostedLink('ada', { itemId, lifetimeMs: DAY_MS });
    expect(linkToken).toHaveBeenLastCalledWith(
      expect.objectContaining({ clientUserId: 'ada' }),
      'ada',
      null,
      { purpose: 'repair', accountSelection: false, hostedLink: true, platform: 'web' },
    );
    linkToken.mockReturnValue(null);
    const refused = service.createHostedLink('ada', { itemId, lifetimeMs: DAY_MS });
    expect((await failure(refused)).body.error_code).toBe('NOT_ALLOWED');
  });

  it('createHostedLink lets the user choose accounts where none is shared', async () => {
    app.plaid.breakItem(itemId, 'NO_ACCOUNTS');
    await service.createHostedLink('ada', { itemId, lifetimeMs: DAY_MS });
    expect(sent.update).toEqual({ account_selection_enabled: true });
  });

  it.each([
    [Number.NaN],
    [0],
    [999],
    [-DAY_MS],
    [21 * DAY_MS + 1],
    [Number.POSITIVE_INFINITY],
    ['7d'],
    [undefined],
  ])('createHostedLink refuses a life of %s ms with a 400 that names the bounds', async (life) => {
    const call = service.createHostedLink('ada', { itemId, lifetimeMs: life as number });
    const { status, body } = await failure(call);
    expect([status, body.error_code]).toEqual([400, 'INVALID_FIELD']);
    expect(body.error_message).toBe(
      'lifetimeMs must be a number of milliseconds, from 1000 (a second) to 1814400000 (21 days).',
    );
    expect(app.plaid.requests).toEqual([]);
  });

  it.each<[string, object]>([
    ['completionRedirectUri', { completionRedirectUri: '/done' }],
    ['completionRedirectUri', { completionRedirectUri: 'javascript:alert(1)' }],
    ['isMobileApp', { isMobileApp: 'yes' }],
    ['language', { language: 'EN' }],
    ['language', { language: 'xx' }],
    ['purpose', { purpose: 'my purpose' }],
  ])('createHostedLink refuses a wrong %s with a 400', async (name, more) => {
    const call = service.createHostedLink('ada', { itemId, lifetimeMs: DAY_MS, ...more });
    const { status, body } = await failure(call);
    expect([status, body.error_code]).toEqual([400, 'INVALID_FIELD']);
    expect(body.error_message).toContain(name);
  });

  it('createHostedLink takes the longest life that Plaid has', async () => {
    await service.createHostedLink('ada', { itemId, lifetimeMs: 21 * DAY_MS });
    expect(sent).toMatchObject({ hosted_link: { url_lifetime_seconds: 1_814_400 } });
  });

  it.each([
    ['none', null],
    ['wait', 'INSTITUTION_DOWN'],
    ['new_link', 'ITEM_NOT_SUPPORTED'],
  ])(
    'createHostedLink answers 409 with the remedy %s where Link would not help, and mints nothing',
    async (remedy, errorCode) => {
      if (errorCode) app.plaid.breakItem(itemId, errorCode);
      else ({ itemId } = own('ada'));
      const { status, body } = await failure(
        service.createHostedLink('ada', { itemId, lifetimeMs: DAY_MS }),
      );
      expect([status, body.error_code, body.remedy]).toEqual([409, 'NOT_RELINKABLE', remedy]);
      expect(app.countOf(LINK)).toBe(0);
    },
  );

  it('createHostedLink opens a healthy Item for another purpose than repair', async () => {
    ({ itemId } = own('ada'));
    const link = await service.createHostedLink('ada', {
      itemId,
      purpose: 'accounts',
      lifetimeMs: DAY_MS,
    });
    expect(link.item.health).toBe('healthy');
    expect(sent.update).toEqual({ account_selection_enabled: true });
  });

  it('G8: createHostedLink gives one 404 for a foreign Item and for none', async () => {
    for (const id of [app.items.bob.itemId, 'unknown']) {
      const call = service.createHostedLink('ada', { itemId: id, lifetimeMs: DAY_MS });
      expect((await failure(call)).body.error_code).toBe('ITEM_NOT_FOUND');
    }
    expect(app.plaid.requests).toEqual([]);
  });

  it('createHostedLink counts in the rate limit, and onRequest hears of it', async () => {
    const events: RelinkRequestEvent[] = [];
    service = createRelinkService({ ...options, onRequest: (event) => void events.push(event) });
    const call = () => service.createHostedLink('ada', { itemId, lifetimeMs: DAY_MS });
    for (let count = 0; count < 60; count += 1) await call();
    expect((await failure(call())).status).toBe(429);
    await eventually(() => expect(events).toHaveLength(61));
    expect(events[0]).toMatchObject({ route: LINK, outcome: 'ok', itemId, userId: 'ada' });
    expect(events[60]).toMatchObject({ route: LINK, outcome: 'limited' });
    expect(JSON.stringify(events)).not.toContain('secure.plaid.com');
  });

  it.each([
    ['no address', undefined],
    ['the address of another site', 'https://evil.test/link/1'],
  ])('createHostedLink passes nothing on where Plaid gives %s', async (_, hosted_link_url) => {
    const plaid = {
      ...app.options.plaid,
      linkTokenCreate: () =>
        Promise.resolve({ data: { link_token: 'link-sandbox-1', hosted_link_url } }),
    };
    service = createRelinkService({ ...options, plaid });
    const { status } = await failure(
      service.createHostedLink('ada', { itemId, lifetimeMs: DAY_MS }),
    );
    expect(status).toBe(500);
    expect(app.problems).toMatchObject([{ errorCode: 'INVALID_ANSWER', route: LINK }]);
  });

  it('no browser can ask the handler for a long life', async () => {
    const { ask } = app.setUp({ linkToken: { ...SETTINGS, hostedLink: true } });
    const fields = { item_id: itemId, hosted_link: true, lifetime_ms: DAY_MS };
    const { status, body } = await ask(LINK, { body: JSON.stringify(fields) });
    expect([status, body.error_code]).toEqual([400, 'UNKNOWN_FIELDS']);
  });

  function own(user: string): { itemId: string } {
    const item = app.plaid.createItem();
    app.own(user, item);
    return item;
  }
});

describe('a mail that is opened after 20 days', () => {
  const INPUT = { lifetimeMs: 21 * DAY_MS, completionRedirectUri: 'https://app.test/done' };

  /** Everything but Plaid has the time of now, at which the mail is opened. */
  function setUp(sentAgoMs: number) {
    const events: ItemWebhookEvent[] = [];
    const records = createMemoryRecords();
    const plaid = createFakePlaid({
      now: () => Date.now() - sentAgoMs,
      hostedLinkBaseUrl: 'https://secure.plaid.com/fake/hosted',
      deliverWebhook: (request) => hook(request),
    });
    const hook = createWebhookHandler({
      plaid: plaid.client(),
      records,
      onEvent: (event) => void events.push(event),
    });
    const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED', webhook: URL_OF_HOOK });
    const mailer = createRelinkService<string>({
      plaid: plaid.client(),
      findItem: (id, user) =>
        id === item.itemId && user === 'ada'
          ? { accessToken: item.accessToken, clientUserId: user }
          : null,
      linkToken: { ...SETTINGS, webhook: URL_OF_HOOK },
      records,
    });
    return { plaid, item, events, records, mailer };
  }

  it('the success of a session counts as a relink of the Item, 20 days after the mail was sent', async () => {
    const { plaid, item, events, records, mailer } = setUp(20 * DAY_MS);
    const input = { ...INPUT, itemId: item.itemId, purpose: 'renew' };
    const { url } = await mailer.createHostedLink('ada', input);
    plaid.clock.advance(20 * DAY_MS);
    const done = await plaid.fetch(new Request(url, { method: 'POST' }));
    expect([done.status, done.headers.get('location')]).toEqual([303, 'https://app.test/done']);
    await eventually(() => expect(events).toHaveLength(1));
    expect(events[0]).toMatchObject({
      type: 'relinked',
      itemId: item.itemId,
      purpose: 'renew',
      accountSelection: false,
    });
    const record = await records.read(item.itemId);
    expect(record?.relinkedAt).toBe(events[0]?.signedAt.toISOString());
    mailer.invalidateHealth(item.itemId);
    const now = await mailer.getItem('ada', { itemId: item.itemId });
    expect(now.health).toBe('healthy');
    const again = mailer.createHostedLink('ada', { ...INPUT, itemId: item.itemId });
    expect((await failure(again)).body).toMatchObject({ error_code: 'NOT_RELINKABLE' });
  });

  it('an address opens once, and not after its end', async () => {
    const { plaid, item, mailer } = setUp(21 * DAY_MS);
    const input = { ...INPUT, itemId: item.itemId };
    const used = await mailer.createHostedLink('ada', input);
    const late = await mailer.createHostedLink('ada', input);
    const open = async (url: string) => (await plaid.fetch(new Request(url))).status;
    expect(await open(used.url)).toBe(200);
    await plaid.completeHostedLink(used.url);
    expect(await open(used.url)).toBe(410);
    expect(await open(late.url)).toBe(200);
    plaid.clock.advance(21 * DAY_MS);
    expect(await open(late.url)).toBe(410);
    await expect(plaid.completeHostedLink(late.url)).rejects.toThrow('invalid link_token');
  });

  it('the page of the fake Plaid is in the language of the mail’s link', async () => {
    const { plaid, item, mailer } = setUp(0);
    const textIn = async (language?: string): Promise<string> => {
      const input = { ...INPUT, itemId: item.itemId, language };
      const { url } = await mailer.createHostedLink('ada', input);
      return (await plaid.fetch(new Request(url))).text();
    };
    expect(await textIn('es')).toMatch(/<html lang="es">.*Iniciar sesión en el banco/s);
    expect(await textIn('nl')).toMatch(/<html lang="en">.*Log in to the bank/s);
    const text = await textIn();
    expect(text).toMatch(/<html lang="en">.*Log in to the bank/s);
    // Else a browser asks for one, and its 404 stands in the console.
    expect(text).toContain('<link rel="icon" href="data:,">');
  });
});
