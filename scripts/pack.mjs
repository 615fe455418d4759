import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the package and packs it as npm would publish it. PACKED is the path of a tarball to take instead: CI makes
 * one for all that it runs.
 *
 * @returns {Promise<{ tarball: string, remove: () => Promise<void> }>}
 */
export async function pack() {
  if (process.env.PACKED) return { tarball: process.env.PACKED, remove: async () => {} };
  const dir = await mkdtemp(join(tmpdir(), 'relink-packed-'));
  await promisify(execFile)('npm', ['pack', '--silent', '--pack-destination', dir], {
    cwd: ROOT,
    shell: process.platform === 'win32',
  });
  const name = (await readdir(dir)).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error('npm pack made no tarball.');
  return { tarball: join(dir, name), remove: () => rm(dir, { recursive: true, force: true }) };
}
