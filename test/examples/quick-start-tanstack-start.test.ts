import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port';
import {
  createQuickStart,
  filesWith,
  reconnectInDevelopment,
  startFakePlaid,
  type QuickStartApp,
} from '../support/quick-start';

const SCAFFOLD =
  'npx -y @tanstack/cli@0.71.0 create app --blank --no-install --no-git --no-intent --package-manager npm -y';
/** For a machine that is busy. */
const SLOW = 240_000;

describe('docs/quick-start-tanstack-start.md, in a new app of @tanstack/cli', () => {
  let app: QuickStartApp;
  let plaid: Awaited<ReturnType<typeof startFakePlaid>>;

  beforeAll(async () => {
    app = await createQuickStart({
      page: 'docs/quick-start-tanstack-start.md',
      scaffold: SCAFFOLD.split(' '),
    });
    plaid = await startFakePlaid(app);
    // The scaffold has none, and Chromium asks for it.
    await app.write({ '.env.development.local': plaid.dotEnv, 'public/favicon.ico': '' });
  });
  afterAll(async () => {
    await plaid.server.stop();
    await app.remove();
  });

  it(
    'a user signs in and reconnects a bank in TanStack Start’s development server',
    async () => {
      const port = await freePort();
      const vite = ['npx', 'vite', 'dev', '--host', '127.0.0.1', '--port', String(port)];
      expect(await reconnectInDevelopment(app, vite, port)).toEqual([]);
    },
    SLOW,
  );

  it(
    'all files of the page compile, and the built TanStack Start page has neither the fake nor a secret in it',
    async () => {
      await app.run(['npm', 'run', 'build']);
      await app.run(['npx', 'tsc', '--noEmit']);
      expect(filesWith(app, 'dist/client', 'RelinkProvider')).not.toEqual([]);
      expect(filesWith(app, 'dist/client', 'Fake Plaid Link')).toEqual([]);
      expect(filesWith(app, 'dist/server', 'access-sandbox')).not.toEqual([]);
      expect(filesWith(app, 'dist/client', 'access-sandbox')).toEqual([]);
    },
    SLOW,
  );
});
