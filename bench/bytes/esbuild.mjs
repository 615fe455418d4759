import { join, relative } from 'node:path';
import { build, version } from 'esbuild';
import { EXTERNAL_NAMES } from './pages.mjs';
import { withImports } from './built-page.mjs';

/** Of esbuild and of Bun, whose metafiles have one form: the names of the files that the page loads first. */
export function firstOf({ outputs }) {
  const [entry] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint);
  return withImports(entry, (name) =>
    outputs[name].imports
      .filter(({ kind, external }) => kind === 'import-statement' && !external)
      .map(({ path }) => path),
  );
}

export default {
  name: 'esbuild',
  note: 'with splitting',
  version,
  packages: {},
  async build(folder) {
    const out = join(folder, 'out');
    const { metafile } = await build({
      absWorkingDir: folder,
      entryPoints: ['main.js'],
      outdir: out,
      bundle: true,
      splitting: true,
      format: 'esm',
      minify: true,
      sourcemap: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      external: EXTERNAL_NAMES,
      metafile: true,
    });
    return { folder: out, first: firstOf(metafile).map((name) => relative('out', name)) };
  },
};
