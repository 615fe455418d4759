import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createRelinkHandler,
  createRelinkService,
  type InstitutionStore,
} from 'react-plaid-relink/server';
import { WAIT_MS } from '../../src/server/institutions/institution-directory';
import { createBankApp, createJsonStore } from '../support/bank-app';
import { ITEMS, RELINKED } from '../support/server-app';
import { refuses } from '../support/stub-plaid-client';

afterEach(() => vi.useRealTimers());

const TARTAN = {
  id: 'ins_109511',
  name: 'Tartan Bank',
  url: 'https://tartan-bank.example/',
  color: '#1f4e9e',
  oauth: false,
};
const DAY = 24 * 60 * 60_000;

describe('the option institutions', () => {
  it('an answer about an Item has no institution while the option is off', async () => {
    const app = createBankApp();
    for (const institutions of [undefined, false]) {
      const { bankOf } = app.setUp({ institutions });
      expect(await bankOf()).toEqual({ status: 200, institution: undefined });
    }
    expect(app.bankQuestions()).toBe(0);
  });

  it('an answer about an Item says what Plaid knows of its bank', async () => {
    const app = createBankApp();
    const { ask, bankOf } = app.setUp();
    const { institution } = await bankOf();
    expect(institution).toEqual({
      ...TARTAN,
      logo_url: expect.stringMatching(
        /^\/api\/plaid\/institution\/logo\?key=[\da-f]{32}$/,
      ) as string,
    });
    const { itemId } = app.item;
    const many = await ask(ITEMS, { body: JSON.stringify({ item_ids: [itemId, 'unknown'] }) });
    expect(many.body.items).toMatchObject([{ institution }, { error: {} }]);
    const told = await ask(RELINKED, { itemId });
    expect(told.body.institution).toEqual(institution);
  });

  it('Plaid is asked once for each bank, with the optional metadata', async () => {
    const app = createBankApp();
    const ask = vi.fn(app.plaid.client().institutionsGetById);
    const { bankOf } = app.setUp({ plaid: app.clientAsking(ask) });
    await Promise.all([bankOf(), bankOf(), bankOf()]);
    await bankOf();
    expect(ask).toHaveBeenCalledOnce();
    expect(ask.mock.calls[0]?.[0]).toEqual({
      institution_id: 'ins_109511',
      country_codes: ['US'],
      options: { include_optional_metadata: true },
    });
  });

  it('an Item whose bank is not known has a null institution', async () => {
    const app = createBankApp('ins_0');
    const unknown = app.clientAsking(refuses('INVALID_INPUT', 'INVALID_INSTITUTION'));
    const { bankOf } = app.setUp({ plaid: unknown });
    expect(await bankOf()).toEqual({ status: 200, institution: null });
    expect(app.problems).toMatchObject([
      {
        errorCode: 'INVALID_INSTITUTION',
        message: expect.stringContaining('institutions.countryCodes (US)') as string,
      },
    ]);
  });

  it('an answer waits half a second for the bank and goes without it, and the next answer has it', async () => {
    vi.useFakeTimers();
    const app = createBankApp();
    let answer = (_bank: { data: unknown }): void => {};
    const bank = new Promise<{ data: unknown }>((resolve) => {
      answer = resolve;
    });
    const { bankOf } = app.setUp({ plaid: app.clientAsking(() => bank) });
    const first = vi.fn();
    void bankOf().then(first);
    await vi.advanceTimersByTimeAsync(WAIT_MS - 1);
    expect(first).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(first).toHaveBeenCalledWith({ status: 200, institution: null });
    // The wait counts from the question, so that a later answer does not wait as long.
    expect(await bankOf()).toEqual({ status: 200, institution: null });
    const { data } = await app.plaid
      .client()
      .institutionsGetById({ institution_id: 'ins_109511', country_codes: ['US'] });
    answer({ data });
    await vi.advanceTimersByTimeAsync(0);
    expect(await bankOf()).toMatchObject({ institution: { name: 'Tartan Bank' } });
    expect(app.problems).toEqual([]);
  });

  it('a page of many banks waits half a second in all', async () => {
    vi.useFakeTimers();
    const app = createBankApp();
    const itemIds = Array.from({ length: 60 }, (_, bank) => {
      const item = app.plaid.createItem({ institutionId: `ins_${bank}` });
      app.own('ada', item);
      return item.itemId;
    });
    const never = app.clientAsking(() => new Promise(() => {}));
    const { ask } = app.setUp({ plaid: never });
    const answered = vi.fn();
    void ask(ITEMS, { body: JSON.stringify({ item_ids: itemIds }) }).then(answered);
    await vi.advanceTimersByTimeAsync(WAIT_MS);
    expect(answered).toHaveBeenCalledOnce();
  });

  it.each([
    ['refuses', refuses('RATE_LIMIT_EXCEEDED', 'RATE_LIMIT'), 'RATE_LIMIT'],
    ['is unreachable', () => Promise.reject(new Error('down')), 'NO_ANSWER'],
    [
      'answers with something else',
      () => Promise.resolve({ data: { institution: 7 } }),
      'NO_ANSWER',
    ],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
      'NO_ANSWER',
    ],
  ])(
    'the health answer is complete where Plaid %s, and the cause is told once',
    async (_how, ask, errorCode) => {
      const app = createBankApp();
      const asked = vi.fn(ask);
      const { bankOf } = app.setUp({ plaid: app.clientAsking(asked) });
      for (let time = 0; time < 3; time += 1) {
        expect(await bankOf()).toEqual({ status: 200, institution: null });
      }
      expect(asked).toHaveBeenCalledOnce();
      expect(app.problems).toMatchObject([{ route: 'institutions', status: 200, errorCode }]);
    },
  );

  it('a failure is tried again after a minute', async () => {
    vi.useFakeTimers();
    const app = createBankApp();
    const ask = vi.fn(app.plaid.client().institutionsGetById).mockRejectedValueOnce(new Error());
    const { bankOf } = app.setUp({ plaid: app.clientAsking(ask) });
    expect(await bankOf()).toMatchObject({ institution: null });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(await bankOf()).toMatchObject({ institution: null });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await bankOf()).toMatchObject({ institution: { name: 'Tartan Bank' } });
  });

  it('an old record is used while Plaid is asked again, and its logo keeps its address', async () => {
    vi.useFakeTimers();
    const app = createBankApp();
    const ask = vi.fn(app.plaid.client().institutionsGetById);
    const { bankOf } = app.setUp({ plaid: app.clientAsking(ask) });
    const { institution: first } = await bankOf();
    await vi.advanceTimersByTimeAsync(7 * DAY);
    expect((await bankOf()).institution).toEqual(first);
    await vi.advanceTimersByTimeAsync(0);
    expect(ask).toHaveBeenCalledTimes(2);
    expect((await bankOf()).institution).toEqual(first);
    await vi.advanceTimersByTimeAsync(7 * DAY);
    const institution = { institution_id: 'ins_109511', name: 'Tartan' };
    ask.mockResolvedValueOnce({ status: 200, data: { institution } });
    expect((await bankOf()).institution).toEqual(first);
    await vi.advanceTimersByTimeAsync(0);
    expect((await bankOf()).institution).toMatchObject({ name: 'Tartan', logo_url: null });
  });

  it('a part of Plaid’s answer that cannot be shown safely is left out, and told once', async () => {
    const app = createBankApp();
    const institution = {
      institution_id: 'ins_109511',
      name: 'Tartan Bank',
      url: 'javascript:alert(1)',
      primary_color: 'red;background:url(//evil.example)',
      oauth: true,
      logo: btoa('<svg onload=alert(1)>'),
    };
    const plaid = app.clientAsking(() => Promise.resolve({ data: { institution } }));
    const { bankOf } = app.setUp({ plaid });
    const safe = { url: null, color: null, oauth: true, logo_url: null };
    expect((await bankOf()).institution).toEqual({
      id: 'ins_109511',
      name: 'Tartan Bank',
      ...safe,
    });
    await bankOf();
    expect(app.problems).toMatchObject([{ errorCode: 'INVALID_ANSWER' }]);
    expect(app.problems[0]?.message).toMatch(/url must be.*color must be.*logo is no PNG/);
    expect(app.problems[0]?.message).not.toMatch(/alert|evil/);
  });

  it('Plaid is asked about no other bank for a minute after it has refused one for its limit', async () => {
    vi.useFakeTimers();
    const app = createBankApp();
    const itemIds = ['ins_109508', 'ins_109509'].map((institutionId) => {
      const item = app.plaid.createItem({ institutionId });
      app.own('ada', item);
      return item.itemId;
    });
    const refuse = refuses('RATE_LIMIT_EXCEEDED', 'RATE_LIMIT');
    const answer = app.plaid.client().institutionsGetById;
    let questions = 0;
    const plaid = app.clientAsking((request, options) => {
      questions += 1;
      return questions === 1 ? refuse() : answer(request, options);
    });
    const { bankOf } = app.setUp({ plaid });
    for (const itemId of itemIds) expect((await bankOf(itemId)).institution).toBeNull();
    expect(questions).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    for (const itemId of itemIds) expect((await bankOf(itemId)).institution).not.toBeNull();
  });

  it('an answer of Plaid’s about another bank is not used', async () => {
    const app = createBankApp();
    const institution = { institution_id: 'ins_1', name: 'Another Bank' };
    const plaid = app.clientAsking(() => Promise.resolve({ data: { institution } }));
    expect(await app.setUp({ plaid }).bankOf()).toMatchObject({ institution: null });
  });
});

