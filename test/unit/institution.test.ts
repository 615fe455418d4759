import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHttpGateway } from '../../src/core/gateway/http-gateway';
import { createFetchItemsHealth, fetchItemHealth } from '../../src/core/item/fetch-item-health';
import { parseInstitution } from '../../src/core/item/parse-institution';
import { parseItemHealth } from '../../src/core/item/parse-item-health';
import { withLogos } from '../../src/core/item/with-logos';
import { createFakeEnvironment } from '../support/fake-environment';

const NOW = Date.UTC(2026, 10, 29);
const TARTAN = {
  id: 'ins_109511',
  name: 'Tartan Bank',
  logo_url: '/api/plaid/institution/logo?key=1',
  url: 'https://tartan.example/',
  color: '#1F6FEB',
  oauth: true,
};
const parseWith = (field: object) => parseInstitution({ ...TARTAN, ...field });

describe('the institution of a health answer', () => {
  it('a full institution is read from the wire', () => {
    expect(parseInstitution(TARTAN)).toEqual({
      institution: {
        id: 'ins_109511',
        name: 'Tartan Bank',
        logoUrl: '/api/plaid/institution/logo?key=1',
        url: 'https://tartan.example/',
        color: '#1f6feb',
        oauth: true,
      },
      problems: [],
    });
  });

  it('a name alone is enough, and fields that are null or missing are no problem', () => {
    const nulls = { id: null, logo_url: null, url: null, color: null, oauth: null };
    for (const given of [{ name: 'Tartan Bank' }, { name: 'Tartan Bank', ...nulls }]) {
      expect(parseInstitution(given)).toEqual({
        institution: { name: 'Tartan Bank' },
        problems: [],
      });
    }
    for (const none of [undefined, null]) {
      expect(parseInstitution(none)).toEqual({ institution: null, problems: [] });
    }
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://tartan.example/1',
    'http://tartan.example/',
    'ftp://tartan.example/',
    '//tartan.example/',
    '/login',
    'tartan.example',
    'https://user:secret@tartan.example/',
    `https://tartan.example/${'a'.repeat(2_100)}`,
    `https://tartan.example/${'ä'.repeat(2_000)}`,
    7,
    {},
  ])('a page of the bank at %j is left out, with the reason', (url) => {
    const { institution, problems } = parseWith({ url });
    expect(institution).toEqual({ ...parseInstitution(TARTAN).institution, url: undefined });
    expect(problems).toEqual(['institution.url must be an https address without a user name.']);
  });

  it.each([
    'javascript:alert(1)',
    'data:image/svg+xml,<svg/>',
    'blob:https://tartan.example/1',
    'http://tartan.example/logo.png',
    'http://localhost.tartan.example/logo.png',
    '//evil.example/logo.png',
    '/\\evil.example/logo.png',
    '\\\\evil.example/logo.png',
    '/\t/evil.example/logo.png',
    '/.//evil.example/logo.png',
    '/logos/..//evil.example/logo.png',
    'logo.png',
    '../logo.png',
    'https://user@tartan.example/logo.png',
    false,
  ])('a logo at %j is left out, with the reason', (logo_url) => {
    const { institution, problems } = parseWith({ logo_url });
    expect(institution).toMatchObject({ name: 'Tartan Bank', logoUrl: undefined });
    expect(problems).toEqual([expect.stringContaining('institution.logo_url must be')]);
  });

  it.each([
    ['https://cdn.example/ins_1.png', 'https://cdn.example/ins_1.png'],
    ['/logos/ins_1.png?v=2', '/logos/ins_1.png?v=2'],
    ['/a/../logos/"><img>', '/logos/%22%3E%3Cimg%3E'],
    ['http://localhost:3001/logo.png', 'http://localhost:3001/logo.png'],
    ['http://127.0.0.1:3001/logo.png', 'http://127.0.0.1:3001/logo.png'],
  ])('a logo at %j is taken as %j', (logo_url, address) => {
    expect(parseWith({ logo_url })).toMatchObject({
      institution: { logoUrl: address },
      problems: [],
    });
  });

  it.each(['red', '#12', '#1f6febff', '#1f6feb;background:url(//evil.example)', 'rgb(0,0,0)', 7])(
    'a colour %j is left out, with the reason',
    (color) => {
      const { institution, problems } = parseWith({ color });
      expect(institution).toMatchObject({ name: 'Tartan Bank', color: undefined });
      expect(problems).toEqual(['institution.color must be a colour such as #1f6feb.']);
    },
  );

  it.each([
    ['a'.repeat(201)],
    [''],
    ['  '],
    ['Tartan\nBank'],
    ['Tartan\u202eBank'],
    ['\u2069x'],
    [7],
    [undefined],
  ])('an institution whose name is %j is left out, with the reason', (name) => {
    const { institution, problems } = parseWith({ name });
    expect(institution).toBeNull();
    expect(problems).toContain('An institution without a name is left out.');
  });

  it('what is no institution at all is left out, with the reason', () => {
    for (const given of ['Tartan Bank', 7, true]) {
      expect(parseInstitution(given)).toEqual({
        institution: null,
        problems: ['institution must be an object.'],
      });
    }
    expect(parseWith({ oauth: 'yes' }).problems).toEqual(['institution.oauth must be a boolean.']);
  });

  it('a bad institution takes nothing else from the health answer', () => {
    const body = { item_id: 'item', health: 'healthy', remedy: 'none', institution: 'Tartan Bank' };
    const health = parseItemHealth('item', body, NOW);
    expect(health).toMatchObject({ state: 'healthy', institutionName: null });
    expect(health).not.toHaveProperty('institution');
  });

  it('a name with control characters or marks that turn the direction is left out, where it comes without an institution too', () => {
    for (const name of ['Tartan\u0000Bank', 'Tartan\u202eknaB', 'x'.repeat(201), '   ']) {
      const words = { health: 'healthy', remedy: 'none', institution_name: name };
      expect(parseItemHealth('item', words, NOW).institutionName).toBeNull();
      const plaid = { item: { error: null, institution_name: name } };
      expect(parseItemHealth('item', plaid, NOW).institutionName).toBeNull();
    }
  });

  it('the institution comes with the words of the wire format and beside Plaid’s own item', () => {
    const words = { health: 'healthy', remedy: 'none' };
    const plaid = { item: { error: null } };
    for (const body of [words, plaid]) {
      expect(parseItemHealth('item', { ...body, institution: TARTAN }, NOW)).toMatchObject({
        institution: { name: 'Tartan Bank', oauth: true },
        institutionName: 'Tartan Bank',
        institutionId: 'ins_109511',
      });
    }
    const named = { ...words, institution_name: 'Tartan', institution_id: 'ins_1' };
    expect(parseItemHealth('item', { ...named, institution: TARTAN }, NOW)).toMatchObject({
      institutionName: 'Tartan',
      institutionId: 'ins_1',
    });
    expect(parseItemHealth('item', words, NOW).institution).toBeUndefined();
  });
});

