import { describe, expect, it, vi } from 'vitest';
import { createRelinkHandler, createRelinkService } from 'react-plaid-relink/server';
import { createServerApp, ITEM, LINK } from '../support/server-app';
import { shortHash } from '../../src/server/http/short-hash';

/** An app whose query builder drops a condition that is undefined, so that a visitor would own each Item. */
function lenientApp() {
  const app = createServerApp();
  const { plaid, linkToken, onError } = app.options;
  const findItem = vi.fn(() => ({ accessToken: app.items.ada.accessToken, clientUserId: 'ada' }));
  const ask = (user: unknown, more: object = {}) =>
    createRelinkHandler<string>({
      ...{ plaid, linkToken, onError, findItem },
      authenticate: () => user as string,
      ...more,
    })(app.requestFor(LINK));
  return { ...app, findItem, ask };
}

const nothing = (): void => {};
class Session {
  readonly #user = 'ada';
  get user(): string {
    return this.#user;
  }
}

describe('an object for a visitor', () => {
  it.each<[string, unknown]>([
    ['an empty object', {}],
    ['{ user: null } (NextAuth)', { user: null, expires: '2030-01-01' }],
    [
      '{ userId: null } (Clerk)',
      { userId: null, sessionId: null, tokenType: 'x', getToken: nothing },
    ],
    ['{ data: { user: null } } (Supabase)', { data: { user: null }, error: null }],
    [
      '{ data: { user: null } } with an error (Supabase)',
      { data: { user: null }, error: new Error('Auth session missing!') },
    ],
    [
      '{ data: { user: null } } with an error as JSON',
      { data: { user: null }, error: { status: 400 } },
    ],
    ['{ session: { user: null } } with more', { session: { user: null }, locale: 'en' }],
    ['{ session: {} }', { session: {}, id: undefined }],
    ['a guest without an id', { id: undefined, role: 'guest' }],
    ['a token without a subject', { sub: undefined, iat: 1, exp: 2 }],
    ["the text 'undefined'", 'undefined'],
    ['an object without a prototype', Object.create(null)],
    ['a boxed text', new String('ada')],
    ['a boxed false', new Boolean(false)],
    ['a function', () => 'ada'],
    ['a symbol', Symbol('ada')],
    ['a Map', new Map([['user', 'ada']])],
    ['a Set', new Set(['ada'])],
    ['Headers', new Headers({ 'x-user': 'ada' })],
    ['a URL', new URL('https://app.test')],
    ['a Date', new Date()],
  ])('G8: %s is no user, so that no Item is looked up and no token minted', async (_name, user) => {
    const { ask, findItem, problems, countOf } = lenientApp();
    expect((await ask(user)).status).toBe(500);
    expect(findItem).not.toHaveBeenCalled();
    expect(countOf(LINK)).toBe(0);
    expect(problems).toMatchObject([{ errorCode: 'APP_ERROR' }]);
    expect(problems[0]?.message).toContain('authenticate gave no user');
  });

  it.each<[string, unknown]>([
    ['a text', 'ada'],
    ['a number', 7],
    ['a bigint', 7n],
    ['a row', { id: 7, name: null }],
    ['a row with an empty data', { name: 'ada', data: {}, session: null }],
    ['a session whose user has a name alone', { user: { name: 'Ada', email: null } }],
    ['a row whose id is zero', { id: 0, name: null, role: 'root' }],
    ['a row with an e-mail address alone', { id: undefined, email: 'ada@app.test' }],
    ['a session', { user: { id: 'ada' }, expires: '2030-01-01' }],
    ['an instance with accessors', new Session()],
    ['a row of another realm', Object.create({ __proto__: null, toString: nothing })],
  ])('%s may be a user', async (name, user) => {
    const named = name.startsWith('a row of') ? Object.assign(user as object, { id: 'ada' }) : user;
    expect((await lenientApp().ask(named)).status).toBe(200);
  });
});

