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
    test: { include: ['test/unit/**/*.test.{ts,tsx}'], setupFiles: ['test/setup.ts'], testTimeout: 30_000 },
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

/** Runs tests in the copy, those named after a guarantee where one is given. */
function runTests(files: readonly string[], guarantee?: string): Promise<string> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const name = guarantee ? ['--testNamePattern', `\\b${guarantee}\\b`] : [];
  // A break shows in the first histories, or not at all; seeds are the run's own.
  const env = { ...process.env, HISTORIES: '500', NO_COLOR: '1', NODE_ENV: undefined };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [vitest, 'run', '--root', copy, ...name, ...files],
      { cwd: copy, env, maxBuffer: 2 ** 26 },
      (_failed, stdout, stderr) => resolve(stdout + stderr),
    );
  });
}

it('there is one for each guarantee of the README', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const promised = [...readme.matchAll(/^\| \*\*(G\d+) /gm)].map(([, name]) => name);
  expect(promised).toHaveLength(12);
  expect(MUTATIONS.map(({ guarantee }) => guarantee)).toEqual(promised);
});

it('without any of them the tests pass', async () => {
  const files = new Set(MUTATIONS.flatMap(({ tests }) => tests));
  const output = await runTests([...files], 'G\\d+');
  expect(output).toMatch(/Tests\s+\d+ passed/);
  expect(output).not.toContain('FAIL');
}, 300_000);

const named = MUTATIONS.map((mutation) => [mutation.guarantee, mutation.breaks, mutation] as const);
it.each(named)('%s: %s, and a test of that name fails', async (_name, _breaks, mutation) => {
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
    expect(await runTests(tests, guarantee)).toMatch(new RegExp(`FAIL .*\\b${guarantee}\\b`));
  } finally {
    await writeFile(path, source);
  }
});
