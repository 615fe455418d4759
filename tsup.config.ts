import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

/**
 * In a package of type "module", esbuild imports CommonJS the way Node does: `import useSWR from 'swr'` would get the
 * whole module object in our CommonJS build. No linter sees it, only a render of the built file. This turns that
 * mode off, so that `__esModule` is honoured.
 */
const honourEsModuleInCjs: Plugin = {
  name: 'honour-es-module-in-cjs',
  renderChunk(code) {
    if (this.format !== 'cjs') return undefined;
    return { code: code.replace(/(__toESM\(require\("[^"]+"\)), 1\)/g, '$1)') };
  },
};

const ENTRIES = { index: 'src/index.ts', server: 'src/server.ts', testing: 'src/testing.ts' };

/**
 * What an app may import on its own. As entries, so that no chunk of the build holds what one of them needs together
 * with what only another does: an app's bundler can leave out a file of ours, and split it off, but not half of one.
 */
const FEATURES = {
  'parts/relink-button': 'src/components/button/relink-button.tsx',
  'parts/relink-list': 'src/components/list/relink-list.tsx',
  'parts/relink-notice': 'src/components/notice/relink-notice.tsx',
  'parts/relink-redirect': 'src/components/redirect/relink-redirect.ts',
  'parts/provider': 'src/react/provider.tsx',
  'parts/use-item-health': 'src/react/use-item-health.ts',
  'parts/use-relink': 'src/react/use-relink.ts',
  'parts/use-token-for-item': 'src/react/use-token-for-item.ts',
  'parts/errors': 'src/core/errors/relink-error.ts',
};

const COMMON: Options = {
  // tsup passes a `baseUrl` to TypeScript, which 6.0 deprecates.
  dts: {
    entry: { ...ENTRIES, styles: 'src/styles.ts' },
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
  target: 'es2022',
  sourcemap: true,
};

export default defineConfig(async ({ outDir = 'dist' }) => {
  // Here and not by `clean`, since the two run at once.
  await rm(outDir, { recursive: true, force: true });
  return [
    {
      ...COMMON,
      format: 'esm',
      entry: { ...ENTRIES, ...FEATURES },
      onSuccess: () => copyFile('src/styles.css', join(outDir, 'styles.css')),
    },
    { ...COMMON, format: 'cjs', entry: ENTRIES, plugins: [honourEsModuleInCjs] },
  ];
});
