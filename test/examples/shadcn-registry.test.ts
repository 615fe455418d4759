import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serve, type Served } from '../support/serve';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = join(ROOT, 'examples/skins');
const ITEM = join(ROOT, 'docs/public/r/relink.json');
const SHADCN = 'shadcn@4.23.1';
const exec = promisify(execFile);

async function shadcn(
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<void> {
  const { VITEST: _vitest, NODE_ENV: _mode, NODE_OPTIONS: _options, ...rest } = process.env;
  await exec('npx', ['-y', SHADCN, ...args], { cwd, env: { ...rest, ...env } }).catch(
    (thrown: unknown) => {
      const { stdout = '', stderr = '' } = thrown as { stdout?: string; stderr?: string };
      throw new Error(`${stdout}${stderr}`, { cause: thrown });
    },
  );
}

/** What an app has after `npx shadcn init`. */
const APP = {
  'components.json': JSON.stringify({
    style: 'new-york',
    rsc: false,
    tsx: true,
    tailwind: { config: '', css: 'src/index.css', baseColor: 'neutral', cssVariables: true },
    aliases: {
      components: '@/components',
      utils: '@/lib/utils',
      ui: '@/components/ui',
      lib: '@/lib',
    },
  }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
  'src/index.css': "@import 'tailwindcss';\n",
};

/** Stands for shadcn's own registry, which is not on this machine. */
function ownRegistry(request: Request): Response {
  const { pathname } = new URL(request.url);
  if (pathname === '/relink.json') return new Response(readFileSync(ITEM));
  const name = /(button|utils)\.json$/.exec(pathname)?.[1];
  if (pathname.startsWith('/colors/')) {
    const colors = { light: {}, dark: {} };
    return Response.json({
      cssVars: colors,
      inlineColors: colors,
      cssVarsTemplate: '',
      inlineColorsTemplate: '',
    });
  }
  if (!name) return new Response(null, { status: 404 });
  const [folder, file] = name === 'button' ? ['ui', 'button.tsx'] : ['lib', 'utils.ts'];
  return Response.json({
    name,
    type: `registry:${folder}`,
    files: [{ path: `${folder}/${file}`, type: `registry:${folder}`, content: 'export {};\n' }],
  });
}

describe('the registry item for shadcn', () => {
  let folder: string;
  let registry: Served;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'registry-'));
    registry = await serve((request) => Promise.resolve(ownRegistry(request)));
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('docs/public/r has what `npx shadcn build` makes of the files in examples/skins', async () => {
    const out = join(folder, 'built');
    await shadcn(['build', 'registry.json', '--output', out], HERE);
    const parse = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
    expect(parse(ITEM)).toEqual(parse(join(out, 'relink.json')));
  }, 120_000);

  it('`npx shadcn add` puts the theme, the provider and two colours into an app', async () => {
    const app = join(folder, 'app');
    // The package is installed by its file, since shadcn installs what is missing from npm.
    const dependencies = { 'react-plaid-relink': `file:${inject('tarball')}` };
    const files = { ...APP, 'package.json': JSON.stringify({ dependencies }) };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      writeFileSync(join(app, path), text);
    }
    await exec('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: app });
    await shadcn(['add', `${registry.url}/relink.json`, '--yes'], app, {
      REGISTRY_URL: registry.url,
    });

    expect(readdirSync(join(app, 'src/components')).sort()).toEqual([
      'relink-provider.tsx',
      'relink-theme.tsx',
      'ui',
    ]);
    const source = (at: string): string =>
      readFileSync(join(at, 'src/components/relink-theme.tsx'), 'utf8');
    expect(source(app)).toBe(source(HERE));
    expect(readFileSync(join(app, 'src/index.css'), 'utf8')).toContain(
      '--color-success: var(--success)',
    );
    const installed = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(installed.dependencies)).toEqual(
      expect.arrayContaining(['react-plaid-link', 'react-plaid-relink', 'swr']),
    );
  }, 180_000);
});
