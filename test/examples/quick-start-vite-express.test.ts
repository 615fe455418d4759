import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '../support/browser-page';
import { freePort } from '../support/free-port';
import {
  createQuickStart,
  filesWith,
  signInAndReconnect,
  startFakePlaid,
  type QuickStartApp,
} from '../support/quick-start';

const SCAFFOLD = 'npx -y create-vite@9.3.0 app --template react-ts --no-interactive';
/** For a machine that is busy. */
const SLOW = 240_000;

/** What the reader's editor does for `server`, which the scaffold's own projects leave out. */
const SERVER_PROJECT = JSON.stringify({ extends: './tsconfig.node.json', include: ['server'] });

describe('docs/quick-start-vite-express.md, in a new app of create-vite', () => {
  let app: QuickStartApp;
  let plaid: Awaited<ReturnType<typeof startFakePlaid>>;

  beforeAll(async () => {
    app = await createQuickStart({
      page: 'docs/quick-start-vite-express.md',
      scaffold: SCAFFOLD.split(' '),
    });
    plaid = await startFakePlaid(app);
    await app.write({ '.env.development.local': plaid.dotEnv });
  });
  afterAll(async () => {
    await plaid.server.stop();
    await app.remove();
  });

  it(
    'a user signs in and reconnects a bank, with Vite and the Express server of the page',
    async () => {
      const [port, apiPort] = [await freePort(), await freePort()];
      const env = { API_PORT: String(apiPort) };
      const tsx = ['npx', 'tsx', 'watch', '--env-file=.env.development.local', 'server/main.ts'];
      const vite = ['npm', 'run', 'dev', '--', '--host', '127.0.0.1', '--port', String(port)];
      const server = await app.start(tsx, apiPort, env);
      const client = await app.start(vite, port, env);
      try {
        const watched = await openPage(`http://127.0.0.1:${port}`);
        await signInAndReconnect(watched.page);
        expect(watched.problems).toEqual([]);
        await watched.close();
      } finally {
        await client.stop();
        await server.stop();
      }
    },
    SLOW,
  );

  it(
    'all files of the page compile, and `vite build` prints no warning and leaves the fake out',
    async () => {
      const output = await app.run(['npm', 'run', 'build']);
      expect(output).not.toMatch(/warn|MODULE_LEVEL_DIRECTIVE/i);
      expect(filesWith(app, 'dist', 'RelinkProvider')).not.toEqual([]);
      expect(filesWith(app, 'dist', 'Fake Plaid Link')).toEqual([]);
      await app.write({ 'tsconfig.server.json': SERVER_PROJECT });
      await app.run(['npx', 'tsc', '-p', 'tsconfig.server.json', '--noEmit']);
    },
    SLOW,
  );
});
