import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const exec = promisify(execFile);

export interface Packed {
  tarball: string;
  remove(): Promise<void>;
}

/**
 * Builds the package and packs it as npm would publish it. PACKED is the path of a tarball to take instead: CI makes one
 * for everything that it runs. PACK=code leaves the types out, and does not touch `dist`.
 */
export async function pack(): Promise<Packed> {
  if (process.env.PACKED) return { tarball: process.env.PACKED, remove: () => Promise.resolve() };
  const dir = await mkdtemp(join(tmpdir(), 'relink-packed-'));
  if (process.env.PACK === 'code') {
    const tsup = join(ROOT, 'node_modules/tsup/dist/cli-default.js');
    await exec(process.execPath, [tsup, '--silent', '--out-dir', join(dir, 'dist')], {
      cwd: ROOT,
    });
    for (const file of ['package.json', 'README.md', 'LICENSE', 'openapi.yaml'])
      await copyFile(join(ROOT, file), join(dir, file));
    await npmPack(dir, '--ignore-scripts');
  } else {
    await npmPack(ROOT, '--pack-destination', dir);
  }
  const name = (await readdir(dir)).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error('npm pack made no tarball.');
  return { tarball: join(dir, name), remove: () => rm(dir, { recursive: true, force: true }) };
}

async function npmPack(folder: string, ...args: string[]): Promise<void> {
  const shell = process.platform === 'win32';
  await exec('npm', ['pack', '--silent', ...args], { cwd: folder, shell });
}
