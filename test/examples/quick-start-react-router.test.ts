import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '../support/browser-page';
import { freePort } from '../support/free-port';
import {
  createQuickStart,
  filesWith,
  reconnectInDevelopment,
  startFakePlaid,
  waitForConnected,
  type QuickStartApp,
} from '../support/quick-start';
import { REACT_ROUTER_SCAFFOLD } from './react-router-scaffold';

/** For a machine that is busy. */
const SLOW = 240_000;

describe('docs/quick-start-react-router.md, in a new app of create-react-router', () => {
  let app: QuickStartApp;
  let plaid: Awaited<ReturnType<typeof startFakePlaid>>;

  beforeAll(async () => {
    app = await createQuickStart({
      page: 'docs/quick-start-react-router.md',
      scaffold: REACT_ROUTER_SCAFFOLD,
    });
    plaid = await startFakePlaid(app);
    // Chromium asks for it.
    await app.write({ '.env.development.local': plaid.dotEnv, 'public/favicon.ico': '' });
  });
  afterAll(async () => {
    await plaid.server.stop();
    await app.remove();
  });

  it(
    'a user signs in and reconnects a bank in React Router’s development server',
    async () => {
      const port = await freePort();
      const vite = ['npx', 'react-router', 'dev', '--host', '127.0.0.1', '--port', String(port)];
      expect(await reconnectInDevelopment(app, vite, port)).toEqual([]);
    },
    SLOW,
  );

  it(
    'all files of the page compile, and the built React Router app runs with neither the fake Link nor a secret in its page',
    async () => {
      await app.run(['npm', 'run', 'build']);
      await app.run(['npm', 'run', 'typecheck']);
      expect(filesWith(app, 'build/client', 'RelinkProvider')).not.toEqual([]);
      expect(filesWith(app, 'build/client', 'Fake Plaid Link')).toEqual([]);
      expect(filesWith(app, 'build/server', 'access-sandbox')).not.toEqual([]);
      expect(filesWith(app, 'build/client', 'access-sandbox')).toEqual([]);
      const port = await freePort();
      const env = { ...plaid.env, PORT: String(port), HOST: '127.0.0.1' };
      const server = await app.start(['npm', 'start'], port, env);
      try {
        const watched = await openPage(`http://localhost:${port}/banks`);
        await watched.page.getByRole('button', { name: 'Sign in' }).click();
        await waitForConnected(watched.page, 'Tartan Bank');
        expect(watched.problems).toEqual([]);
        await watched.close();
      } finally {
        await server.stop();
      }
    },
    SLOW,
  );
});
