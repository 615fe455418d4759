import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer, type Consumer } from '../support/consumer';

const EXAMPLE = join(import.meta.dirname, '../../examples/next');
const BUTTON = '<button data-relink="button" type="button" data-state="idle">Reconnect</button>';

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
  'app/api/plaid/[...path]/route.js': `
    import { createRelinkHandler } from 'react-plaid-relink/server';
    import { createFakePlaid } from 'react-plaid-relink/testing';
    export const POST = createRelinkHandler({
      plaid: createFakePlaid().client(),
      authenticate: () => null,
      findItem: () => null,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    });`,
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
    expect(html).toContain(`${BUTTON}<p>true,idle,loading,loading</p>`);
  });
});
