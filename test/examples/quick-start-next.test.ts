import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, type WatchedPage } from '../support/browser-page';
import { freePort } from '../support/free-port';
import {
  createQuickStart,
  filesWith,
  signInAndReconnect,
  startFakePlaid,
  waitForConnected,
  type QuickStartApp,
} from '../support/quick-start';

/** Outside of the quick start's `<Suspense>`: Next.js renders it at build time. */
const PRERENDERED = {
  'app/prerendered/page.tsx': `
    import { RelinkButton, RelinkList, RelinkNotice, RelinkProvider, RelinkRedirect } from 'react-plaid-relink';
    import { Connection } from '../banks/connection';
    export default function Page() {
      return (
        <RelinkProvider>
          <RelinkButton itemId="i" />
          <RelinkNotice itemId="i" />
          <RelinkList itemIds={['i']} />
          <RelinkRedirect />
          <Connection itemId="i" bank="Bank" />
        </RelinkProvider>
      );
    }`,
};

const SCAFFOLD = 'npx -y create-next-app@16.4.3 app --yes --skip-install --disable-git --no-eslint';
/** For a machine that is busy. */
const SLOW = 240_000;
const NEXT = ['node', 'node_modules/next/dist/bin/next'];

/** What an app with Auth.js or with Better Auth has already; the page shows what it adds. Clerk needs no such file. */
const SIGN_IN = {
  'auth.ts': `
    import NextAuth from 'next-auth';
    export const { handlers, auth } = NextAuth({ providers: [] });`,
  'lib/auth.ts': `
    import { betterAuth } from 'better-auth';
    export const auth = betterAuth({});`,
};

/** In place of Google's servers, which the scaffold's layout asks: tests stay on this machine. */
const FONTS = `
  const face = (name) => \`@font-face { font-family: '\${name}'; src: local('Arial'); }\`;
  const url = (name) => \`https://fonts.googleapis.com/css2?family=\${name}:wght@100..900&display=swap\`;
  module.exports = { [url('Geist')]: face('Geist'), [url('Geist+Mono')]: face('Geist Mono') };`;

describe('docs/quick-start-next.md, in a new app of create-next-app', () => {
  let app: QuickStartApp;
  let plaid: Awaited<ReturnType<typeof startFakePlaid>>;

  beforeAll(async () => {
    app = await createQuickStart({
      page: 'docs/quick-start-next.md',
      scaffold: SCAFFOLD.split(' '),
      packages: ['next-auth@5.0.0-beta.32', '@clerk/nextjs@7.9.17', 'better-auth@1.7.25'],
    });
    await app.write({ ...SIGN_IN, '.fonts.cjs': FONTS });
    plaid = await startFakePlaid(app);
  });
  afterAll(async () => {
    await plaid.server.stop();
    await app.remove();
  });

  const settings = (): Record<string, string> => ({
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_FONT_GOOGLE_MOCKED_RESPONSES: join(app.dir, '.fonts.cjs'),
  });

  async function visit(
    mode: 'dev' | 'start',
    env: Record<string, string>,
    act: (page: WatchedPage) => Promise<void>,
  ): Promise<void> {
    const port = await freePort();
    const command = [...NEXT, mode, '--port', String(port)];
    const server = await app.start(command, port, { ...settings(), ...env });
    try {
      const url = `http://localhost:${port}/banks`;
      // `next dev` compiles the page now, for longer than a browser may wait for it.
      await fetch(url);
      const watched = await openPage(url);
      await act(watched);
      expect(watched.problems).toEqual([]);
      await watched.close();
    } finally {
      await server.stop();
    }
  }

  it(
    'a user signs in and reconnects a bank in `next dev`',
    async () => {
      await app.write({ '.env.development.local': plaid.dotEnv });
      await visit('dev', {}, ({ page }) => signInAndReconnect(page));
    },
    SLOW,
  );

  it(
    '`next build` compiles every file of the quick start, prerenders every component, and leaves the fake out',
    async () => {
      await app.write({ '.env.development.local': plaid.dotEnv, ...PRERENDERED });
      const printed = await app.run([...NEXT, 'build'], settings());
      expect(printed).toMatch(/○ \/prerendered/);
      // Of the fake Link's dialog.
      const mark = 'Fake Plaid Link';
      expect(filesWith(app, 'node_modules/react-plaid-relink/dist', mark)).not.toEqual([]);
      expect(filesWith(app, '.next/static', mark)).toEqual([]);
      await visit('start', plaid.env, async ({ page }) => {
        await page.getByRole('button', { name: 'Sign in' }).click();
        await waitForConnected(page, 'Tartan Bank');
      });
    },
    SLOW,
  );
});