describe('the logos of a backend on another origin', () => {
  const call = { signal: new AbortController().signal };
  function gatewayAt(baseUrl: string, body: object) {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body)));
    onTestFinished(() => void vi.unstubAllGlobals());
    return createHttpGateway({ baseUrl });
  }
  const entry = { item_id: 'item', institution: TARTAN };

  it('a path is of the gateway’s origin where the gateway is an address', async () => {
    const logo_url = 'https://api.example/api/plaid/institution/logo?key=1';
    const moved = { item_id: 'item', institution: { ...TARTAN, logo_url } };
    const one = gatewayAt('https://api.example/v1/plaid', entry);
    expect(withLogos(await one.getItem('item', call))).toEqual(moved);
    const many = gatewayAt('https://api.example/v1/plaid', { items: [entry, null] });
    expect(withLogos(await many.getItems(['item'], call))).toEqual({ items: [moved, null] });
  });

  it('the health of one Item, and of several, has the logo at the gateway’s origin', async () => {
    const words = { health: 'healthy', remedy: 'none' };
    const healthy = (item_id: string) => ({ item_id, ...words, institution: TARTAN });
    const logoUrl = 'https://api.example/api/plaid/institution/logo?key=1';
    const env = createFakeEnvironment();
    const one = gatewayAt('https://api.example', healthy('item'));
    const health = await fetchItemHealth(one, 'item', env, false);
    expect(health.institution).toMatchObject({ logoUrl });
    const several = gatewayAt('https://api.example', {
      items: [healthy('item'), healthy('other')],
    });
    const answerOf = createFetchItemsHealth(() => several, env)(['item', 'other'], false);
    expect((await answerOf('other')).institution).toMatchObject({ logoUrl });
  });

  it('a path stays as it is where the gateway is a path too', async () => {
    const own = gatewayAt('/api/plaid', entry);
    expect(withLogos(await own.getItem('item', call))).toEqual(entry);
  });

  it('an address, and what is no path, is left to the parser', async () => {
    for (const logo_url of [
      'https://cdn.example/1.png',
      '//evil.example/1.png',
      '/\t/evil.example/1.png',
      'javascript:1',
    ]) {
      const given = { item_id: 'item', institution: { ...TARTAN, logo_url } };
      const gateway = gatewayAt('https://api.example', given);
      expect(withLogos(await gateway.getItem('item', call))).toEqual(given);
    }
  });
});
