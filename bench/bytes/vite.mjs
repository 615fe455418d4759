import { join } from 'node:path';
import { build, version } from 'vite';
import { EXTERNAL } from './pages.mjs';
import { firstOf } from './rollup.mjs';

export default {
  name: 'Vite',
  version,
  packages: {},
  async build(folder) {
    const outDir = join(folder, 'out');
    const { output } = await build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: {
        outDir,
        sourcemap: true,
        rollupOptions: { input: join(folder, 'main.js'), external: EXTERNAL },
      },
    });
    return { folder: outDir, first: firstOf(output) };
  },
};
