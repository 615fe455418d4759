import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const exec = promisify(execFile);

/** An app that has installed the package from its tarball. */
export interface Consumer {
  dir: string;
  write(files: Record<string, string>): Promise<void>;
  /** Runs a program of Node's in the app; rejects with its output where it fails. */
  node(...args: string[]): Promise<string>;
  /** A program of a package's, as `npx` would run it. */
  bin(path: string, ...args: string[]): Promise<string>;
  npm(...args: string[]): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Unpacks the package (see pack.ts, which the project must have as a global set-up) into an app beside its peers. The
 * peers are links to those of this repository, so that nothing has to be downloaded; of the package only what the
 * tarball holds is there. Packages that are installed in `folder` come before the repository's.
 */
export async function createConsumer(folder = ROOT): Promise<Consumer> {
  const app = await createEmptyApp();
  const modules = join(app.dir, 'node_modules');
  const sources = new Map<string, string>();
  for (const from of [join(ROOT, 'node_modules'), join(folder, 'node_modules')])
    for (const name of await packagesOf(from)) sources.set(name, join(from, name));
  for (const [name, source] of sources) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(source, join(modules, name), 'dir');
  }
  const unpacked = join(modules, 'react-plaid-relink');
  await mkdir(unpacked);
  await exec('tar', ['-xzf', inject('tarball'), '--strip-components=1', '-C', unpacked]);
  return app;
}

/** An app that has installed nothing. */
export async function createEmptyApp(): Promise<Consumer> {
  const dir = await mkdtemp(join(tmpdir(), 'relink-consumer-'));
  const node = async (...args: string[]): Promise<string> => {
    try {
      const { stdout } = await exec(process.execPath, args, {
        cwd: dir,
        env: { ...environment(), NEXT_TELEMETRY_DISABLED: '1' },
      });
      return stdout;
    } catch (thrown) {
      const { stdout, stderr } = thrown as { stdout?: string; stderr?: string };
      throw new Error(`node ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`, { cause: thrown });
    }
  };
  const consumer: Consumer = {
    dir,
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), text);
      }
    },
    node,
    bin: (path, ...args) => node(join(dir, 'node_modules', path), ...args),
    async npm(...args) {
      const shell = process.platform === 'win32';
      await exec('npm', [...args, '--prefer-offline', '--no-audit', '--no-fund'], {
        cwd: dir,
        shell,
      });
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
  await consumer.write({ 'package.json': '{ "private": true, "type": "module" }' });
  return consumer;
}

/** Without what vitest sets for its own children. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _mode, VITEST: _vitest, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

async function packagesOf(modules: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(modules)) {
    // Of the package itself there is only the tarball's.
    if (name.startsWith('.') || name === 'react-plaid-relink') continue;
    if (!name.startsWith('@')) names.push(name);
    else for (const inner of await readdir(join(modules, name))) names.push(`${name}/${inner}`);
  }
  return names;
}
