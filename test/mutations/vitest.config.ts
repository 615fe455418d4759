import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { aliases } from '../../aliases.ts';
import { MUTATIONS } from './list.ts';

const ROOT = join(import.meta.dirname, '../..');
const mutation = MUTATIONS.find(({ breaks }) => breaks === process.env.MUTATION);
if (!mutation)
  throw new Error('MUTATION names no mutation. test/mutations/mutations.test.ts does.');
const { file, find, replace, guarantee, tests } = mutation;

/** Breaks the source as it is loaded. The file itself stays as it is. */
const breakSource: Plugin = {
  name: 'break-source',
  enforce: 'pre',
  load(id) {
    if (id !== join(ROOT, file)) return null;
    return readFileSync(id, 'utf8').replace(find, () => replace);
  },
};

/** The unit tests of one guarantee, over a source that breaks it. */
export default defineConfig({
  root: ROOT,
  resolve: { alias: aliases },
  plugins: [breakSource],
  test: {
    include: tests.map((name) => `test/unit/${name}.test.{ts,tsx}`),
    setupFiles: ['test/setup.ts'],
    pool: 'threads',
    testNamePattern: new RegExp(`\\b${guarantee}\\b`),
    // To wait for something that never comes is to fail.
    testTimeout: 10_000,
    // One failure is enough.
    bail: 1,
    // A break shows in the first histories or not at all. Their seeds are the run's own.
    env: { HISTORIES: '100' },
  },
});
