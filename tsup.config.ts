import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';
import { ENTRIES } from './scripts/entries.ts';
import { tokensJson } from './scripts/tokens-json.ts';

type Plugin = NonNullable<Options['plugins']>[number];
type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Builds one file per module. An app's bundler can leave out one of our files, or load it later, but esbuild cannot
 * divide a file: a chunk of this build that mixed two features would be loaded with either.
 *
 * Node resolves no import without its extension, so each gets one.
 */
const oneFilePerModule: EsbuildPlugin = {
  name: 'one-file-per-module',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: `${path}.js`, external: true },
    );
    // A module of types alone has no code, and no other file imports it.
    build.onEnd((result) => {
      const isEmpty = new Set(
        result.outputFiles?.filter(({ text }) => !text.trim()).map(({ path }) => path),
      );
      result.outputFiles = result.outputFiles?.filter(
        ({ path }) => !isEmpty.has(path.replace(/\.map$/, '')),
      );
    });
  },
};

/**
 * In a package of type "module", esbuild imports CommonJS as Node does: `import useSWR from 'swr'` would be the whole
 * module object in our CommonJS build. This turns that mode off, so that `__esModule` is honoured. No linter sees the
 * difference, only a render of the built file.
 */
const honourEsModuleInCjs: Plugin = {
  name: 'honour-es-module-in-cjs',
  renderChunk(code) {
    return { code: code.replace(/(__toESM\(require\("[^"]+"\)), 1\)/g, '$1)') };
  },
};

/**
 * Our ESM build has `use client` in each file that the client's entry exports a component, a hook or a language from, and not
 * in the entry: so a page of server components loads those alone that it imports. The texts are marked because they hold
 * functions, which a server component can pass on only as a reference. The CommonJS build has one file for the client.
 */
const markClientInCjs: Plugin = {
  name: 'mark-client-in-cjs',
  renderChunk: (code, { path }) =>
    /[\\/]index\.cjs$/.test(path)
      ? { code: code.replace('"use strict";', '$&"use client";') }
      : undefined,
};

/** The fake Link as one script: a page that Playwright or Cypress drives can import nothing. */
async function fakeLinkScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['src/testing/fake-link.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'fakeLink',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** styles.css without its comments, and the tokens as a file for design tools. */
async function writeStyles(outDir: string): Promise<void> {
  const { code } = await transform(await readFile('src/styles.css', 'utf8'), {
    loader: 'css',
    minify: true,
    banner: '/* react-plaid-relink: docs/theming.md lists the custom properties and the parts. */',
  });
  await writeFile(join(outDir, 'styles.css'), code);
  await writeFile(join(outDir, 'tokens.json'), tokensJson());
}

export default defineConfig(async ({ outDir = 'dist' }) => {
  // Before the builds below, which run at the same time: the `clean` of one would delete the files of another.
  await rm(outDir, { recursive: true, force: true });
  const common: Options = {
    target: 'es2022',
    sourcemap: true,
    define: { FAKE_LINK_SCRIPT: JSON.stringify(await fakeLinkScript()) },
  };
  const esm: Options = {
    ...common,
    format: 'esm',
    entry: ['src/**/*.{ts,tsx}', '!src/**/*.d.ts', '!src/styles.ts', '!src/tokens.ts'],
    esbuildPlugins: [oneFilePerModule],
    onSuccess: () => writeStyles(outDir),
  };
  const cjs: Options = {
    ...common,
    format: 'cjs',
    entry: ENTRIES,
    plugins: [honourEsModuleInCjs, markClientInCjs],
  };
  return [esm, cjs];
});
