import { buildWith } from './webpack.mjs';

export default {
  name: 'Rspack',
  packages: { '@rspack/core': '2.3.4' },
  async build(folder, { load }) {
    const { rspack } = await load('@rspack/core');
    return buildWith(rspack, folder);
  },
};
