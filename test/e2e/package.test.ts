import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '../support/browser-page';
import { codeBlocks, twice } from '../support/markdown';
import { createConsumer, type Consumer } from '../support/consumer';

const [client = '', server = '', more = '', ownUi = '', ownLink = '', testing = '', ...unknown] =
  codeBlocks('README.md');

/** What the README leaves to the app. */
const YOUR_APP = `
  export declare function getUser(request: Request): Promise<{ id: string } | null>;
  export declare function findItemOfUser(
    itemId: string,
    userId: string,
  ): Promise<{ accessToken: string; clientUserId: string } | null>;
`;

const RENDER = `
  const page = createElement(RelinkProvider, null, createElement(RelinkButton, { itemId: 'item-1' }));
  const plaid = createFakePlaid();
  const item = plaid.createItem();
  const handler = createRelinkHandler({
    plaid: plaid.client(),
    authenticate: () => 'ada',
    findItem: (id) => (id === item.itemId ? { accessToken: item.accessToken, clientUserId: 'ada' } : null),
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
  });
  handler(
    new Request('https://app.test/api/plaid/link/token/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ item_id: item.itemId }),
    }),
  ).then(async (response) => {
    const { link_token } = await response.json();
    console.log(JSON.stringify({ html: renderToString(page), minted: link_token.slice(0, 5) }));
  });
`;

/** The same imports, as ES modules and as CommonJS. */
const PROGRAMS = {
  'render.mjs': `
    import { createElement } from 'react';
    import { renderToString } from 'react-dom/server';
    import { RelinkButton, RelinkProvider } from 'react-plaid-relink';
    import { createRelinkHandler } from 'react-plaid-relink/server';
    import { createFakePlaid } from 'react-plaid-relink/testing';
    ${RENDER}`,
  'render.cjs': `
    const { createElement } = require('react');
    const { renderToString } = require('react-dom/server');
    const { RelinkButton, RelinkProvider } = require('react-plaid-relink');
    const { createRelinkHandler } = require('react-plaid-relink/server');
    const { createFakePlaid } = require('react-plaid-relink/testing');
    ${RENDER}`,
};

/** The README's client on a page, over the fakes. */
const PAGE = {
  'index.html':
    '<!doctype html><link rel="icon" href="data:," /><title>app</title><div id="root"></div><script type="module" src="./main.tsx"></script>',
  'main.tsx': `
    import { StrictMode } from 'react';
    import { createRoot } from 'react-dom/client';
    import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';
    import { App } from './client';

    const plaid = createFakePlaid();
    const backend = createFakeBackend({ plaid });
    const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    backend.addItem(item);
    window.itemId = item.itemId;
    createFakeLink({ plaid, ui: 'dialog' }).install();
    // The README's component asks its own server; the fake one answers in this page.
    globalThis.fetch = async (path, init) => backend.handle(new Request(new URL(String(path), location.href), init));
    createRoot(document.getElementById('root')!).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );`,
};

describe('the packed package, in an app that installed it', () => {
  let app: Consumer;

  beforeAll(async () => {
    app = await createConsumer();
    await app.write({
      ...PROGRAMS,
      ...PAGE,
      // The README's page, for the Item that the fake Plaid has.
      'client.tsx': client.replace('"your-item-id"', '{window.itemId}'),
      'server.ts': server,
      'more.tsx': more,
      'own-ui.tsx': ownUi,
      'own-link.tsx': ownLink,
      'readme.test.tsx': testing,
      'your-app.d.ts': YOUR_APP,
      'window.d.ts': 'interface Window { itemId: string }',
    });
  });
  afterAll(() => app.remove());

  it.each(['render.mjs', 'render.cjs'])(
    'the installed package renders and mints with %s',
    async (program) => {
      expect(JSON.parse(await app.node(program))).toEqual({
        html: expect.stringMatching(
          /^<button data-relink="button" [^>]*data-state="idle">Reconnect<\/button>$/,
        ) as string,
        minted: 'link-',
      });
    },
  );

  it('every code block of the README compiles strictly against the installed package', async () => {
    expect(unknown).toEqual([]);
    await app.write({
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          target: 'ES2022',
          module: 'ESNext',
          moduleResolution: 'Bundler',
          lib: ['ES2023', 'DOM'],
          jsx: 'react-jsx',
          types: ['node'],
          noEmit: true,
          skipLibCheck: true,
        },
        include: [
          'client.tsx',
          'server.ts',
          'more.tsx',
          'own-ui.tsx',
          'own-link.tsx',
          'readme.test.tsx',
          'your-app.d.ts',
          'window.d.ts',
        ],
      }),
    });
    expect(await app.bin('typescript/bin/tsc')).toBe('');
  });

  it('two tests like the README’s pass in one file, against the installed package', async () => {
    await app.write({
      'readme.test.tsx': twice(testing),
      // The first import of jsdom on a busy machine takes longer than a test may by default.
      'vitest.config.js': `export default { test: { environment: 'jsdom', testTimeout: 30_000 } };`,
    });
    expect(await app.bin('vitest/vitest.mjs', 'run', '--root', app.dir)).toMatch(/2 passed/);
  });

  describe('built with Vite', () => {
    let served: PreviewServer;
    let url: string;

    beforeAll(async () => {
      const root = app.dir;
      await build({ root, logLevel: 'error', configFile: false });
      served = await preview({
        root,
        logLevel: 'error',
        configFile: false,
        preview: { host: '127.0.0.1', port: 0 },
      });
      url = served.resolvedUrls?.local[0] ?? '';
    });
    afterAll(() => served.close());

    it('an app that Vite built relinks by a click, and loads the engine only then', async () => {
      const { page, problems, close } = await openPage(url);
      const scripts: string[] = [];
      const button = page.getByRole('button', { name: 'Reconnect' });
      await button.waitFor();
      page.on('request', (request) => scripts.push(request.url()));
      await button.click();
      const link = page.frameLocator('iframe[title="Plaid Link"]:visible');
      await link.getByLabel('Username').fill('user_good');
      await link.getByLabel('Password').fill('pass_good');
      await link.getByRole('button', { name: 'Log in' }).click();
      await link.getByRole('button', { name: 'Finish' }).click();
      await page.getByRole('button', { name: 'Connected' }).waitFor();
      expect(scripts).toContainEqual(expect.stringMatching(/\/engine-[^/]*\.js/));
      expect(problems).toEqual([]);
      await close();
    });
  });

  it('the installed package has jose as its only dependency, and react-plaid-link as a peer', () => {
    const manifest = JSON.parse(
      readFileSync(join(app.dir, 'node_modules/react-plaid-relink/package.json'), 'utf8'),
    ) as { dependencies?: object; peerDependencies: Record<string, string> };
    // Loaded by the webhook handler, when the first webhook comes.
    expect(manifest.dependencies).toEqual({ jose: '^6.0.0' });
    expect(manifest.peerDependencies['react-plaid-link']).toBe('>=4.2.0 <6');
  });
});
