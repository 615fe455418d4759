import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { EXTERNAL_NAMES } from './pages.mjs';
import { firstOf } from './esbuild.mjs';

export default {
  name: 'Bun',
  note: 'with splitting',
  packages: { bun: '1.4.5' },
  async build(folder, { run }) {
    const external = EXTERNAL_NAMES.flatMap((name) => ['--external', name]);
    const options = ['--splitting', '--production', '--sourcemap=linked', '--metafile=meta.json'];
    await run('.bin/bun', ['build', 'main.js', '--outdir=out', ...options, ...external], folder);
    const metafile = JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8'));
    return { folder: join(folder, 'out'), first: firstOf(metafile).map((name) => normalize(name)) };
  },
};
