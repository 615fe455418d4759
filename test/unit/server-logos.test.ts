import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryInstitutions } from 'react-plaid-relink/server';
import { createQuietLog } from '../../src/server/http/quiet-log';
import { decodePng } from '../../src/server/institutions/logo-png';
import { createLogoShelf } from '../../src/server/institutions/logo-shelf';
import { createStoreReader } from '../../src/server/institutions/store-reader';
import { brandOf } from '../../src/testing/plaid/endpoints/institution-brand';
import { createBankApp, createJsonStore, type Bank } from '../support/bank-app';
import { eventually } from '../support/eventually';
import { serve } from '../support/serve';
import { ORIGIN } from '../support/server-app';
import { servePlaid } from '../support/served-plaid';

const ROUTE = '/api/plaid/institution/logo';
const LOGO = brandOf('ins_109511').logo ?? '';
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

async function setUpLogo(overrides: Parameters<ReturnType<typeof createBankApp>['setUp']>[0] = {}) {
  const app = createBankApp();
  const server = app.setUp(overrides);
  const { institution } = await server.bankOf();
  return { app, ...server, path: institution?.logo_url ?? '' };
}

describe('the memory of logos', () => {
  /** The largest are some 190 kB: a PNG may have text of any length. */
  function largeLogo(): string {
    const png = bytesOf(LOGO);
    const text = new Uint8Array(150_000 + 12);
    new DataView(text.buffer).setUint32(0, 150_000);
    text.set(new TextEncoder().encode('tEXt'), 4);
    return Buffer.concat([png.slice(0, -12), text, png.slice(-12)]).toString('base64');
  }

  it('logos in memory are bounded by their bytes, and the one that was not used for the longest time goes first', async () => {
    const store = createJsonStore();
    const reads = vi.spyOn(store, 'read');
    const reader = createStoreReader(store, { route: 'logos', quietLog: createQuietLog(() => {}) });
    const shelf = createLogoShelf(reader);
    for (let index = 0; index < 60; index += 1) await shelf.keep(`key-${index}`, largeLogo());
    expect(await shelf.find('key-59')).not.toBeNull();
    expect(reads).not.toHaveBeenCalled();
    expect(await shelf.find('key-0')).not.toBeNull();
    expect(reads).toHaveBeenCalledOnce();
  });

  it('a store in memory holds 16 MB of logos at most', () => {
    const store = createMemoryInstitutions();
    const logo = 'x'.repeat(200_000);
    for (let index = 0; index < 100; index += 1) void store.write(`logo:${index}`, { logo });
    const kept = Array.from({ length: 100 }, (_, index) => store.read(`logo:${index}`));
    expect(kept.filter(Boolean)).toHaveLength(83);
    expect(kept[0]).toBeNull();
    expect(kept[99]).toEqual({ logo });
  });
});

