import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPage } from '../support/browser-page';
import { serve } from '../support/serve';

const plaid = createFakePlaid();
const item = plaid.createItem();
const PATH = '/api/plaid/link/token/create';

/** The requests for a token that reached the handler, with what it answered. */
const seen: { method: string; cookie: string | null; origin: string | null; status: number }[] = [];
let own: string;
let trusted: string;
let attackers: string[];
const cleanUps: (() => Promise<void>)[] = [];

async function servePage(): Promise<number> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>page</title><link rel="icon" href="data:," />');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  trusted = `http://127.0.0.1:${await servePage()}`;
  const port = await servePage();
  const handler = createRelinkHandler({
    plaid: plaid.client(),
    trustedOrigins: [trusted],
    authenticate: ({ headers }) => (headers.get('cookie')?.includes('user=ada') ? 'ada' : null),
    findItem: (id) => (id === item.itemId ? { ...item, clientUserId: 'ada' } : null),
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    onError: () => {},
  });
  const served = await serve(async (request) => {
    const { method, headers } = request;
    const response = await handler(request);
    const [cookie, origin] = [headers.get('cookie'), headers.get('origin')];
    // The browser asks for an icon too.
    if (request.url.endsWith(PATH)) seen.push({ method, cookie, origin, status: response.status });
    return response;
  });
  cleanUps.push(served.close);
  own = served.url;
  // Another port of the same host is the same site: the victim's cookie is sent. Another host is another site.
  attackers = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
});
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});
beforeEach(() => {
  seen.length = 0;
});

/** A page of this origin, in the browser of Ada, who is signed in at the handler's origin. */
async function openAsAda(origin: string): Promise<Page> {
  const { page, close } = await openPage('about:blank');
  cleanUps.push(close);
  await page.context().addCookies([{ name: 'user', value: 'ada', url: own }]);
  await page.goto(origin);
  return page;
}

type Attempt = (page: Page) => Promise<unknown>;
const target = (): [url: string, body: string] => [
  own + PATH,
  JSON.stringify({ item_id: item.itemId }),
];

const postJson: Attempt = (page) =>
  page.evaluate(
    ([url, body]) =>
      fetch(url, {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body,
      }).then(
        async (response) => [response.status, await response.json()] as unknown,
        () => 'refused by the browser',
      ),
    target(),
  );

const ATTACKS: [name: string, attempt: Attempt][] = [
  ['JSON by fetch', postJson],
  [
    'text by a fetch without CORS',
    (page) =>
      page.evaluate(
        ([url, body]) =>
          fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', body }).then(
            ({ type }) => type,
          ),
        target(),
      ),
  ],
  [
    'a beacon',
    async (page) => {
      await page.evaluate(([url, body]) => navigator.sendBeacon(url, body), target());
      await expect.poll(() => seen.length).toBe(1);
    },
  ],
  [
    'a form',
    async (page) => {
      const answered = page.waitForResponse(own + PATH);
      await page.evaluate(([url, body]) => {
        const form = document.createElement('form');
        // JSON in a body of text, as an attacker writes it.
        Object.assign(form, { method: 'post', action: url, enctype: 'text/plain' });
        const input = document.createElement('input');
        Object.assign(input, { name: `${body.slice(0, -1)},"x":"`, value: '"}' });
        form.append(input);
        document.body.append(form);
        form.submit();
      }, target());
      await answered;
    },
  ],
];

describe('pages in a real Chromium with the cookie of a signed-in user', () => {
  it.each(ATTACKS)(
    'the handler refuses %s from another port and from another host, and Plaid is not asked',
    async (_name, attempt) => {
      const before = plaid.requests.length;
      for (const origin of attackers) {
        seen.length = 0;
        await attempt(await openAsAda(origin));
        expect(seen.length).toBeGreaterThan(0);
        for (const { status } of seen) expect([403, 415]).toContain(status);
        expect(seen[0]?.origin).toBe(origin);
      }
      expect(plaid.requests.length).toBe(before);
    },
  );

  it('the cookie comes along with a beacon of another port of the same host, and does not help the attacker', async () => {
    const page = await openAsAda(attackers[0] ?? '');
    await page.evaluate(([url, body]) => navigator.sendBeacon(url, body), target());
    await expect
      .poll(() => seen)
      .toMatchObject([{ method: 'POST', cookie: 'user=ada', status: 403 }]);
  });

  it('a page of a trusted origin gets a token, after a pre-flight', async () => {
    const page = await openAsAda(trusted);
    expect(await postJson(page)).toMatchObject([
      200,
      { link_token: expect.stringMatching(/^link-/) as string },
    ]);
    expect(seen).toMatchObject([
      { method: 'OPTIONS', cookie: null, origin: trusted, status: 204 },
      { method: 'POST', cookie: 'user=ada', origin: trusted, status: 200 },
    ]);
  });

  it('the app’s own page gets a token, without a pre-flight', async () => {
    const page = await openAsAda(own);
    expect(await postJson(page)).toMatchObject([200, {}]);
    expect(seen).toMatchObject([{ method: 'POST', origin: own, status: 200 }]);
  });
});
