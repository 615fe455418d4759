import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PAGE = '<!doctype html><div id="root"></div><script type="module" src="main.js"></script>';

/** The scripts of a page that loads at once, without those for browsers that know no modules. */
export const scriptsOf = (html) =>
  [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => /\bsrc="?\/?([^"\s>]+)/.exec(tag)?.[1] ?? []);

export default {
  name: 'Parcel',
  packages: { parcel: '2.16.4' },
  async build(folder, { run }) {
    await writeFile(join(folder, 'index.html'), PAGE);
    await run('.bin/parcel', ['build', 'index.html', '--dist-dir=out', '--no-cache'], folder);
    const html = await readFile(join(folder, 'out/index.html'), 'utf8');
    return { folder: join(folder, 'out'), first: scriptsOf(html) };
  },
};
