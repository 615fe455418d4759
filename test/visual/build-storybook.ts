import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const exec = promisify(execFile);

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Storybook is being built, and the file that says how that ended: empty where it is built. */
    storybook: { dir: string; outcome: string };
  }
}

/** A vitest global set-up: builds the Storybook as it is published, once, while tests that do not need it run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), 'relink-storybook-'));
  const dir = join(scratch, 'built');
  const outcome = join(scratch, 'outcome');
  const isOver = build(dir).then(async (failure) => {
    // At once, so that no test reads half of it.
    await writeFile(`${outcome}.new`, failure);
    await rename(`${outcome}.new`, outcome);
  });
  project.provide('storybook', { dir, outcome });
  return async () => {
    await isOver;
    await rm(scratch, { recursive: true, force: true });
  };
}

/** Resolves to why the build failed; to an empty text where it did not. */
async function build(dir: string): Promise<string> {
  try {
    await exec('npm', ['run', 'build-storybook', '--', '--output-dir', dir, '--quiet'], {
      cwd: ROOT,
      // Storybook would be told that it runs within tests, and leave things out.
      env: { ...process.env, VITEST: '', NODE_ENV: 'production' },
      // Vite has a line or more for each file of Material UI, quiet or not; more than is kept by default.
      maxBuffer: 64 * 1024 * 1024,
    });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
