import { describe, expect, it } from 'vitest';
import {
  keptPart,
  problemsOf,
  usablePart,
  type BackendForm,
} from '../../demo/app/try-backend/form';
import { loadForm, saveForm, type FormStorage } from '../../demo/app/try-backend/storage';

const FORM: BackendForm = {
  url: 'https://app.example.com/api/plaid',
  headers: [],
  itemId: 'item-of-ada',
  foreignItemId: 'item-of-bob',
};
const USUAL: BackendForm = { ...FORM, url: 'http://localhost:4310/api/plaid' };
const ACCESS_TOKEN = 'access-sandbox-8ab976e6-64bc-4b38-98f7-731e7a349970';
const PLAID_SECRET = '0123456789abcdef0123456789abcd';

function memoryStorage(): FormStorage & { text(): string } {
  const texts = new Map<string, string>();
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
    text: () => [...texts].flat().join('\n'),
  };
}

function kept(form: Partial<BackendForm>): { text: string; form: BackendForm | null } {
  const storage = memoryStorage();
  saveForm(storage, { ...FORM, ...form }, USUAL);
  return { text: storage.text(), form: loadForm(storage) };
}

describe('what the page "Try your backend" keeps', () => {
  it('a form without secrets comes back as it was typed', () => {
    const headers = [{ name: 'x-tenant', value: 'acme' }];
    expect(kept({ headers }).form).toEqual({ ...FORM, headers });
  });

  it.each([
    ['Authorization', 'Bearer abc'],
    ['Authorization', 'hunter2'],
    ['Cookie', 'session=abc'],
    ['X-Api-Key', 'abc'],
    ['apikey', 'abc'],
    ['X-Session', 'abc'],
    ['X-CSRF', 'abc'],
    ['X-Password', 'hunter2'],
    ['connect.sid', 'abc'],
    ['X-Anything', 'Basic YWJj'],
    ['X-Anything', 'eyJhbGciOiJIUzI1NiJ9.e30.abc'],
    ['X-Anything', 'a1b2c3d4e5f6'],
    ['X-Anything', 'before 0123456789ab after'],
    ['X-Anything', 'abcdefghijklmnopqrstuvwxyz'],
    ['X-Anything', '8ab976e6-64bc-4b38-98f7-731e7a349970'],
  ])('the value of a header that may be a secret is not kept: %s: %s', (name, value) => {
    const { text, form } = kept({ headers: [{ name, value }] });
    expect(text).not.toContain(value);
    if (name !== 'Cookie') expect(form?.headers).toEqual([{ name, value: '' }]);
  });

  it.each([ACCESS_TOKEN, PLAID_SECRET, ACCESS_TOKEN.replaceAll('-', '%2D'), 'link-sandbox-abc'])(
    'a secret of Plaid’s is kept from no field: %s',
    (secret) => {
      const forms: Partial<BackendForm>[] = [
        { url: `https://app.example.com/${secret}` },
        { itemId: secret },
        { foreignItemId: secret },
        { headers: [{ name: 'x-tenant', value: secret }] },
        { headers: [{ name: secret, value: 'x' }] },
      ];
      for (const form of forms) expect(kept(form).text).not.toContain(secret);
    },
  );

  it('a URL with a password, a query or a token in its path is not kept', () => {
    for (const url of [
      'https://ada:hunter2@app.example.com/api',
      'https://app.example.com/api?key=hunter2',
      'https://app.example.com/api#hunter2',
      'https://app.example.com/hooks/hunter2hunter2hunter2',
    ])
      expect(kept({ url }).text).not.toContain('hunter2');
  });

  it('the form of the usual backend is forgotten, because its Items change', () => {
    const storage = memoryStorage();
    saveForm(storage, FORM, USUAL);
    saveForm(storage, USUAL, USUAL);
    expect(storage.text()).toBe('');
  });

  it.each(['', '{', 'null', '7', '[]', '{"url":7}', '{"url":"","itemId":"","foreignItemId":""}'])(
    'a text in storage that is no form is taken for none: %s',
    (text) => {
      const storage = memoryStorage();
      storage.setItem('react-plaid-relink:try-backend', text);
      expect(loadForm(storage)).toBeNull();
    },
  );

  it('a browser that lets the page keep nothing is told', () => {
    const broken = (): never => {
      throw new DOMException('no', 'SecurityError');
    };
    const storage = { getItem: broken, setItem: broken, removeItem: broken };
    expect(saveForm(storage, FORM, USUAL)).toBe(false);
    expect(loadForm(storage)).toBeNull();
  });
});

describe('what the page "Try your backend" takes', () => {
  it('a form that is right has no problem', () => {
    expect(problemsOf({ ...FORM, headers: [{ name: 'x-tenant', value: 'acme' }] })).toEqual({
      url: null,
      headers: [null],
      itemId: null,
      foreignItemId: null,
    });
  });

  it('a secret of Plaid’s is refused with a sentence, in whatever field it is', () => {
    for (const secret of [ACCESS_TOKEN, PLAID_SECRET]) {
      const headers = [{ name: 'x-any', value: `Bearer ${secret}` }];
      const problems = problemsOf({ ...FORM, headers, itemId: secret, foreignItemId: secret });
      for (const problem of [problems.itemId, problems.headers[0]])
        expect(problem).toMatch(/belongs on your server and nowhere else/);
    }
    const named = problemsOf({ ...FORM, headers: [{ name: 'PLAID-SECRET', value: 'x' }] });
    expect(named.headers).toEqual([expect.stringMatching(/No page may have its value/)]);
  });

  it('an id of 24 or 32 hexadecimal digits is none of Plaid’s secrets', () => {
    for (const length of [24, 32])
      expect(problemsOf({ ...FORM, itemId: 'a1'.repeat(length / 2) }).itemId).toBeNull();
  });

  it.each([
    ['Cookie', /Sign in to your app in another tab/],
    ['Origin', /the browser does/],
    ['Content-Type', /client sets/],
    ['two words', /name of letters/],
  ])('a header that a page cannot set is refused: %s', (name, problem) => {
    const headers = [{ name, value: 'x' }];
    expect(problemsOf({ ...FORM, headers }).headers).toEqual([expect.stringMatching(problem)]);
  });

  it('a header of two lines is refused, and is not among what is sent', () => {
    const form = { ...FORM, headers: [{ name: 'x-a', value: 'a\r\nx-b: b' }] };
    expect(problemsOf(form).headers).not.toEqual([null]);
    expect(usablePart(form).headers).toEqual([]);
    expect(keptPart(form).headers).toEqual([]);
  });

  it.each(['', 'app.example.com', 'javascript:alert(1)', '//app.example.com', 'https://a b'])(
    'an address that is no base URL is refused: %j',
    (url) => {
      expect(problemsOf({ ...FORM, url }).url).toMatch(/Give the base URL/);
    },
  );
});
