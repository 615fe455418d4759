import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { scriptsOf } from './parcel.mjs';

const CONFIG = (root) => `export default {
  productionBrowserSourceMaps: true,
  turbopack: { root: ${JSON.stringify(root)} },
};`;
const LAYOUT = `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`;
const PAGE = `export { default } from '../page.js';`;

export default {
  name: 'Turbopack of Next.js',
  packages: { next: '16.4.6' },
  async build(folder, { run }) {
    await mkdir(join(folder, 'app'));
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await writeFile(join(folder, 'next.config.js'), CONFIG(dirname(dirname(folder))));
    await writeFile(join(folder, 'app/layout.jsx'), LAYOUT);
    await writeFile(join(folder, 'app/page.jsx'), PAGE);
    await run('.bin/next', ['build'], folder);
    const html = await readFile(join(folder, '.next/server/app/index.html'), 'utf8');
    const first = scriptsOf(html).map((path) => path.replace('_next/static/', ''));
    return { folder: join(folder, '.next/static'), first };
  },
};
