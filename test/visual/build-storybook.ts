import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const exec = promisify(execFile);

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built Storybook is. */
    storybook: string;
  }
}

/** A vitest global set-up: builds the Storybook as it is published, once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'relink-storybook-'));
  await exec('npm', ['run', 'build-storybook', '--', '--output-dir', dir, '--quiet'], {
    cwd: ROOT,
    // Storybook would be told that it runs within tests, and leave things out.
    env: { ...process.env, VITEST: '', NODE_ENV: 'production' },
    // Vite has a line or more for each file of Material UI, quiet or not; more than is kept by default.
    maxBuffer: 64 * 1024 * 1024,
  });
  project.provide('storybook', dir);
  return () => rm(dir, { recursive: true, force: true });
}
