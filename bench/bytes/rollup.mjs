import { join } from 'node:path';
import { transform } from 'esbuild';
import { EXTERNAL } from './pages.mjs';
import { withImports } from './built-page.mjs';

/** Rollup leaves it to others to make code small. */
const minify = {
  name: 'minify',
  renderChunk: (code) =>
    transform(code, {
      minify: true,
      format: 'esm',
      target: 'es2022',
      sourcemap: true,
      define: { 'process.env.NODE_ENV': '"production"' },
    }),
};

/** Of Rollup and of Rolldown, which Vite is built on: the names of the files that the page loads first. */
export function firstOf(output) {
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const entry = output.find(({ isEntry }) => isEntry);
  // What is not among them is external.
  return withImports(entry.fileName, (name) =>
    chunks.get(name).imports.filter((imported) => chunks.has(imported)),
  );
}

export default {
  name: 'Rollup',
  packages: {
    rollup: '4.67.4',
    '@rollup/plugin-node-resolve': '16.0.3',
    '@rollup/plugin-commonjs': '28.0.9',
  },
  async build(folder, { load }) {
    const { rollup } = await load('rollup');
    const { nodeResolve } = await load('@rollup/plugin-node-resolve');
    const { default: commonjs } = await load('@rollup/plugin-commonjs');
    const build = await rollup({
      input: join(folder, 'main.js'),
      external: EXTERNAL,
      // As in an app, whose first chunk may also hold what later ones import from it.
      preserveEntrySignatures: false,
      plugins: [nodeResolve({ browser: true }), commonjs(), minify],
      onwarn() {},
    });
    const out = join(folder, 'out');
    const { output } = await build.write({ format: 'esm', dir: out, sourcemap: true });
    return { folder: out, first: firstOf(output) };
  },
};
