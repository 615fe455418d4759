import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer, type Consumer } from '../support/consumer';
import { freePort } from '../support/free-port';
import { startServerProcess } from '../support/server-process';

const EXAMPLE = join(import.meta.dirname, '../../examples/next');
const BUTTON = /<button data-relink="button" [^>]*data-state="idle">Reconnect<\/button>/;

const HOOKS = `
  function Hooks() {
    const said = [client.useItemHealth('i').isLoading, client.useRelink('i').status];
    for (const useToken of [client.useLinkTokenForItem, client.usePublicTokenForItem])
      said.push(useToken('i').status);
    return <p>{said.map(String).join()}</p>;
  }`;
const ALL = `
  <client.RelinkProvider>
    <client.RelinkButton itemId="i" />
    <client.RelinkNotice itemId="i" />
    <client.RelinkRedirect />
    <Hooks />
  </client.RelinkProvider>`;

/** Both routers: the app router bundles the package, the pages router leaves it to Node. */
const APP = {
  // Of no type, so that a page may be CommonJS.
  'package.json': '{ "private": true }',
  'next.config.mjs': `
    export default { turbopack: { root: '/' }, outputFileTracingRoot: '/', poweredByHeader: false };`,
  'app/layout.js': `export default ({ children }) => <html><body>{children}</body></html>;`,
  'app/hooks.js': `'use client'; import * as client from 'react-plaid-relink'; ${HOOKS} export { Hooks };`,
  'app/page.js': `
    import { RelinkButton, RelinkNotice, RelinkProvider, RelinkRedirect } from 'react-plaid-relink';
    import 'react-plaid-relink/styles.css';
    import { Hooks } from './hooks';
    const client = { RelinkButton, RelinkNotice, RelinkProvider, RelinkRedirect };
    export default () => ${ALL};`,
  'app/api/relink/[...path]/route.js': `
    import { createRelinkHandler } from 'react-plaid-relink/server';
    import { createFakePlaid } from 'react-plaid-relink/testing';
    export const POST = createRelinkHandler({
      plaid: createFakePlaid().client(),
      authenticate: () => null,
      findItem: () => null,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    });`,
  'pages/api/both.js': `
    import { createRelinkHandler, createWebhookHandler, toNodeHandler } from 'react-plaid-relink/server';
    import { createFakePlaid } from 'react-plaid-relink/testing';
    const fake = createFakePlaid();
    const plaid = fake.client();
    const own = fake.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    const relink = createRelinkHandler({
      plaid,
      authenticate: (request) => request.headers.get('cookie')?.includes('ada') ? 'ada' : null,
      findItem: (id) => id === 'own' ? { ...own, clientUserId: 'ada' } : null,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    });
    const webhooks = createWebhookHandler({ plaid, onEvent() {} });
    export const sign = () => fake.signWebhook(own.itemId, 'PENDING_DISCONNECT');
    export const both = toNodeHandler((request) => {
      const { pathname } = new URL(request.url);
      return pathname.endsWith('webhook') ? webhooks(request) : relink(request);
    });
    export default async (_request, response) => response.json(await sign());`,
  // With Next's body parser, and without it.
  'pages/api/plaid/[...path].js': `export { both as default } from '../both';`,
  'pages/api/unparsed/webhook.js': `
    export { both as default } from '../both';
    export const config = { api: { bodyParser: false } };`,
  'pages/by-import.js': `
    import * as client from 'react-plaid-relink';
    ${HOOKS}
    export default () => ${ALL};`,
  'pages/by-require.js': `
    const client = require('react-plaid-relink');
    ${HOOKS}
    module.exports = () => ${ALL};`,
};

describe('a Next.js app that has installed the tarball', () => {
  let app: Consumer;
  beforeAll(async () => {
    app = await createConsumer(EXAMPLE);
    await app.write(APP);
    await app.bin('next/dist/bin/next', 'build');
  });
  afterAll(() => app.remove());

  it.each([
    ['the app router, from a Server Component', 'app/index.html'],
    ['the pages router, by import', 'pages/by-import.html'],
    ['the pages router, by require', 'pages/by-require.html'],
  ])('Next.js renders every component and hook with %s', async (_router, file) => {
    const html = await readFile(join(app.dir, '.next/server', file), 'utf8');
    expect(html).toMatch(BUTTON);
    expect(html).toContain('Reconnect</button><p>true,idle,loading,loading</p>');
  });

  it('Next.js runs the handler in the Pages router, with its body parser and without', async () => {
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
    try {
      const url = `http://127.0.0.1:${port}/api`;
      const post = async (path: string, body: string, headers: Record<string, string>) => {
        const response = await fetch(`${url}${path}`, { method: 'POST', body, headers });
        return [response.status, await response.json()] as [number, unknown];
      };
      const json = { 'content-type': 'application/json' };
      const health = (item_id: string, headers: object) =>
        post('/plaid/item/get', JSON.stringify({ item_id }), { ...json, ...headers });
      expect(await health('own', { cookie: 'user=ada' })).toMatchObject([
        200,
        { health: 'needs_update' },
      ]);
      expect(await health('own', {})).toMatchObject([401, { error_code: 'UNAUTHORIZED' }]);
      expect(await health('foreign', { cookie: 'user=ada' })).toMatchObject([404, {}]);
      expect(await health('x'.repeat(50_000), { cookie: 'user=ada' })).toMatchObject([413, {}]);
      const signed = await fetch(`${url}/both`);
      const { body, headers } = (await signed.json()) as {
        body: string;
        headers: Record<string, string>;
      };
      expect(await post('/unparsed/webhook', body, headers)).toEqual([200, {}]);
      expect(await post('/plaid/webhook', body, headers)).toMatchObject([500, {}]);
      // What a process prints may come after its answer.
      await expect.poll(server.output).toContain('a body parser came first');
      expect(server.output()).not.toContain('API resolved without sending a response');
    } finally {
      await server.stop();
    }
  });
});
