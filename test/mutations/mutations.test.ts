import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MUTATIONS, type Mutation } from './list';

const ROOT = join(import.meta.dirname, '../..');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const CONFIG = join(import.meta.dirname, 'vitest.config.ts');

/** Runs the tests of a guarantee over a source that breaks it; without the break, the unit project runs them. */
function runTests({ breaks }: Mutation): Promise<string> {
  const env = { ...process.env, MUTATION: breaks, NO_COLOR: '1', NODE_ENV: undefined };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [VITEST, 'run', '--config', CONFIG],
      { cwd: ROOT, env, maxBuffer: 2 ** 26 },
      (_failed, stdout, stderr) => resolve(stdout + stderr),
    );
  });
}

it('each guarantee of the README has a mutation', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const promised = [...readme.matchAll(/^\| \*\*(G\d+) /gm)].map(([, name]) => name);
  expect(promised).toHaveLength(13);
  expect([...new Set(MUTATIONS.map(({ guarantee }) => guarantee))]).toEqual(promised);
});

const named = MUTATIONS.map((mutation) => [mutation.guarantee, mutation.breaks, mutation] as const);
it.each(named)('%s: a test of that name fails when %s', async (_name, _breaks, mutation) => {
  const { file, find, guarantee } = mutation;
  const source = await readFile(join(ROOT, file), 'utf8');
  // Once: else it is not known what was broken.
  expect(source.split(find)).toHaveLength(2);
  expect(await runTests(mutation)).toMatch(new RegExp(`FAIL .*\\b${guarantee}\\b`));
});
