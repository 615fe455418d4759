import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { installIn } from '../../scripts/install.mjs';
import { untilAtRest } from '../../scripts/story-page';
import { openPage } from '../support/browser-page';
import { freePort } from '../support/free-port';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = join(ROOT, 'examples/skins');
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What only the design system's own button has. */
const HOUSE_BUTTONS = {
  tailwind: 'button.rounded-full',
  shadcn: 'button.bg-primary',
  radix: 'button.rt-Button',
  mui: 'button.MuiButton-root',
  chakra: 'button.chakra-button',
  mantine: 'button.mantine-Button-root',
};

function run(command: string, args: string[], cwd: string, env: Record<string, string> = {}) {
  const { VITEST: _vitest, NODE_ENV: _mode, NODE_OPTIONS: _options, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...rest, ...env },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

describe('examples/skins', () => {
  let dist: string;
  let server: PreviewServer;
  let url: string;

  beforeAll(async () => {
    installIn(HERE);
    const tarball = inject('tarball');
    const installed = join(HERE, 'node_modules/react-plaid-relink');
    const unpacked = mkdtempSync(join(tmpdir(), 'skins-'));
    run('tar', ['-xf', tarball, '-C', unpacked], ROOT);
    rmSync(installed, { recursive: true, force: true });
    cpSync(join(unpacked, 'package'), installed, { recursive: true });
    rmSync(unpacked, { recursive: true });
    dist = realpathSync(mkdtempSync(join(tmpdir(), 'skins-dist-')));
    run('npx', ['vite', 'build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'], HERE);
    const { preview } = await import('vite');
    const port = await freePort();
    server = await preview({
      root: HERE,
      configFile: false,
      build: { outDir: dist },
      preview: { host: '127.0.0.1', port, strictPort: true },
      logLevel: 'error',
    });
    url = `http://127.0.0.1:${port}/`;
  });
  afterAll(async () => {
    await server.close();
    rmSync(dist, { recursive: true, force: true });
  });

  it('every skin compiles against the package as it is published', () => {
    run(join(ROOT, 'node_modules/.bin/tsc'), ['--noEmit', '-p', '.'], HERE);
  });

  it.each(Object.entries(HOUSE_BUTTONS))(
    'the notice has the button of the skin %s, and a user repairs a bank with it',
    async (name, houseButton) => {
      const { page, problems, close } = await openPage(`${url}?skin=${name}`);
      const notice = page.locator('[data-relink="notice"]');
      const button = notice.locator(houseButton);
      await button.waitFor();
      const { width } = (await button.boundingBox()) ?? { width: 0 };
      await button.click();
      const link = page.frameLocator('iframe[title="Plaid Link"]:visible');
      await link.getByRole('button', { name: 'Log in', exact: true }).waitFor();
      expect((await button.boundingBox())?.width).toBe(width);
      await link.getByRole('button', { name: 'Log in', exact: true }).click();
      await notice.getByText('Tattersall Credit Union is connected again').waitFor();
      expect(problems).toEqual([]);
      await close();
    },
  );

  it.each(['light', 'dark'])(
    'no skin has a colour that cannot be read, or a name that is missing, in its %s theme',
    async (theme) => {
      const found: string[] = [];
      for (const name of Object.keys(HOUSE_BUTTONS)) {
        const { page, close } = await openPage('about:blank');
        // A row that comes while axe reads is at once what it will be.
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.goto(`${url}?skin=${name}&theme=${theme}`);
        await page.getByText('First Gingham').first().waitFor();
        await untilAtRest(page);
        await page.evaluate(AXE);
        const violations = await page.evaluate(async () => {
          const axe = Reflect.get(window, 'axe') as typeof import('axe-core');
          const { violations } = await axe.run('[data-relink]');
          return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
        });
        found.push(...violations.map((violation) => `${name}: ${violation}`));
        await close();
      }
      expect(found).toEqual([]);
    },
  );
});
