import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, type WatchedPage } from '../support/browser-page';
import { createConsumer } from '../support/consumer';
import { freePort } from '../support/free-port';
import { startServerProcess } from '../support/server-process';

const EXAMPLE = join(import.meta.dirname, '../../examples/next');

/** One build with both settings. The page takes its `gateway` from its URL. */
const APP = {
  'next.config.mjs': `
    export default {
      trailingSlash: true, basePath: '/app', turbopack: { root: '/' }, outputFileTracingRoot: '/',
    };`,
  'app/layout.js': `export default ({ children }) => <html><body>{children}</body></html>;`,
  'app/page.js': `
    'use client';
    import { useEffect, useState } from 'react';
    import { RelinkProvider, useItemHealth, useLinkTokenForItem } from 'react-plaid-relink';
    function Item() {
      const { health, error } = useItemHealth('own');
      const token = useLinkTokenForItem('own');
      return <p>{error ? error.code + ': ' + error.message : health?.state + ', ' + token.status}</p>;
    }
    export default function Page() {
      const [gateway, setGateway] = useState(null);
      useEffect(() => setGateway(new URL(location.href).searchParams.get('gateway') ?? undefined), []);
      if (gateway === null) return null;
      return <RelinkProvider gateway={gateway} onError={() => {}}><Item /></RelinkProvider>;
    }`,
  'app/api/plaid/[...path]/route.js': `
    import { createRelinkHandler } from 'react-plaid-relink/server';
    import { createFakePlaid } from 'react-plaid-relink/testing';
    const fake = createFakePlaid();
    const own = fake.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    export const POST = createRelinkHandler({
      plaid: fake.client(),
      authenticate: ({ headers }) => headers.get('cookie')?.includes('user=ada') ? 'ada' : null,
      findItem: (id) => id === 'own' ? { ...own, clientUserId: 'ada' } : null,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
      publicTokens: false,
    });`,
};

let url: string;
const cleanUps: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const app = await createConsumer(EXAMPLE);
  cleanUps.push(() => app.remove());
  await app.write(APP);
  await app.bin('next/dist/bin/next', 'build');
  const port = await freePort();
  const server = await startServerProcess(
    {
      command: process.execPath,
      args: ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
      cwd: app.dir,
      env: { PATH: process.env.PATH ?? '', NEXT_TELEMETRY_DISABLED: '1' },
    },
    port,
  );
  cleanUps.push(server.stop);
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

interface Asked extends WatchedPage {
  /** Of all requests by POST, redirects among them. */
  answers: string[];
}

/** Opens the page as Ada. */
async function open(path: string): Promise<Asked> {
  const watched = await openPage('about:blank');
  cleanUps.push(watched.close);
  const { page } = watched;
  await page.context().addCookies([{ name: 'user', value: 'ada', url }]);
  const answers: string[] = [];
  page.on('response', (response) => {
    const isPost = response.request().method() === 'POST';
    if (isPost) answers.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  await page.goto(url + path);
  return { ...watched, answers };
}

describe('the page of a Next.js app with basePath "/app" and trailingSlash', () => {
  it('the client gets health and a token through the redirects of Next.js, with the cookie and the body', async () => {
    const { page, answers } = await open('/app/?gateway=/app/api/plaid');
    await page.getByText('needs_update, ready').waitFor();
    expect(answers.sort()).toEqual([
      '200 /app/api/plaid/item/get/',
      '200 /app/api/plaid/link/token/create/',
      '308 /app/api/plaid/item/get',
      '308 /app/api/plaid/link/token/create',
    ]);
  });

  it('the report of a relink, which may outlive its page, follows the redirect of Next.js too', async () => {
    const { page } = await open('/app/?gateway=/app/api/plaid');
    const report = await page.evaluate(async () => {
      const response = await fetch('/app/api/plaid/item/relinked', {
        method: 'POST',
        keepalive: true,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ item_id: 'own', purpose: 'repair' }),
      });
      return [response.status, response.redirected];
    });
    expect(report).toEqual([200, true]);
  });

  it('the client that is not told of the basePath fails with the URL that it asked, and says what to check', async () => {
    const { page } = await open('/app/');
    const said = page.getByText('request_rejected');
    await said.waitFor();
    expect(await said.innerText()).toContain(
      `It has no route POST /api/plaid/item/get (redirected to ${url}/api/plaid/item/get/) (a page of HTML came). Check the provider's gateway and the handler's basePath.`,
    );
  });
});
