import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MUTATIONS } from './list';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The unit tests alone: a copy has no stories and no browser. */
const CONFIG = `
  const src = (file) => new URL('./src/' + file, import.meta.url).pathname;
  export default {
    resolve: {
      alias: [
        { find: /^react-plaid-relink\\/server$/, replacement: src('server.ts') },
        { find: /^react-plaid-relink\\/testing$/, replacement: src('testing.ts') },
        { find: /^react-plaid-relink$/, replacement: src('index.ts') },
      ],
    },
    test: { include: ['test/unit/**/*.test.{ts,tsx}'], setupFiles: ['test/setup.ts'], pool: 'threads', testTimeout: 30_000 },
  };`;

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'relink-mutations-'));
  for (const path of ['src', 'test', 'docs', 'README.md', 'package.json', 'tsconfig.json'])
    await cp(join(ROOT, path), join(copy, path), {
      recursive: true,
      // The runtimes of test/frameworks.
      filter: (from) => !from.endsWith('node_modules'),
    });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
  await writeFile(join(copy, 'vitest.config.js'), CONFIG);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** Runs tests of the copy, by their names. */
function runTests(files: readonly string[], names: string, ...args: string[]): Promise<string> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  // A break shows in the first histories, or not at all; seeds are the run's own.
  const env = { ...process.env, HISTORIES: '100', NO_COLOR: '1', NODE_ENV: undefined };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [vitest, 'run', '--root', copy, '--testNamePattern', names, ...args, ...files],
      { cwd: copy, env, maxBuffer: 2 ** 26 },
      (_failed, stdout, stderr) => resolve(stdout + stderr),
    );
  });
}

it('each guarantee of the README has a mutation', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const promised = [...readme.matchAll(/^\| \*\*(G\d+) /gm)].map(([, name]) => name);
  expect(promised).toHaveLength(12);
  expect(MUTATIONS.map(({ guarantee }) => guarantee)).toEqual(promised);
});

it('the tests pass without any mutation', async () => {
  const files = new Set(MUTATIONS.flatMap(({ tests }) => tests));
  const output = await runTests([...files], '\\bG\\d+\\b');
  expect(output).toMatch(/Tests\s+\d+ passed/);
  expect(output).not.toContain('FAIL');
}, 300_000);

const named = MUTATIONS.map((mutation) => [mutation.guarantee, mutation.breaks, mutation] as const);
it.each(named)('%s: a test of that name fails when %s', async (_name, _breaks, mutation) => {
  const { file, find, replace, guarantee, tests } = mutation;
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  // Once: else it is not known what was broken.
  expect(source.split(find)).toHaveLength(2);
  await writeFile(
    path,
    source.replace(find, () => replace),
  );
  try {
    const name = `\\b${guarantee}\\b`;
    // One that fails is enough, and to wait for what never comes is to fail.
    const output = await runTests(tests, name, '--bail=1', '--testTimeout=10000');
    expect(output).toMatch(new RegExp(`FAIL .*${name}`));
  } finally {
    await writeFile(path, source);
  }
});