describe('a store of institutions', () => {
  it('a bank that one machine has asked for is known to the others', async () => {
    const app = createBankApp();
    const store = createJsonStore();
    const machines = [1, 2].map(() =>
      app.setUp({ plaid: app.plaid.client(), institutions: { store } }),
    );
    const banks = [];
    for (const { bankOf } of machines) banks.push((await bankOf()).institution);
    expect(banks[1]).toEqual(banks[0]);
    expect(app.bankQuestions()).toBe(1);
    expect([...store.texts.keys()]).toEqual([
      expect.stringMatching(/^logo:[\da-f]{32}$/),
      'institution:ins_109511',
    ]);
    const answer = await machines[1]?.get(banks[0]?.logo_url ?? '');
    expect(answer?.status).toBe(200);
  });

  it('a logo that the store lost, or failed to keep, is asked for again by the next machine', async () => {
    const app = createBankApp();
    const store = createJsonStore();
    const machine = () => app.setUp({ plaid: app.plaid.client(), institutions: { store } });
    const { institution } = await machine().bankOf();
    for (const key of store.texts.keys()) if (key.startsWith('logo:')) store.texts.delete(key);
    const next = machine();
    expect((await next.bankOf()).institution).toEqual(institution);
    expect((await next.get(institution?.logo_url ?? '')).status).toBe(200);
    expect((await machine().get(institution?.logo_url ?? '')).status).toBe(200);
  });

  it('a record that a wrong clock dated years ahead is asked for again', async () => {
    const app = createBankApp();
    const store = createJsonStore();
    await app.setUp({ plaid: app.plaid.client(), institutions: { store } }).bankOf();
    const [key = '', text = ''] = [...store.texts].at(-1) ?? [];
    store.texts.set(key, text.replace(/"checkedAt":"\d{4}/, '"checkedAt":"2999'));
    await app.setUp({ plaid: app.plaid.client(), institutions: { store } }).bankOf();
    expect(store.texts.get(key)).not.toContain('2999');
  });

  it('a handler and a service with one plaid client have the same addresses of logos', async () => {
    const app = createBankApp();
    const { linkToken: _linkToken, ...rest } = app.options;
    const linkToken = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
    const options = { ...rest, linkToken, institutions: true, rateLimit: false as const };
    const service = createRelinkService<string>(options);
    const handler = createRelinkHandler<string>(options);
    const { institution } = await service.getItem('ada', { itemId: app.item.itemId });
    const logo = new URL(institution?.logo_url ?? '', 'https://app.test');
    expect((await handler(new Request(logo))).status).toBe(200);
    expect(app.bankQuestions()).toBe(1);
  });

  it.each<[string, Partial<InstitutionStore>]>([
    ['fails to read', { read: () => Promise.reject(new Error('down')) }],
    [
      'throws at once',
      {
        read: () => {
          throw new Error('down');
        },
      },
    ],
    ['fails to write', { write: () => Promise.reject(new Error('down')) }],
    ['returns something else', { read: () => ({ name: 'Tartan Bank' }) }],
    ['returns a record of another bank', { read: () => ({ version: 1, institutionId: 'ins_2' }) }],
  ])('a store that %s fails no answer, and is told', async (_how, fault) => {
    const app = createBankApp();
    const { bankOf } = app.setUp({ institutions: { store: { ...createJsonStore(), ...fault } } });
    expect(await bankOf()).toMatchObject({ status: 200, institution: { name: 'Tartan Bank' } });
    expect(app.problems).not.toEqual([]);
    for (const { errorCode } of app.problems) expect(errorCode).toBe('INSTITUTIONS_FAILED');
  });

  it('a store that never answers delays an answer by half a second at most', async () => {
    vi.useFakeTimers();
    const app = createBankApp();
    const store = { read: () => new Promise(() => {}), write: () => undefined };
    const { bankOf } = app.setUp({ institutions: { store } });
    const answered = vi.fn();
    void bankOf().then(answered);
    await vi.advanceTimersByTimeAsync(WAIT_MS);
    expect(answered).toHaveBeenCalledWith({ status: 200, institution: null });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await bankOf()).toMatchObject({ institution: { name: 'Tartan Bank' } });
    expect(app.problems[0]?.message).toContain('institutions.store.read() took longer than');
  });

  it.each(['read', 'write'] as const)(
    'a store whose %s fails after its time is told with its error too',
    async (name) => {
      vi.useFakeTimers();
      const app = createBankApp();
      const cause = new Error('The pool has no connection left.');
      const failLate = () =>
        new Promise<never>((_resolve, reject) => setTimeout(() => reject(cause), 1_500));
      const store = { ...createJsonStore(), [name]: failLate };
      const { bankOf } = app.setUp({ institutions: { store } });
      void bankOf();
      await vi.advanceTimersByTimeAsync(10_000);
      const told = app.problems.filter(({ message }) => message.includes(`${name}() failed`));
      expect(told).toMatchObject([
        { errorCode: 'INSTITUTIONS_FAILED', cause: { message: cause.message } },
      ]);
    },
  );

  it('what a store was made to hold is shown only where it is safe', async () => {
    const app = createBankApp();
    const store = createJsonStore();
    const record = {
      version: 1,
      institutionId: 'ins_109511',
      name: 'Tartan Bank',
      url: 'javascript:alert(1)',
      color: '#fff;x',
      oauth: false,
      logoKey: null,
      checkedAt: new Date().toISOString(),
    };
    store.texts.set('institution:ins_109511', JSON.stringify(record));
    const { bankOf } = app.setUp({ institutions: { store } });
    expect((await bankOf()).institution).toMatchObject({ url: null, color: null });
  });
});

describe('the addresses of logos', () => {
  it('logoUrl gives the address, and the handler keeps and serves no logos', async () => {
    const app = createBankApp();
    const store = createJsonStore();
    const { bankOf, get } = app.setUp({
      institutions: {
        store,
        logoUrl: ({ institutionId }) => `https://cdn.example/${institutionId}`,
      },
    });
    expect((await bankOf()).institution?.logo_url).toBe('https://cdn.example/ins_109511');
    expect([...store.texts.keys()]).toEqual(['institution:ins_109511']);
    const key = '0'.repeat(32);
    expect((await get(`/api/plaid/institution/logo?key=${key}`)).status).toBe(404);
  });

  it.each<[string, () => string]>([
    ['an address that is not safe', () => 'javascript:alert(1)'],
    ['plain http', () => 'http://cdn.example/1.png'],
    [
      'an error',
      () => {
        throw new Error('broken');
      },
    ],
  ])('%s of logoUrl is left out, and told', async (_what, logoUrl) => {
    const app = createBankApp();
    const { bankOf } = app.setUp({ institutions: { logoUrl } });
    expect((await bankOf()).institution).toMatchObject({ name: 'Tartan Bank', logo_url: null });
    expect(app.problems).toMatchObject([
      {
        errorCode: 'APP_ERROR',
        message: expect.stringContaining('institutions.logoUrl') as string,
      },
    ]);
  });

  it('the address begins with the handler’s basePath', async () => {
    for (const [basePath, start] of [
      ['/', '/institution/logo?'],
      ['/x/y', '/x/y/institution/logo?'],
    ]) {
      const app = createBankApp();
      const { handler } = app.setUp({ basePath });
      const path = `${basePath === '/' ? '' : basePath}/item/get`;
      const request = app.requestFor('', { itemId: app.item.itemId });
      const answer = await handler(new Request(new URL(path, request.url), request));
      const { institution } = (await answer.json()) as { institution: { logo_url: string } };
      expect(institution.logo_url.startsWith(start ?? '')).toBe(true);
    }
  });
});

describe('mistakes in the option institutions', () => {
  const app = createBankApp();
  const create = (overrides: object) => () => app.setUp(overrides);

  it.each<[string, object, RegExp]>([
    ['another type', { institutions: 'US' }, /`institutions` must be true, false or an object/],
    ['a list', { institutions: ['US'] }, /`institutions` must be/],
    [
      'an unknown option',
      { institutions: { countrycodes: ['US'] } },
      /Did you mean countryCodes\?/,
    ],
    [
      'an unknown country',
      { institutions: { countryCodes: ['UK'] } },
      /countryCodes` must be codes/,
    ],
    ['no country', { institutions: { countryCodes: [] } }, /countryCodes` is required/],
    ['no age', { institutions: { maxAgeMs: 0 } }, /`institutions.maxAgeMs` must be/],
    [
      'a store without write',
      { institutions: { store: { read() {} } } },
      /`institutions.store` must/,
    ],
    [
      'an address in place of a function',
      { institutions: { logoUrl: '/x' } },
      /`institutions.logoUrl`/,
    ],
    [
      'a linkToken function and no countries',
      { linkToken: () => null },
      /`institutions.countryCodes` is required where linkToken is a function/,
    ],
    [
      'a client without the method',
      { plaid: { ...app.plaid.client(), institutionsGetById: undefined } },
      /`plaid` has no method institutionsGetById\(\), which `institutions` needs/,
    ],
  ])('%s is refused at start-up', (_what, overrides, message) => {
    expect(create(overrides)).toThrow(message);
  });

  it('a client without institutionsGetById is enough while the option is off', () => {
    const plaid = { ...app.plaid.client(), institutionsGetById: undefined };
    expect(create({ plaid, institutions: false })).not.toThrow();
  });
});
