import { copyFile } from 'node:fs/promises';
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

const entry = { index: 'src/index.ts', server: 'src/server.ts', testing: 'src/testing.ts' };

export default defineConfig({
  entry,
  format: ['esm', 'cjs'],
  // tsup passes a `baseUrl` to TypeScript, which 6.0 deprecates.
  dts: {
    entry: { ...entry, styles: 'src/styles.ts' },
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
  target: 'es2022',
  clean: true,
  sourcemap: true,
  plugins: [honourEsModuleInCjs],
  onSuccess: () => copyFile('src/styles.css', 'dist/styles.css'),
});
