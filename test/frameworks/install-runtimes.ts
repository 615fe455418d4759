import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const DIR = fileURLToPath(new URL('runtimes', import.meta.url));

export type RuntimeName = 'bun' | 'deno' | 'workerd';
/** A runtime's program, or why there is none. */
export type Runtime = { path: string; version: string } | { missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    runtimes: Record<RuntimeName, Runtime>;
  }
}

/**
 * Where npm puts the program. The packages `bun`, `deno` and `workerd` only choose among those of the platforms, and
 * copy the program in an install script: scripts are often switched off.
 */
const PLACES: Record<RuntimeName, { scope: string; prefix: string; file: string }> = {
  bun: { scope: '@oven', prefix: 'bun-', file: 'bin/bun' },
  deno: { scope: '@deno', prefix: '', file: 'deno' },
  workerd: { scope: '@cloudflare', prefix: 'workerd-', file: 'bin/workerd' },
};

/** A vitest global set-up: installs Bun, Deno and workerd beside this file where they are not there yet. */
export default function setup(project: TestProject): void {
  let runtimes = findAll('is not installed');
  if (Object.values(runtimes).some((runtime) => 'missing' in runtime)) {
    console.log('Installing Bun, Deno and workerd for the framework tests (npm ci)…');
    const { status, stderr } = spawnSync(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: DIR, encoding: 'utf8', shell: process.platform === 'win32' },
    );
    if (status !== 0) console.error(stderr);
    runtimes = findAll(
      status === 0
        ? 'was not installed, or does not run, on this platform'
        : 'could not be installed (npm ci in test/frameworks/runtimes failed; its message is above)',
    );
  }
  for (const runtime of Object.values(runtimes)) {
    if ('missing' in runtime) console.warn(`Not tested: ${runtime.missing}.`);
  }
  project.provide('runtimes', runtimes);
}

function findAll(whyNot: string): Record<RuntimeName, Runtime> {
  const find = (name: RuntimeName): Runtime =>
    findRuntime(name) ?? { missing: `${name} ${whyNot}` };
  return { bun: find('bun'), deno: find('deno'), workerd: find('workerd') };
}

/** The program that npm chose for this platform, if it is of the locked version and runs. */
function findRuntime(name: RuntimeName): Runtime | null {
  const { scope, prefix, file } = PLACES[name];
  const folder = join(DIR, 'node_modules', scope);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, platform, `${file}${suffix}`);
    if (!platform.startsWith(prefix) || !existsSync(path)) continue;
    const version = versionIn(join(folder, platform, 'package.json'));
    if (version !== lockedVersion(name)) continue;
    if (spawnSync(path, ['--version']).status === 0) return { path, version };
  }
  return null;
}

function lockedVersion(name: RuntimeName): string {
  const { dependencies } = JSON.parse(readFileSync(join(DIR, 'package.json'), 'utf8')) as {
    dependencies: Record<RuntimeName, string>;
  };
  return dependencies[name];
}

function versionIn(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