describe('the logo of a bank', () => {
  it('the logo is served as the PNG that Plaid gave, and as nothing else', async () => {
    const { get, path } = await setUpLogo();
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'image/png',
      'content-length': `${bytesOf(LOGO).byteLength}`,
      'cache-control': 'public, max-age=86400',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      etag: expect.stringMatching(/^"[\da-f]{32}"$/) as string,
    });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytesOf(LOGO));
  });

  it('a browser that has the logo gets a 304, and HEAD gets no body', async () => {
    const { get, path } = await setUpLogo();
    const etag = (await get(path)).headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get(path, { headers: { 'if-none-match': known } });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([
        304,
        etag,
        '',
      ]);
    }
    expect((await get(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const head = await get(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('an image needs neither cookie nor header, and no function of the app is called for it', async () => {
    const { app, get, path } = await setUpLogo();
    const before = { ...app.calls, findItem: [...app.calls.findItem] };
    expect((await get(path, { headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(200);
    expect(app.calls).toEqual(before);
  });

  it('a visitor cannot find out which banks the users have', async () => {
    const { app, get } = await setUpLogo();
    const questions = app.bankQuestions();
    const guesses = [
      '',
      '?key=',
      '?key=ins_109511',
      '?institution_id=ins_109511',
      `?key=${'0'.repeat(32)}`,
      `?institution_id=ins_109511&key=${'0'.repeat(32)}`,
      `?key=institution:ins_109511`,
      `?key=${'0'.repeat(31)}A`,
      `?key=${'0'.repeat(10_000)}`,
      '?key=%00&key=../../etc/passwd',
    ];
    const answers = await Promise.all(
      guesses.map(async (guess) => {
        const answer = await get(ROUTE + guess);
        return [answer.status, answer.headers.get('cache-control'), await answer.text()] as const;
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.slice(0, 2)).toEqual([404, 'no-store']);
    expect(app.bankQuestions()).toBe(questions);
    expect(app.problems).toEqual([]);
  });

  it('a flood of invented keys reads the store 600 times a minute at most', async () => {
    const store = createJsonStore();
    const read = vi.spyOn(store, 'read');
    const { get, path } = await setUpLogo({ institutions: { store } });
    read.mockClear();
    for (let key = 0; key < 700; key += 1) {
      await get(`${ROUTE}?key=${key.toString(16).padStart(32, '0')}`);
    }
    expect(read).toHaveBeenCalledTimes(600);
    // Known logos are served all the same.
    expect((await get(path)).status).toBe(200);
  });

  it('visitors who ask for one logo at the same time cause one read of the store', async () => {
    const store = createJsonStore();
    const app = createBankApp();
    const { bankOf } = app.setUp({ plaid: app.plaid.client(), institutions: { store } });
    const { institution } = await bankOf();
    const read = vi.spyOn(store, 'read');
    const { get } = app.setUp({ plaid: app.plaid.client(), institutions: { store } });
    const visits = Array.from({ length: 700 }, () => get(institution?.logo_url ?? ''));
    for (const { status } of await Promise.all(visits)) expect(status).toBe(200);
    expect(read).toHaveBeenCalledOnce();
  });

  it('keys that cannot be keys never reach the store', async () => {
    const store = createJsonStore();
    const { get } = await setUpLogo({ institutions: { store } });
    const read = vi.spyOn(store, 'read');
    await get(`${ROUTE}?key=x`);
    await get(ROUTE);
    expect(read).not.toHaveBeenCalled();
  });

  it('what a store was made to hold in place of a logo is not served', async () => {
    const store = createJsonStore();
    const app = createBankApp();
    const { get } = app.setUp({ institutions: { store } });
    const key = 'a'.repeat(32);
    for (const logo of [btoa('<script>alert(1)</script>'), 7, null, 'data:text/html,x']) {
      store.texts.set(`logo:${key}`, JSON.stringify({ version: 1, logo }));
      expect((await get(`${ROUTE}?key=${key}`)).status).toBe(404);
    }
  });

  it('other methods than GET and HEAD are refused', async () => {
    const { get, path } = await setUpLogo();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await get(path, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  it('a name that is not the app’s gets no logo', async () => {
    const app = createBankApp();
    const { get } = app.setUp({ allowedHosts: ['other.test'] });
    expect((await get(`${ROUTE}?key=${'a'.repeat(32)}`)).status).toBe(403);
  });

  it('the route of logos is none without the option, and GET is refused elsewhere as before', async () => {
    const app = createBankApp();
    const { get } = app.setUp({ institutions: false });
    expect((await get(`${ROUTE}?key=${'a'.repeat(32)}`)).status).toBe(404);
    const on = createBankApp().setUp();
    expect((await on.get('/api/plaid/item/get')).status).toBe(405);
  });

  it('onRequest hears of a logo with its route and without a user', async () => {
    const onRequest = vi.fn();
    const { get, path } = await setUpLogo({ onRequest });
    onRequest.mockClear();
    await get(path);
    await eventually(() => expect(onRequest).toHaveBeenCalledOnce());
    expect(onRequest.mock.calls[0]?.[0]).toMatchObject({
      route: '/institution/logo',
      outcome: 'ok',
      userId: null,
      itemId: null,
    });
  });
});

describe('the check of a PNG', () => {
  const png = bytesOf(LOGO);
  const changed = (at: number, ...bytes: number[]) => {
    const copy = png.slice();
    copy.set(bytes, at);
    return base64Of(copy);
  };

  it('the logos of the fake Plaid are PNGs of 152 × 152 pixels', () => {
    for (const id of [
      'ins_109508',
      'ins_109509',
      'ins_109510',
      'ins_109511',
      'ins_109512',
      'ins_127287',
    ]) {
      const bytes = decodePng(brandOf(id).logo ?? '');
      expect([bytes?.[19], bytes?.[23]]).toEqual([152, 152]);
    }
    expect(brandOf('ins_1').logo).toBeNull();
  });

  it.each([
    ['no base64', '%%%%'],
    ['base64 with a line break', `${LOGO.slice(0, 40)}\n${LOGO.slice(40)}`],
    ['a data: address', `data:image/png;base64,${LOGO}`],
    ['nothing', ''],
    ['HTML', btoa('<html><script>alert(1)</script></html>')],
    ['SVG', btoa('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a GIF', btoa('GIF89a\u0001\u0000\u0001\u0000')],
    ['a PNG’s signature alone', base64Of(png.slice(0, 8))],
    ['a PNG that is cut off', base64Of(png.slice(0, -1))],
    [
      'a PNG with a page behind it',
      base64Of(Uint8Array.from([...png, ...new TextEncoder().encode('<script>')])),
    ],
    ['a PNG whose first chunk is another', changed(12, 0x74)],
    ['a PNG of 16 million pixels a side', changed(16, 0x00, 0xff, 0xff, 0xff)],
    ['a PNG of no width', changed(16, 0, 0, 0, 0)],
    ['a PNG with a chunk that never ends', changed(33, 0x7f, 0xff, 0xff, 0xff)],
    ['a PNG that is too large', 'A'.repeat(400_000)],
  ])('%s is no logo', (_what, base64) => {
    expect(decodePng(base64)).toBeNull();
  });
});

describe('logos over HTTP, with the official client', () => {
  it('a page gets the bank of an Item, and its logo from the address in the answer', async () => {
    const app = createBankApp();
    const served = await servePlaid(app.plaid);
    onTestFinished(() => served.close());
    const { handler } = app.setUp({ plaid: served.client });
    const server = await serve(handler);
    onTestFinished(() => server.close());
    const answer = await fetch(`${server.url}/api/plaid/item/get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': 'ada' },
      body: JSON.stringify({ item_id: app.item.itemId }),
    });
    const { institution } = (await answer.json()) as { institution: Bank };
    expect(institution).toMatchObject({ name: 'Tartan Bank', url: 'https://tartan-bank.example/' });
    expect(served.sent.find(({ path }) => path === '/institutions/get_by_id')?.body).toEqual({
      institution_id: 'ins_109511',
      country_codes: ['US'],
      options: { include_optional_metadata: true },
    });
    const image = await fetch(new URL(institution.logo_url ?? '', server.url));
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(bytesOf(LOGO));
    expect(new URL(institution.logo_url ?? '', ORIGIN).search).not.toContain('ins_');
  });
});