describe('userId', () => {
  it.each([undefined, null, ''])('G8: a user whose userId is %j is a visitor', async (id) => {
    const { ask, findItem, problems } = lenientApp();
    const userId = (): string | null | undefined => id;
    expect((await ask({ user: null }, { userId })).status).toBe(401);
    expect(findItem).not.toHaveBeenCalled();
    expect(problems).toEqual([]);
  });

  it.each<[unknown, string]>([
    [7, 'a value of type number'],
    [Promise.resolve('ada'), 'a promise'],
    [{ id: 'ada' }, 'a value of type object'],
    [true, 'a value of type boolean'],
    ['undefined', 'undefined'],
    ['null', 'null'],
    ['NaN', 'NaN'],
    ['[object Object]', 'object Object'],
    ['tenant:undefined', 'undefined'],
  ])('G8: a userId of %j is a mistake in the app, which onError hears of', async (id, word) => {
    const { ask, findItem, problems } = lenientApp();
    expect((await ask({ id: 'ada' }, { userId: () => id })).status).toBe(500);
    expect(findItem).not.toHaveBeenCalled();
    expect(problems[0]?.message).toContain(word);
  });

  it('G8: a userId that throws lets no request through', async () => {
    const { ask, findItem, problems } = lenientApp();
    const userId = ({ user }: { user: { id: string } }): string => user.id;
    expect((await ask({ user: null }, { userId })).status).toBe(500);
    expect(findItem).not.toHaveBeenCalled();
    expect(problems[0]?.message).toContain('userId threw');
  });

  it('userId may read a Map, and may be a method that uses `this`', async () => {
    const { ask } = lenientApp();
    const userId = (session: Map<string, string>) => session.get('user');
    expect((await ask(new Map([['user', 'ada']]), { userId })).status).toBe(200);
    expect((await ask(new Map(), { userId })).status).toBe(401);
    const options = {
      basePath: '/api/plaid',
      userId(user: Record<string, string>) {
        return this.basePath === '/api/plaid' ? user.id : null;
      },
    };
    expect((await ask({ id: 'ada' }, options)).status).toBe(200);
  });

  it('G8: a service refuses an object for a visitor, and a user whose userId is null', async () => {
    const options = {
      plaid: createServerApp().options.plaid,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
      findItem: () => null,
    };
    const service = createRelinkService<unknown>(options);
    await expect(service.getItem({ user: null }, { itemId: 'x' })).rejects.toMatchObject({
      status: 500,
    });
    const named = createRelinkService<unknown>({ ...options, userId: () => null });
    await expect(named.getItem({ user: null }, { itemId: 'x' })).rejects.toMatchObject({
      status: 401,
    });
  });
});

describe('clientUserIdOf', () => {
  it('G8: an Item of another clientUserId than the user’s is refused, and onError hears of it', async () => {
    const { ask, problems, countOf } = lenientApp();
    const clientUserIdOf = ({ id }: { id: string }): string => id;
    expect((await ask({ id: 'ada' }, { clientUserIdOf })).status).toBe(200);
    expect((await ask({ id: 'bob' }, { clientUserIdOf })).status).toBe(500);
    expect((await ask({ id: undefined, name: 'x' }, { clientUserIdOf })).status).toBe(500);
    expect(countOf(LINK)).toBe(1);
    expect(problems[0]?.message).toContain('clientUserIdOf');
  });
});

describe('an accessToken', () => {
  it.each(['enc:v1:7c2f', 'processor-sandbox-1', 'pda-RDdg0TUCB0FB25', 'tok_sandbox_1'])(
    'G8: the accessToken %s is none of Plaid’s, so that Plaid is not asked',
    async (accessToken) => {
      const { plaid, problems, setUp } = createServerApp();
      const findItem = () => ({ accessToken, clientUserId: 'ada' });
      expect((await setUp({ findItem }).ask(ITEM)).status).toBe(500);
      expect(plaid.requests).toEqual([]);
      expect(problems[0]?.message).toContain('access-');
      expect(JSON.stringify(problems)).not.toContain(accessToken);
    },
  );
});

it('the hash of a text is that of Web Crypto, for texts of each length around a block', async () => {
  for (let length = 0; length < 200; length += 1) {
    const text = 'aé\u0000😀'.repeat(60).slice(0, length);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    expect(shortHash(text)).toBe(Buffer.from(digest).toString('hex').slice(0, 32));
  }
});
