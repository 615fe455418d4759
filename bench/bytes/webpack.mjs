import { join } from 'node:path';
import { EXTERNAL } from './pages.mjs';

/** Builds with webpack, or with Rspack, which has its interface. */
export async function buildWith(webpack, folder) {
  const out = join(folder, 'out');
  const compiler = webpack({
    mode: 'production',
    context: folder,
    entry: './main.js',
    devtool: 'source-map',
    output: { path: out, module: true },
    experiments: { outputModule: true },
    externals: EXTERNAL,
    externalsType: 'module',
    performance: false,
  });
  const stats = await new Promise((done, fail) =>
    compiler.run((error, result) => (error ? fail(error) : done(result))),
  );
  const { entrypoints } = stats.toJson({ all: false, entrypoints: true });
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  await new Promise((done) => compiler.close(done));
  return { folder: out, first: entrypoints.main.assets.map(({ name }) => name) };
}

export default {
  name: 'webpack',
  note: 'which Next.js can use',
  packages: { webpack: '5.112.2' },
  async build(folder, { load }) {
    const { default: webpack } = await load('webpack');
    return buildWith(webpack, folder);
  },
};
