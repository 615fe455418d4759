import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const exec = promisify(execFile);

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the package as npm would publish it. */
    tarball: string;
  }
}

// Each project loads this file for itself; two builds at once would empty each other's `dist`.
declare global {
  var relinkPacked: Promise<string> | undefined;
}

/** A vitest global set-up: builds and packs the package, once for all projects that install it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await (globalThis.relinkPacked ??= pack());
  const tarball = (await readdir(dir)).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error('npm pack made no tarball.');
  project.provide('tarball', join(dir, tarball));
  return () => rm(dir, { recursive: true, force: true });
}

async function pack(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'relink-packed-'));
  await exec('npm', ['pack', '--silent', '--pack-destination', dir], { cwd: ROOT });
  return dir;
}
